"""`from_source` of pasted files without an input, beside torch building each on the meta device and running it once."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import torch

from benchmarks.figure import Figure, Line
from benchmarks.samples import cpu_seconds, interleaved
from builder import from_source
from builder.module.local import run_here

ROUNDS = 5
_HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"
_RESIDUAL = """class Block(nn.Module):
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
_LARGE = """class Net(nn.Module):
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
_CODE = """class Net(nn.Module):
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


def figures() -> Iterator[Line]:
    """Take the figures."""
    yield _read("16 residual blocks", _RESIDUAL, 32)
    yield _read("a network for 224 x 224", _LARGE, 224)
    yield _read("a class kept as code", _CODE, 32, "cpu")


def _read(name: str, text: str, size: int, device: str = "meta") -> Figure:
    """Read a text beside torch, on numbers where the forward asks for some."""
    names: dict[str, Callable[[], torch.nn.Module]] = {}
    exec(_HEAD + text, names)

    def run() -> None:
        with torch.device(device):
            names["Net"]()(torch.empty(2, 3, size, size))

    def read_anew() -> None:
        run_here.cache_clear()
        from_source(_HEAD + text)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read, built = interleaved(ROUNDS, cpu_seconds(read_anew), cpu_seconds(run))
    peer = f"torch, {device}: built, run once"
    return Figure(f"from_source, {name}", read, peer, built, bar="1.5 x", ratio_at_most=1.5)
