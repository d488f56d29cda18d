# ruff: noqa: D101, D102, D106, B905, N806, RUF059 - as people write them
"""Networks as people write them by hand, with torch alone."""

import math

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import nn


class Residual(nn.Module):
    def __init__(self, channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = nn.Conv2d(channels, channels, 1, stride) if stride > 1 else None

    def forward(self, x):
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU())
        self.stages = nn.Sequential(Residual(8), Residual(8, 2))
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        x = self.stages(self.stem(x))
        x = torch.flatten(F.adaptive_avg_pool2d(x, 1), 1)
        return self.fc(F.dropout(x, 0.3, training=self.training))


class DoubleConv(nn.Sequential):
    def __init__(self, i, o):
        super().__init__(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(inplace=True))


class UNet(nn.Module):
    def __init__(self, widths=(4, 8, 16)):
        super().__init__()
        self.downs = nn.ModuleList(DoubleConv(i, o) for i, o in zip((1, *widths), widths))
        self.ups = nn.ModuleList(nn.ConvTranspose2d(i, o, 2, 2) for i, o in zip(widths[::-1], widths[-2::-1]))
        self.joins = nn.ModuleList(DoubleConv(2 * o, o) for o in widths[-2::-1])
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Conv2d(widths[0], 2, 1)

    def forward(self, x):
        kept = []
        for i, down in enumerate(self.downs):
            x = down(x)
            if i < len(self.downs) - 1:
                kept.append(x)
                x = self.pool(x)
        for up, join, skip in zip(self.ups, self.joins, reversed(kept)):
            x = join(torch.cat([skip, up(x)], dim=1))
        return self.head(x)


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.heads = heads
        self.register_buffer("mask", torch.tril(torch.ones(16, 16)).view(1, 1, 16, 16))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.qkv(x).split(C, dim=2)
        q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf"))
        y = F.softmax(att, dim=-1) @ v
        return self.proj(y.transpose(1, 2).contiguous().view(B, T, C))


class Block(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(dim), Attention(dim, heads)
        self.ln_2 = nn.LayerNorm(dim)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(dim, 4 * dim), "act": nn.GELU(), "c_proj": nn.Linear(4 * dim, dim)})

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        m = self.mlp
        return x + m.c_proj(m.act(m.c_fc(self.ln_2(x))))


class GPT(nn.Module):
    def __init__(self, vocabulary=50, dim=12, heads=3, layers=2):
        super().__init__()
        self.transformer = nn.ModuleDict(
            {
                "wte": nn.Embedding(vocabulary, dim),
                "wpe": nn.Embedding(16, dim),
                "h": nn.ModuleList([Block(dim, heads) for _ in range(layers)]),
                "ln_f": nn.LayerNorm(dim),
            }
        )
        self.lm_head = nn.Linear(dim, vocabulary, bias=False)
        self.transformer.wte.weight = self.lm_head.weight

    def forward(self, idx):
        b, t = idx.size()
        assert t <= 16
        pos = torch.arange(0, t, dtype=torch.long, device=idx.device)
        x = self.transformer.wte(idx) + self.transformer.wpe(pos)
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(30, 6)
        self.lstm = nn.LSTM(6, 5, num_layers=2, batch_first=True, bidirectional=True)
        self.tags = nn.Linear(10, 4)

    def forward(self, tokens):
        out, (h, _) = self.lstm(self.embedding(tokens))
        return F.log_softmax(self.tags(out), dim=-1), h[-1]


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3))
        self.head = nn.Linear(3, 1)

    def forward(self, a, b):
        return torch.sigmoid(self.head(torch.abs(self.encoder(a) - self.encoder(b))))


class Mixer(nn.Module):
    class Mix(nn.Module):
        def __init__(self, tokens, dim):
            super().__init__()
            self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
            self.tokens = nn.Sequential(nn.Linear(tokens, 7), nn.GELU(), nn.Linear(7, tokens))
            self.channels = nn.Sequential(nn.Linear(dim, 9), nn.GELU(), nn.Linear(9, dim))

        def forward(self, x):
            x = x + self.tokens(self.norm1(x).mT).mT
            return x + self.channels(self.norm2(x))

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 4, 4)
        self.blocks = nn.ModuleList([Mixer.Mix(4, 8) for _ in range(2)])
        self.cls = nn.Parameter(torch.randn(1, 1, 8))

    def forward(self, x):
        x = self.stem(x)
        x = x.reshape(x.shape[0], 8, -1).permute(0, 2, 1)
        for block in self.blocks:
            x = block(x)
        token = self.cls.expand(x.shape[0], -1, -1)
        return torch.cat((token, x), dim=1).mean(dim=1)


class Dense(nn.Module):
    class Layer(nn.Module):
        def __init__(self, i):
            super().__init__()
            self.norm, self.conv = nn.BatchNorm2d(i), nn.Conv2d(i, 4, 3, padding=1)

        def forward(self, features):
            return self.conv(F.relu(self.norm(features)))

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(Dense.Layer(3 + 4 * i) for i in range(3))

    def forward(self, x):
        features = [x]
        for layer in self.layers:
            features.append(layer(torch.cat(features, 1)))
        return torch.cat(features, 1)


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(4, 5, batch_first=True)
        self.attention = nn.MultiheadAttention(5, 1, batch_first=True)

    def forward(self, x, state=None, scale=1.0):
        out, state = self.rnn(x, state)
        return self.attention(out, out, out)[0] * scale, state


class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.LSTM(4, 5, batch_first=True)
        self.decoder = nn.LSTM(4, 5, batch_first=True)
        self.last = Decoder()

    def forward(self, source, target):
        _, state = self.encoder(source)
        out, state = self.decoder(target, state)
        return self.last(out[..., :4], state=None, scale=0.5)[0], state


class Masked(nn.Module):
    """Attention under masks by name, asked for no weights; the same module once more, for those of each head."""

    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.layer = nn.TransformerDecoderLayer(8, 2, 16, batch_first=True)
        self.register_buffer("mask", torch.ones(5, 5).triu(1).bool())

    def forward(self, x):
        y, _ = self.attention(x, x, x, attn_mask=self.mask, need_weights=False)
        _, heads = self.attention(y, x, x, average_attn_weights=False)
        return self.layer(y, x, memory_mask=self.mask, tgt_mask=self.mask, tgt_is_causal=True), heads
