"""What edits make of names, of what is shared, and of what names a block, by hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Document,
    Graph,
    Selector,
    Shared,
    Tie,
)
from builder.edits import (
    Define,
    Edit,
    Remove,
    Rename,
    SetCall,
    SetHolder,
    Share,
    TieTensors,
    ToSequential,
    Unshare,
    Untie,
    Wrap,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.tree_designs import (
    CALLS,
    CHAIN,
    CLASH,
    CODED,
    LISTS,
    MHA,
    NAMES,
    OWN,
    SHARED,
    TENSORS,
    TREE,
    made,
    w,
)

EDITS: dict[str, tuple[Document, Edit, str]] = {
    # names
    "a name": (
        TREE,
        Rename("b", "act"),
        "(stem a, body s(act b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "the name of a position": (
        TREE,
        Rename("a", "0"),
        "(0 a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "no name": (
        TREE,
        Rename("s", None),
        "(stem a, 1 s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "the name of another position": (
        TREE,
        Rename("b", "7"),
        "(stem a, body s(7 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "a list": (CLASH, SetHolder("root", "ModuleList"), "[L](0 a, 1 b, 2 c, 3 d, 4 e)"),
    "a dict": (LISTS, SetHolder("l", "ModuleDict"), "(0 l[D](0 a, 1 b), 1 m[D](act c), 2 r*(b0 d))"),
    "a dict of names that it has": (
        design(sequential("s", relu("a", name="keys"), relu("b", name="act"))),
        SetHolder("s", "ModuleDict"),
        "(0 s[D](0 a, act b))",
    ),
    "a chain by its name and class": (
        design(
            Graph(
                id="g",
                name="body",
                class_name="Net",
                nodes=(relu("a", name="act"), relu("b", name="x2")),
                wires=CHAIN,
                outputs=("x2",),
            )
        ),
        ToSequential("g"),
        "(body g.Net(act a, x2 b))",
    ),
    "branches of a sum along a dim": (
        design(parallel("p", relu("a"), relu("b"), relu("c"), merge="cat", dim=2)),
        Define(("a", "b"), "Unit", "u"),
        "(0 p|cat2(branch_0 u=Unit, branch_1 c)) / Unit: u|cat2(branch_0 a, branch_1 b)",
    ),
    # what is shared
    "an heir": (SHARED, Remove(("a",)), "(two a, 1 q(0 b, 1 t>a), 2 r*(0 x(0 u>a, 1 v>b)), 3 z>q)"),
    "an heir of what is in a container": (
        SHARED,
        Remove(("q",)),
        "(one a, two s>a, 2 r*(0 x(0 u>a, 1 v>b)), 3 q(0 b, 1 t>a))",
    ),
    "heirs of a block and of one in it": (
        design(sequential("z", linear("a")), Shared(id="u", of="z"), Shared(id="v", of="a")),
        Remove(("z",)),
        "(0 z(0 a), 1 v>a)",
    ),
    "no heir": (SHARED, Remove(("a", "s", "t", "u")), "(0 q(0 b), 1 r*(0 x(0 v>b)), 2 z>q)"),
    "a place": (SHARED, Remove(("s",)), "(one a, 1 q(0 b, 1 t>a), 2 r*(0 x(0 u>a, 1 v>b)), 3 z>q)"),
    "a place of another": (
        SHARED,
        Share("s", "b"),
        "(one a, two s>b, 2 q(0 b, 1 t>a), 3 r*(0 x(0 u>a, 1 v>b)), 4 z>q)",
    ),
    "a block for another": (
        SHARED,
        Share("a", "b"),
        "(one a>b, two s>b, 2 q(0 b, 1 t>b), 3 r*(0 x(0 u>b, 1 v>b)), 4 z>q)",
    ),
    "a place by a place": (
        SHARED,
        Share("b", "u"),
        "(one a, two s>a, 2 q(0 b>a, 1 t>a), 3 r*(0 x(0 u>a, 1 v>a)), 4 z>q)",
    ),
    "a place of its own": (SHARED, Unshare("s"), "(one a, two s, 2 q(0 b, 1 t>a), 3 r*(0 x(0 u>a, 1 v>b)), 4 z>q)"),
    "a stack of its own": (
        SHARED,
        Unshare("z"),
        "(one a, two s>a, 2 q(0 b, 1 t>a), 3 r*(0 x(0 u>a, 1 v>b)), 4 z(0 #, 1 #>a))",
    ),
    "the owner of its own": (SHARED, Unshare("a"), "(one s, two a, 2 q(0 b, 1 t>a), 3 r*(0 x(0 u>a, 1 v>b)), 4 z>q)"),
    "a place in a repeat of its own": (
        SHARED,
        Unshare("v"),
        "(one a, two s>a, 2 q(0 b, 1 t>a), 3 r*(0 x(0 u>a, 1 v)), 4 z>q)",
    ),
    "a call of its own": (
        CALLS,
        Unshare("n"),
        "(0 g+(attn m:{'need_weights': False}, multihead_attention n:{'is_causal': True}, act k))",
    ),
    "a call that owns": (CALLS, Remove(("m",)), "(0 g+(multihead_attention m:{'is_causal': True}, act k))"),
    "a call that becomes another": (
        CALLS,
        Share("k", "m"),
        "(0 g+(attn m:{'need_weights': False}, node_1 n>m:{'is_causal': True}, node_2 k>m))",
    ),
    "another call": (
        CALLS,
        SetCall("n", "need_weights", False),
        "(0 g+(attn m:{'need_weights': False}, node_1 n>m:{'is_causal': True, 'need_weights': False}, act k))",
    ),
    "a call as by default": (
        CALLS,
        SetCall("n", "is_causal", False),
        "(0 g+(attn m:{'need_weights': False}, node_1 n>m, act k))",
    ),
    "an heir among copies": (
        design(linear("a"), repeat("p", repeat("q", Shared(id="u", of="a"))), repeat("r", Shared(id="s", of="a"))),
        Remove(("a",)),
        "(0 p*(0 q*(0 u)), 1 r*(0 a))",
    ),
    "heirs among copies of one": (
        design(linear("a"), repeat("p", sequential("c", Shared(id="u", of="a"), Shared(id="v", of="a")))),
        Remove(("a",)),
        "(0 p*(0 c(0 a, 1 v>a)))",
    ),
    # what names a block
    "an owner that goes": (
        NAMES,
        Remove(("b",)),
        "(0 a, 1 c, 2 s(0 d, 1 e)) / c.weight=a.weight d.bias=a.bias zeros_:a ones_: eye_:s normal_:d !s ! !e",
    ),
    "two that are tied": (NAMES, Remove(("a", "c")), "(0 b, 1 s(0 d, 1 e)) / ones_: eye_:s normal_:d !s ! !b !e"),
    "a container that goes": (
        NAMES,
        Remove(("s",)),
        "(0 a, 1 b, 2 c) / a.weight=b.weight c.weight=b.weight zeros_:a ones_: ! !b",
    ),
    "a place taken by another": (
        NAMES,
        Share("b", "e"),
        "(0 a, 1 b>e, 2 c, 3 s(0 d, 1 e)) / c.weight=a.weight d.bias=a.bias zeros_:a ones_: eye_:s normal_:d !s ! !e",
    ),
    "a tie more": (
        NAMES,
        TieTensors(w("e"), w("a")),
        "(0 a, 1 b, 2 c, 3 s(0 d, 1 e)) / a.weight=b.weight c.weight=b.weight d.bias=a.bias"
        " e.weight=b.weight zeros_:a ones_: eye_:s normal_:d !s ! !b !e",
    ),
    "a tie of an owner": (
        NAMES,
        TieTensors(w("b"), w("e")),
        "(0 a, 1 b, 2 c, 3 s(0 d, 1 e)) / a.weight=e.weight c.weight=e.weight d.bias=a.bias"
        " b.weight=e.weight zeros_:a ones_: eye_:s normal_:d !s ! !b !e",
    ),
    "another tie": (
        NAMES,
        TieTensors(w("c"), w("e")),
        "(0 a, 1 b, 2 c, 3 s(0 d, 1 e)) / a.weight=b.weight d.bias=a.bias c.weight=e.weight"
        " zeros_:a ones_: eye_:s normal_:d !s ! !b !e",
    ),
    "a tie less": (
        NAMES,
        Untie(w("c")),
        "(0 a, 1 b, 2 c, 3 s(0 d, 1 e)) / a.weight=b.weight d.bias=a.bias zeros_:a ones_: eye_:s normal_:d !s ! !b !e",
    ),
    "a tensor of a graph under another name": (TENSORS, Rename("t", "u"), "(0 g+(u t, v v), 1 a) / g.u=a.bias"),
    "a tensor of a graph that goes": (TENSORS, Remove(("t",)), "(0 g+(v v), 1 a) / none"),
    "a tensor of a graph by itself": (
        TENSORS,
        TieTensors(w("v", ""), w("a", "bias")),
        "(0 g+(t t, v v), 1 a) / g.t=a.bias g.v=a.bias",
    ),
    "a tensor that another is tied to goes": (
        replace(TENSORS, ties=(Tie(w("g", "t"), w("g", "v")),)),
        Remove(("v",)),
        "(0 g+(t t), 1 a) / none",
    ),
    "a graph of a tied tensor moves": (
        TENSORS,
        Wrap(("t", "v"), "graph", "w"),
        "(0 g+(graph w+(t t, v v)), 1 a) / w.t=a.bias",
    ),
    "a tensor of a class": (
        CODED,
        TieTensors(w("i", "q"), w("a", "bias")),
        "(0 i=Own, 1 a) / i.q=a.bias",
    ),
    "a layer of a class": (CODED, TieTensors(w("i/l", "bias"), w("a", "bias")), "(0 i=Own, 1 a) / i/l.bias=a.bias"),
    "what alone is frozen in an instance": (
        replace(OWN, ties=(), init=(), frozen=(Selector(block="i/ca"), Selector(block="i/ci"))),
        Remove(("i/ca",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) /"
        " Cell{'width': 8, 'p': 0.5}: cr(0 ci=Inner{'n': '=width * 2'}) / !i/ci",
    ),
    "a call of the same kind": (
        design(
            Graph(
                id="g",
                nodes=(
                    replace(MHA, name="one", call={}),
                    replace(MHA, id="n", name="two", call={"need_weights": False}),
                    replace(MHA, id="o", name="three", kind="Identity", args={}, call={}),
                ),
            )
        ),
        Share("n", "m"),
        "(0 g+(one m, node_1 n>m:{'need_weights': False}, three o))",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_tree(case: str) -> None:
    """Each block under its name, definitions, then ties, rules and what is frozen."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected
