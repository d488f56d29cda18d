"""The dataflow: blocks from top to bottom in the order of the work, a shape on every wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import graphviz

from builder.analysis.values import input_flow, label, shapes
from builder.document.blocks import Block, Parallel, Repeat, Sequential, Shared
from builder.targets.diagram.paint import bond, box, canvas, frame, pill, wire
from builder.targets.diagram.subject import Subject


class _End(NamedTuple):
    """An open end of a wire: the node it comes from and what it carries."""

    node: str
    carries: str


def draw_flow(subject: Subject) -> graphviz.Digraph:
    """Draw what flows from the inputs to the output."""
    drawing = canvas("TB")
    ends = []
    for entry, shape in zip(subject.document.inputs, shapes(*input_flow(subject.document).values), strict=True):
        pill(drawing, f"in_{entry.name}", f"{entry.name} {entry.dtype}")
        ends.append(_End(f"in_{entry.name}", label(shape)))
    flow = _Flow(subject)
    end = flow.draw(drawing, subject.document.root, ends)
    pill(drawing, "out", "output")
    flow.connect(end, "out")
    flow.finish(drawing)
    return drawing


class _Flow:
    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._nodes: dict[str, str] = {}
        """By block: its node, or the first node in its frame."""
        self._wires: list[tuple[_End, str]] = []
        self._count = 0

    def draw(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        """Draw a block that takes what `ends` carry; return what it gives."""
        folded = self._subject.folded(block)
        match block:
            case Sequential(children=[_, *_]) if not folded:
                return self._framed(drawing, block, ends)
            case Parallel(children=[_, *_]) | Repeat() if not folded:
                return self._framed(drawing, block, ends)
            case _:
                return self._leaf(drawing, block, ends)

    def connect(self, ends: Sequence[_End], node: str) -> None:
        """Lead open wires into a node."""
        self._wires.extend((end, node) for end in ends)

    def finish(self, drawing: graphviz.Digraph) -> None:
        """Draw the wires, outside all frames since a frame would draw both ends in; join the uses of a module."""
        for end, node in self._wires:
            wire(drawing, end.node, node, end.carries)
        for place in self._subject.places.values():
            block = place.block
            if isinstance(block, Shared) and block.id in self._nodes and block.of in self._nodes:
                bond(drawing, self._nodes[block.of], self._nodes[block.id])

    def _node(self, word: str = "n") -> str:
        self._count += 1
        return f"{word}{self._count - 1}"

    def _carried(self, block: Block) -> str:
        return self._subject.shapes(self._subject.places[block.id].path)

    def _leaf(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        node = self._nodes[block.id] = self._node()
        card = self._subject.card(block)
        parameters = self._subject.parameters(self._subject.places[block.id].path)
        box(drawing, node, block.id, card._replace(lines=tuple(filter(None, (*card.lines, parameters)))))
        self.connect(ends, node)
        return [_End(node, self._carried(block))]

    def _framed(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        first = f"n{self._count}"
        if block is self._subject.document.root and isinstance(block, Sequential):
            found = self._inside(drawing, block, ends)
        else:
            with drawing.subgraph(name=self._node("cluster_")) as inner:
                first = f"n{self._count}"
                card = self._subject.card(block)
                inner.attr(**frame(card.title, card.name, card.shared, isinstance(block, Repeat)))
                found = self._inside(inner, block, ends)
        self._nodes[block.id] = first
        return found

    def _inside(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        match block:
            case Sequential(children=children):
                return self._chain(drawing, children, ends)
            case Repeat(child=child):
                found = self.draw(drawing, child, ends)
                return [end._replace(carries=self._carried(block)) for end in found[:1]] or found
            case Parallel(children=children):
                return self._branches(drawing, block, children, ends)
            case _:
                raise TypeError(f"{type(block).__name__} holds no blocks")

    def _chain(self, drawing: graphviz.Digraph, children: Sequence[Block], ends: Sequence[_End]) -> list[_End]:
        head, gap, tail = self._subject.shown(children)
        found = list(ends)
        for child in head:
            found = self.draw(drawing, child, found)
        if gap:
            node = self._node()
            pill(drawing, node, f"{gap:,} more blocks")
            self.connect(found, node)
            found = [_End(node, "")]
        for child in tail:
            found = self.draw(drawing, child, found)
        return found

    def _branches(
        self, drawing: graphviz.Digraph, block: Parallel, children: Sequence[Block], ends: Sequence[_End]
    ) -> list[_End]:
        head, gap, tail = self._subject.shown(children)
        found = [end for child in (*head, *tail) for end in self.draw(drawing, child, ends)]
        node = self._node("merge")
        dim = f" dim {block.dim}" if block.merge in ("cat", "stack") else ""
        words = "tuple" if block.merge == "none" else f"{block.merge}{dim}"
        pill(drawing, node, words + (f" (of {gap:,} more branches)" if gap else ""))
        self.connect(found, node)
        return [_End(node, self._carried(block))]
