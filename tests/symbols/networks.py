"""Classes as people write them: each text with the shapes of its inputs, `int` before those of token ids."""

HEAD = "import math\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"

RESIDUAL = """
class Block(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.shortcut = nn.Sequential()
        if stride != 1 or cin != cout:
            self.shortcut = nn.Sequential(nn.Conv2d(cin, cout, 1, stride), nn.BatchNorm2d(cout))

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.conv2(out)
        out += self.shortcut(x)
        return F.relu(out)

class Net(nn.Module):
    def __init__(self, widths=(4, 8)):
        super().__init__()
        self.width = 3
        self.stages = nn.Sequential(*[self._stage(w) for w in widths])
        self.fc = nn.Linear(8 * 16, 5)

    def _stage(self, width):
        block = Block(self.width, width, 2)
        self.width = width
        return block

    def forward(self, x):
        x = F.avg_pool2d(self.stages(x), 2)
        return self.fc(x.view(x.size(0), -1))

net = Net()
"""

GPT = """
class Attention(nn.Module):
    def __init__(self, width, heads, block):
        super().__init__()
        self.qkv, self.out, self.heads = nn.Linear(width, 3 * width), nn.Linear(width, width), heads
        self.register_buffer("mask", torch.tril(torch.ones(block, block)).view(1, 1, block, block))

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).split(C, dim=2)
        q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in (q, k, v))
        scores = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(k.size(-1)))
        scores = scores.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf"))
        y = F.softmax(scores, dim=-1) @ v
        return self.out(y.transpose(1, 2).contiguous().view(B, T, C))

class GPT(nn.Module):
    def __init__(self, vocab=30, width=12, block=24, layers=2):
        super().__init__()
        self.parts = nn.ModuleDict(dict(
            wte=nn.Embedding(vocab, width), wpe=nn.Embedding(block, width),
            h=nn.ModuleList([Attention(width, 3, block) for _ in range(layers)]),
        ))
        self.head = nn.Linear(width, vocab, bias=False)
        self.head.weight = self.parts.wte.weight

    def forward(self, idx):
        b, t = idx.size()
        x = self.parts.wte(idx) + self.parts["wpe"](torch.arange(t, device=idx.device))
        for block in self.parts.h:
            x = x + block(x)
        return self.head(x)

net = GPT()
"""

RECURRENT = """
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.layers = 6, 2
        self.lstm = nn.LSTM(5, 6, 2, batch_first=True)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        h0 = torch.zeros(self.layers, x.size(0), self.hidden, device=x.device)
        c0 = torch.zeros_like(h0)
        out, (h, c) = self.lstm(x, (h0, c0))
        return self.fc(torch.cat((h[-1], out[:, -1, :]), dim=1)), c

net = Classifier()
"""

PAIR = """
class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 6)

    def forward(self, x):
        return self.fc(x).relu(), x.mean(dim=1, keepdim=True)

class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.tower = Tower()
        self.scale = nn.Parameter(torch.tensor(2.0))
        self.mix = nn.Parameter(torch.randn(6) * 0.1, requires_grad=False)

    def forward(self, left, right):
        (a, m), (b, _) = self.tower(left), self.tower(right)
        distance = torch.abs(a - b) @ self.mix * self.scale - 1
        return distance, F.cosine_similarity(a, b), 1 - m

net = Pair()
"""

MODES = """
class Net(nn.Module):
    def __init__(self, sizes=(12, 8, 6)):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:]))
        self.heads = nn.ModuleDict({"one": nn.Linear(6, 2), "two": nn.Linear(6, 3)})

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = F.gelu(layer(x))
            if i == 0:
                x = F.dropout(x, p=0.3, training=self.training)
        return tuple(head(x) for head in self.heads.values())

net = Net()
"""

IN_PLACE = """
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.ReLU(inplace=True)
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.skip = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        skip = self.skip(x)
        return self.conv(self.act(x)) + skip - x

net = nn.Sequential(nn.Conv2d(3, 4, 1), Block())
"""

SHUFFLE = """
def shuffle(x, groups):
    b, c, h, w = x.size()
    x = x.view(b, groups, c // groups, h, w).transpose(1, 2).contiguous()
    return x.view(b, c, h, w)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 1)
        self.parts = nn.ModuleList(nn.Conv2d(4, 4, 3, padding=1) for _ in range(2))

    def forward(self, x):
        y = list(self.stem(x).chunk(2, 1))
        y.extend(part(y[-1]) for part in self.parts)
        y = shuffle(torch.cat(y, 1), 2)
        return F.interpolate(y[..., ::2, ::2], size=x.shape[2:])

net = Net()
"""

POSITIONS = """
class Positions(nn.Module):
    def __init__(self, width, longest=40):
        super().__init__()
        table = torch.zeros(longest, width)
        place = torch.arange(0, longest).unsqueeze(1).float()
        rate = torch.exp(torch.arange(0, width, 2).float() * (-math.log(1e4) / width))
        table[:, 0::2], table[:, 1::2] = torch.sin(place * rate), torch.cos(place * rate)
        self.register_buffer("table", table.unsqueeze(0))

    def forward(self, x):
        return x + self.table[:, :x.size(1)]

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.positions = nn.Embedding(30, 8), Positions(8)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.norm = nn.LayerNorm(8)

    def forward(self, tokens):
        x = self.positions(self.embed(tokens) * math.sqrt(8))
        y, weights = self.attention(x, x, x, need_weights=True)
        return self.norm(x + y), weights

net = Net()
"""

FACTORED = """
class Linear(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(o, i))
        nn.init.xavier_uniform_(self.weight)
        self.bias = nn.Parameter(torch.zeros(o))

    @staticmethod
    def normed(x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)

    def forward(self, x):
        return F.linear(self.normed(x), self.weight, self.bias)

class Mlp(nn.Sequential):
    def __init__(self, *sizes):
        super().__init__(*[Linear(a, b) for a, b in zip(sizes, sizes[1:])], nn.Softmax(dim=-1))

net = Mlp(6, 8, 3)
"""

MASKED = """
class Block(nn.Module):
    def __init__(self, dim, heads, steps):
        super().__init__()
        self.norm, self.attn = nn.LayerNorm(dim), nn.MultiheadAttention(dim, heads, batch_first=True)
        self.register_buffer("mask", torch.triu(torch.ones(steps, steps), diagonal=1).bool())

    def forward(self, x):
        y = self.norm(x)
        y, _ = self.attn(y, y, y, attn_mask=self.mask, need_weights=False, is_causal=True)
        z, heads = self.attn(x, x, x, None, True, self.mask, average_attn_weights=False)
        return x + y + z, heads

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.block = nn.Embedding(30, 8), Block(8, 2, 6)
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, dropout=0.0)
        self.stack = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 1)
        self.register_buffer("mask", torch.zeros(6, 6))

    def forward(self, tokens):
        x, heads = self.block(self.embed(tokens))
        x = self.layer(x, src_mask=self.mask, is_causal=False)
        return self.stack(x, mask=self.mask), heads

net = Net()
"""

TEXTS = {
    "residual": (RESIDUAL, [(2, 3, 32, 32)]),
    "gpt": (GPT, [("int", 2, 7)]),
    "recurrent": (RECURRENT, [(2, 9, 5)]),
    "pair": (PAIR, [(3, 6), (3, 6)]),
    "modes": (MODES, [(4, 12)]),
    "in_place": (IN_PLACE, [(2, 3, 8, 8)]),
    "shuffle": (SHUFFLE, [(2, 3, 10, 6)]),
    "positions": (POSITIONS, [("int", 2, 11)]),
    "factored": (FACTORED, [(5, 6)]),
    "masked": (MASKED, [("int", 2, 6)]),
}
