"""The dataflow: blocks from top to bottom in the order of the work, a shape on every wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import graphviz

from builder.analysis.values import input_values, label, shapes
from builder.document.blocks import Block, Graph, Parallel, Repeat, Sequential, Shared
from builder.network.plan import plan_of
from builder.network.wire import Wire
from builder.sentences import say
from builder.targets.diagram.paint import Painter
from builder.targets.diagram.subject import Subject


class _End(NamedTuple):
    """An open end of a wire: the node it comes from and what it carries."""

    node: str
    carries: str


def draw_flow(subject: Subject, painter: Painter) -> graphviz.Digraph:
    """Draw what flows from the inputs to the output."""
    drawing = painter.canvas()
    ends = []
    for entry, shape in zip(subject.document.inputs, shapes(*input_values(subject.document)), strict=True):
        painter.pill(drawing, f"in_{entry.name}", f"{entry.name} {entry.dtype}")
        ends.append(_End(f"in_{entry.name}", label(shape) if subject.options.shapes else ""))
    flow = _Flow(subject, painter)
    end = flow.draw(drawing, subject.document.root, ends)
    painter.pill(drawing, "out", "output")
    flow.connect(end, "out")
    flow.finish(drawing)
    return drawing


class _Flow:
    def __init__(self, subject: Subject, painter: Painter) -> None:
        self._subject = subject
        self._painter = painter
        self._nodes: dict[str, str] = {}
        """By block: its node, or the first node in its frame."""
        self._wires: list[tuple[_End, str]] = []
        self._count = 0

    def draw(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        """Draw a block that takes what `ends` carry; return what it gives."""
        folded = self._subject.folded(block)
        if self._subject.hidden(block):
            return list(ends)
        match block:
            case Sequential(children=[_, *_]) if not folded:
                return self._framed(drawing, block, ends)
            case Parallel(children=[_, *_]) | Repeat() | Graph(nodes=[_, *_]) if not folded:
                return self._framed(drawing, block, ends)
            case _:
                return self._leaf(drawing, block, ends)

    def connect(self, ends: Sequence[_End], node: str) -> None:
        """Lead open wires into a node."""
        self._wires.extend((end, node) for end in ends)

    def finish(self, drawing: graphviz.Digraph) -> None:
        """Draw the wires, outside all frames since a frame would draw both ends in; join the uses of a module."""
        for end, node in self._wires:
            self._painter.wire(drawing, end.node, node, end.carries)
        for place in self._subject.places.values():
            block = place.block
            if isinstance(block, Shared) and block.id in self._nodes and block.of in self._nodes:
                self._painter.bond(drawing, self._nodes[block.of], self._nodes[block.id])

    def _node(self, word: str = "n") -> str:
        self._count += 1
        return f"{word}{self._count - 1}"

    def _carried(self, block: Block) -> str:
        return self._subject.shapes(self._subject.places[block.id].path)

    def _leaf(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        node = self._nodes[block.id] = self._node()
        card = self._subject.card(block)
        parameters = self._subject.parameters(self._subject.places[block.id].path)
        self._painter.box(drawing, node, block.id, card._replace(lines=tuple(filter(None, (*card.lines, parameters)))))
        self.connect(ends, node)
        return [_End(node, self._carried(block))]

    def _framed(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        first = f"n{self._count}"
        if block is self._subject.document.root and isinstance(block, Sequential | Graph):
            found = self._inside(drawing, block, ends)
        else:
            with drawing.subgraph(name=self._node("cluster_")) as inner:
                first = f"n{self._count}"
                card = self._subject.card(block)
                inner.attr(**self._painter.frame(block.id, card, isinstance(block, Repeat)))
                found = self._inside(inner, block, ends)
        self._nodes[block.id] = first
        return found

    def _inside(self, drawing: graphviz.Digraph, block: Block, ends: Sequence[_End]) -> list[_End]:
        match block:
            case Sequential(children=children, holder=holder) if holder != "Sequential" and not ends:
                return self._apart(drawing, children)
            case Sequential(children=children):
                return self._chain(drawing, children, ends)
            case Repeat(child=child):
                found = self.draw(drawing, child, ends)
                return [end._replace(carries=self._carried(block)) for end in found[:1]] or found
            case Parallel(children=children):
                return self._branches(drawing, block, children, ends)
            case Graph():
                return self._graph(drawing, block, ends)
            case _:
                raise TypeError(f"{type(block).__name__} holds no blocks")

    def _apart(self, drawing: graphviz.Digraph, children: Sequence[Block]) -> list[_End]:
        """Draw what a ModuleList or ModuleDict keeps; the graph around it calls them, and nothing flows in here."""
        head, gap, tail = self._subject.shown(children)
        for child in head:
            self.draw(drawing, child, ())
        if gap:
            self._painter.pill(drawing, self._node(), say("targets.diagram.blocks", count=gap))
        for child in tail:
            self.draw(drawing, child, ())
        return []

    def _chain(self, drawing: graphviz.Digraph, children: Sequence[Block], ends: Sequence[_End]) -> list[_End]:
        head, gap, tail = self._subject.shown(children)
        found = list(ends)
        for child in head:
            found = self.draw(drawing, child, found)
        if gap:
            node = self._node()
            self._painter.pill(drawing, node, say("targets.diagram.blocks", count=gap))
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
        self._painter.pill(drawing, node, f"{words} {say('targets.diagram.branches', count=gap)}" if gap else words)
        self.connect(found, node)
        return [_End(node, self._carried(block))]

    def _graph(self, drawing: graphviz.Digraph, block: Graph, ends: Sequence[_End]) -> list[_End]:
        """Draw the nodes in the order in which they run, then those that form a cycle."""
        values: dict[str, list[_End]] = {}
        for i, name in enumerate(block.inputs):
            values[name] = list(ends) if len(block.inputs) == 1 else list(ends[i : i + 1])
        nodes, plan = block.nodes, plan_of(block)
        paths = {name: self._subject.places[node.id].path for name, node in zip(plan.names, nodes, strict=True)}
        head, gap, tail = self._subject.shown(nodes)
        drawn = {node.id for node in (*head, *tail)}
        for i in plan.order:
            taken = [end for feed in plan.feeds[i] for end in self._picked(values, paths, feed.wire)]
            values[plan.names[i]] = self.draw(drawing, nodes[i], taken) if nodes[i].id in drawn else taken
        for i in sorted(plan.stuck):
            # What comes from a node that had not been drawn yet; those that wait for each other go by their index.
            late = [feed.wire for feed in plan.feeds[i] if any(plan.node(feed.slot) == j for j in plan.stuck if j >= i)]
            node = self._nodes.get(nodes[i].id)
            if node is not None:
                self.connect([end for wire in late for end in self._picked(values, paths, wire)], node)
        if gap:
            self._painter.pill(drawing, self._node(), say("targets.diagram.nodes", count=gap))
        return [end for feed in plan.outputs for end in self._picked(values, paths, feed.wire)]

    def _picked(self, values: dict[str, list[_End]], paths: dict[str, str], wire: Wire) -> list[_End]:
        """Return the ends of one wire, or of a part of it."""
        ends = values.get(wire.source, [])
        if not wire.output or not ends:
            return ends
        words = self._subject.part(paths[wire.source], wire.output) if wire.source in paths else ends[0].carries
        position = wire.output[0]
        end = ends[position] if len(ends) > 1 and position < len(ends) else ends[0]
        return [end._replace(carries=words)]
