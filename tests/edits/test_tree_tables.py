"""What edits make of a tree, of definitions, and of what names a block, by hand."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    InitRule,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.edits import (
    Define,
    Duplicate,
    Edit,
    Insert,
    Move,
    Remove,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetDefinitionArgs,
    SetHolder,
    SetMerge,
    SetRepeat,
    Share,
    TieTensors,
    ToGraph,
    ToSequential,
    Unpack,
    Unshare,
    Untie,
    Unwrap,
    Wrap,
    apply,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.outlines import drawn, named


def made(before: Document, edit: Edit) -> str:
    """Return what an edit makes of the root, then definitions that are others than before, and what names blocks."""
    after = apply(before, edit)
    others = [one for one in after.definitions if one not in before.definitions]
    parts = [drawn(after.root).removeprefix("root")]
    parts += [f"{one.class_name}{one.args or ''}: {drawn(one.root)}" for one in others if one.root is not None]
    parts += [named(after) or "none"] if named(after) != named(before) else []
    return re.sub(r"\b[0-9a-f]{12}\b", "#", " / ".join(parts))  # an id that is made up


def w(id: str, tensor: str = "weight") -> TensorPlace:
    """Return a tensor."""
    return TensorPlace(id, tensor)


TREE = design(
    linear("a", name="stem"),
    sequential("s", relu("b"), linear("c", name="1x"), name="body"),
    parallel("p", linear("d"), relu("e", name="left")),
    repeat("r", sequential("q", linear("f"), relu("g"))),
    repeat("o", relu("h")),
)
CLASH = design(relu("a", name="2"), relu("b"), relu("c", name="4"), relu("d", name="1x"), relu("e"))
LISTS = design(
    sequential("l", relu("a"), relu("b"), holder="ModuleList"),
    sequential("m", relu("c", name="act"), holder="ModuleDict"),
    repeat("r", relu("d"), names="b{i}"),
)
SHARED = design(
    linear("a", name="one"),
    Shared(id="s", of="a", name="two"),
    sequential("q", linear("b"), Shared(id="t", of="a")),
    repeat("r", sequential("x", Shared(id="u", of="a"), Shared(id="v", of="b"))),
    Shared(id="z", of="q"),
)
NAMES = design(
    *map(linear, "abc"),
    sequential("s", *map(linear, "de")),
    ties=(Tie(w("a"), w("b")), Tie(w("c"), w("b")), Tie(w("d", "bias"), w("a", "bias"))),
    init=(
        InitRule(Selector(block="a"), "zeros_"),
        InitRule(Selector(), "ones_"),
        InitRule(Selector(block="s"), "eye_"),
        InitRule(Selector(block="d"), "normal_"),
    ),
    frozen=(Selector(block="s"), Selector(), Selector(block="b"), Selector(block="e")),
)
MHA = Layer(id="m", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2}, call={"need_weights": False})
CALLS = design(
    Graph(
        id="g",
        nodes=(replace(MHA, name="attn"), Shared(id="n", of="m", call={"is_causal": True}), relu("k", name="act")),
        wires={"attn": ("x", "x", "x"), "node_1": ("attn:0", "x", "x"), "act": ("node_1:0",)},
        outputs=("act",),
    )
)
INNER = Definition("Inner", args={"n": 8}, root=sequential("ir", linear("ia"), repeat("ib", relu("ic"))))
CELL = Definition(
    "Cell",
    args={"width": 8, "p": 0.5},
    root=sequential("cr", linear("ca", name="fc"), Instance(id="ci", definition="Inner", args={"n": "=width * 2"})),
)
FORK = Definition("Fork", root=parallel("fr", relu("fa"), Shared(id="fs", of="fb"), linear("fb"), merge="cat"))
OWN = design(
    Instance(id="i", definition="Cell", args={"width": 4}, name="cell"),
    Instance(id="j", definition="Cell"),
    Instance(id="k", definition="Fork"),
    relu("z"),
    definitions=(INNER, CELL, FORK),
    ties=(Tie(w("i/ca"), w("j/ca")), Tie(w("i/ci/ia"), w("j/ci/ia"))),
    init=(InitRule(Selector(block="i/ci"), "zeros_"), InitRule(Selector(block="j"), "ones_")),
    frozen=(Selector(block="i/ci/ib"), Selector(), Selector(block="k/fb")),
)
TIED = replace(
    OWN,
    root=sequential("root", linear("a"), *OWN.root.children),
    ties=(Tie(w("i/ca"), w("a")), Tie(w("j/ca"), w("a")), Tie(w("j/ci/ia"), w("i/ci/ia"))),
)
TENSORS = design(
    Graph(id="g", nodes=(TensorBlock(id="t", name="t", shape=(8,)), TensorBlock(id="v", name="v", shape=(8,)))),
    linear("a"),
    ties=(Tie(w("g", "t"), w("a", "bias")),),
)
TEXT = """class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(8, 8)
        self.p, self.q = nn.Parameter(torch.ones(8)), nn.Parameter(torch.ones(8))

    def forward(self, x):
        return self.l(x) * self.p + self.q
"""
CODED = design(Instance(id="i", definition="Own"), linear("a"), definitions=(Definition("Own", source=TEXT),))
CHAIN = {"act": ("x",), "x2": ("act",)}

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
    # definitions
    "a stack becomes a definition": (
        NAMES,
        Define(("s",), "Unit"),
        "(0 a, 1 b, 2 c, 3 s=Unit) / Unit: s(0 d, 1 e) / a.weight=b.weight c.weight=b.weight"
        " s/d.bias=a.bias zeros_:a ones_: eye_:s normal_:s/d !s ! !b !s/e",
    ),
    "layers become a definition": (
        NAMES,
        Define(("a", "b"), "Unit", "u"),
        "(0 u=Unit, 1 c, 2 s(0 d, 1 e)) / Unit: u(0 a, 1 b) / u/a.weight=u/b.weight c.weight=u/b.weight"
        " d.bias=u/a.bias zeros_:u/a ones_: eye_:s normal_:d !s ! !u/b !e",
    ),
    "a layer becomes a definition": (
        TREE,
        Define(("c",), "Unit", "u"),
        "(stem a, body s(0 b, 1x u=Unit), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: u(0 c)",
    ),
    "branches become a definition": (
        TREE,
        Define(("e", "d"), "Unit", "u"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 u=Unit), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: u|(branch_0 d,"
        " left e)",
    ),
    "the root becomes a definition": (
        TREE,
        Define(("root",), "Unit"),
        "=Unit / Unit: root(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "a child of a repeat becomes a definition": (
        TREE,
        Define(("h",), "Unit", "u"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 u=Unit)) / Unit: u(0 h)",
    ),
    "instances become a definition": (
        OWN,
        Define(("i", "j"), "Unit", "u"),
        "(0 u=Unit, 1 k=Fork, 2 z) / Unit: u(cell i=Cell{'width': 4}, 1 j=Cell) / u/i/ca.weight=u/j/ca.weight"
        " u/i/ci/ia.weight=u/j/ci/ia.weight zeros_:u/i/ci ones_:u/j !u/i/ci/ib ! !k/fb",
    ),
    "nodes become a definition": (
        design(Graph(id="g", nodes=(relu("a", name="act"), relu("b", name="x2")), wires=CHAIN, outputs=("x2",))),
        Define(("b", "a"), "Unit", "u"),
        "(0 g+(graph u=Unit)) / Unit: u+(act a, x2 b)",
    ),
    "a layer becomes a definition by an id of its own": (
        TREE,
        Define(("c",), "Unit"),
        "(stem a, body s(0 b, 1x #=Unit), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: #(0 c)",
    ),
    "what is shared becomes a definition": (
        design(sequential("s", relu("a")), Shared(id="z", of="s")),
        Define(("s",), "Unit"),
        "(0 s=Unit, 1 z>s) / Unit: s(0 a)",
    ),
    "an instance is unpacked beside its ids": (
        design(
            Instance(id="i", definition="Fork"),
            relu("fb"),
            definitions=(FORK,),
            init=(InitRule(Selector(block="i/fb"), "zeros_"), InitRule(Selector(block="fb"), "ones_")),
        ),
        Unpack("i"),
        "(0 i.Fork|cat(branch_0 fa, branch_1 fs>#, branch_2 #), 1 fb) / zeros_:# ones_:fb",
    ),
    "an instance of instances is unpacked": (
        design(
            Instance(id="i", definition="Outer"),
            definitions=(
                INNER,
                Definition("Outer", root=sequential("or", Instance(id="oi", definition="Inner", args={"n": 3}))),
            ),
        ),
        Unpack("i"),
        "(0 i.Outer(0 oi=Inner{'n': 3}))",
    ),
    "an instance is unpacked": (
        OWN,
        Unpack("i"),
        "(cell i.Cell(fc ca, 1 ci=Inner{'n': 8}), 1 j=Cell, 2 k=Fork, 3 z) / ca.weight=j/ca.weight"
        " ci/ia.weight=j/ci/ia.weight zeros_:ci ones_:j !ci/ib ! !k/fb",
    ),
    "an instance that shares is unpacked": (
        OWN,
        Unpack("k"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k.Fork|cat(branch_0 fa, branch_1 fs>fb, branch_2 fb),"
        " 3 z) / i/ca.weight=j/ca.weight i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j !i/ci/ib"
        " ! !fb",
    ),
    "an instance in an instance is unpacked": (
        OWN,
        Unpack("j/ci"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 ci.Inner(0 ia, 1 ib*(0 ic))) / i/ca.weight=j/ca.weight zeros_:i/ci ones_:j ! !k/fb",
    ),
    "a definition is renamed": (
        OWN,
        RenameDefinition("Inner", "Core"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Core{'n': 8}: ir(0 ia, 1 ib*(0 ic)) / Cell{'width': 8,"
        " 'p': 0.5}: cr(fc ca, 1 ci=Core{'n': '=width * 2'})",
    ),
    "a definition takes other arguments": (
        OWN,
        SetDefinitionArgs("Cell", {"width": 1}),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 1}: cr(fc ca,"
        " 1 ci=Inner{'n': '=width * 2'})",
    ),
    "a definition takes none of them": (
        OWN,
        SetDefinitionArgs("Inner", {"m": 1}),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'m': 1}: ir(0 ia, 1 ib*(0 ic)) / Cell{'width': 8,"
        " 'p': 0.5}: cr(fc ca, 1 ci=Inner)",
    ),
    # inside a definition
    "a block in it": (
        OWN,
        Insert("j", 1, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 n, 2 ci=Inner{'n': '=width * 2'})",
    ),
    "a block deeper in it": (
        OWN,
        Insert("i/ci", 0, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 n, 1 ia, 2 ib*(0 ic))",
    ),
    "a block into a repeat in it": (
        OWN,
        Insert("i/ci/ib", 1, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia, 1 ib*(0 #(0 ic, 1 n)))",
    ),
    "a block out of it": (
        OWN,
        Remove(("i/ca",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}:"
        " cr(0 ci=Inner{'n': '=width * 2'}) / i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j !i/ci/ib"
        " ! !k/fb",
    ),
    "a block deeper out of it": (
        OWN,
        Remove(("j/ci/ib",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia) / i/ca.weight=j/ca.weight"
        " i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j ! !k/fb",
    ),
    "an instance out of it": (
        OWN,
        Remove(("j/ci",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}:"
        " cr(fc ca) / i/ca.weight=j/ca.weight ones_:j ! !k/fb",
    ),
    "an instance that is named": (
        OWN,
        Remove(("j",)),
        "(cell i=Cell{'width': 4}, 1 k=Fork, 2 z) / zeros_:i/ci !i/ci/ib ! !k/fb",
    ),
    "a name in it": (
        OWN,
        Rename("j/ca", None),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(0 ca,"
        " 1 ci=Inner{'n': '=width * 2'})",
    ),
    "its root by another merge": (
        OWN,
        SetMerge("k", merge="add"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr|(branch_0 fa, branch_1 fs>fb, branch_2 fb)",
    ),
    "its root as a graph": (
        OWN,
        ToGraph("k"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr+(branch_0 fa, branch_1 fs>fb,"
        " branch_2 fb, cat #)",
    ),
    "its root as a list": (
        OWN,
        SetHolder("i/ci", "ModuleList"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir[L](0 ia, 1 ib*(0 ic))",
    ),
    "copies in it": (
        OWN,
        SetRepeat("i/ci/ib", count=3),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia, 1 ib*3(0 ic))",
    ),
    "a group in it": (
        OWN,
        Wrap(("i/ca", "i/ci"), "sequential", "w"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(0 w(fc ca,"
        " 1 ci=Inner{'n': '=width * 2'}))",
    ),
    "an argument of an instance": (
        OWN,
        SetArgument("i", "p", 0.1),
        "(cell i=Cell{'width': 4, 'p': 0.1}, 1 j=Cell, 2 k=Fork, 3 z)",
    ),
    "an argument of an instance in it": (
        OWN,
        SetArgument("j/ci", "n", "=width"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 ci=Inner{'n': '=width'})",
    ),
    "what is shared in it": (
        OWN,
        Unshare("k/fs"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr|cat(branch_0 fa, branch_1 fs, branch_2 fb)",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_tree(case: str) -> None:
    """Each block under its name, definitions, then ties, rules and what is frozen."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected


def test_what_holds_no_instance_stays_the_very_block() -> None:
    """What follows a renamed definition is changed, and what is around it."""
    made = apply(OWN, RenameDefinition("Inner", "Core"))
    assert made.root is OWN.root
    assert [one is other for one, other in zip(made.definitions, OWN.definitions, strict=True)] == [False, False, True]
    within = apply(OWN, RenameDefinition("Fork", "Join")).root.children
    assert [one is other for one, other in zip(within, OWN.root.children, strict=True)] == [True, True, False, True]


def test_what_enters_the_network_may_enter_a_definition() -> None:
    """Its root takes as many tensors as an instance that is the network."""
    document = replace(OWN, inputs=(*OWN.inputs, replace(OWN.inputs[0], name="Y")))
    made = apply(document, ToGraph("k")).definitions[2].root
    assert isinstance(made, Graph)
    assert made.inputs == ("x", "x_2")
