"""Counts of pasted networks whose modules and tensors stand at several places: to the digit those of torch."""

import pytest
import torch
from torch import nn

from builder import analyse, from_source, to_module
from builder.errors import SourceError
from builder.targets.summary import summary
from builder.targets.tables import parameter_table

pytestmark = pytest.mark.filterwarnings("ignore")
HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
SIGNED = """
class Signed(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        if x.sum() > 0:
            x = -x
        return self.inner(x)
"""


def written(init, forward, inputs="torch.randn(2, 4)"):
    """Return the text of a network of these lines."""
    lines = [f"        {line}\n" for line in init]
    rest = [f"        {line}\n" for line in forward]
    return "".join(
        [
            HEAD,
            SIGNED,
            "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n",
            *lines,
            "    def forward(self, x):\n",
            *rest,
            f"net = Net()\nnet({inputs})\n",
        ]
    )


CASES = {
    "a list that shares its layers, of which one item is called": written(
        ["self.m = nn.Sequential(nn.Sequential(nn.Linear(4, 4), nn.ReLU()) * 2, nn.Tanh())"], ["return self.m[0](x)"]
    ),
    "one that is held twice, called by its second name": written(
        [
            "self.m = nn.Sequential(nn.Sequential(nn.Linear(4, 4), nn.ReLU()) * 2, nn.Tanh())",
            "self.again = self.m[0]",
        ],
        ["return self.again(x)"],
    ),
    "a list that shares its layers in a list": written(
        [
            "shared = nn.Linear(4, 4)",
            "self.m = nn.ModuleList([nn.Sequential(nn.Sequential(shared, shared), nn.ReLU()), shared])",
        ],
        ["return self.m[0][0](x)"],
    ),
    "a ModuleDict's children, through a lambda": written(
        [
            "self.d = nn.ModuleDict({'a': nn.Linear(4, 4), 'b': nn.Linear(4, 4)})",
            "self.f = lambda name, x: self.d[name](x)",
        ],
        ["return self.f('b', self.f('a', x))"],
    ),
    "one module in two written classes": written(
        ["inner = nn.Linear(4, 4)", "self.a = Signed(inner)", "self.b = Signed(inner)"], ["return self.b(self.a(x))"]
    ),
    "one norm in two written classes": written(
        ["one = nn.BatchNorm1d(4)", "self.a = Signed(one)", "self.b = Signed(one)"], ["return self.b(self.a(x))"]
    ),
    "one module here and in a written class": written(
        ["self.inner = nn.Linear(4, 4)", "self.a = Signed(self.inner)"], ["return self.inner(self.a(x))"]
    ),
    "tied heads": written(
        [
            "self.e = nn.Embedding(11, 4)",
            "self.h = nn.Linear(4, 11, bias=False)",
            "self.g = nn.Linear(4, 11)",
            "self.h.weight = self.e.weight",
            "self.g.weight = self.e.weight",
        ],
        ["y = self.e(x)", "return self.h(y), self.g(y)"],
        "torch.randint(0, 11, (2, 5))",
    ),
    "a parameter registered twice": written(
        ["self.p = nn.Parameter(torch.ones(4))", "self.q = self.p"], ["return x * self.p + self.q"]
    ),
    "a list of shared modules": written(
        ["one = nn.Linear(4, 4)", "self.several = nn.ModuleList([one, one, nn.Linear(4, 4)])"],
        ["for one in self.several:", "    x = one(x)", "return x"],
    ),
    "two names in one line": written(["self.a = self.b = nn.Linear(4, 4)"], ["return self.b(self.a(x))"]),
    "frozen and tied": written(
        [
            "self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)",
            "self.b.weight = self.a.weight",
            "self.a.weight.requires_grad = False",
        ],
        ["return self.b(self.a(x))"],
    ),
    "buffers": written(
        ["self.norm = nn.BatchNorm1d(4)", "self.again = self.norm", "self.register_buffer('m', torch.ones(4))"],
        ["return self.again(self.norm(x)) * self.m"],
    ),
}
EACH = pytest.mark.parametrize("text", CASES.values(), ids=CASES)


def native(text):
    """Run a text of ours as Python does."""
    names: dict = {"__name__": "pasted"}
    exec(text, names)
    network: nn.Module = names["net"]
    return network


@EACH
def test_totals_are_those_of_torch(text):
    """Parameters, those that learn, and bytes with buffers."""
    network, analysis = native(text), analyse(from_source(text))
    own = [p.numel() for p in network.parameters()], [p.numel() for p in network.parameters() if p.requires_grad]
    size = sum(t.numel() * t.element_size() for t in (*network.parameters(), *network.buffers()))
    assert (analysis.parameters, analysis.trainable, analysis.bytes) == (sum(own[0]), sum(own[1]), size)


@EACH
def test_the_table_adds_up_to_the_count_of_torch(text):
    """Each tensor at its first place."""
    table = parameter_table(to_module(from_source(text)))
    firsts = [name for name, _ in native(text).named_parameters()]
    assert table[table["tied_to"].isna()]["path"].tolist() == firsts


@EACH
def test_summary_says_the_count_of_torch(text):
    """In the line below the table."""
    count = sum(p.numel() for p in native(text).parameters())
    assert f"Parameters:     {count:,} (" in summary(analyse(from_source(text)))


@EACH
def test_keys_are_those_of_torch(text):
    """In their order."""
    assert list(to_module(from_source(text)).state_dict()) == list(native(text).state_dict())


def test_a_norm_in_two_written_classes_is_refused():
    """It would be two."""
    text = f"{HEAD}{SIGNED}n = nn.BatchNorm1d(4)\nnet = nn.Sequential(Signed(n), Signed(n))\nnet(torch.rand(2, 4))\n"
    with pytest.raises(SourceError, match="A BatchNorm1d is passed to a class that is kept as code"):
        from_source(text)


def test_what_is_tied_moves_together():
    """One tensor, as torch has it."""
    network = to_module(from_source(CASES["one module in two written classes"]))
    assert network.a.inner.weight is network.b.inner.weight
    assert torch.equal(network.a.inner.bias, network.b.inner.bias)


@pytest.mark.parametrize(
    "layer", ["Linear(4, 6)", "Conv2d(3, 4, 3)", "BatchNorm2d(3)", "LayerNorm(4)", "GroupNorm(1, 3)"]
)
def test_a_layer_whose_bias_is_taken_away_is_one_without(layer):
    """It prints, saves and counts as torch's own, and is drawn as a block."""
    text = f"from torch import nn\nnet = nn.Sequential(nn.{layer})\nnet[0].bias = None\n"
    scope = {}
    exec(text, scope)
    document, theirs = from_source(text), scope["net"]
    ours = to_module(document)
    assert (str(ours), list(ours.state_dict())) == (str(theirs), list(theirs.state_dict()))
    assert analyse(document).parameters == sum(p.numel() for p in theirs.parameters())


TAKEN = {
    "of a copy": "a = nn.Linear(4, 4)\nb = copy.deepcopy(a)\nb.bias = None\nnet = nn.Sequential(a, b)",
    "of an original": "a = nn.Linear(4, 4)\nb = copy.deepcopy(a)\na.bias = None\nnet = nn.Sequential(a, b)",
    "by its name": "a = nn.Linear(4, 4)\na.register_parameter('bias', None)\nnet = nn.Sequential(a, nn.Linear(4, 4))",
}


@pytest.mark.parametrize("lines", TAKEN.values(), ids=TAKEN)
def test_the_bias_of_one_layer_alone_is_taken_away(lines):
    """Not that of a layer that was copied from it."""
    text = f"import copy\nfrom torch import nn\n{lines}\n"
    scope = {}
    exec(text, scope)
    document = from_source(text)
    assert list(to_module(document).state_dict()) == list(scope["net"].state_dict())
    assert analyse(document).parameters == sum(p.numel() for p in scope["net"].parameters())
