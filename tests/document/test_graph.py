"""The wiring of a graph: in which order nodes run."""

from __future__ import annotations

from builder.document.blocks import Graph, Layer, Shared
from builder.document.graph import Source, parse_source, running_order
from builder.document.tree import is_call


def graph(*names: str, **wires: tuple[str, ...]) -> Graph:
    """Make a graph of ReLU nodes."""
    return Graph(id="g", nodes=tuple(Layer(id=n, name=n, kind="ReLU") for n in names), wires=wires)


def test_a_node_runs_after_what_flows_into_it() -> None:
    """Nodes run in their own order except where one waits for another."""
    assert running_order(graph("c", "a", "b", a=("x",), c=("b",), b=("a",))).runs == ("a", "b", "c")


def test_nodes_that_wait_for_each_other_are_named() -> None:
    """A circle is told apart from what runs."""
    order = running_order(graph("a", "b", "c", a=("x",), b=("c",), c=("b", "a")))
    assert order == (("a",), ("b", "c"))


def test_a_source_that_is_not_there_holds_nothing_up() -> None:
    """A dangling wire is a problem of its own."""
    assert running_order(graph("a", a=("nowhere",))).runs == ("a",)


def test_an_output_is_named_by_position() -> None:
    """The hidden state of an LSTM is its output 1, 0."""
    assert parse_source("lstm:1:0") == Source("lstm", (1, 0))
    assert parse_source("lstm:x") is None


def test_a_second_call_is_no_attribute() -> None:
    """A shared node without a name calls its neighbour once more."""
    again = Shared(id="s", of="a")
    assert is_call(Graph(id="g", nodes=(Layer(id="a", kind="ReLU"), again)), again)
