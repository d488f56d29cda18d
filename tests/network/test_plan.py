"""The plan of a graph: in which order nodes run, who feeds whom, and what keeps it from running."""

import msgspec
import pytest

from builder import analyse
from builder.document.blocks import Document, Graph, Input, Layer, Shared
from builder.document.tree import is_call
from builder.edits import SetArgument, apply
from builder.errors import DocumentError
from builder.network.plan import plan_of
from builder.network.runnable import check_graph_runs, faults


def graph(*names, outputs=("x",), **wires):
    """Make a graph of ReLU nodes."""
    nodes = tuple(Layer(id=name, name=name, kind="ReLU") for name in names)
    return Graph(id="g", nodes=nodes, wires=wires, outputs=outputs)


def order(graph):
    """Name the nodes that run, in order, and those that are stuck."""
    plan = plan_of(graph)
    return [plan.names[i] for i in plan.runs], {plan.names[i] for i in plan.stuck}


def test_a_node_runs_after_what_flows_into_it():
    """Nodes run in their own order except where one waits for another."""
    assert order(graph("c", "a", "b", a=("x",), c=("b",), b=("a",))) == (["a", "b", "c"], set())


def test_nodes_that_wait_for_each_other_are_named():
    """A circle is told apart from what runs."""
    assert order(graph("a", "b", "c", a=("x",), b=("c",), c=("b", "a"))) == (["a"], {"b", "c"})


def test_a_wire_from_nowhere_holds_nothing_up():
    """It is a problem of its own."""
    assert order(graph("a", a=("nowhere",))) == (["a"], set())


def test_a_second_call_is_no_attribute():
    """A shared node without a name calls its neighbour once more."""
    again = Shared(id="s", of="a")
    assert is_call(Graph(id="g", nodes=(Layer(id="a", kind="ReLU"), again)), again)


def test_a_plan_is_worked_out_once():
    """It is kept with the graph and is no part of it."""
    one, other = graph("a", a=("x",)), graph("a", a=("x",))
    assert plan_of(one) is plan_of(one)
    assert one == other


def test_a_graph_in_which_a_node_changed_has_the_plan_it_had():
    """Its wires are the very same."""
    before = graph("a", "b", a=("x",), b=("a",))
    plan = plan_of(before)
    nodes = (Layer(id="a", name="a", kind="GELU"), before.nodes[1])
    assert plan_of(msgspec.structs.replace(before, nodes=nodes), before) is plan


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (graph("a", "b", a=("b",), b=("a",)), "a depends on itself: a → b → a. Disconnect it from b."),
        (graph("relu", relu=("rule",)), "It is connected to 'rule', which is not an input or a node."),
        (graph("relu", outputs=("rely",)), "It returns 'rely', which is not an input or a node. Did you mean relu?"),
        (graph("a", outputs=()), "This graph has no outputs. Return a."),
    ],
)
def test_why_a_graph_cannot_run_is_said_alike_everywhere(wrong, problem):
    """The analysis shows what the live network is refused with."""
    with pytest.raises(DocumentError) as refused:
        check_graph_runs(wrong, "")
    shown = {f"{one.problem} {one.hint}" for one in analyse(Document(inputs=(Input("x", ("N",)),), root=wrong)).errors}
    assert any(text.startswith(problem) for text in shown)
    assert f"{refused.value.problem} {refused.value.hint}" in shown


def test_a_graph_that_can_run_has_no_fault():
    """Nothing is made up."""
    assert list(faults(plan_of(graph("a", a=("x",), outputs=("a",))))) == []


def test_a_layer_that_waits_for_an_input_is_no_longer_passed_by():
    """What is said of a node without wires follows its arguments."""
    linear = Layer(id="a", name="a", kind="Linear", args={"in_features": 3, "out_features": 2})
    spare = Graph(id="g", nodes=(linear,), outputs=("x",))
    document = Document(inputs=(Input("x", ("N", 3)),), root=spare)
    assert [problem.severity for problem in analyse(document).problems] == ["note"]
    changed = apply(document, SetArgument("a", "in_features", "auto"))
    assert "note" not in {problem.severity for problem in analyse(changed).problems}
