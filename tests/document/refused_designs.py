"""Documents that are refused, by what is wrong in them."""

from __future__ import annotations

from typing import Any

from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Graph,
    InitRule,
    Input,
    Instance,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def second(block: Block, **fields: Any) -> Document:
    """Return a design with this block behind another."""
    return design(linear("a"), block, **fields)


def graph(*nodes: Block, **fields: Any) -> Document:
    """Return a design with a graph of these nodes behind another block."""
    return second(Graph(id="g", nodes=nodes, **fields))


def tensor(**fields: Any) -> Document:
    """Return a design with a graph of one tensor behind another block."""
    return graph(TensorBlock(id="t", name="t", **fields))


def takes(*shape: Any, **fields: Any) -> Document:
    """Return a design whose second input has this shape."""
    return design(inputs=(Input("X", ("N",)), Input("Y", shape, **fields)))


def tied(*ties: tuple[str, str, str, str]) -> Document:
    """Return two layers, a repeat of one and a graph with a tensor, tied so."""
    kids = (linear("a"), linear("b"), repeat("r", linear("c")), Graph(id="g", nodes=(TensorBlock(id="t", name="t"),)))
    made = tuple(Tie(TensorPlace(a, b), TensorPlace(c, d)) for a, b, c, d in ties)
    return design(*kids, ties=made)


ZEROS = InitRule(Selector(), "zeros_")
OWN = """class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(8, 8)
        self.scale = nn.Parameter(torch.ones(8))

    def forward(self, x):
        return self.l(x) * self.scale
"""
WRITTEN = {"definitions": (Definition("Own", source=OWN),)}
INSTANCE = Instance(id="i", definition="Own")
TOP = "2147483647"
LONG = "=" + "a" * 99
FINITE = "There is a position for 'act', which is not a node. Remove it."


def deep(levels: int) -> Block:
    """Nest sequentials."""
    block: Block = relu("a")
    for i in range(levels - 1):
        block = sequential(f"s{i}", block)
    return block


def runs_more() -> Block:
    """Return what runs the stack `s` of ten thousand blocks once more."""
    return parallel("p", Shared(id="u", of="s"))
