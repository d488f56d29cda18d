"""Pictures of a document, and the place of each block in them."""

from __future__ import annotations

import html
import re
from typing import Literal

import msgspec
from graphviz import Digraph

from builder.targets.diagram import Options, draw, render_svg
from ui.server.reading import Reading

# As Graphviz writes SVG: a group for each node and frame, and one shift for all of the drawing.
_GROUP = re.compile(r'<g id="([^"]*)" class="(?:node|cluster) ([^"]*)">(.*?)</g>', re.DOTALL)
_OUTLINE = re.compile(r' (?:points|d)="([^"]*)"')
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_MOVED = re.compile(r'class="graph" transform="scale\(1 1\) rotate\(0\) translate\((-?[\d.]+) (-?[\d.]+)\)"')
Box = tuple[str, float, float, float, float]


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn: which view, how deep, and how it looks."""

    view: Literal["tree", "flow"] = "tree"
    depth: int | None = None
    options: Options = Options()

    @property
    def name(self) -> str:
        """The name of its files."""
        depth = "" if self.depth is None else f"-{self.depth}"
        look = "" if self.options.look == "screen" else f"-{self.options.look}"
        parts = (self.options.rankdir, self.options.activations or "plain", self.options.shapes or "bare")
        return "-".join([f"{self.view}{depth}{look}", *(part for part in parts if isinstance(part, str))])


def svg(reading: Reading, drawing: Drawing) -> str:
    """Return the picture, drawn once for each revision and choice."""
    key = f"svg-{drawing.name}"
    if key not in reading.views:
        reading.views[key] = render_svg(dot(reading, drawing))
    return str(reading.views[key])


def dot(reading: Reading, drawing: Drawing) -> Digraph:
    """Return the drawing as Graphviz reads it."""
    return draw(reading.analysis, drawing.view, drawing.depth, drawing.options)


def boxes(picture: str) -> list[Box]:
    """Return where each block stands in the picture, in its points: id, left, top, right, bottom."""
    moved = _MOVED.search(picture)
    dx, dy = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    found = []
    for id, classes, inside in _GROUP.findall(picture):
        if not {"block", "frame"} & set(classes.split()):
            continue
        points = [_POINT.findall(outline) for outline in _OUTLINE.findall(inside)]
        xs = [float(x) + dx for outline in points for x, _ in outline]
        ys = [float(y) + dy for outline in points for _, y in outline]
        if xs:
            found.append((html.unescape(id), min(xs), min(ys), max(xs), max(ys)))
    return found
