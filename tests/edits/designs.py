"""Small documents written short."""

from __future__ import annotations

from typing import Any

from builder.document.blocks import Block, Document, Input, Layer, Parallel, Repeat, Sequential
from builder.document.tree import paths


def linear(id: str, **fields: Any) -> Layer:
    """Return a Linear(8, 8)."""
    return Layer(id=id, kind="Linear", args={"in_features": 8, "out_features": 8}, **fields)


def relu(id: str, **fields: Any) -> Layer:
    """Return a ReLU."""
    return Layer(id=id, kind="ReLU", **fields)


def sequential(id: str, *children: Block, **fields: Any) -> Sequential:
    """Return a sequential of blocks."""
    return Sequential(id=id, children=children, **fields)


def parallel(id: str, *children: Block, **fields: Any) -> Parallel:
    """Return a parallel of blocks."""
    return Parallel(id=id, children=children, **fields)


def repeat(id: str, child: Block, **fields: Any) -> Repeat:
    """Return a repeat of a block."""
    return Repeat(id=id, child=child, **fields)


def design(*children: Block, **fields: Any) -> Document:
    """Return a document whose root, of the id `root`, is a sequential of blocks."""
    inputs = fields.pop("inputs", (Input(name="X", shape=("N", 8)),))
    return Document(inputs=inputs, root=sequential("root", *children), **fields)


def outline(document: Document) -> dict[str, str]:
    """Return the id of the block at each path, without the root."""
    return {path: block.id for path, block in paths(document) if path}
