"""Documents as drawings: the module tree and the dataflow, by Graphviz.

Boxes have a stripe in the colour of their category. What is shared is drawn in one colour and joined; a repeat is drawn
once with its number of copies; what lies deeper than `depth` is folded into its container.
"""

from __future__ import annotations

from typing import Literal

import graphviz

from builder.analysis import Analysis
from builder.targets.diagram.flow import draw_flow
from builder.targets.diagram.look import Options
from builder.targets.diagram.paint import Painter
from builder.targets.diagram.pdf import render_pdf
from builder.targets.diagram.render import render_png, render_svg
from builder.targets.diagram.subject import Subject
from builder.targets.diagram.tree import draw_tree

__all__ = ["Options", "View", "draw", "render_pdf", "render_png", "render_svg"]

View = Literal["tree", "flow"]


def draw(
    analysis: Analysis, view: View = "tree", depth: int | None = None, options: Options | None = None
) -> graphviz.Digraph:
    """Draw an analysed document as its module tree or as its dataflow.

    The box of a block has the block's id as its `id` in the SVG, and `block` in its `class`; so has the frame around an
    open container, whose `class` is `frame`.

    Args:
        analysis: what to draw; its problems are drawn with it.
        view: "tree" or "flow".
        depth: levels below the root that are drawn; as many as are readable when left out.
        options: how it looks.
    """
    options = options or Options()
    subject = Subject(analysis, depth, options)
    painter = Painter(options.look, options.rankdir or ("LR" if view == "tree" else "TB"))
    return draw_tree(subject, painter) if view == "tree" else draw_flow(subject, painter)
