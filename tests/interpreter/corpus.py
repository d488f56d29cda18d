"""Networks as textbooks and repositories write them; each text binds `net` and `X`."""

NETWORKS = {
    "sequential": """
net = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))
X = torch.rand(2, 20)
""",
    "own sequential": """
class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            # The order in which they are put in is kept
            self._modules[str(idx)] = module

    def forward(self, X):
        for block in self._modules.values():
            X = block(X)
        return X

net = MySequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))
X = torch.rand(2, 20)
""",
    "fixed hidden weight": """
class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.rand_weight = torch.rand((20, 20), requires_grad=False)
        self.linear = nn.Linear(20, 20)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, self.rand_weight) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X /= 2
        return X.sum()

net = FixedHiddenMLP()
X = torch.rand(2, 20)
""",
    "nested": """
class NestMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(),
                                 nn.Linear(64, 32), nn.ReLU())
        self.linear = nn.Linear(32, 16)

    def forward(self, X):
        return self.linear(self.net(X))

class Double(NestMLP):
    def forward(self, X):
        return super().forward(X) * 2

net = nn.Sequential(NestMLP(), nn.Linear(16, 20), Double())
X = torch.rand(2, 20)
""",
    "block factory": """
def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(),
                         nn.Linear(8, 4), nn.ReLU())

def block2():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f'block {i}', block1())
    return net

net = nn.Sequential(block2(), nn.Linear(4, 1))
X = torch.rand(size=(2, 4))
""",
    "layers of one's own": """
class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return X - X.mean()

class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units,))

    def forward(self, X):
        linear = torch.matmul(X, self.weight.data) + self.bias.data
        return F.relu(linear)

net = nn.Sequential(MyLinear(64, 8), CenteredLayer(), MyLinear(8, 1))
X = torch.rand(2, 64)
""",
    "initialised": """
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1), nn.Conv1d(2, 2, 1))

def init_normal(m):
    if type(m) == nn.Linear:
        nn.init.normal_(m.weight, mean=0, std=0.01)
        nn.init.zeros_(m.bias)

def init_xavier(m):
    if isinstance(m, (nn.Linear, nn.Conv1d)):
        nn.init.xavier_uniform_(m.weight)

def my_init(m):
    if type(m) == nn.Linear:
        print("Init", *[(name, param.shape)
                        for name, param in m.named_parameters()][0])
        nn.init.uniform_(m.weight, -10, 10)
        m.weight.data *= m.weight.data.abs() >= 5

net.apply(init_normal)
net[0].apply(init_xavier)
net[2].apply(my_init)
net[0].weight.data[:] += 1
net[0].weight.data[0, 0] = 42
X = torch.rand(1, 2, 4)
""",
    "shared": """
shared = nn.Linear(8, 8)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(),
                    shared, nn.ReLU(),
                    shared, nn.ReLU(),
                    nn.Linear(8, 1))
net[2].weight.data[0, 0] = 100
assert (net[2].weight.data[0] == net[4].weight.data[0]).all()
X = torch.rand(2, 4)
""",
    "module list and dict": """
class Tower(nn.Module):
    depth: int = 3

    def __init__(self, width=6, *, acts=("relu", "tanh")):
        super(Tower, self).__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(self.depth)])
        self.layers.append(nn.Linear(width, width, bias=False))
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
        self.order = [acts[i % len(acts)] for i in range(len(self.layers))]
        self.register_buffer("scale", torch.full((width,), 0.5))

    @property
    def width(self):
        return self.layers[0].in_features

    @staticmethod
    def half(x):
        return x / 2

    def forward(self, x):
        for name, layer in zip(self.order, self.layers):
            x = x + self.acts[name](layer(x)) * self.scale
        assert x.shape[-1] == self.width, f"{x.shape} is not {self.width} wide"
        return self.half(x)

net = Tower(acts=["tanh"])
X = torch.randn(3, 6)
""",
    "residual": """
class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, in_planes, planes, stride=1):
        super(BasicBlock, self).__init__()
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, kernel_size=3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != self.expansion * planes:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_planes, self.expansion * planes, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(self.expansion * planes)
            )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += self.shortcut(x)
        return F.relu(out)

class ResNet(nn.Module):
    def __init__(self, block, num_blocks, num_classes=10):
        super(ResNet, self).__init__()
        self.in_planes = 8
        self.conv1 = nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.layers = nn.Sequential(*[self._make_layer(block, 8 * 2 ** i, n, min(i + 1, 2))
                                      for i, n in enumerate(num_blocks)])
        self.linear = nn.Linear(16, num_classes)

    def _make_layer(self, block, planes, num_blocks, stride):
        strides = [stride] + [1] * (num_blocks - 1)
        layers = []
        for stride in strides:
            layers.append(block(self.in_planes, planes, stride))
            self.in_planes = planes * block.expansion
        return nn.Sequential(*layers)

    def forward(self, x):
        out = self.layers(F.relu(self.conv1(x)))
        out = F.adaptive_avg_pool2d(out, 1)
        out = out.view(out.size(0), -1)
        return self.linear(out)

net = ResNet(BasicBlock, [1, 2])
X = torch.randn(2, 3, 8, 8)
""",
    "language model": """
class Config:
    def __init__(self, **kwargs):
        self.n_embd, self.n_head, self.block_size, self.vocab = 16, 2, 8, 11
        for k, v in kwargs.items():
            setattr(self, k, v)

class CausalSelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        assert config.n_embd % config.n_head == 0
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd)
        self.n_head = config.n_head
        self.register_buffer("mask", torch.tril(torch.ones(config.block_size, config.block_size))
                             .view(1, 1, config.block_size, config.block_size))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(C, dim=2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        v = v.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float('-inf'))
        att = F.softmax(att, dim=-1)
        y = (att @ v).transpose(1, 2).contiguous().view(B, T, C)
        return self.c_proj(y)

class Block(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.n_embd)
        self.attn = CausalSelfAttention(config)
        self.ln_2 = nn.LayerNorm(config.n_embd)
        self.mlp = nn.ModuleDict(dict(
            c_fc=nn.Linear(config.n_embd, 4 * config.n_embd),
            c_proj=nn.Linear(4 * config.n_embd, config.n_embd),
            act=nn.GELU(),
        ))
        m = self.mlp
        self.mlpf = lambda x: m.c_proj(m.act(m.c_fc(x)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attn(self.ln_1(x))
        x = x + self.mlpf(self.ln_2(x))
        return x

class GPT(nn.Module):
    '''A small language model whose head is tied to its embedding.'''

    def __init__(self, config):
        super().__init__()
        self.wte = nn.Embedding(config.vocab, config.n_embd)
        self.wpe = nn.Embedding(config.block_size, config.n_embd)
        self.h = nn.ModuleList([Block(config) for _ in range(2)])
        self.lm_head = nn.Linear(config.n_embd, config.vocab, bias=False)
        self.lm_head.weight = self.wte.weight
        self.apply(self._init_weights)
        for pn, p in self.named_parameters():
            if pn.endswith('c_proj.weight'):
                torch.nn.init.normal_(p, mean=0.0, std=0.02 / math.sqrt(2 * 2))
        n_params = sum(p.numel() for p in self.parameters())
        print("number of parameters: %.2fM" % (n_params / 1e6,))

    def _init_weights(self, module):
        if isinstance(module, nn.Linear):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)
            if module.bias is not None:
                torch.nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)

    def forward(self, idx, targets=None):
        device = idx.device
        b, t = idx.size()
        pos = torch.arange(0, t, dtype=torch.long, device=device).unsqueeze(0)
        x = self.wte(idx) + self.wpe(pos)
        for block in self.h:
            x = block(x)
        logits = self.lm_head(x)
        loss = None
        if targets is not None:
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=-1)
        return logits if loss is None else (logits, loss)

net = GPT(Config(n_head=4))
X = torch.randint(11, (2, 5))
""",
    "recurrent": """
class Tagger(nn.Module):
    def __init__(self, vocab, hidden=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, hidden)
        self.lstm = nn.LSTM(hidden, hidden, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(2 * hidden, 3)

    def forward(self, x):
        out, (h, c) = self.lstm(self.emb(x))
        *_, last = out.unbind(dim=1)
        return self.fc(last), h.mean(dim=(0, 2))

net = Tagger(13)
X = torch.randint(0, 13, (2, 6))
""",
    "parallel branches": """
class Inception(nn.Module):
    def __init__(self, c_in, c1, c2, **kwargs):
        super().__init__(**kwargs)
        self.b1_1 = nn.Conv2d(c_in, c1, kernel_size=1)
        self.b2_1 = nn.Conv2d(c_in, c2[0], kernel_size=1)
        self.b2_2 = nn.Conv2d(c2[0], c2[1], kernel_size=3, padding=1)
        self.b3_1 = nn.MaxPool2d(kernel_size=3, stride=1, padding=1)
        self.b3_2 = nn.Conv2d(c_in, c1, kernel_size=1)

    def forward(self, x):
        b1 = F.relu(self.b1_1(x))
        b2 = F.relu(self.b2_2(F.relu(self.b2_1(x))))
        b3 = F.relu(self.b3_2(self.b3_1(x)))
        return torch.cat((b1, b2, b3), dim=1)

net = nn.Sequential(OrderedDict([("stem", nn.Conv2d(1, 4, 3)), ("cell", Inception(4, 2, (3, 4)))]))
X = torch.rand(2, 1, 8, 8)
""",
    "derived layers": """
class ScaledLinear(nn.Linear):
    def __init__(self, n_in, n_out, gain=2.0):
        super().__init__(n_in, n_out)
        self.gain = gain

    def forward(self, x):
        return super().forward(x) * self.gain

    def extra_repr(self):
        return f"{super().extra_repr()}, gain={self.gain}"

class Stack(nn.Sequential):
    pass

net = Stack(ScaledLinear(4, 4), nn.ReLU(), ScaledLinear(4, 2, gain=0.5))
X = torch.rand(3, 4)
""",
    "copies": """
import copy

def clones(module, N):
    return nn.ModuleList([copy.deepcopy(module) for _ in range(N)])

class Encoder(nn.Module):
    def __init__(self, layer, N):
        super().__init__()
        self.layers = clones(layer, N)
        self.norm = nn.LayerNorm(8)

    def forward(self, x, mask=None):
        for layer in self.layers:
            x = layer(x)
        return self.norm(x)

class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.w_1, self.w_2 = nn.Linear(8, 16), nn.Linear(16, 8)

    def forward(self, x):
        return self.w_2(F.relu(self.w_1(x)))

net = Encoder(FeedForward(), 3)
X = torch.rand(2, 3, 8)
""",
    "positions": """
class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, max_len=50):
        super().__init__()
        self.P = torch.zeros((1, max_len, num_hiddens))
        X = torch.arange(max_len, dtype=torch.float32).reshape(-1, 1) / torch.pow(
            10000, torch.arange(0, num_hiddens, 2, dtype=torch.float32) / num_hiddens)
        self.P[:, :, 0::2] = torch.sin(X)
        self.P[:, :, 1::2] = torch.cos(X)

    def forward(self, X):
        X = X + self.P[:, :X.shape[1], :].to(X.device)
        return X

net = nn.Sequential(PositionalEncoding(8), nn.Linear(8, 2))
X = torch.rand(2, 4, 8)
""",
}
