"""Classes as people write them, which no graph can express; each returns what it takes, of a width it is told."""

CENTRED = '''
class Centred(nn.Module):
    """Subtracts the mean: a layer without parameters."""

    def forward(self, x):
        if x.abs().max() > 1:  # only where it is large
            return x - x.mean()
        return x
'''

FIXED = """
class Fixed(nn.Module):
    def __init__(self, width):
        super().__init__()
        # a constant: no gradient, in no state_dict
        self.rand_weight = torch.rand((width, width))
        self.linear = nn.Linear(width, width)

    def forward(self, x):
        x = self.linear(x)
        x = F.relu(x @ self.rand_weight + 1)
        x = self.linear(x)  # once more
        for _ in range(4):
            if x.abs().max() > 1:
                x = x / 2
        return x
"""

OWN_LINEAR = '''
from typing import Optional

LIMIT = 10.0


def clipped(x, most: Optional[float] = None):
    # in steps, since it asks for values
    while x.abs().max() > (most or LIMIT) and torch.isfinite(x).all():
        x = x / 2
    return x


class OwnLinear(nn.Module):
    """A linear layer of one's own."""

    def __init__(self, width, *, scale=0.5):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width, width) * scale)
        self.bias = nn.Parameter(torch.zeros(width), requires_grad=False)
        self.register_buffer("steps", torch.arange(width).float())

    def forward(self, x):
        return clipped(torch.matmul(x, self.weight) + self.bias + 0 * self.steps)

    def extra_repr(self):
        return f"width={len(self.bias)}"
'''

STACK = """
class Part(nn.Module):
    def __init__(self, width, p):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(width, width), nn.Dropout(p))

    def forward(self, x):
        return x + self.body(x)


class Stack(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.parts = nn.ModuleList([Part(width, 0.1 * i) for i in range(1, depth + 1)])
        self.named = nn.ModuleDict({"norm": nn.LayerNorm(width), "same": nn.Identity()})
        scales = [nn.Parameter(torch.ones(1)) for _ in range(depth)]
        self.scales = nn.ParameterList(scales)
        self.again = self.parts[0]
        self.tied = nn.Linear(width, width)
        self.tied.weight = self.parts[0].body[0].weight
        nn.init.zeros_(self.tied.bias)

    def forward(self, x):
        for part, scale in zip(self.parts, self.scales):
            x = part(x) * scale
            if not self.training and x.sum() > 0:
                break
        return self.tied(self.again(self.named["norm"](x)))
"""

WRITTEN = {"Centred": CENTRED, "Fixed": FIXED, "OwnLinear": OWN_LINEAR, "Stack": STACK}
"""The texts by class name."""
TAKES = {"Centred": (), "Fixed": ("width",), "OwnLinear": ("width",), "Stack": ("width", "depth")}
"""What their `__init__` takes."""
