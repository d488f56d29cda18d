"""Pasted code becomes a document; law 5 of the design."""

import subprocess
import sys

import pytest
import torch
from hypothesis import given

from builder import from_source, templates, to_module, to_source
from builder.catalogue.layers.schemes import OLD_NAMES
from builder.document.blocks import (
    InitRule,
    Input,
    Instance,
    Layer,
    Parallel,
    Selector,
    Sequential,
    Shared,
    TensorPlace,
    Tie,
)
from builder.errors import SourceError
from tests.strategies import documents

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\nfrom collections import OrderedDict\n"


def read(text, **more):
    """Return the document of a text with the usual imports."""
    return from_source(HEAD + text, **more)


def refusal(text):
    """Return the error by which a text is refused."""
    with pytest.raises(SourceError, match=r"^line \d+, column \d+: ") as caught:
        read(text)
    return caught.value


def same_network(document, other):
    """Hold two documents against law 1."""
    ours, theirs = to_module(document, "meta"), to_module(other, "meta")
    assert str(ours) == str(theirs)
    states = (ours.state_dict(), theirs.state_dict())
    described = [[(key, value.shape, value.dtype) for key, value in state.items()] for state in states]
    assert described[0] == described[1]
    assert [p.requires_grad for p in ours.parameters()] == [p.requires_grad for p in theirs.parameters()]


@pytest.mark.parametrize("name", templates.names())
def test_templates_come_back(name):
    """What a template is written as reads back as the same network with the same inputs."""
    document = templates.load(name)
    back = from_source(to_source(document))
    same_network(document, back)
    assert (back.inputs, back.batch) == (document.inputs, document.batch)


@pytest.mark.parametrize("name", ["mlp", "lenet5", "residual_cnn", "next_token"])
def test_initial_weights_come_back(name):
    """Init rules and seed are read so well that the same weights are drawn."""
    document = templates.load(name)
    back = from_source(to_source(document))
    for a, b in zip(to_module(document).parameters(), to_module(back).parameters(), strict=True):
        assert torch.equal(a, b)


@pytest.mark.filterwarnings("ignore:.* is kept as code", "ignore:.* is used in the network and no part of it")
@given(documents())
def test_documents_come_back(document):
    """What any document is written as reads back as the same network."""
    same_network(document, from_source(to_source(document)))


def test_sequential_keeps_names_and_arguments():
    """Names given by an OrderedDict are kept, arguments are bound by their names."""
    root = read("net = nn.Sequential(OrderedDict([('fc', nn.Linear(2, 3, bias=False)), ('1', nn.ReLU())]))").root
    assert root.children[0] == Layer(
        id="b2", name="fc", kind="Linear", args={"in_features": 2, "out_features": 3, "bias": False}
    )


def test_block_factory_names_its_copies():
    """`add_module` in a loop gives named children."""
    text = "net = nn.Sequential()\nfor i in range(3):\n    net.add_module(f'block {i}', nn.Sequential(nn.ReLU()))"
    assert [child.name for child in read(text).root.children] == ["block 0", "block 1", "block 2"]


def test_same_object_is_shared():
    """A layer that is used twice becomes a `shared` block."""
    root = read("s = nn.Linear(8, 8)\nnet = nn.Sequential(s, nn.ReLU(), s)").root
    assert root.children[2] == Shared(id="b4", of="b2")


def test_copies_are_not_shared():
    """`copy.deepcopy` makes modules of their own."""
    root = read("import copy\ns = nn.Linear(8, 8)\nnet = nn.Sequential(s, copy.deepcopy(s))").root
    assert isinstance(root.children[1], Layer)


def test_assigned_tensor_is_tied():
    """Giving a layer the weight of another ties the two."""
    document = read("net = nn.Sequential(nn.Embedding(9, 4), nn.Linear(4, 9))\nnet[1].weight = net[0].weight")
    assert document.ties == (Tie(tensor=TensorPlace("b3", "weight"), of=TensorPlace("b2", "weight")),)


def test_init_function_becomes_rules_for_a_kind():
    """`apply` with a test of the type gives one rule for all layers of the kind."""
    text = (
        "net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))\n"
        "def init(m):\n    if type(m) == nn.Linear:\n        nn.init.normal_(m.weight, std=0.01)\nnet.apply(init)"
    )
    assert read(text).init == (InitRule(Selector(kind="Linear", tensor="weight"), "normal_", {"std": 0.01}),)


def test_last_filling_wins():
    """A layer that is filled twice keeps the second rule only."""
    text = "net = nn.Linear(2, 2)\nnn.init.zeros_(net.bias)\nnet.bias.data.fill_(3)"
    assert read(text).init == (InitRule(Selector(block="b1", tensor="bias"), "constant_", {"val": 3}),)


def test_frozen_module_is_selected_whole():
    """`requires_grad = False` over a module's parameters freezes the module."""
    text = (
        "net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))\nfor p in net[0].parameters(): p.requires_grad = False"
    )
    assert read(text).frozen == (Selector(block="b2"),)


def test_call_gives_the_input():
    """`net(torch.randint(...))` says shape, dtype and range."""
    document = read("net = nn.Sequential(nn.Embedding(7, 3))\nX = torch.randint(0, 7, (4, 5))\nnet(X)")
    assert (document.inputs, document.batch) == ((Input("X", ("N", 5), "int64", 0, 7),), 4)


def test_first_layer_gives_the_input():
    """Without a call the first layer says what flows in."""
    assert read("net = nn.Sequential(nn.ReLU(), nn.Conv2d(3, 4, 3))").inputs == (Input("X", ("N", 3, 32, 32)),)


@pytest.mark.parametrize(
    ("output", "merge"),
    [
        ("self.a(x) + self.b(x)", "add"),
        ("self.a(x) * self.b(x)", "mul"),
        ("torch.cat([self.a(x), self.b(x)], dim=1)", "cat"),
        ("torch.stack((self.a(x), self.b(x)))", "stack"),
        ("(self.a(x), self.b(x))", "none"),
    ],
)
def test_merging_forward_is_a_parallel(output, merge):
    """A forward that joins the children's outputs becomes a parallel block with the class's name."""
    text = (
        "class Two(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.a = nn.Linear(n, n)\n        self.b = nn.Identity()\n"
        f"    def forward(self, x):\n        return {output}\nnet = Two(4)"
    )
    root = read(text).root
    assert isinstance(root, Parallel)
    assert (root.class_name, root.merge, [child.name for child in root.children]) == ("Two", merge, ["a", "b"])


def test_unknown_function_is_refused_at_its_place():
    """What no block can draw is named with its place and the nearest that can."""
    text = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(2, 2)\n"
        "    def forward(self, x):\n        return self.a(x).sum().unfold(0, 2, 1)\nnet = Net()"
    )
    error = refusal(text)
    assert (error.line, error.column, error.problem) == (10, 16, "Tensor.unfold is not available as a block.")
    assert error.hint == "Use nn.Unfold."


def test_condition_on_values_keeps_the_class_as_text():
    """A forward that decides by the values of a tensor says so."""
    text = (
        "class Net(nn.Module):\n    def forward(self, x):\n        while x.sum() > 1:\n            x = x / 2\n"
        "        return x\nnet = Net()"
    )
    with pytest.warns(UserWarning, match=r"Net is kept as code \(line 7\): .* depends on the values of tensors"):
        assert isinstance(read(text).root, Instance)


@pytest.mark.parametrize("taken", ["old = net.pop(1)", "net.pop(-1)", "old = net[1]\ndel net[1]"])
def test_what_is_taken_out_of_the_network_is_not_the_network(taken):
    """The layer that was popped last is bound, or is what the text ends with."""
    assert len(read(f"net = nn.Sequential(nn.Linear(4, 4), nn.ReLU())\n{taken}").root.children) == 1


def test_losses_and_parts_are_not_the_network():
    """Neither a loss nor a part of the network that is bound later is taken for the network."""
    document = read("net = nn.Sequential(nn.Linear(2, 2))\nfirst = net[0]\nloss = nn.MSELoss()")
    assert isinstance(document.root, Sequential)


def test_network_can_be_named():
    """Another variable than the last can be asked for."""
    assert read("a = nn.ReLU()\nb = nn.Tanh()", network="a").root.kind == "ReLU"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x = 1", "does not assign a network"),
        ("net = nn.Linear(2)", "Linear needs out_features"),
        ("net = nn.Linear(2, 'a')", "out_features"),
        ("net = nn.Linaer(2, 3)", "no attribute 'Linaer'"),
        ("net = nn.Linear(2, 3)\nnet.weight = None", "weight of this Linear is taken out or set to None. Remove it"),
        ("net = nn.Linear(2, 3)\nnet.add_module('a', nn.ReLU())", "an attribute 'a' that a document"),
        ("net = nn.Sequential(nn.ReLU())\nnet.register_buffer('b', torch.ones(2))", "an attribute 'b' that a document"),
        ("x = [1]\nfor i in range(60): x = [x, x]\nnet = nn.Conv2d(1, 1, x)", "nested deeper"),
        ("net = nn.Sequential()\nnet.add_module('a', net)", "contains itself"),
        ("n = nn.ReLU()\nfor i in range(40): n = nn.Sequential(n, n)", "more than 20,000"),
    ],
)
def test_mistakes_are_named(text, problem):
    """What a document cannot hold is refused with the reason."""
    assert problem in str(refusal(text))


def test_reading_needs_no_torch():
    """The core and the document namespace import no torch: the Streamlit process reads pasted code without it."""
    text = "import torch\nnet = torch.nn.ReLU()"
    code = f"import sys; from builder import from_source; from_source({text!r})"
    subprocess.run([sys.executable, "-c", f"{code}; sys.exit('torch' in sys.modules)"], check=True)


@pytest.mark.parametrize(
    "rates",
    [
        "[x.item() for x in torch.linspace(0, 0.2, 3)]",
        "[float(x) for x in torch.linspace(0, 0.2, 3)]",
        "torch.linspace(0, 0.2, 3).tolist()",
        "[x.item() / 10 for x in torch.arange(3)]",
        "[x.item() for x in torch.tensor([0.1, 0.5])]",
        "[0.1 for row in torch.ones(2, 3)]",
    ],
)
def test_tensors_of_numbers_are_gone_through_one_by_one(rates):
    """As those of rates of dropout by depth; the numbers are torch's to the last bit."""
    text = f"import torch\nfrom torch import nn\nnet = nn.Sequential(*[nn.Dropout(p) for p in {rates}])\n"
    space = {}
    exec(text, space)
    assert repr(to_module(from_source(text))) == repr(space["net"])


@pytest.mark.parametrize("old", OLD_NAMES)
def test_a_deprecated_initialisation_is_that_of_today(old):
    """A name without an underscore, and its arguments."""
    args = {"constant": ", 3", "normal": ", 0, 0.02", "sparse": ", 0.5"}.get(old, "")
    text = "from torch import nn\nnet = nn.Sequential(nn.{})\nnn.init.{}(net[0].weight{})\n"
    layer = "Conv1d(4, 4, 3)" if old == "dirac" else "Linear(4, 4)"
    assert from_source(text.format(layer, old, args)) == from_source(text.format(layer, f"{old}_", args))
