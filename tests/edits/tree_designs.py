"""Trees, definitions and what names blocks, for tables of edits."""

from __future__ import annotations

import re

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
    Edit,
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
