"""What edits make of graphs that nodes come into, and of wires, by hand."""

from __future__ import annotations

import pytest

from builder.document.blocks import Document, Shared
from builder.edits import (
    Connect,
    Disconnect,
    Duplicate,
    Edit,
    Insert,
    InsertOnWire,
    Move,
    Rename,
    SetGraphInputs,
    SetOutputs,
    SetPositions,
    SetWires,
    Share,
    ToSequential,
    Unshare,
)
from tests.edits.designs import linear, relu, sequential
from tests.edits.graph_designs import INSIDE, LONG, NAMELESS, PARTS, made
from tests.edits.small_graphs import wired

EDITS: dict[str, tuple[Document, Edit, str]] = {
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
