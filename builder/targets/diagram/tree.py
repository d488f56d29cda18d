"""The module tree: one box a module, from left to right; a module that stands in two places has two lines to it."""

from __future__ import annotations

import graphviz

from builder.document.blocks import Block, Function, Shared
from builder.document.tree import children
from builder.sentences import say
from builder.targets.diagram.paint import Painter
from builder.targets.diagram.subject import Subject


def draw_tree(subject: Subject, painter: Painter) -> graphviz.Digraph:
    """Draw the modules and a graph's own tensors below the root, down to the subject's depth."""
    drawing = painter.canvas()
    nodes: dict[str, str] = {}
    again: list[tuple[str, Shared]] = []
    stack: list[tuple[Block, str | None]] = [(subject.document.root, None)]
    while stack:
        block, parent = stack.pop()
        if isinstance(block, Function) or subject.is_call(block) or subject.hidden(block):
            continue
        if isinstance(block, Shared):
            again.append((parent or "", block))
            continue
        node = nodes[block.id] = f"n{len(nodes)}"
        _box(drawing, subject, painter, node, block)
        if parent is not None:
            painter.wire(drawing, parent, node, arrow=False)
        if not subject.folded(block):
            head, gap, tail = subject.shown(children(block))
            if gap:
                painter.pill(drawing, f"{node}gap", say("targets.diagram.blocks", count=gap))
                painter.wire(drawing, node, f"{node}gap", arrow=False)
            stack.extend((child, node) for child in reversed((*head, *tail)))
    for parent, block in again:
        target = _visible(subject, nodes, block.of)
        painter.bond(drawing, parent, target, f"({subject.name(block)})", apart=False)
    return drawing


def _box(drawing: graphviz.Digraph, subject: Subject, painter: Painter, node: str, block: Block) -> None:
    path = subject.places[block.id].path
    card = subject.card(block)
    lines = (*card.lines, subject.shapes(path), subject.parameters(path))
    painter.box(drawing, node, block.id, card._replace(lines=tuple(filter(None, lines))))


def _visible(subject: Subject, nodes: dict[str, str], id: str) -> str:
    """Return the node of a block, or of the folded container that hides it."""
    while id not in nodes:
        id = subject.places[id].parent or subject.document.root.id
    return nodes[id]
