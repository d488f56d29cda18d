"""A forward that is interpreted beside the same class in Python."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from benchmarks.figure import Figure
from benchmarks.samples import cpu_seconds, interleaved
from builder import to_module
from builder.document.blocks import Definition, Document, Input, Instance

BAR = "5 x torch's own time"
_WIDTH, _BATCH, _TIMES = 512, 256, 20
_TEXT = """
class OwnLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.zeros(units))

    def forward(self, X):
        linear = torch.matmul(X, self.weight) + self.bias
        if linear.shape[0] > 0:
            linear = torch.relu(linear)
        return linear
"""


class OwnLinear(nn.Module):
    """The same in Python."""

    def __init__(self, in_units: int, units: int) -> None:
        """Draw the weights."""
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.zeros(units))

    def forward(self, X: Tensor) -> Tensor:  # noqa: N803 - as the text has it
        """Return a linear map, cut at zero."""
        linear = torch.matmul(X, self.weight) + self.bias
        if linear.shape[0] > 0:
            linear = torch.relu(linear)
        return linear


def figures() -> Iterator[Figure]:
    """Take the figures."""
    torch.set_num_threads(1)
    yield _forward(torch.randn(_BATCH, _WIDTH))
    yield _forward(torch.randn(1, _WIDTH))


def _forward(x: Tensor) -> Figure:
    definition = Definition("OwnLinear", {"in_units": _WIDTH, "units": _WIDTH}, source=_TEXT)
    root = Instance(id="i", definition="OwnLinear")
    interpreted = to_module(Document(inputs=(Input("X", ("N", _WIDTH)),), root=root, definitions=(definition,)))
    native = OwnLinear(_WIDTH, _WIDTH)
    here, beside = interleaved(15, cpu_seconds(lambda: _run(interpreted, x)), cpu_seconds(lambda: _run(native, x)))
    what = f"{_TIMES} interpreted forwards of a {_WIDTH}-wide layer, batch {len(x)}"
    if len(x) < _BATCH:
        return Figure(what, here, "the same in Python", beside)
    return Figure(what, here, "the same in Python", beside, bar=BAR, ratio_at_most=5)


def _run(network: nn.Module, x: Tensor) -> None:
    with torch.no_grad():
        for _ in range(_TIMES):
            network(x)
