"""What edits make of a tree, by hand."""

from __future__ import annotations

import pytest

from builder.document.blocks import (
    Document,
    Graph,
)
from builder.edits import (
    Define,
    Duplicate,
    Edit,
    Insert,
    Move,
    Remove,
    Unwrap,
    Wrap,
)
from tests.edits.designs import design, parallel, relu, repeat, sequential
from tests.edits.tree_designs import (
    CHAIN,
    CLASH,
    LISTS,
    NAMES,
    OWN,
    SHARED,
    TIED,
    TREE,
    made,
)

EDITS: dict[str, tuple[Document, Edit, str]] = {
    # into and out of containers
    "in front": (
        TREE,
        Insert("root", 0, relu("n")),
        "(0 n, stem a, body s(0 b, 1x c), 3 p|(branch_0 d, left e), 4 r*(0 q(0 f, 1 g)), 5 o*(0 h))",
    ),
    "behind": (
        TREE,
        Insert("root", 5, relu("n", name="stem")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h), 5 n)",
    ),
    "in the middle": (
        TREE,
        Insert("s", 1, relu("n", name="1x")),
        "(stem a, body s(0 b, 1 n, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "into a parallel": (
        TREE,
        Insert("p", 2, relu("n", name="left")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e, branch_2 n), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "a branch by position": (
        TREE,
        Insert("p", 0, relu("n")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 n, branch_1 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "before the child of a repeat": (
        TREE,
        Insert("o", 0, relu("n")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 #(0 n, 1 h)))",
    ),
    "behind the child of a repeat": (
        TREE,
        Insert("o", 1, relu("n")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 #(0 h, 1 n)))",
    ),
    "before a stack in a repeat": (
        TREE,
        Insert("r", 0, relu("n")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 n, 1 f, 2 g)), 4 o*(0 h))",
    ),
    "behind a stack in a repeat": (
        TREE,
        Insert("r", 1, relu("n")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g, 2 n)), 4 o*(0 h))",
    ),
    "into a list with a name": (
        LISTS,
        Insert("l", 1, relu("n", name="act")),
        "(0 l[L](0 a, 1 n, 2 b), 1 m[D](act c), 2 r*(b0 d))",
    ),
    "into a dict with a name": (
        LISTS,
        Insert("m", 0, relu("n", name="act")),
        "(0 l[L](0 a, 1 b), 1 m[D](0 n, act c), 2 r*(b0 d))",
    ),
    "what is removed": (TREE, Remove(("s", "e")), "(stem a, 1 p|(branch_0 d), 2 r*(0 q(0 f, 1 g)), 3 o*(0 h))"),
    "what is removed of a repeat": (
        TREE,
        Remove(("h",)),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 #()))",
    ),
    "what is removed with what is in it": (
        TREE,
        Remove(("q", "f", "a")),
        "(body s(0 b, 1x c), 1 p|(branch_0 d, left e), 2 r*(0 #()), 3 o*(0 h))",
    ),
    "names that come to clash": (CLASH, Remove(("a",)), "(0 b, 4 c, 1x d, 3 e)"),
    "names that come to clash by two": (
        CLASH,
        Insert("root", 0, relu("n", name="4")),
        "(0 n, 1 a, 2 b, 4 c, 1x d, 5 e)",
    ),
    "a name that a position has": (CLASH, Insert("root", 2, relu("n", name="2")), "(0 a, 1 b, 2 n, 4 c, 1x d, 5 e)"),
    # moves
    "up": (
        TREE,
        Move(("c",), "root", 0),
        "(1x c, stem a, body s(0 b), 3 p|(branch_0 d, left e), 4 r*(0 q(0 f, 1 g)), 5 o*(0 h))",
    ),
    "down": (
        TREE,
        Move(("a",), "p", 1),
        "(body s(0 b, 1x c), 1 p|(branch_0 d, stem a, left e), 2 r*(0 q(0 f, 1 g)), 3 o*(0 h))",
    ),
    "several": (
        TREE,
        Move(("e", "b", "a"), "s", 0),
        "(body s(stem a, 1 b, left e, 1x c), 1 p|(branch_0 d), 2 r*(0 q(0 f, 1 g)), 3 o*(0 h))",
    ),
    "within": (
        TREE,
        Move(("a",), "root", 4),
        "(body s(0 b, 1x c), 1 p|(branch_0 d, left e), 2 r*(0 q(0 f, 1 g)), 3 o*(0 h), stem a)",
    ),
    "two of one name": (
        design(sequential("s", relu("a", name="x")), sequential("u", relu("b", name="x")), sequential("t")),
        Move(("b", "a"), "t", 0),
        "(0 s(), 1 u(), 2 t(x a, 1 b))",
    ),
    "two of one name beside another": (
        design(sequential("s", relu("a", name="x")), sequential("u", relu("b", name="x")), relu("c", name="x")),
        Move(("b", "a"), "root", 3),
        "(0 s(), 1 u(), x c, 3 a, 4 b)",
    ),
    "a child of its repeat": (
        TREE,
        Move(("h",), "o", 1),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "into a repeat": (
        TREE,
        Move(("a",), "o", 1),
        "(body s(0 b, 1x c), 1 p|(branch_0 d, left e), 2 r*(0 q(0 f, 1 g)), 3 o*(0 #(0 h, stem a)))",
    ),
    "a child and another into its repeat": (
        TREE,
        Move(("h", "a"), "o", 0),
        "(body s(0 b, 1x c), 1 p|(branch_0 d, left e), 2 r*(0 q(0 f, 1 g)), 3 o*(0 #(stem a, 1 h)))",
    ),
    "out of a repeat": (
        TREE,
        Move(("h",), "root", 0),
        "(0 h, stem a, body s(0 b, 1x c), 3 p|(branch_0 d, left e), 4 r*(0 q(0 f, 1 g)), 5 o*(0 #()))",
    ),
    "into a list": (LISTS, Move(("c",), "l", 0), "(0 l[L](0 c, 1 a, 2 b), 1 m[D](), 2 r*(b0 d))"),
    "out of a list": (LISTS, Move(("a",), "m", 1), "(0 l[L](0 b), 1 m[D](act c, 1 a), 2 r*(b0 d))"),
    # copies
    "a copy": (
        TREE,
        Duplicate(("a",)),
        "(stem a, 1 #, body s(0 b, 1x c), 3 p|(branch_0 d, left e), 4 r*(0 q(0 f, 1 g)), 5 o*(0 h))",
    ),
    "copies of several parents": (
        TREE,
        Duplicate(("a", "c", "b", "d")),
        "(stem a, 1 #, body s(0 b, 1x c, 2 #, 3 #), 3 p|(branch_0 d, branch_1 #, left e), 4 r*(0 q(0 f,"
        " 1 g)), 5 o*(0 h))",
    ),
    "a copy in a repeat": (
        TREE,
        Duplicate(("h",)),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 #(0 h, 1 #)))",
    ),
    "a copy of what is shared": (
        SHARED,
        Duplicate(("q",)),
        "(one a, two s>a, 2 q(0 b, 1 t>a), 3 #(0 #, 1 #>a), 4 r*(0 x(0 u>a, 1 v>b)), 5 z>q)",
    ),
    "a copy of a shared place": (
        SHARED,
        Duplicate(("s",)),
        "(one a, two s>a, 2 #>a, 3 q(0 b, 1 t>a), 4 r*(0 x(0 u>a, 1 v>b)), 5 z>q)",
    ),
    "copies that are named": (
        NAMES,
        Duplicate(("a",)),
        "(0 a, 1 #, 2 b, 3 c, 4 s(0 d, 1 e)) / a.weight=b.weight c.weight=b.weight d.bias=a.bias"
        " #.weight=b.weight zeros_:a zeros_:# ones_: eye_:s normal_:d !s ! !b !e",
    ),
    "copies of a container that is named": (
        NAMES,
        Duplicate(("s",)),
        "(0 a, 1 b, 2 c, 3 s(0 d, 1 e), 4 #(0 #, 1 #)) / a.weight=b.weight c.weight=b.weight"
        " d.bias=a.bias #.bias=a.bias zeros_:a ones_: eye_:s eye_:# normal_:d normal_:# !s ! !b !e !# !#",
    ),
    "copies that are tied to each other": (
        NAMES,
        Duplicate(("a", "b")),
        "(0 a, 1 b, 2 #, 3 #, 4 c, 5 s(0 d, 1 e)) / a.weight=b.weight c.weight=b.weight d.bias=a.bias"
        " #.weight=#.weight zeros_:a zeros_:# ones_: eye_:s normal_:d !s ! !b !e !#",
    ),
    "a copy of an instance": (
        OWN,
        Duplicate(("i",)),
        "(cell i=Cell{'width': 4}, 1 #=Cell{'width': 4}, 2 j=Cell, 3 k=Fork, 4 z) / i/ca.weight=j/ca.weight"
        " i/ci/ia.weight=j/ci/ia.weight #/ca.weight=j/ca.weight #/ci/ia.weight=j/ci/ia.weight zeros_:i/ci"
        " zeros_:#/ci ones_:j !i/ci/ib ! !k/fb !#/ci/ib",
    ),
    "a copy in an instance": (
        OWN,
        Duplicate(("j/ca",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 #, 2 ci=Inner{'n': '=width * 2'})",
    ),
    "a copy with what is in it": (
        TREE,
        Duplicate(("f", "q")),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 #(0 q(0 f, 1 g), 1 #(0 #, 1 #))), 4 o*(0 h))",
    ),
    # groups
    "the last two": (
        TREE,
        Wrap(("o", "r"), "sequential", "w"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 w(0 r*(0 q(0 f, 1 g)), 1 o*(0 h)))",
    ),
    "a branch of a stack in a graph": (
        design(parallel("p", relu("a"), relu("b"), merge="stack")),
        Wrap(("a",), "graph", "w"),
        "(0 p|stack(branch_0 w+(relu a), branch_1 b))",
    ),
    "a branch of a stack becomes a definition": (
        design(parallel("p", relu("a"), relu("b"), merge="stack")),
        Define(("a",), "Unit", "u"),
        "(0 p|stack(branch_0 u=Unit, branch_1 b)) / Unit: u(0 a)",
    ),
    "branches apart": (
        design(parallel("p", relu("a"), relu("b"), relu("c"))),
        Wrap(("c", "a"), "parallel", "w"),
        "(0 p|(branch_0 w|(branch_0 a, branch_1 c), branch_1 b))",
    ),
    "a repeat whose child has a name": (
        design(repeat("s", relu("a", name="zzz"), name="body")),
        Unwrap("s"),
        "(body a)",
    ),
    "one in a stack": (
        TREE,
        Wrap(("a",), "sequential", "w"),
        "(stem w(0 a), body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "one in a graph": (
        TREE,
        Wrap(("a",), "graph", "w"),
        "(stem w+(linear a), body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "several in a graph": (
        TREE,
        Wrap(("b", "c"), "graph", "w"),
        "(stem a, body s(0 w+(relu b, node c)), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "two in a repeat": (
        TREE,
        Wrap(("c", "b"), "repeat", "w"),
        "(stem a, body s(0 w*(0 #(0 b, 1x c))), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "branches in a stack": (
        TREE,
        Wrap(("d", "e"), "sequential", "w"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 w(0 d, left e)), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "branches in a graph": (
        TREE,
        Wrap(("e", "d"), "graph", "w"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 w+(branch_0 d, left e, add #)), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "the child of a repeat in a parallel": (
        TREE,
        Wrap(("h",), "parallel", "w"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 w|(branch_0 h)))",
    ),
    "a stack taken apart": (
        TREE,
        Unwrap("s"),
        "(stem a, 1 b, 1x c, 3 p|(branch_0 d, left e), 4 r*(0 q(0 f, 1 g)), 5 o*(0 h))",
    ),
    "a parallel taken apart": (
        TREE,
        Unwrap("p"),
        "(stem a, body s(0 b, 1x c), 2 d, left e, 4 r*(0 q(0 f, 1 g)), 5 o*(0 h))",
    ),
    "a repeat taken apart": (
        TREE,
        Unwrap("o"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 h)",
    ),
    "a stack in a repeat taken apart": (
        design(repeat("r", sequential("s", relu("a", name="x")))),
        Unwrap("s"),
        "(0 r*(0 a))",
    ),
    "a stack of one": (design(sequential("s", relu("a"), name="body")), Unwrap("s"), "(body a)"),
    "a stack of one with a name": (design(sequential("s", relu("a", name="x"), name="body")), Unwrap("s"), "(x a)"),
    "a named repeat": (design(repeat("s", relu("a"), name="body")), Unwrap("s"), "(body a)"),
    "a chain taken apart": (
        design(Graph(id="g", nodes=(relu("a", name="act"), relu("b", name="x2")), wires=CHAIN, outputs=("x2",))),
        Unwrap("g"),
        "(act a, x2 b)",
    ),
    "what is named taken apart": (
        NAMES,
        Unwrap("s"),
        "(0 a, 1 b, 2 c, 3 d, 4 e) / a.weight=b.weight c.weight=b.weight d.bias=a.bias zeros_:a"
        " ones_: eye_:d eye_:e normal_:d !d !e ! !b !e",
    ),
    "an owner that goes of what is tied in instances": (
        TIED,
        Remove(("a",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / j/ca.weight=i/ca.weight j/ci/ia.weight=i/ci/ia.weight"
        " zeros_:i/ci ones_:j !i/ci/ib ! !k/fb",
    ),
    "an owner that goes in a definition": (
        TIED,
        Remove(("i/ca",)),
        "(0 a, cell i=Cell{'width': 4}, 2 j=Cell, 3 k=Fork, 4 z) / Cell{'width': 8, 'p': 0.5}:"
        " cr(0 ci=Inner{'n': '=width * 2'}) / j/ci/ia.weight=i/ci/ia.weight zeros_:i/ci ones_:j !i/ci/ib"
        " ! !k/fb",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_tree(case: str) -> None:
    """Each block under its name, definitions, then ties, rules and what is frozen."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected
