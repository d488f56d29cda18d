"""Networks of the usual kinds, each with how many of its layers are drawn as blocks today, of how many."""

_HEAD = "import math\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
_UNET = """
class Double(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(cin, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(inplace=True),
            nn.Conv2d(cout, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.body(x)

class Net(nn.Module):
    def __init__(self, widths=(4, 8)):
        super().__init__()
        self.downs, self.ups, last = nn.ModuleList(), nn.ModuleList(), 3
        for width in widths:
            self.downs.append(Double(last, width))
            last = width
        self.middle = Double(last, 2 * last)
        for width in reversed(widths):
            self.ups.append(nn.ConvTranspose2d(2 * width, width, 2, 2))
            self.ups.append(Double(2 * width, width))
        self.head = nn.Conv2d(widths[0], 1, 1)

    def forward(self, x):
        skips = []
        for down in self.downs:
            x = down(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.middle(x)
        for i in range(0, len(self.ups), 2):
            x = self.ups[i + 1](torch.cat([skips[-1 - i // 2], self.ups[i](x)], dim=1))
        return torch.sigmoid(self.head(x))

net = Net()
net(torch.rand(1, 3, 16, 16))
"""
_DENSE = """
class Grows(nn.Module):
    def __init__(self, width, growth):
        super().__init__()
        self.norm, self.conv = nn.BatchNorm2d(width), nn.Conv2d(width, growth, 3, padding=1)

    def forward(self, features):
        x = torch.cat(features, 1) if isinstance(features, list) else features
        return self.conv(F.relu(self.norm(x)))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Grows(3 + 2 * i, 2) for i in range(3)])
        self.fc = nn.Linear(9, 5)

    def forward(self, x):
        features = [x]
        for layer in self.layers:
            features.append(layer(features))
        return self.fc(torch.cat(features, 1).mean((2, 3)))

net = Net()
net(torch.rand(2, 3, 8, 8))
"""
_GATED = """
class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(nn.Linear(width, 2), nn.ReLU(), nn.Linear(2, width), nn.Sigmoid())

    def forward(self, x):
        b, c, _, _ = x.size()
        return x * self.fc(self.pool(x).view(b, c)).view(b, c, 1, 1).expand_as(x)

net = nn.Sequential(nn.Conv2d(3, 6, 3), Gate(6), nn.Flatten(), nn.LazyLinear(4))
net(torch.rand(2, 3, 8, 8))
"""
_PATCHES = """
class Block(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.scale = heads, (dim // heads) ** -0.5
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.proj = nn.Linear(dim, 3 * dim, bias=False), nn.Linear(dim, dim)
        self.mlp = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * dim, dim))

    def attend(self, x):
        B, N, C = x.shape
        q, k, v = self.qkv(x).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        attn = (q @ k.transpose(-2, -1) * self.scale).softmax(dim=-1)
        return self.proj((attn @ v).transpose(1, 2).reshape(B, N, C))

    def forward(self, x):
        x = x + self.attend(self.norm1(x))
        return x + self.mlp(self.norm2(x))

class Net(nn.Module):
    def __init__(self, dim=8, depth=2):
        super().__init__()
        self.patch = nn.Conv2d(3, dim, 4, 4)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos = nn.Parameter(torch.zeros(1, 5, dim))
        self.blocks = nn.ModuleList([Block(dim, 2) for _ in range(depth)])
        self.head = nn.Linear(dim, 3)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat((self.cls.expand(x.shape[0], -1, -1), x), dim=1) + self.pos
        for block in self.blocks:
            x = block(x)
        return self.head(x[:, 0])

net = Net()
net(torch.rand(2, 3, 8, 8))
"""
_VARIATIONAL = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(12, 8), nn.ReLU())
        self.mu, self.logvar = nn.Linear(8, 2), nn.Linear(8, 2)
        self.dec = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 12), nn.Sigmoid())

    def sample(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std

    def forward(self, x):
        h = self.enc(x.view(-1, 12))
        mu, logvar = self.mu(h), self.logvar(h)
        return self.dec(self.sample(mu, logvar)), mu, logvar

net = Net()
net(torch.rand(3, 12))
"""
_TRANSLATES = """
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.rnn = nn.Embedding(20, 6), nn.GRU(6, 8, batch_first=True)

    def forward(self, ids):
        return self.rnn(self.emb(ids))

class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.rnn, self.out = nn.Embedding(20, 6), nn.GRU(6, 8, batch_first=True), nn.Linear(8, 20)

    def forward(self, ids, state):
        y, state = self.rnn(self.emb(ids), state)
        return self.out(y), state

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()

    def forward(self, source, target):
        _, state = self.encoder(source)
        return self.decoder(target, state)[0]

net = Net()
net(torch.randint(0, 20, (2, 5)), torch.randint(0, 20, (2, 4)))
"""
_STEPS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.cell, self.out = nn.Linear(3, 4), nn.GRUCell(4, 4), nn.Linear(4, 2)

    def forward(self, x):
        h, outs = torch.zeros(x.size(0), 4), []
        for t in range(x.size(1)):
            h = self.cell(self.embed(x[:, t]), h)
            outs.append(self.out(h))
        return torch.stack(outs, 1)

net = Net()
net(torch.rand(2, 5, 3))
"""
_EXPERTS = """
class Experts(nn.Module):
    def __init__(self, width, count):
        super().__init__()
        self.gate = nn.Linear(width, count)
        self.experts = nn.ModuleList([nn.Linear(width, width) for _ in range(count)])

    def forward(self, x):
        best = self.gate(x).argmax(-1)
        y = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            chosen = best == i
            if chosen.any():
                y[chosen] = expert(x[chosen])
        return y

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.experts, self.last = nn.Linear(5, 6), Experts(6, 3), nn.Linear(6, 2)

    def forward(self, x):
        x = torch.relu(self.first(x))
        return self.last(x + self.experts(x))

net = Net()
net(torch.rand(4, 5))
"""
_CRITIC = """
def block(cin, cout, norm=True):
    layers = [nn.utils.spectral_norm(nn.Conv2d(cin, cout, 4, 2, 1, bias=not norm))]
    if norm:
        layers.append(nn.InstanceNorm2d(cout, affine=True))
    layers.append(nn.LeakyReLU(0.2, inplace=True))
    return layers

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(*block(3, 4, norm=False), *block(4, 8), nn.Flatten(), nn.Linear(32, 1))
        self.apply(self.reset)

    @staticmethod
    def reset(m):
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, 0.0, 0.02)

    def forward(self, x):
        return self.main(x).squeeze(-1)

net = Net()
net(torch.rand(2, 3, 8, 8))
"""
_TWINS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 4))

    def embed(self, x):
        return F.normalize(self.trunk(x), dim=-1)

    def forward(self, a, b):
        a, b = self.embed(a), self.embed(b)
        return F.cosine_similarity(a, b), (a - b).pow(2).sum(-1)

net = Net()
net(torch.rand(3, 6), torch.rand(3, 6))
"""
_MASKED = """
class Causal(nn.Module):
    def __init__(self, dim, length):
        super().__init__()
        self.attn = nn.MultiheadAttention(dim, 2, batch_first=True)
        self.register_buffer("mask", torch.triu(torch.ones(length, length, dtype=torch.bool), 1))
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        T = x.size(1)
        y, _ = self.attn(x, x, x, attn_mask=self.mask[:T, :T], need_weights=False)
        return self.norm(x + y)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok, self.pos = nn.Embedding(30, 8), nn.Embedding(16, 8)
        self.layers = nn.Sequential(*[Causal(8, 16) for _ in range(2)])
        self.head = nn.Linear(8, 30, bias=False)
        self.head.weight = self.tok.weight

    def forward(self, ids):
        x = self.tok(ids) + self.pos(torch.arange(ids.size(1), device=ids.device))
        return self.head(self.layers(x))

net = Net()
net(torch.randint(0, 30, (2, 9)))
"""
_DEPTH = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv1d(2, 4, 3, padding=1)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Conv1d(4, 4, 3, padding=1), nn.ReLU()) for _ in range(3)])
        self.heads = nn.ModuleDict({"a": nn.Linear(4, 2), "b": nn.Linear(4, 3)})
        self.drop = 0.2

    def forward(self, x):
        x = self.stem(x)
        for i, block in enumerate(self.blocks):
            if self.training and torch.rand(1).item() < self.drop * i:
                continue
            x = x + block(x)
        x = x.mean(-1)
        return tuple(head(x) for head in self.heads.values())

net = Net()
net(torch.rand(2, 2, 7))
"""
_KINDS = {
    "u_net": (_UNET, (33, 33)),
    "dense": (_DENSE, (7, 7)),
    "gated": (_GATED, (8, 8)),
    "patches": (_PATCHES, (18, 18)),
    "variational": (_VARIATIONAL, (8, 8)),
    "translates": (_TRANSLATES, (5, 5)),
    "a_loop_over_time": (_STEPS, (0, 3)),
    "experts": (_EXPERTS, (2, 6)),
    "critic": (_CRITIC, (7, 7)),
    "twins": (_TWINS, (3, 3)),
    "masked": (_MASKED, (7, 7)),
    "layers_left_out_at_random": (_DEPTH, (0, 9)),
}
SHARES = {name: (_HEAD + text, share) for name, (text, share) in _KINDS.items()}
