"""The parts of a document that both views use: depth, contents of boxes, shared blocks and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, assert_never

from builder.analysis import Analysis, Problem
from builder.analysis.values import label, shapes
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import (
    Block,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.tree import copy_name, is_call, is_container, walk
from builder.targets.detail import detail
from builder.targets.diagram.look import Options
from builder.targets.source.locals import is_told

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
    small: bool = False


def _category(block: Block) -> str:
    match block:
        case Layer(kind=kind):
            return CATALOGUE[kind].category
        case Function(kind=kind):
            return f"function {FUNCTIONS[kind].category}"
        case TensorBlock():
            return "tensor"
        case _:
            return "container"


_REPEATS = {"Sequential": "Repeat"}
"""What a repeat is called by what holds its copies; another holder by its own name."""


class Subject:
    """An analysed document, prepared for drawing."""

    def __init__(self, analysis: Analysis, depth: int | None, options: Options) -> None:
        self.analysis = analysis
        self.document = analysis.expanded
        self.options = options
        self.places = analysis.network.places
        self.depth = self._depth(depth)
        self.classes = {id: name.printed for id, name in analysis.network.classes.items()}
        self.shared = {
            place.block.of
            for place in self.places.values()
            if isinstance(place.block, Shared) and not self.is_call(place.block)
        }
        self.problems: dict[str, Problem] = {}
        for problem in (*self.analysis.errors, *self.analysis.warnings):
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

    def hidden(self, block: Block) -> bool:
        """Tell whether the block is an activation, where these are not drawn."""
        if self.options.activations or not isinstance(block, Layer | Function):
            return False
        kind = CATALOGUE[block.kind] if isinstance(block, Layer) else FUNCTIONS[block.kind]
        return kind.category == "activation"

    def is_call(self, block: Block) -> bool:
        """Tell whether a node of a graph only calls a module of that graph once more."""
        place = self.places[block.id]
        parent = self.places[place.parent].block if place.parent is not None else None
        return isinstance(parent, Graph) and is_call(parent, block)

    def shown(self, children: Sequence[Block]) -> tuple[Sequence[Block], int, Sequence[Block]]:
        """Return the children that are drawn, those before and those after a gap, and how many stand in the gap."""
        if len(children) <= MAX_BOXES:
            return children, 0, ()
        return children[:_HEAD], len(children) - _HEAD - _TAIL, children[-_TAIL:]

    def card(self, block: Block) -> Card:
        """Return what stands in the block's box, but for shapes and counts."""
        target = self.places[block.of].block if isinstance(block, Shared) else block
        place = self.places[block.id]
        is_call = self.is_call(block)
        return Card(
            self.title(target),
            "" if place.parent is None or is_call else self.name(block),
            _category(target),
            self._reused(block) if is_call else tuple(filter(None, (self._detail(target), self._inside(target)))),
            (isinstance(block, Shared) and not is_call) or block.id in self.shared,
            self.problems.get(block.id),
            isinstance(block, Function),
        )

    def title(self, block: Block) -> str:
        """Return what the block is, in one word."""
        match block:
            case Layer(kind=kind):
                return kind
            case Function(kind=kind):
                return self._call(kind, block.args)
            case Sequential(id=id) | Parallel(id=id) | Graph(id=id):
                return self.classes.get(id, str(getattr(block, "holder", "")))
            case Repeat(count=count, holder=holder):
                return f"{_REPEATS.get(holder, holder)} × {count}"
            case TensorBlock(role=role):
                return role.capitalize()
            case Written(class_name=name) | Instance(definition=name):
                return name
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
        return "" if isinstance(block, Function) and not is_told(place.name, block) else place.name

    def _call(self, kind: str, args: dict[str, Any]) -> str:
        """Write a function in a few letters: `+`, `cat dim 1`, `[:, 0]`, `view N, -1, 12, 64`."""
        word = FUNCTIONS[kind].symbol or kind.rpartition(".")[2]
        if FUNCTIONS[kind].style == "index":
            return f"[{args['index']}]"
        rest = f"dim {args.get('dim', 0)}" if FUNCTIONS[kind].style == "sequence" else detail(kind, args, {})
        return f"{word} {rest}" if rest else word

    def _detail(self, block: Block) -> str:
        match block:
            case Layer():
                found = self.analysis.blocks.get(self.places[block.id].path)
                return detail(block.kind, block.args, (found.args if found else None) or {})
            case Parallel(merge="cat" | "stack"):
                return f"{block.merge} dim {block.dim}"
            case TensorBlock(shape=shape):
                return label(shape)
            case Parallel():
                return block.merge if block.merge != "none" else "tuple"
            case _:
                return ""

    def _reused(self, block: Block) -> tuple[str, ...]:
        return (f"reuses {self.name(self.places[block.of].block)}",) if isinstance(block, Shared) else ()

    def _inside(self, block: Block) -> str:
        if not self.folded(block):
            return ""
        count = sum(1 for _ in walk(block)) - 1
        return f"{count:,} {'block' if count == 1 else 'blocks'} inside"

    def shapes(self, path: str) -> str:
        """Return the shapes that leave the module at a path, `"?"` where they are unknown."""
        found = self.analysis.blocks.get(path)
        if not self.options.shapes:
            return ""
        return ", ".join(map(label, found.output_shapes)) if found and found.output_shapes else "?"

    def part(self, path: str, way: tuple[int, ...]) -> str:
        """Return the shapes of a part of what leaves the module at a path.

        Args:
            path: in the module tree.
            way: positions in nested tuples, the outer one first.
        """
        found = self.analysis.blocks.get(path)
        value: Value | None = None if found is None else found.output
        for position in way:
            value = value[position] if isinstance(value, tuple) and position < len(value) else None
        if not self.options.shapes:
            return ""
        return "?" if value is None else ", ".join(map(label, shapes(value)))

    def parameters(self, path: str) -> str:
        """Return the number of parameters of the module at a path in words, nothing where it has none."""
        found = self.analysis.blocks.get(path)
        if found is None or not found.parameters:
            return ""
        return f"{found.parameters:,} {'parameter' if found.parameters == 1 else 'parameters'}"
