"""Documents that refuse edits."""

from __future__ import annotations

from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    Instance,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add

TENSOR = TensorBlock(id="t", name="t", shape=(8,))
GRAPH = Graph(
    id="g",
    nodes=(linear("a", name="fc"), relu("r", name="act"), add("sum"), TENSOR),
    wires={"fc": ("x",), "act": ("fc",), "sum": ("act", "x")},
    outputs=("sum",),
)
PARTS = (
    sequential("s", linear("b"), relu("c"), relu("d"), name="body"),
    parallel("p", linear("e"), relu("f"), relu("h"), merge="stack"),
    repeat("q", sequential("qs", relu("k"), relu("l"))),
    Shared(id="u", of="s"),
    sequential("o", parallel("v", relu("w"), merge="none")),
)
PLAIN = design(GRAPH, *PARTS, ties=(Tie(TensorPlace("b", "bias"), TensorPlace("e", "bias")),))
"""At 0 a graph, at `body` a stack that 3 shares, at 2 a parallel, at 3 a repeat, at 5 a parallel in a stack."""

OWN = "class Own(nn.Module):\n    def forward(self, x):\n        if x.sum() > 0: x = -x\n        return x\n"
CELL = Definition("Cell", args={"width": 8}, root=sequential("cr", linear("ca"), relu("cb"), parallel("cp")))
NET = Definition("Net", root=sequential("nr", Instance(id="ni", definition="Cell")))
USED = Definition("Used", root=sequential("ur", Instance(id="ui", definition="Deep")))
DEEP = Definition("Deep", root=sequential("dr", relu("da")))
OWNED = design(
    sequential("s", Instance(id="i", definition="Cell"), relu("a")),
    Instance(id="j", definition="Cell"),
    Instance(id="w", definition="Own"),
    Instance(id="n", definition="Net"),
    definitions=(CELL, NET, DEEP, USED, Definition("Own", source=OWN)),
)
WHOLE = Document(root=Instance(id="i", definition="Cell"), definitions=(CELL,))
INNER = Graph(id="in", name="in", nodes=(relu("ia", name="ra"), relu("ib", name="rb")), outputs=("x", "x"))
TUPLES = design(Graph(id="g", nodes=(INNER, relu("r", name="act")), wires={"in": ("x",)}, outputs=("in",)))
CHAIN = Graph(
    id="g",
    nodes=(linear("a", name="fc"), relu("r", name="act")),
    wires={"fc": ("x",), "act": ("fc",)},
    outputs=("act",),
)
TWO = Graph(id="g", inputs=("x", "y"), outputs=("x",))

CODED = design(
    Instance(id="i", definition="Own"),
    linear("a"),
    definitions=(
        Definition(
            "Own",
            source="class Own(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            "        self.l = nn.ReLU()\n        self.p = nn.Parameter(torch.ones(8))\n"
            "    def forward(self, x):\n        return self.l(x) * self.p\n",
        ),
    ),
)
