"""What edits make of graphs that nodes leave, wire by wire and by hand."""

from __future__ import annotations

import pytest

from builder.document.blocks import Document, Graph, Shared
from builder.edits import (
    Edit,
    Remove,
    Unwrap,
    Wrap,
)
from tests.edits.designs import linear, parallel, relu, repeat, sequential
from tests.edits.graph_designs import INSIDE, LONE, LONG, NAMELESS, PAIR, PARTS, TWICE, made
from tests.edits.small_graphs import add, wired

EDITS: dict[str, tuple[Document, Edit, str]] = {
    # nodes into a graph of their own
    "one node": (
        LONG,
        Wrap(("b",), "graph", "w"),
        "g{x; fc a(x); act w{fc; act b(fc); act; act@2}(fc); out c(act); sum sum(out, act); sum, fc; fc@1; sum@4}",
    ),
    "two nodes": (
        LONG,
        Wrap(("a", "b"), "graph", "w"),
        "g{x; graph w{x; fc a(x); act b(fc); act, fc; fc@1; act@2}(x); out c(graph:0); sum sum(out, graph:0);"
        " sum, graph:1; sum@4}",
    ),
    "the last nodes": (
        LONG,
        Wrap(("sum", "c"), "graph", "w"),
        "g{x; fc a(x); act b(fc); graph w{act; out c(act); sum sum(out, act); sum; sum@4}(act);"
        " graph, fc; fc@1; act@2}",
    ),
    "all nodes": (
        LONG,
        Wrap(("a", "b", "c", "sum"), "graph", "w"),
        "g{x; graph w{x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1;"
        " act@2; sum@4}(x); graph:0, graph:1}",
    ),
    "nodes between which one stands": (
        LONG,
        Wrap(("b", "sum", "c"), "graph", "w"),
        "g{x; fc a(x); graph w{fc; act b(fc); out c(act); sum sum(out, act); sum; act@2; sum@4}(fc); graph, fc; fc@1}",
    ),
    "parts that go in": (
        PARTS,
        Wrap(("sum", "r"), "graph", "w"),
        "g{x, mask; lstm l(x); graph w{lstm, lstm_2; sum sum(lstm, lstm_2); act r(sum); act}(lstm:0, lstm:1:0);"
        " attn m(graph, graph, graph, attn_mask=mask); t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "parts that go out": (
        PARTS,
        Wrap(("l",), "graph", "w"),
        "g{x, mask; lstm w{x; lstm l(x); lstm:0, lstm:1:0, lstm:1:1}(x); sum sum(lstm:0, lstm:1);"
        " act r(sum); attn m(act, act, act, attn_mask=mask); t t(); attn:0, lstm:2, attn:1}",
    ),
    "a mask that goes in": (
        PARTS,
        Wrap(("m", "r"), "graph", "w"),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); graph w{sum, mask; act r(sum);"
        " attn m(act, act, act, attn_mask=mask);"
        " attn:0, attn:1}(sum, mask); t t(); graph:0, lstm:1:1, graph:1}",
    ),
    "a node of no wires": (
        PARTS,
        Wrap(("t",), "graph", "w"),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t w{x; t t(); t}(-); attn:0, lstm:1:1, attn:1}",
    ),
    "what nothing uses": (
        wired(relu("a", name="act"), relu("b", name="last"), wires={"act": ("x",), "last": ("act",)}, outputs=("x",)),
        Wrap(("a", "b"), "graph", "w"),
        "g{x; graph w{x; act a(x); last b(act); last}(x); x}",
    ),
    "nodes by position": (
        NAMELESS,
        Wrap(("b", "s"), "graph", "w"),
        "g{x; node_0 a(x); graph w{node_0; node_1 b(node_0); node_2 s>a(node_1); node_2; node_1@1;"
        " node_2@2}(node_0); node_3 c(graph); node_3}",
    ),
    "nodes by position with their module": (
        NAMELESS,
        Wrap(("a", "b", "s"), "graph", "w"),
        "g{x; graph w{x; node_0 a(x); node_1 b(node_0); node_2 s>a(node_1); node_2; node_1@1;"
        " node_2@2}(x); node_3 c(graph); node_3}",
    ),
    "one into a stack": (
        LONG,
        Wrap(("b",), "sequential", "w"),
        "g{x; fc a(x); act w[0 b](fc); out c(act); sum sum(out, act); sum, fc; fc@1; sum@4}",
    ),
    "one into a repeat": (
        LONG,
        Wrap(("b",), "repeat", "w"),
        "g{x; fc a(x); act w[0 b](fc); out c(act); sum sum(out, act); sum, fc; fc@1; sum@4}",
    ),
    "a chain into a repeat": (
        wired(
            linear("a", name="fc"),
            relu("b", name="act"),
            linear("c", name="out"),
            wires={"fc": ("x",), "act": ("fc",), "out": ("act",)},
            outputs=("out",),
        ),
        Wrap(("b", "a"), "repeat", "w"),
        "g{x; repeat w[0 *[fc a, act b]](x); out c(repeat); out}",
    ),
    "one into a parallel": (
        LONG,
        Wrap(("b",), "parallel", "w"),
        "g{x; fc a(x); act w[branch_0 b](fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    # a container taken apart
    "a graph of many ways": (
        INSIDE,
        Unwrap("in"),
        "g{x; fc a(x); fc_2 ia(fc); isum isum(fc_2, x); act ib(isum); sum sum(act, x); last r(fc_2); sum, act, last}",
    ),
    "a graph of one tuple": (LONE, Unwrap("in"), "g{x; lstm l(x); act r(lstm:0); act, lstm:1:0, lstm:1}"),
    "a graph without a wire": (
        wired(PAIR, relu("r", name="act"), wires={"box": ("x",), "act": ("box:1",)}, outputs=("act", "box:0", "box:5")),
        Unwrap("in"),
        "g{x; fc ia(x); isum isum(fc); act_2 ib(isum); act r(-); act, act_2}",
    ),
    "a graph with a second call": (
        wired(
            Graph(
                id="in",
                name="box",
                nodes=(linear("ia"), Shared(id="is", of="ia")),
                wires={"node_0": ("x",), "node_1": ("node_0",)},
                outputs=("node_1",),
            ),
            wires={"box": ("x",)},
            outputs=("box",),
        ),
        Unwrap("in"),
        "g{x; linear ia(x); node_1 is>ia(linear); node_1}",
    ),
    "a stack in a graph": (
        wired(
            sequential("s", linear("a"), relu("b", name="act"), name="body"),
            relu("r", name="act"),
            wires={"body": ("x",), "act": ("body",)},
            outputs=("act",),
        ),
        Unwrap("s"),
        "g{x; linear a(x); act_2 b(linear); act r(act_2); act}",
    ),
    "a parallel in a graph": (
        wired(
            parallel("p", linear("a"), linear("b", name="left"), merge="cat", dim=2, name="body"),
            wires={"body": ("x",)},
            outputs=("body",),
        ),
        Unwrap("p"),
        "g{x; branch_0 a(x); left b(x); cat *(branch_0, left); cat}",
    ),
    "a parallel of two inputs": (
        wired(
            parallel("p", add("a"), add("b"), name="body"),
            inputs=("x", "y"),
            wires={"body": ("x", "y")},
            outputs=("body",),
        ),
        Unwrap("p"),
        "g{x, y; a a(x, y); b b(x, y); add *(a, b); add}",
    ),
    "a repeat in a graph": (
        wired(repeat("p", linear("a", name=None), name="body"), wires={"body": ("x",)}, outputs=("body",)),
        Unwrap("p"),
        "g{x; linear a(x); linear}",
    ),
    "a parallel without wires": (
        wired(parallel("p", linear("a"), linear("b"), name="body")),
        Unwrap("p"),
        "g{x; branch_0 a(-); branch_1 b(-); add *(branch_0, branch_1); }",
    ),
    # nodes that go
    "a node in a row": (LONG, Remove(("b",)), "g{x; fc a(x); out c(fc); sum sum(out, fc); sum, fc; fc@1; sum@4}"),
    "the first in a row": (LONG, Remove(("a",)), "g{x; act b(x); out c(act); sum sum(out, act); sum, x; act@2; sum@4}"),
    "two in a row": (LONG, Remove(("b", "c")), "g{x; fc a(x); sum sum(fc); sum, fc; fc@1; sum@4}"),
    "what two things enter": (LONG, Remove(("sum",)), "g{x; fc a(x); act b(fc); out c(act); fc; fc@1; act@2}"),
    "what gives two things": (
        PARTS,
        Remove(("l",)),
        "g{x, mask; sum sum(-); act r(sum); attn m(act, act, act, attn_mask=mask); t t(); attn:0, attn:1}",
    ),
    "what would enter twice": (
        LONG,
        Remove(("c",)),
        "g{x; fc a(x); act b(fc); sum sum(act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "what is given by its name": (
        PARTS,
        Remove(("r",)),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); attn m(sum, sum, sum, attn_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "a node by position": (
        NAMELESS,
        Remove(("b",)),
        "g{x; node_0 a(x); node_1 s>a(node_0); node_3 c(node_1); node_3; node_1@2}",
    ),
    "a module that is called twice": (
        NAMELESS,
        Remove(("a",)),
        "g{x; node_1 b(x); linear a(node_1); node_3 c(linear); node_3; node_1@1; linear@2}",
    ),
    "a second call": (
        NAMELESS,
        Remove(("s",)),
        "g{x; node_0 a(x); node_1 b(node_0); node_3 c(node_1); node_3; node_1@1}",
    ),
    "one thing twice": (TWICE, Remove(("sum",)), "g{x, y; act r(-); act}"),
    "a circle": (
        wired(
            relu("a", name="act"), relu("b", name="last"), wires={"act": ("last",), "last": ("act",)}, outputs=("act",)
        ),
        Remove(("a",)),
        "g{x; last b(last); last}",
    ),
    "a node that feeds itself": (
        wired(
            relu("a", name="act"), relu("b", name="last"), wires={"act": ("act",), "last": ("act",)}, outputs=("last",)
        ),
        Remove(("a",)),
        "g{x; last b(-); last}",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_graph(case: str) -> None:
    """Each node with what flows into it, then what is returned, and where nodes are placed."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected
