"""What edits make of graphs, wire by wire and by hand."""

from __future__ import annotations

import re

import pytest

from builder.document.blocks import Block, Document, Graph, Layer, Shared, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.tree import child_name, children
from builder.edits import (
    Connect,
    Disconnect,
    Duplicate,
    Edit,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    Rename,
    SetGraphInputs,
    SetOutputs,
    SetPositions,
    SetWires,
    Share,
    ToSequential,
    Unshare,
    Unwrap,
    Wrap,
    apply,
)
from tests.edits.designs import linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add, wired


def drawn(block: Block) -> str:
    """Write a block as its id, a graph as its inputs, nodes with what flows into them, outputs and positions."""
    if not isinstance(block, Graph):
        kids = [f"{child_name(block, i, kid)} {drawn(kid)}" for i, kid in enumerate(children(block))]
        called = f">{block.of}" if isinstance(block, Shared) else ""
        return f"{block.id}{called}[{', '.join(kids)}]" if kids else f"{block.id}{called}"
    flows = {name: ", ".join(texts) or "-" for name, texts in block.wires.items()}
    nodes = [f"{name} {drawn(node)}({flows.get(name, '')})" for name, node in nodes_by_name(block).items()]
    places = [f"{name}@{place[0]:g}" for name, place in block.positions.items()]
    return f"{block.id}{{{'; '.join([', '.join(block.inputs), *nodes, ', '.join(block.outputs), *places])}}}"


def made(document: Document, edit: Edit) -> str:
    """Return what an edit makes of the root; ids that it makes up are stars."""
    return re.sub(r"\b[0-9a-f]{12}\b", "*", drawn(apply(document, edit).root))


LSTM = Layer(id="l", name="lstm", kind="LSTM", args={"input_size": 8, "hidden_size": 8})
MHA = Layer(id="m", name="attn", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2})
TENSOR = TensorBlock(id="t", name="t", shape=(8,))
LONG = wired(
    linear("a", name="fc"),
    relu("b", name="act"),
    linear("c", name="out"),
    add("sum"),
    wires={"fc": ("x",), "act": ("fc",), "out": ("act",), "sum": ("out", "act")},
    outputs=("sum", "fc"),
    positions={"fc": (1.0, 0.0), "act": (2.0, 0.0), "sum": (4.0, 0.0)},
)
"""fc, act, out in a row, act added to out; fc is returned too."""
PARTS = wired(
    LSTM,
    add("sum"),
    relu("r", name="act"),
    MHA,
    TENSOR,
    inputs=("x", "mask"),
    wires={
        "lstm": ("x",),
        "sum": ("lstm:0", "lstm:1:0"),
        "act": ("sum",),
        "attn": ("act", "act", "act", "attn_mask=mask"),
    },
    outputs=("attn:0", "lstm:1:1", "attn:1"),
)
"""Parts of tuples, and a mask by its name."""
NAMELESS = wired(
    linear("a"),
    relu("b"),
    Shared(id="s", of="a"),
    relu("c"),
    wires={"node_0": ("x",), "node_1": ("node_0",), "node_2": ("node_1",), "node_3": ("node_2",)},
    outputs=("node_3",),
    positions={"node_1": (1.0, 0.0), "node_2": (2.0, 0.0)},
)
"""All called by their positions, and the first one twice."""
PAIR = Graph(
    id="in",
    name="box",
    inputs=("p", "q"),
    nodes=(linear("ia", name="fc"), add("isum"), relu("ib", name="act")),
    wires={"fc": ("p",), "isum": ("fc", "q"), "act": ("isum",)},
    outputs=("act", "q", "fc"),
)
INSIDE = wired(
    linear("a", name="fc"),
    PAIR,
    add("sum"),
    relu("r", name="last"),
    wires={"fc": ("x",), "box": ("fc", "x"), "sum": ("box:0", "box:1"), "last": ("box:2",)},
    outputs=("sum", "box:0", "last"),
)
"""A graph of two inputs and three outputs in a graph that has a node called fc as well."""
LONE = wired(
    Graph(id="in", name="box", nodes=(LSTM,), wires={"lstm": ("x",)}, outputs=("lstm",)),
    relu("r", name="act"),
    wires={"box": ("x",), "act": ("box:0",)},
    outputs=("act", "box:1:0", "box:1"),
)
TWICE = wired(
    add("sum"), relu("r", name="act"), wires={"sum": ("x", "x"), "act": ("sum",)}, outputs=("act",), inputs=("x", "y")
)

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
    # nodes that come
    "a node by its kind": (
        LONG,
        Insert("g", 0, linear("n"), ("x",)),
        "g{x; linear n(x); fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a node of a name that is taken": (
        LONG,
        Insert("g", 4, relu("n", name="act"), ("fc", "x")),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); act_2 n(fc, x); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a node before those by position": (
        NAMELESS,
        Insert("g", 0, relu("n"), ()),
        "g{x; relu n(); node_0 a(x); node_1 b(node_0); node_3 s>a(node_1); node_3_2 c(node_3);"
        " node_3_2; node_1@1; node_3@2}",
    ),
    "a node called as a second call": (
        NAMELESS,
        Insert("g", 4, relu("n", name="node_2")),
        "g{x; node_0 a(x); node_1 b(node_0); node_2 s>a(node_1); node_3 c(node_2); node_2_2 n();"
        " node_3; node_1@1; node_2@2}",
    ),
    "a second call that comes": (
        LONG,
        Insert("g", 1, Shared(id="n", of="a"), ("act",)),
        "g{x; fc a(x); node_1 n>a(act); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a node on a wire": (
        LONG,
        InsertOnWire("g", "sum", 1, relu("n")),
        "g{x; fc a(x); act b(fc); out c(act); relu n(act); sum sum(out, relu); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a node on a part": (
        PARTS,
        InsertOnWire("g", "sum", 1, relu("n", name="act")),
        "g{x, mask; lstm l(x); act_2 n(lstm:1:0); sum sum(lstm:0, act_2); act r(sum);"
        " attn m(act, act, act, attn_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "a node on what is returned": (
        LONG,
        InsertOnWire("g", None, 1, relu("n")),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); relu n(fc); sum, relu; fc@1; act@2; sum@4}",
    ),
    "a node on a wire by ids": (
        NAMELESS,
        InsertOnWire("g", "c", 0, relu("n")),
        "g{x; node_0 a(x); node_1 b(node_0); node_2 s>a(node_1); relu n(node_2); node_3 c(relu);"
        " node_3; node_1@1; node_2@2}",
    ),
    "a copy": (
        LONG,
        Duplicate(("b",)),
        "g{x; fc a(x); act b(fc); relu *(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "copies of a chain": (
        LONG,
        Duplicate(("c", "b")),
        "g{x; fc a(x); act b(fc); out c(act); relu *(fc); linear *(relu); sum sum(out, act);"
        " sum, fc; fc@1; act@2; sum@4}",
    ),
    "a copy by position": (
        NAMELESS,
        Duplicate(("b",)),
        "g{x; node_0 a(x); node_1 b(node_0); relu *(node_0); node_3 s>a(node_1); node_3_2 c(node_3);"
        " node_3_2; node_1@1; node_3@2}",
    ),
    "copies of a module and its call": (
        NAMELESS,
        Duplicate(("a", "s")),
        "g{x; node_0 a(x); node_1 b(node_0); node_2 s>a(node_1); linear *(x); node_4 *>*(node_1);"
        " node_3 c(node_2); node_3; node_1@1; node_2@2}",
    ),
    "a copy of what has no wires": (
        PARTS,
        Duplicate(("t",)),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t t(); parameter *(); attn:0, lstm:1:1, attn:1}",
    ),
    "a copy in a graph inside": (
        INSIDE,
        Duplicate(("ia", "ib")),
        "g{x; fc a(x); box in{p, q; fc ia(p); isum isum(fc, q); act ib(isum); linear *(p);"
        " relu *(isum); act, q, fc}(fc, x); sum sum(box:0, box:1); last r(box:2); sum, box:0, last}",
    ),
    "a chain with a second call": (NAMELESS, ToSequential("g"), "g[node_0 a, node_1 b, 2 s>a, node_3 c]"),
    "order": (
        NAMELESS,
        Move(("c",), "g", 0),
        "g{x; node_3_2 c(node_3); node_0 a(x); node_1 b(node_0); node_3 s>a(node_1); node_3_2; node_1@1; node_3@2}",
    ),
    "order of two": (
        LONG,
        Move(("sum", "a"), "g", 1),
        "g{x; act b(fc); fc a(x); sum sum(out, act); out c(act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "out of a stack": (
        wired(sequential("s", relu("n"), name="body"), linear("a", name="fc"), wires={"fc": ("x",)}, outputs=("fc",)),
        Move(("n",), "g", 2),
        "g{x; body s(); fc a(x); relu n(); fc}",
    ),
    "into a stack": (
        wired(
            sequential("s", relu("n"), name="body"),
            linear("a", name="fc"),
            wires={"fc": ("x",), "body": ("fc",)},
            outputs=("body",),
        ),
        Move(("a",), "s", 0),
        "g{x; body s[fc a, 1 n](x); body}",
    ),
    # names
    "a name": (
        LONG,
        Rename("b", "mid"),
        "g{x; fc a(x); mid b(fc); out c(mid); sum sum(out, mid); sum, fc; fc@1; mid@2; sum@4}",
    ),
    "a name by position": (
        LONG,
        Rename("b", None),
        "g{x; fc a(x); node_1 b(fc); out c(node_1); sum sum(out, node_1); sum, fc; fc@1; node_1@2; sum@4}",
    ),
    "a name of what is called twice": (
        NAMELESS,
        Rename("a", "fc"),
        "g{x; fc a(x); node_1 b(fc); node_2 s>a(node_1); node_3 c(node_2); node_3; node_1@1; node_2@2}",
    ),
    "a name of a second call": (
        NAMELESS,
        Rename("s", "again"),
        "g{x; node_0 a(x); node_1 b(node_0); again s>a(node_1); node_3 c(again); node_3; node_1@1; again@2}",
    ),
    "a name for a part": (
        PARTS,
        Rename("l", "rnn"),
        "g{x, mask; rnn l(x); sum sum(rnn:0, rnn:1:0); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t t(); attn:0, rnn:1:1, attn:1}",
    ),
    # sharing
    "a shared node": (
        LONG,
        Share("c", "a"),
        "g{x; fc a(x); act b(fc); node_2 c>a(act); sum sum(node_2, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a node of its own": (
        NAMELESS,
        Unshare("s"),
        "g{x; node_0 a(x); node_1 b(node_0); linear s(node_1); node_3 c(linear); node_3; node_1@1; linear@2}",
    ),
    "the module of its own": (
        NAMELESS,
        Unshare("a"),
        "g{x; linear_2 s(x); node_1 b(linear_2); linear a(node_1); node_3 c(linear); node_3; node_1@1; linear@2}",
    ),
    # wires
    "one more wire": (
        LONG,
        Connect("g", "fc", "sum"),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act, fc); sum, fc; fc@1; act@2; sum@4}",
    ),
    "another wire": (
        LONG,
        Connect("g", "x", "sum", 0),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(x, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a wire by ids": (
        LONG,
        Connect("g", "a", "sum", 1),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, fc); sum, fc; fc@1; act@2; sum@4}",
    ),
    "a wire of a part by id": (
        PARTS,
        Connect("g", "l:1:1", "sum", 1),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:1); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "one more output": (
        LONG,
        Connect("g", "act", None),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc, act; fc@1; act@2; sum@4}",
    ),
    "another output": (
        LONG,
        Connect("g", "act", None, 0),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); act, fc; fc@1; act@2; sum@4}",
    ),
    "another mask by place": (
        PARTS,
        Connect("g", "x", "attn", 3),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=x);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "another mask by name": (
        PARTS,
        Connect("g", "attn_mask=x", "m", 0),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=x);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "a second mask": (
        PARTS,
        Connect("g", "key_padding_mask=mask", "attn"),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum);"
        " attn m(act, act, act, attn_mask=mask, key_padding_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "a mask in place of another": (
        PARTS,
        Connect("g", "key_padding_mask=mask", "attn", 3),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, key_padding_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "a wire less": (
        PARTS,
        Disconnect("g", "m", 1),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, attn_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "the only wire less": (
        LONG,
        Disconnect("g", "out", 0),
        "g{x; fc a(x); act b(fc); out c(); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "an output less": (
        PARTS,
        Disconnect("g", None, 1),
        "g{x, mask; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t t(); attn:0, attn:1}",
    ),
    "other wires": (
        LONG,
        SetWires("g", "c", ("x", "a")),
        "g{x; fc a(x); act b(fc); out c(x, fc); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "no wires": (
        LONG,
        SetWires("g", "sum", ()),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(); sum, fc; fc@1; act@2; sum@4}",
    ),
    "other outputs": (
        LONG,
        SetOutputs("g", ("b", "x")),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); act, x; fc@1; act@2; sum@4}",
    ),
    "inputs renamed": (
        PARTS,
        SetGraphInputs("g", ("y", "z")),
        "g{y, z; lstm l(y); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=z);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "one input renamed": (
        PARTS,
        SetGraphInputs("g", ("x", "m2")),
        "g{x, m2; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=m2);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "inputs in another order": (
        PARTS,
        SetGraphInputs("g", ("mask", "x")),
        "g{mask, x; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act, attn_mask=mask);"
        " t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "an input less": (
        PARTS,
        SetGraphInputs("g", ("x",)),
        "g{x; lstm l(x); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act); t t();"
        " attn:0, lstm:1:1, attn:1}",
    ),
    "another input alone": (
        PARTS,
        SetGraphInputs("g", ("y",)),
        "g{y; lstm l(); sum sum(lstm:0, lstm:1:0); act r(sum); attn m(act, act, act); t t(); attn:0, lstm:1:1, attn:1}",
    ),
    "one more input": (
        LONG,
        SetGraphInputs("g", ("x", "y")),
        "g{x, y; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "one more before": (
        LONG,
        SetGraphInputs("g", ("y", "z", "x")),
        "g{y, z, x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
    "positions": (
        LONG,
        SetPositions("g", {"b": (9.0, 0.0), "out": (3.0, 0.0)}),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@9; sum@4; out@3}",
    ),
    "no positions": (LONG, SetPositions("g", None), "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc}"),
    "positions of none": (
        LONG,
        SetPositions("g", {}),
        "g{x; fc a(x); act b(fc); out c(act); sum sum(out, act); sum, fc; fc@1; act@2; sum@4}",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_graph(case: str) -> None:
    """Each node with what flows into it, then what is returned, and where nodes are placed."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected
