"""Networks with a class that no graph can express, and what each takes."""

import math
from collections import namedtuple
from functools import partial

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, _assert, nn

SCALE = 0.5
Both = namedtuple("Both", ("out", "aux"))


training = False
"""What a function has an argument of the same name as."""


def halved(x: Tensor, training: bool = False) -> Tensor:
    """Return half of it while training."""
    return x * SCALE if training else x


class Halved(nn.Module):
    """Does another thing in each mode, and prints itself."""

    def __init__(self, name="half"):
        super().__init__()
        self.name = name

    def forward(self, x):
        """Run it."""
        return halved(x, self.training)

    def __repr__(self):
        return f"{type(self).__name__}(name={self.name})"


class Dense(nn.Module):
    """Takes a list of tensors from several calls."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(width)
        self.conv = nn.Conv2d(width, growth, 3, padding=1, bias=False)

    def forward(self, seen: list[Tensor]) -> Tensor:
        """Run it."""
        return self.conv(F.relu(self.norm(torch.cat(seen, 1))))


class DenseBlock(nn.ModuleDict):
    """Runs its children on all that came before."""

    def __init__(self, width, growth, count):
        super().__init__()
        for i in range(count):
            self.add_module(f"dense{i}", Dense(width + i * growth, growth))

    def forward(self, x):
        """Run it."""
        seen = [x]
        for _, layer in self.items():
            seen.append(layer(seen))
        return torch.cat(seen, 1)


class Counting(nn.BatchNorm2d):
    """Counts its own batches in place, as a normalisation does that is fused with what follows."""

    def __init__(self, width, act=nn.ReLU):
        super().__init__(width)
        self.act = act()

    def forward(self, x):
        """Run it."""
        self._check_input_dim(x)
        _assert(x.ndim == 4, "expected 4 dims")
        if self.training:
            self.num_batches_tracked.add_(1)
        x = F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, self.training)
        return self.act(x)


class Indexed(nn.Module):
    """Looks up a table of its own by numbers that it keeps."""

    def __init__(self, side):
        super().__init__()
        self.side = side
        self.table = nn.Parameter(torch.randn(side * 2, 3))
        self.register_buffer("index", torch.arange(side).flip(0) * 2, persistent=False)

    def forward(self, x):
        """Run it."""
        return x + self.table[self.index].view(1, self.side, 3)


class Above(nn.Linear):
    """Calls what it derives from."""

    def forward(self, x):
        """Run it."""
        return super().forward(x) * (2 if self.training else 1)


class Tree(nn.Module):
    """Holds others of its class."""

    def __init__(self, depth):
        super().__init__()
        self.act = partial(F.leaky_relu, negative_slope=0.1)
        self.left = Tree(depth - 1) if depth else nn.Linear(3, 3)
        self.right = nn.Linear(3, 3)

    def forward(self, x):
        """Run it."""
        if torch.jit.is_scripting():
            return undefined_elsewhere(x)  # noqa: F821 - nobody runs it
        return self.right(self.act(self.left(x))) + (x if self.training else 0)


class Headed(nn.Module):
    """Returns an auxiliary result while training."""

    def __init__(self):
        super().__init__()
        self.body, self.head, self.aux = nn.Linear(3, 3), nn.Linear(3, 2), nn.Linear(3, 2)

    def forward(self, x):
        """Run it."""
        x = self.body(x)
        return Both(self.head(x), self.aux(x)) if self.training else self.head(x)


class ToldInside(nn.Module):
    """Prints its mode, and holds a layer."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(3, 3)

    def forward(self, x):
        """Run it."""
        return self.inner(x)

    def extra_repr(self):
        """Say it."""
        return "learns" if self.training else "runs"


class Listed(nn.Sequential):
    """Prints its children in a line, and runs them itself."""

    def forward(self, x):
        """Run it."""
        return self[1](self[0](x))

    def __repr__(self):
        return f"Listed<{', '.join(str(child) for child in self)}>"


class Products(nn.Module):
    """Calls functions that have no block, on tensors of its own."""

    def __init__(self):
        super().__init__()
        self.kernel, self.bias = nn.Parameter(torch.randn(5, 3, 1)), nn.Parameter(torch.randn(5))
        self.square = nn.Parameter(torch.randn(5, 5))

    def forward(self, x):
        """Run it."""
        x = F.conv1d(x, self.kernel, self.bias).transpose(1, 2)
        x = torch.tensordot(x, self.square, dims=1) + torch.cdist(x, self.square)
        return torch.addmm(self.bias, x.flatten(0, 1), self.square)


class Cached(nn.Module):
    """Keeps what it works out for evaluation, until it trains again."""

    def __init__(self):
        super().__init__()
        self.weight, self.kept = nn.Parameter(torch.randn(3)), {}

    @torch.no_grad()
    def train(self, mode=True):
        """Forget."""
        super().train(mode)
        if mode:
            self.kept = {}

    def forward(self, x):
        """Run it."""
        if self.training:
            return x * self.weight
        if "w" not in self.kept:
            self.kept["w"] = self.weight * 1
        return x * self.kept["w"]


class Named(nn.LayerNorm):
    """Is a layer but for its name."""


class Quiet(nn.BatchNorm1d):
    """Stays in evaluation."""

    def train(self, mode=True):
        """Leave out the mode."""
        return super().train(False)


class Frozen(nn.Module):
    """Keeps a child in evaluation."""

    def __init__(self):
        super().__init__()
        self.fc, self.drop = nn.Linear(3, 3), nn.Dropout()

    def train(self, mode=True):
        """Run all but the child in a mode."""
        super().train(mode)
        self.drop.eval()
        return self

    def forward(self, x):
        """Run it."""
        return self.drop(self.fc(x))


class Standardized(nn.Conv2d):
    """Has another way into torch's forward."""

    def _conv_forward(self, x, weight, bias):
        return super()._conv_forward(x, weight - weight.mean((1, 2, 3), keepdim=True), bias)


class Backwards(nn.Sequential):
    """Runs its children from the last to the first."""

    def __iter__(self):
        return iter(list(self._modules.values())[::-1])


class Averaging(nn.Module):
    """Sets a buffer to another tensor in both modes, and tells what it is on."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(3))

    def forward(self, x):
        """Run it."""
        self.mean = 0.9 * self.mean + 0.1 * x.mean(0).detach()
        return x - self.mean if x.device.type == "cpu" else x


class Made(nn.Module):
    """Makes its buffer in the first call, in the size that it meets."""

    def __init__(self):
        super().__init__()
        self.register_buffer("places", torch.zeros(1), persistent=False)

    def forward(self, x):
        """Run it."""
        if self.places.shape[0] != x.shape[1]:
            self.places = torch.arange(x.shape[1], dtype=torch.float32)
        return x + self.places


class Seeded(nn.Module):
    """Draws the same numbers in each call."""

    def forward(self, x):
        """Run it."""
        torch.manual_seed(3)
        return x * torch.rand_like(x)


class Held(nn.Module):
    """Holds lists of parameters, frozen and parametrized layers, numbers in runs, and another dtype."""

    def __init__(self):
        super().__init__()
        self.scales = nn.ParameterList([nn.Parameter(torch.randn(3)), nn.Parameter(torch.ones(3))])
        self.named = nn.ParameterDict({"shift": nn.Parameter(torch.randn(3), requires_grad=False)})
        self.fc = nn.Sequential(nn.Linear(3, 3).requires_grad_(False), nn.Linear(3, 3))
        self.fc[1].bias.requires_grad_(False)
        self.norm = nn.utils.parametrizations.weight_norm(nn.Linear(3, 3))
        self.wide = nn.Parameter(torch.randn(3, dtype=torch.float64))
        at = torch.arange(30)
        self.register_buffer("mask", torch.full((30, 30), -math.inf).triu(1), persistent=False)
        self.register_buffer("index", at[:, None] * 59 - at, persistent=False)
        self.register_buffer("angles", torch.outer(at, at).sin(), persistent=False)

    def forward(self, x):
        """Run it."""
        x = self.norm(self.fc(x * self.scales[0] + self.named["shift"]) * self.scales[1]) * self.wide.float()
        numbers = (self.mask.exp() + self.index + self.angles)[:3, -1]
        return x * numbers if self.training else x + numbers


class Reused(nn.Module):
    """Calls by two paths what no graph can express."""

    def __init__(self):
        super().__init__()
        self.one = Halved()
        self.two = nn.Sequential(self.one, nn.Linear(3, 3))

    def forward(self, x):
        """Run it."""
        return self.two(self.one(x))


class Shared(nn.Module):
    """Calls one layer under two names."""

    def __init__(self):
        super().__init__()
        self.one = self.other = nn.Linear(3, 3)

    def forward(self, x):
        """Run it."""
        return self.other(self.one(x)) if self.training else self.one(x)


class Chosen(nn.Module):
    """Takes no other number than from 5 to 9."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 3)

    def forward(self, x, which):
        """Run it."""
        if which.min().item() < 5:
            raise ValueError("too small")
        return self.fc(x) * which[:, None]


class Few(nn.Module):
    """Does another thing for few samples."""

    def forward(self, x):
        """Run it."""
        return x * 2 if x.shape[0] > 2 else x * 3


class Grouped(nn.Module):
    """Compares the samples in groups of four where that comes out even, as discriminators of images do."""

    def forward(self, x):
        """Run it."""
        n = x.shape[0]
        count = min(4, n)
        if n % count:
            count = n
        return x - x.view(count, -1, 3).mean(0).repeat(count, 1)


class Asking(nn.Module):
    """Does another thing where it is to learn."""

    def forward(self, x):
        """Run it."""
        return x * 2 if x.requires_grad else x * 3


NETWORKS = {
    "another way for few samples": (lambda: nn.Sequential(nn.Linear(3, 3), Few()), (2, 3)),
    "groups of what divides the batch": (lambda: nn.Sequential(nn.Linear(3, 3), Grouped()), (8, 3)),
    "another way where it learns": (lambda: nn.Sequential(nn.Linear(3, 3), Asking()), (2, 3)),
    "a train of its own": (lambda: nn.Sequential(Cached(), nn.Linear(3, 2)), (2, 3)),
    "a layer of another name": (lambda: nn.Sequential(Named(3), nn.Linear(3, 2), Named(2, eps=0.1)), (2, 3)),
    "functions without a block": (lambda: nn.Sequential(Products(), nn.Linear(5, 2)), (2, 3, 4)),
    "a print of its mode": (lambda: nn.Sequential(ToldInside(), nn.Linear(3, 2)), (2, 3)),
    "a print of its own": (lambda: nn.Sequential(Listed(nn.Linear(3, 3), nn.ReLU()), nn.Linear(3, 2)), (2, 3)),
    "a class that differs between modes": (lambda: nn.Sequential(nn.Linear(3, 3), Halved(), Halved("other")), (2, 3)),
    "lists of tensors": (lambda: nn.Sequential(nn.Conv2d(3, 4, 1), DenseBlock(4, 2, 3), nn.ReLU()), (2, 3, 5, 5)),
    "a count of its own": (lambda: nn.Sequential(Counting(3), nn.Conv2d(3, 4, 1), Counting(4, nn.GELU)), (2, 3, 5, 5)),
    "an index": (lambda: nn.Sequential(Indexed(4), nn.Linear(3, 2)), (2, 4, 3)),
    "super": (lambda: nn.Sequential(Above(3, 3), nn.Linear(3, 2)), (2, 3)),
    "its own class inside": (lambda: Tree(2), (2, 3)),
    "a named tuple": (lambda: Headed(), (2, 3)),
    "a layer's own train": (lambda: nn.Sequential(nn.Linear(3, 3), Quiet(3)), (2, 3)),
    "a train that leaves a child out": (lambda: nn.Sequential(Frozen(), nn.Linear(3, 2)), (2, 3)),
    "a layer's own method": (lambda: nn.Sequential(Standardized(3, 4, 1), Standardized(4, 2, 3)), (2, 3, 5, 5)),
    "an order of its own": (lambda: Backwards(nn.Linear(4, 2), nn.Linear(3, 4)), (2, 3)),
    "a buffer set anew": (lambda: nn.Sequential(nn.Linear(3, 3), Averaging()), (2, 3)),
    "a buffer made in the first call": (lambda: nn.Sequential(nn.Linear(3, 3), Made()), (2, 3)),
    "a seed of its own": (lambda: nn.Sequential(Seeded(), nn.Linear(3, 3)), (2, 3)),
    "what it may hold": (lambda: nn.Sequential(Held(), nn.Linear(3, 2)), (2, 3)),
    "two names of one child": (lambda: nn.Sequential(Shared(), nn.Linear(3, 3)), (2, 3)),
    "one object at two places": (lambda: Reused(), (2, 3)),
}
