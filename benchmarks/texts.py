"""Texts as people paste them, for `benchmarks.pasted`: in our own words, built like files that one finds."""

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"
RESIDUAL = """class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.a = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(width)
        self.b = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x):
        return F.relu(x + self.b(F.relu(self.norm(self.a(x)), True)), True)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 64, 3, padding=1)
        self.blocks = nn.Sequential(*[Block(64) for _ in range(16)])
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))
"""
LARGE = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layers, width = [], 3
        for wider in (64, 128, 256, 512, 512):
            layers += [nn.Conv2d(width, wider, 3, padding=1), nn.ReLU(True), nn.Conv2d(wider, wider, 3, padding=1)]
            layers += [nn.ReLU(True), nn.MaxPool2d(2)]
            width = wider
        self.features = nn.Sequential(*layers)
        self.head = nn.Sequential(nn.Linear(512 * 7 * 7, 4096), nn.ReLU(), nn.Linear(4096, 10))

    def forward(self, x):
        return self.head(torch.flatten(self.features(x), 1))
"""
CODE = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(3, 64, 3, padding=1)])
        self.layers.extend(nn.Conv2d(64, 64, 3, padding=1) for _ in range(30))
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        if x.abs().max() > 1e9:
            x = x / 2
        return self.head(x.mean((2, 3)))
"""
LOOP = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(16, 16) for _ in range(1000))

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return x
"""
VISION = '''import argparse
import math
import os
from dataclasses import dataclass
from functools import partial

import numpy as np
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Config:
    """The sizes of the encoder."""

    image: int = 96
    patch: int = 8
    width: int = 192
    depth: int = 12
    heads: int = 3
    mlp_ratio: float = 4.0
    dropout: float = 0.1
    classes: int = 100


def trunc_init(module, std=0.02):
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=std)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    elif isinstance(module, nn.LayerNorm):
        nn.init.ones_(module.weight)
        nn.init.zeros_(module.bias)


class Patches(nn.Module):
    """Cuts an image into patches and embeds each."""

    def __init__(self, config):
        super().__init__()
        self.count = (config.image // config.patch) ** 2
        self.project = nn.Conv2d(3, config.width, kernel_size=config.patch, stride=config.patch)

    def forward(self, x):
        return self.project(x).flatten(2).transpose(1, 2)


class Attention(nn.Module):
    def __init__(self, width, heads, dropout=0.0):
        super().__init__()
        assert width % heads == 0, f"{width} is not divisible by {heads}"
        self.heads, self.head_width = heads, width // heads
        self.scale = self.head_width ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        batch, length, width = x.shape
        qkv = self.qkv(x).reshape(batch, length, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        scores = (q @ k.transpose(-2, -1)) * self.scale
        weights = self.drop(scores.softmax(dim=-1))
        return self.out((weights @ v).transpose(1, 2).reshape(batch, length, width))


class FeedForward(nn.Sequential):
    def __init__(self, width, inner, activation=nn.GELU, dropout=0.0):
        super().__init__(
            nn.Linear(width, inner), activation(), nn.Dropout(dropout), nn.Linear(inner, width), nn.Dropout(dropout)
        )


class Layer(nn.Module):
    def __init__(self, config, norm=partial(nn.LayerNorm, eps=1e-6)):
        super().__init__()
        self.norm1, self.norm2 = norm(config.width), norm(config.width)
        self.attention = Attention(config.width, config.heads, config.dropout)
        self.mlp = FeedForward(config.width, int(config.width * config.mlp_ratio), dropout=config.dropout)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Net(nn.Module):
    """An encoder of image patches, with a token for the class."""

    def __init__(self, config=Config()):
        super().__init__()
        self.config = config
        self.patches = Patches(config)
        self.token = nn.Parameter(torch.zeros(1, 1, config.width))
        self.position = nn.Parameter(torch.zeros(1, self.patches.count + 1, config.width))
        self.drop = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList([Layer(config) for _ in range(config.depth)])
        self.norm = nn.LayerNorm(config.width, eps=1e-6)
        self.head = nn.Linear(config.width, config.classes) if config.classes > 0 else nn.Identity()
        self.apply(trunc_init)

    def features(self, x):
        x = self.patches(x)
        x = torch.cat((self.token.expand(x.shape[0], -1, -1), x), dim=1)
        x = self.drop(x + self.position)
        for layer in self.layers:
            x = layer(x)
        return self.norm(x)[:, 0]

    def forward(self, x):
        return self.head(self.features(x))


def train(net, loader, optimizer, device):
    net.train()
    total = 0.0
    for step, (images, labels) in enumerate(loader):
        loss = F.cross_entropy(net(images.to(device)), labels.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
        if step % 100 == 0:
            print(f"{step:5d} {total / (step + 1):.4f}")
    return total / len(loader)


def rate(step, warm_up, steps):
    return step / warm_up if step < warm_up else 0.5 * (1 + math.cos(math.pi * step / steps))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default=os.environ.get("DATA", "data"))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=128)
    args = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    images = np.load(os.path.join(args.data, "images.npy")).astype("float32") / 255
    labels = np.load(os.path.join(args.data, "labels.npy"))
    pairs = TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))
    loader = DataLoader(pairs, batch_size=args.batch, shuffle=True)
    net = Net().to(device)
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-4)
    for epoch in range(args.epochs):
        print(epoch, train(net, loader, optimizer, device))
        torch.save(net.state_dict(), f"net-{epoch}.pt")


if __name__ == "__main__":
    main()
'''
"""As a file of its own: a configuration, several classes, training and a command line around them."""
