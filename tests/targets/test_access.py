import pytest
from torch import nn

from builder import to_module, to_source
from builder.document.blocks import Document, Graph, InitRule, Input, Layer, Selector, Sequential
from builder.document.tree import places
from builder.targets.access import access, is_attribute, step

LONG = "a_long_name_of_" + "more_than_forty_letters_" * 3
CHAIN = nn.Sequential()
CHAIN.add_module("conv", nn.ReLU())
CHAIN.add_module("class", nn.ReLU())
PLAIN = nn.Module()
PLAIN.add_module("0", nn.ReLU())
PLAIN.add_module("层", nn.ReLU())
STEPS = [
    (nn.Sequential(nn.ReLU()), "0", "[0]"),
    (CHAIN, "conv", ".conv"),
    (CHAIN, "class", "[1]"),
    (nn.ModuleList([nn.ReLU()]), "0", "[0]"),
    (nn.ModuleDict({"a b": nn.ReLU()}), "a b", '["a b"]'),
    (PLAIN, "0", '.get_submodule("0")'),
    (PLAIN, "层", ".层"),
]


@pytest.mark.parametrize(("parent", "name", "written"), STEPS)
def test_a_step_reaches_the_child_in_python(parent, name, written):
    """Worked out by hand, and walked by Python."""
    names = list(parent._modules)
    kind = None if type(parent) is nn.Module else type(parent).__name__
    assert step(kind, name, names.index(name)) == written
    assert eval("parent" + written, {"parent": parent}) is parent._modules[name]


def test_a_name_that_python_reads_as_another_is_no_attribute():
    """Python reads the ligature as two letters."""
    assert not is_attribute("ﬁ")


def within(name, holder):
    """Make a network with one Linear called `name` in a holder, initialised by a rule for that block alone."""
    layer = Layer(id="a", name=name, kind="Linear", args={"in_features": 4, "out_features": 4})
    held = Sequential(id="h", name="held", holder=holder, children=(layer,))
    root = Graph(id="r", class_name="Net", nodes=(held,), wires={"held": ("x",)}, outputs=("held",))
    rule = InitRule(Selector(block="a", tensor="weight"), "constant_", {"val": 3.0})
    return Document(root=root, inputs=(Input("x", ("N", 4)),), init=(rule,))


@pytest.mark.parametrize("holder", ["Sequential", "ModuleDict"])
def test_a_rule_reaches_a_layer_with_a_long_name(holder):
    """It is looked up by a call, which a formatter can break."""
    document = within(LONG, holder)
    names: dict[str, object] = {}
    exec(to_source(document), names)
    network = names["build_net"]()
    assert network.state_dict()[f"held.{LONG}.weight"].eq(3).all()


@pytest.mark.parametrize("holder", ["Sequential", "ModuleDict"])
def test_access_walks_from_the_network(holder):
    """Step by step, as the Console page shows it."""
    document = within("conv", holder)
    network = to_module(document)
    assert eval(access(places(document), "a"), {"net": network}) is network.held.conv
