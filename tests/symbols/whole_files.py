"""Whole files as people paste them: a network of our own each, among imports, loaders, loops and plots.

Each is a text, the lines of it that Python can run without the furniture, and the shape of what the network takes.
"""

from typing import NamedTuple


class Pasted(NamedTuple):
    """A file, what of it runs natively, and the sample input as Python."""

    text: str
    sample: str
    native: str | None = None


_FOLDED = """
class Folded(nn.Module):
    def __init__(self, width, *, slope=0.1):
        super(Folded, self).__init__()
        self.inner = nn.Linear(width, width * 2)
        self.outer = nn.Linear(width * 2, width)
        self.slope = slope

    def forward(self, x: "Tensor") -> "Tensor":
        return x + self.outer(F.leaky_relu(self.inner(x), self.slope))
"""
_TORCH = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
LOADERS = f"""
from __future__ import annotations
import os
import argparse
import numpy as np
import matplotlib.pyplot as plt
from torchvision import datasets, transforms
from torch.utils.data import DataLoader, Dataset
{_TORCH}import torch.optim as optim

parser = argparse.ArgumentParser(description="fold")
parser.add_argument("--width", type=int, default=6)
parser.add_argument("--no-cuda", action="store_true", default=False)
args = parser.parse_args()
args.cuda = not args.no_cuda and torch.cuda.is_available()
device = torch.device("cuda" if args.cuda else "cpu")
pipeline = transforms.Compose([transforms.ToTensor()])
loader = DataLoader(datasets.MNIST("data", transform=pipeline), batch_size=8)

class Rows(Dataset):
    def __getitem__(self, i):
        return open(self.names[i])

images, labels = next(iter(loader))
plt.imshow(np.transpose(images[0], (1, 2, 0)))
{_FOLDED}
net = Folded(args.width).to(device)
optimizer = optim.Adam(net.parameters(), lr=1e-3)
criterion = nn.MSELoss()
for epoch in range(100):
    for i, (x, y) in enumerate(loader):
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
    print(f"{{epoch}}: {{loss.item():.3f}}")
torch.save(net.state_dict(), os.path.join("out", "net.pt"))
net.load_state_dict(torch.load("net.pt"))
"""
MAIN = f"""
import argparse
from torchvision import datasets
{_TORCH}{_FOLDED}

def train(model, loader, steps):
    model.train()
    for step, (x, y) in zip(range(steps), loader):
        F.mse_loss(model(x), y).backward()
        print("step {{}} of {{:>4}}".format(step, len(loader.dataset)))

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", default=6, type=int)
    args = parser.parse_args()
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(datasets.MNIST("data"), batch_size=8)
    model = Folded(args.width, slope=0.2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    train(model, loader, 10)

if __name__ == "__main__":
    main()
"""
CONFIG = f"""
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, Optional, Sequence
import logging
import warnings
{_TORCH}
logger = logging.getLogger(__name__)
__all__ = ["Stack"]

@dataclass
class Config:
    width: int = 6
    depth: int = 2
    slopes: list = field(default_factory=lambda: [0.1, 0.2])
    name: Optional[str] = None

    def __post_init__(self):
        self.hidden = self.width * 2
{_FOLDED}
class Sizes(NamedTuple):
    inner: int
    outer: int = 3

class Stack(nn.Module):
    def __init__(self, config: Config, norm=partial(nn.LayerNorm, eps=1e-6), **kwargs):
        super().__init__()
        sizes = Sizes(config.hidden)
        logger.info("%d wide", config.width)
        if kwargs.pop("loud", False):
            warnings.warn("loud", stacklevel=2)
        assert isinstance(config.slopes, Sequence)
        self.layers = nn.ModuleList([Folded(config.width, slope=s) for s in config.slopes])
        self.norm = norm(config.width)
        self.head = nn.Linear(config.width, sizes.outer)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        if torch.jit.is_scripting():
            return x
        return self.head(self.norm(x))

net = Stack(Config(width=6))
"""
SNIPPET = f"""
{_FOLDED}
net = nn.Sequential(nn.Linear(4, 6), Folded(6))
for layer in net:
    print(layer.__class__.__name__)
net[0].weight.data[0, 0] = 42
optimizer = optim.SGD(net.parameters(), lr=np.sqrt(0.01))
train(net, batches, optimizer)
"""
SEQUENCES = f"""
{_TORCH}
class Cell(nn.Module):
    def __init__(self, features, state):
        super().__init__()
        self.state = state
        self.step = nn.Linear(features + state, state)

    def forward(self, x):
        h = x.new_zeros(x.size(0), self.state)
        for t in range(x.size(1)):
            h = torch.tanh(self.step(torch.cat((x[:, t], h), dim=1)))
        return h

net = nn.Sequential(Cell(5, 7), nn.Linear(7, 2))
"""
LANGUAGE = """
import torch
import torch.nn as nn
from enum import Enum
from dataclasses import dataclass, field
from typing import NamedTuple, Generic, TypeVar
from abc import ABC, abstractmethod

class Act(Enum):
    RELU = 'relu'
    GELU = 'gelu'

    def make(self):
        match self:
            case Act.RELU:
                return nn.ReLU()
            case Act.GELU:
                return nn.GELU()

@dataclass(frozen=True)
class Config:
    width: int = 8
    depths: tuple = (2, 2)
    act: Act = Act.GELU

class Output(NamedTuple):
    logits: torch.Tensor
    hidden: torch.Tensor

    def probabilities(self):
        return self.logits.softmax(-1)

class Base(nn.Module, ABC):
    @abstractmethod
    def body(self, x): ...
    def forward(self, x):
        return self.body(x)

class Block(Base):
    def __init__(self, cfg: Config):
        super().__init__()
        self.fc = nn.Linear(cfg.width, cfg.width)
        self.act = cfg.act.make()
    def body(self, x):
        return x + self.act(self.fc(x))

class Net(nn.Module):
    def __init__(self, cfg=Config()):
        super().__init__()
        self.blocks = nn.ModuleList([Block(cfg) for _ in range(sum(cfg.depths))])
        self.head = nn.Linear(cfg.width, 3)
        self.mode = Act.RELU
    def forward(self, x):
        for b in self.blocks:
            x = b(x)
        if self.mode is Act.RELU:
            x = x.relu()
        out = Output(self.head(x), x)
        return out.probabilities()

net = Net()
"""
KEPT = """
import torch
import torch.nn as nn
from enum import Enum, IntEnum
from dataclasses import dataclass
from typing import NamedTuple
import torch.distributions as D

class Act(Enum):
    RELU = 'relu'
    GELU = 'gelu'
class Level(IntEnum):
    LOW = 1
    HIGH = 2

@dataclass(frozen=True)
class Config:
    width: int = 8
    act: Act = Act.GELU
CFG = Config()
class Output(NamedTuple):
    logits: torch.Tensor
    hidden: torch.Tensor
    def both(self): return self.logits.softmax(-1), self.hidden
class Net(nn.Module):
    def __init__(self, level=Level.HIGH):
        super().__init__()
        self.fc = nn.Linear(CFG.width, 3)
        self.mode = CFG.act
        self.level = level
    def forward(self, x):
        match self.mode:
            case Act.RELU:
                x = x.relu()
            case Act.GELU if self.level == Level.HIGH:
                x = x * 2
        y = D.Normal(self.fc(x), 1.0).log_prob(x[:, :3])
        match y.shape:
            case (b, d): y = y + d
        cfg = Config(4)
        seen = {cfg: 1.0}
        y = y + seen[Config(4)]
        return Output(y, x).both()[0]

net = Net()
"""

PASTED = {
    "loaders": Pasted(LOADERS, "torch.rand(3, 6)", f"{_TORCH}{_FOLDED}\nnet = Folded(6)"),
    "main": Pasted(MAIN, "torch.rand(3, 6)", f"{_TORCH}{_FOLDED}\nnet = Folded(6, slope=0.2)"),
    "config": Pasted(CONFIG, "torch.rand(3, 6)"),
    "snippet": Pasted(
        SNIPPET, "torch.rand(3, 4)", f"{_TORCH}{_FOLDED}\nnet = nn.Sequential(nn.Linear(4, 6), Folded(6))"
    ),
    "sequences": Pasted(SEQUENCES, "torch.rand(3, 9, 5)"),
    "enumerations and frozen dataclasses": Pasted(LANGUAGE, "torch.rand(3, 8)"),
    "the same where a class is kept": Pasted(KEPT, "torch.rand(3, 8)"),
}
