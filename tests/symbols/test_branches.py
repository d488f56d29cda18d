"""A pasted forward that asks for the size of its input gives what the author's gives at every size."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.document.blocks import Graph
from builder.symbols.dataflow.formula import Formula, combine, number
from tests.symbols.test_gradients import native

pytestmark = pytest.mark.filterwarnings("ignore:.* is kept as code")
TEXT = """
import math
import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 3)
        self.conv = nn.Conv1d(3, 3, 3, padding=1)
    def forward(self, x):
        y = self.conv(x.transpose(1, 2)).transpose(1, 2)
        {body}
        return self.fc(x) + y
net = Net()
net(torch.rand(2, 12, 3))
"""
WAYS = [
    "if x.shape[1] > 10: x = x * 2",
    "x = x * 2 if x.size(1) > 10 else x",
    "while x.shape[1] < 8: x = torch.cat([x, x], 1); y = torch.cat([y, y], 1)",
    "if x.shape[1] % 2: x = x * 2",
    "if x.size(0) > 1: x = x * 2",
    "if x.numel() > 50: x = x * 2",
    "x = x * sorted([x.size(1), 10])[0]",
    "if x.shape[1] in (12, 13): x = x * 2",
    "if 12 in x.shape: x = x * 2",
    "if x.shape[1:] == (12, 3): x = x * 2",
    "if not x.shape[1] == 12: x = x * 2",
    "big = x.shape[1] > 10\\n        x = x * 2 if big and True else x",
    "if F.max_pool1d(y.transpose(1, 2), 2).shape[2] * 2 == y.shape[1]: x = x * 2",
]
NUMBERS = [
    "x = x * (x.size(1) >> 1)",
    "x = x * [1, 2, 3][x.size(1) % 3]",
    "x = x * {12: 1, 13: 2}.get(x.size(1), 3)",
    "x = x * len([0] * x.size(1))",
    "x = x * int(str(x.size(1)))",
    "x = x * torch.tensor(x.size(1))",
    "x = x * torch.tensor([1.0 * x.size(1)])",
    "x = F.dropout(x, 0.0 * x.size(1))",
]
"""Numbers that hang on the size of the input, however they are computed."""
MEASURED = [
    "x = x * min(x.size(1), 10)",
    "x = x / math.sqrt(x.size(1))",
    "x = x * float(x.size(1))",
    "x = x * round(x.size(1) / 3)",
    "x = x * max(x.shape)",
    "x = x * pow(x.size(1), 2)",
    "x = x.clamp(max=x.size(1) / 10)",
    "x = x * (1 / x.size(1))",
    "x = x * x.size(1) ** 0.5",
    "x = x * -x.size(1)",
    "x = x * int(x.size(1))",
    "x = x * divmod(x.size(1), 2)[1]",
    "x = x.roll(x.size(1) // 2, 1)",
    "x = F.layer_norm(x, x.shape[1:])",
    "x = x * (x.size(1) % 5 + 2 * x.size(1)) - x.size(1) // 3",
]
"""Numbers that are expressions over sizes, which a document holds."""
SETTLED = [
    "x = x * x.size(2) ** -0.5",
    "x = x * len(x.shape)",
    "x = x.reshape(x.size(0), math.prod(x.shape[1:])).view_as(x)",
    "print(f'{x.shape} {x.size(1)}')",
    "if x.shape[2] == 3: x = x * 2",
    "if x.shape == y.shape: x = x * 2",
    "if x.size(1) < y.size(1) + 1: x = x * 2",
    "if F.max_pool1d(y, 2).shape[1] == y.shape[1]: x = x * 2",
    "if 2 * x.size(1) - y.size(1) == x.size(1): x = x * 2",
    "if x.numel() == y.numel(): x = x * 2",
    "if x.dim() == 3: x = x * 2",
    "assert x.shape[1] > 2",
    "if x.shape[1] < 2 or x.size(0) > 5: raise ValueError('no')",
]


def both(body):
    """Return the author's network and ours, with the same weights."""
    space = {}
    text = TEXT.replace("{body}", body.replace("\\n", "\n"))
    exec(text, space)
    document = from_source(text)
    ours = to_module(document)
    ours.load_state_dict(space["net"].state_dict())
    return space["net"], ours, document


@pytest.mark.parametrize("body", WAYS + NUMBERS + MEASURED + SETTLED)
def test_every_size_gives_what_the_author_s_gives(body):
    """Shorter and longer than the sizes that were read, one sample and several."""
    net, ours, _ = both(body)
    for shape in ((2, 12, 3), (2, 13, 3), (2, 5, 3), (1, 12, 3), (4, 30, 3)):
        x = torch.rand(shape)
        assert torch.equal(net(x), ours(x))


@pytest.mark.parametrize("body", WAYS + NUMBERS)
def test_what_goes_by_size_is_kept_as_code(body):
    """A graph would hold the one way that the sizes in the text go."""
    assert not isinstance(both(body)[2].root, Graph)


@pytest.mark.parametrize("body", MEASURED)
def test_expressions_over_sizes_are_drawn(body):
    """They are worked out anew for every input, also by the written file."""
    net, _, document = both(body)
    assert isinstance(document.root, Graph)
    written = native(to_source(document) + "\nnet = build_net()")
    written.load_state_dict(net.state_dict())
    for shape in ((2, 13, 3), (5, 4, 3)):
        x = torch.rand(shape)
        assert torch.equal(net(x), written(x))


@pytest.mark.parametrize("body", SETTLED)
def test_what_every_size_answers_alike_is_drawn(body):
    """So is what can only end the run."""
    assert isinstance(both(body)[2].root, Graph)


def test_equal_formulas_are_equal_numbers():
    """By sizes put in; the other way round a formula may be too cautious."""
    h, w = Formula.of("h"), Formula.of("w")
    assert combine("mul", combine("add", h, number(2)), w) == combine(
        "add", combine("mul", w, h), combine("mul", number(2), w)
    )
    assert combine("floordiv", combine("mul", h, number(4)), number(2)) == combine("mul", number(2), h)
    assert combine("floordiv", combine("add", h, number(1)), number(2)) != combine("floordiv", h, number(2))
    assert combine("mod", h, number(2)) == combine("mod", h, number(2)) != combine("mod", w, number(2))


def test_a_formula_does_not_grow_without_end():
    """A product of many is a size of its own."""
    value = combine("add", Formula.of("h"), number(1))
    for _ in range(40):
        value = combine("mul", value, combine("add", value, number(1)))
    assert len(value.terms) <= 16
