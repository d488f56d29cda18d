"""What both views read of a document: how deep to draw, what stands in a box, and what is shared or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, assert_never

from builder.analysis import Problem, analyse
from builder.analysis.values import label
from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.document.classes import class_names
from builder.document.tree import copy_name, is_container, places, walk
from builder.layers.catalogue import CATALOGUE
from builder.targets.detail import detail

MAX_BOXES = 3_000
"""Boxes in one drawing; Graphviz needs a second for these, and nobody reads more."""
_HEAD, _TAIL = MAX_BOXES * 2 // 3, MAX_BOXES // 3


class Card(NamedTuple):
    """What stands in a box."""

    title: str
    name: str
    category: str
    lines: tuple[str, ...]
    shared: bool
    problem: Problem | None


class Subject:
    """A document, looked at to be drawn."""

    def __init__(self, document: Document, depth: int | None) -> None:
        self.document = document
        self.analysis = analyse(document)
        self.places = places(document)
        self.depth = self._depth(depth)
        self.classes = class_names(document)
        self.shared = {place.block.of for place in self.places.values() if isinstance(place.block, Shared)}
        self.problems: dict[str, Problem] = {}
        for problem in sorted(self.analysis.problems, key=lambda one: one.severity):  # an error before a warning
            self.problems.setdefault(problem.id, problem)

    def _depth(self, wanted: int | None) -> int:
        """Return the levels that are wanted, or fewer where they would not fit."""
        levels = Counter(place.depth for place in self.places.values())
        total, deepest = levels[0], 0
        while levels[deepest + 1] and (total + levels[deepest + 1] <= MAX_BOXES or deepest == 0):
            deepest += 1
            total += levels[deepest]
        return deepest if wanted is None else max(0, min(wanted, deepest))

    def folded(self, block: Block) -> bool:
        """Tell whether what is inside the block is not drawn."""
        return is_container(block) and self.places[block.id].depth >= self.depth

    def shown(self, children: Sequence[Block]) -> tuple[Sequence[Block], int, Sequence[Block]]:
        """Return the children that are drawn, those before and those after a gap, and how many stand in the gap."""
        if len(children) <= MAX_BOXES:
            return children, 0, ()
        return children[:_HEAD], len(children) - _HEAD - _TAIL, children[-_TAIL:]

    def card(self, block: Block) -> Card:
        """Return what stands in the block's box, but for shapes and counts."""
        target = self.places[block.of].block if isinstance(block, Shared) else block
        place = self.places[block.id]
        return Card(
            self.title(target),
            "" if place.parent is None else self.name(block),
            CATALOGUE[target.kind].category if isinstance(target, Layer) else "container",
            tuple(filter(None, (self._detail(target), self._inside(target)))),
            isinstance(block, Shared) or block.id in self.shared,
            self.problems.get(block.id),
        )

    def title(self, block: Block) -> str:
        """Return what the block is, in one word."""
        match block:
            case Layer(kind=kind) | Function(kind=kind):
                return kind
            case Sequential():
                return "Sequential"
            case Parallel(id=id):
                return self.classes[id]
            case Repeat(count=count):
                return f"Repeat × {count}"
            case Graph() | Instance() | TensorBlock():
                return type(block).__name__
            case Shared(of=of):
                return self.title(self.places[of].block)
            case _:
                assert_never(block)

    def name(self, block: Block) -> str:
        """Return the block's key in its parent's module; for the child of a repeat, the first and the last."""
        place = self.places[block.id]
        parent = self.places[place.parent or ""].block
        if isinstance(parent, Repeat) and parent.count > 1:
            return f"{copy_name(parent, 0)} … {copy_name(parent, parent.count - 1)}"
        return place.name

    def _detail(self, block: Block) -> str:
        match block:
            case Layer():
                found = self.analysis.blocks.get(self.places[block.id].path)
                return detail(block.kind, block.args, (found.args if found else None) or {})
            case Parallel(merge="cat" | "stack"):
                return f"{block.merge} dim {block.dim}"
            case Parallel():
                return block.merge if block.merge != "none" else "a tuple of all"
            case _:
                return ""

    def _inside(self, block: Block) -> str:
        if not self.folded(block):
            return ""
        count = sum(1 for _ in walk(block)) - 1
        return f"{count:,} {'block' if count == 1 else 'blocks'} inside"

    def shapes(self, path: str) -> str:
        """Return the shapes that leave the module at a path, `"?"` where they are unknown."""
        found = self.analysis.blocks.get(path)
        return ", ".join(map(label, found.output_shapes)) if found and found.output_shapes else "?"

    def parameters(self, path: str) -> str:
        """Return the number of parameters of the module at a path in words, nothing where it has none."""
        found = self.analysis.blocks.get(path)
        if found is None or not found.parameters:
            return ""
        return f"{found.parameters:,} {'parameter' if found.parameters == 1 else 'parameters'}"
