"""A live network that asks for sizes of its inputs: its document goes with other sizes, or a warning says so."""

import copy
import functools
import warnings

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import nn

from builder import Document, to_module, to_source
from builder.document.blocks import Graph
from builder.document.tree import walk
from builder.errors import BuilderError


class Asks(nn.Module):
    """Has a convolution, a row of positions, and a forward of its own."""

    def __init__(self):
        super().__init__()
        self.conv, self.pos = nn.Conv2d(2, 2, 3, padding=1), nn.Parameter(torch.randn(1, 2, 1, 16))


class Interpolated(Asks):
    """Comes back to the size of its input."""

    def forward(self, x):
        """Run it."""
        return F.interpolate(F.max_pool2d(self.conv(x), 2), size=x.shape[2:])


class Averaged(Asks):
    """Divides by the number of pixels."""

    def forward(self, x):
        """Run it."""
        height, width = x.shape[-2:]
        return self.conv(x).sum((2, 3)) / (height * width)


class Padded(Asks):
    """Pads to a multiple of four."""

    def forward(self, x):
        """Run it."""
        return F.pad(self.conv(x), (0, (4 - x.shape[3] % 4) % 4))


class Paired(Asks):
    """Adds pairs of rows."""

    def forward(self, x):
        """Run it."""
        count, channels, height, width = x.shape
        return self.conv(x).reshape(count, channels, height // 2, 2, width).sum(3)


class Flat(Asks):
    """Makes one row of each channel."""

    def forward(self, x):
        """Run it."""
        return self.conv(x).view(x.size(0), -1, x.size(2) * x.size(3)).softmax(-1)


class Pooled(Asks):
    """Pools over all that there is."""

    def forward(self, x):
        """Run it."""
        y = self.conv(x)
        return F.avg_pool2d(y, y.size()[2:])


class Placed(Asks):
    """Adds as many positions as there are columns."""

    def forward(self, x):
        """Run it."""
        return self.conv(x) + self.pos[..., : x.shape[3]]


class Cut(Asks):
    """Takes the last rows, counted from the start."""

    def forward(self, x):
        """Run it."""
        return self.conv(x).narrow(2, x.shape[2] - 2, 2)


class Stacked(Asks):
    """Walks along the columns."""

    def forward(self, x):
        """Run it."""
        total = 0
        for column in self.conv(x).unbind(3):
            total = torch.tanh(total + column)
        return total


class Twice(Asks):
    """Calls a class that asks at two sizes."""

    def __init__(self):
        super().__init__()
        self.inner = Averaged()

    def forward(self, x):
        """Run it."""
        return self.inner(x) + self.inner(F.max_pool2d(x, 2))


class Handed(Asks):
    """Hands sizes on."""

    def __init__(self):
        super().__init__()
        self.inner = Handled()

    def forward(self, x):
        """Run it."""
        return self.inner(self.conv(x), x.shape[2], x.shape[3])


class Cropped(Asks):
    """Takes a part of what is large."""

    def forward(self, x):
        """Run it."""
        return self.conv(x[..., :12] if x.shape[3] > 12 else x)


class Skipped(Asks):
    """Pads what came of less to the size of its input, as a U-Net does."""

    def forward(self, x):
        """Run it."""
        y = F.interpolate(F.max_pool2d(self.conv(x), 2), scale_factor=2)
        rows, columns = x.shape[2] - y.shape[2], x.shape[3] - y.shape[3]
        return torch.cat([x, F.pad(y, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))], 1)


@functools.cache
def half(n):
    """Return what the first forward that asked was given."""
    return n // 2


class Remembering(Asks):
    """Is told of its size by a function that another forward has called before."""

    def forward(self, x):
        """Run it."""
        return x[:, :, 0].flatten(1)[:, : half(x.shape[3])] + self.conv(x)[..., : half(x.shape[3])].sum((1, 2))


class Compared(Asks):
    """Does otherwise with what is larger than any size that is tried."""

    def forward(self, x):
        """Run it."""
        return self.conv(x) + self.pos[..., : x.shape[3]] * (2 if x.shape[2] > 64 else 1)


class PaddedTo(nn.Module):
    """Pads to a multiple of a number."""

    def __init__(self, by):
        super().__init__()
        self.by = by

    def forward(self, x):
        """Run it."""
        return F.pad(x, (0, -x.shape[3] % self.by))


class Stack(Asks):
    """Has two of one class that do the same with the sample alone."""

    def __init__(self):
        super().__init__()
        self.one, self.four = PaddedTo(1), PaddedTo(4)

    def forward(self, x):
        """Run it."""
        return self.four(self.conv(self.one(x)))


class Handled(nn.Module):
    """Is handed sizes."""

    def forward(self, x, height, width):
        """Run it."""
        return x.flatten(2).view(-1, 2, height, width) / height


SIZES = [(8, 8), (16, 16), (9, 9), (8, 9), (6, 10), (4, 4), (70, 8)]
Plain = type("Plain", (Asks,), {"forward": lambda self, x: self.conv(x).view(x.shape[0], -1)})
GRAPHS = (Flat, Plain, Interpolated, Averaged, Padded, Paired, Pooled, Placed, Cut, Skipped, Twice, Stack)
TEXTS = (Stacked, Handed, Cropped, Compared)


def outputs(network, size):
    """Return what a network gives for one size, or None where it refuses that."""
    torch.manual_seed(3)
    try:
        return network(torch.randn(3, 2, *size))
    except (RuntimeError, ValueError, BuilderError):
        return None


@pytest.mark.parametrize("make", [*GRAPHS, *TEXTS])
def test_other_sizes_give_what_the_network_gives(make):
    """Bit by bit, wherever the network takes them."""
    network = make()
    before = copy.deepcopy(network.state_dict())
    document = Document.from_module(network, (2, 2, 8, 8))
    assert all(map(torch.equal, before.values(), network.state_dict().values()))
    exec(to_source(document), names := {"__name__": "net"})
    for ours in (to_module(document), names["build_net"]()):
        ours.load_state_dict(before)
        assert str(ours) == str(network)
        pairs = [(outputs(network, size), outputs(ours, size)) for size in SIZES]
        assert all(torch.equal(one, other) for one, other in pairs if one is not None)
    assert isinstance(document.root, Graph) is (make in GRAPHS)


def test_what_can_be_neither_is_said():
    """With the sample's shape, and what to do."""
    layer = nn.Conv2d(2, 2, 1)
    network = nn.Sequential(Stacked(), nn.Unflatten(2, (-1, 1)), layer)
    network[0].other = layer
    with pytest.warns(UserWarning, match=r"other sizes than \(N, 2, 8, 8\).*paste its source"):
        document = Document.from_module(network, (2, 2, 8, 8))
    assert any(isinstance(block, Graph) for block in walk(document.root))


def test_a_size_of_another_run_is_a_plain_number():
    """A function that remembers what it returned gives one that was measured elsewhere."""
    with pytest.warns(UserWarning, match="other sizes"):
        Document.from_module(Remembering(), (2, 2, 8, 8))


def test_a_network_that_asks_for_no_size_is_read_once(monkeypatch):
    """Others pay nothing."""
    calls = []
    network = type("Plain", (Asks,), {"forward": lambda self, x: calls.append(1) or self.conv(x).flatten(1)})()
    with warnings.catch_warnings(action="error"):
        Document.from_module(network, (2, 2, 8, 8))
    assert len(calls) == 3
