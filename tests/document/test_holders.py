"""Modules that a graph keeps in a list and calls one by one."""

import pytest

from builder.document.blocks import Document, Graph, Input, Layer, Repeat, Sequential, Shared
from builder.document.holders import is_holder
from builder.document.tree import callee, is_call
from builder.expansion.validation import validate
from builder.module import to_module
from builder.network.plan import plan_of

KIDS = tuple(Layer(id=f"k{i}", kind="Linear", args={"in_features": 4, "out_features": 4}) for i in range(2))
GRAPH = Graph(
    id="g",
    nodes=(
        Sequential(id="layers", name="layers", children=KIDS),
        Shared(id="second", of="k1"),
        Shared(id="first", of="k0"),
    ),
    wires={"node_1": ("x",), "node_2": ("node_1",)},
    outputs=("node_2",),
)


@pytest.fixture
def network():
    """The network of a graph that calls the second layer of its list, then the first."""
    document = Document(inputs=(Input("x", ("N", 4)),), root=GRAPH)
    validate(document)
    return to_module(document)


def test_a_call_leads_inside():
    """An unnamed shared node calls what stands inside another node."""
    assert is_call(GRAPH, GRAPH.nodes[1])
    assert callee(GRAPH, "k1") == ("layers", "1")


def test_no_call_leads_outside():
    """A block of another place is an attribute of its own."""
    assert callee(GRAPH, "elsewhere") is None
    assert not is_call(GRAPH, Shared(id="s", of="elsewhere"))


def test_a_list_is_held():
    """What nothing flows into and nothing reads does not run."""
    plan = plan_of(GRAPH)
    assert [plan.is_step(GRAPH, i) for i in range(3)] == [False, True, True]


def test_keys_are_those_of_the_list(network):
    """Calls add no key."""
    assert list(network.state_dict()) == ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]


def test_runs_as_it_is_wired(network):
    """The list's own order does not matter."""
    x = network.layers[0].weight
    assert network(x).equal(network.layers[0](network.layers[1](x)))


@pytest.mark.parametrize(("holder", "holds"), [("Sequential", False), ("ModuleList", True), ("ModuleDict", True)])
def test_a_holder_has_no_forward_of_its_own(holder, holds):
    """A sequential and a repeat may be one; nothing else is."""
    assert is_holder(Sequential(id="s", holder=holder)) is holds
    assert is_holder(Repeat(id="r", child=KIDS[0], holder=holder)) is holds
    assert not is_holder(GRAPH)
