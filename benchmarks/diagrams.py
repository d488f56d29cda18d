"""The tree diagram of 1,000 leaves to SVG, beside plain Graphviz text under the same layout engine, and torchview."""

from __future__ import annotations

from collections.abc import Iterator

import graphviz
import torch
import torchview

from benchmarks.documents import leaves
from benchmarks.figure import Figure
from benchmarks.samples import Run, cpu_seconds, interleaved
from builder import to_dot, to_module
from builder.document.blocks import Block, Document
from builder.document.tree import children
from builder.targets.diagram import render_svg

ROUNDS = 5
FOLDED = 2
"""Levels below the root that the folded drawing shows: 110 boxes; open they are 1,110."""


def figures() -> Iterator[Figure]:
    """Take the figures; ours begin at the document, torchview's at a network on the meta device."""
    torch.set_num_threads(1)
    document = leaves()
    for name, depth, bar in (("folded", FOLDED, 0.3), ("open", FOLDED + 1, 0.6)):
        here, plain, view = interleaved(
            ROUNDS,
            cpu_seconds(lambda depth=depth: render_svg(to_dot(document, "tree", depth=depth))),  # type: ignore[misc]
            cpu_seconds(lambda depth=depth: render_svg(_plain(document, depth))),  # type: ignore[misc]
            _torchview(document, depth),
        )
        what, words = f"tree diagram, 1,000 leaves, {name}, to SVG", f"{bar} s"
        yield Figure(what, here, "plain graphviz, same layout", plain, bar=words, at_most=bar)
        yield Figure(what, here, f"torchview, depth {depth}, same layout", view, bar=words, at_most=bar)


def _plain(document: Document, depth: int) -> graphviz.Digraph:
    """Draw boxes with a kind in each, and nothing else."""
    drawing = graphviz.Digraph(node_attr={"shape": "box"})
    waiting: list[tuple[Block, int]] = [(document.root, 0)]
    while waiting:
        block, level = waiting.pop()
        drawing.node(block.id, type(block).__name__)
        if level < depth:
            for child in children(block):
                drawing.edge(block.id, child.id)
                waiting.append((child, level + 1))
    return drawing


def _torchview(document: Document, depth: int) -> Run:
    network = to_module(document, device="meta")

    def draw() -> str:
        graph = torchview.draw_graph(network, input_size=(2, 64), device="meta", depth=depth)
        return render_svg(graph.visual_graph)

    return cpu_seconds(draw)
