"""How boxes, wires and frames look. Cards are light with dark text and wires grey, so both themes can carry them."""

from __future__ import annotations

import graphviz

from builder.targets.diagram.font import pad, width
from builder.targets.diagram.look import STYLES, Direction, Look
from builder.targets.diagram.subject import Card

POINTS = 72
"""In an inch."""
_FONT = "Helvetica"  # one whose widths Graphviz knows without having it
_MAX_TEXT = 72
_STRIPE = 5.0
"""Points: how wide the stripe shall be."""
_MARGIN, _SMALL_MARGIN, _PILL_MARGIN = 0.16, 0.1, 0.12
"""Inches on either side of the words in a box, in that of a function, and in a pill."""


def text(*lines: str) -> str:
    r"""Write lines as a label, each to the left, whatever characters they have.

    Graphviz reads backslashes and entities in a label, and takes `<...>` for HTML, for which this build has no parser.

    >>> print(text('a<b>&"', "N"))
    a<b>&amp;"\lN\l
    """
    label: str = graphviz.nohtml("".join(f"{_escape_html(cut(line))}\\l" for line in lines))
    return label


def cut(words: str) -> str:
    """Leave out the end of a line that would make a wide drawing."""
    return words if len(words) <= _MAX_TEXT else f"{words[: _MAX_TEXT - 1]}…"


def _escape_html(words: str) -> str:
    return words.replace("&", "&amp;").replace("\\", "\\\\")


def plain(words: str) -> str:
    """Write words as a label of one line, or as a value that Graphviz would read as one."""
    label: str = graphviz.nohtml(_escape_html(words))
    return label


def heading(title: str, name: str) -> str:
    """Write a module's name before what it is, as torch prints it; the root has none."""
    return f"({name}): {title}" if name else title


class Painter:
    """Draws in one style, in one direction."""

    def __init__(self, look: Look, rankdir: Direction) -> None:
        """Choose the style."""
        self.style = STYLES[look]
        self.rankdir = rankdir

    def canvas(self) -> graphviz.Digraph:
        """Return an empty drawing."""
        style = self.style
        more = {} if style.width == "1" else {"penwidth": style.width}
        return graphviz.Digraph(
            "network",
            graph_attr={
                "bgcolor": style.background,
                "rankdir": self.rankdir,
                "nodesep": "0.15",
                "ranksep": "0.35",
                "fontname": _FONT,
                "fontsize": str(style.size),
                "fontcolor": style.wire,
            },
            node_attr={
                "shape": "box",
                "style": "striped",
                "margin": f"{_MARGIN},0.05",
                "height": "0.3",
                "fontname": _FONT,
                "fontsize": str(style.size),
                "fontcolor": style.ink,
                **more,
            },
            edge_attr={
                "color": style.wire,
                "fontname": _FONT,
                "fontsize": str(style.size - 1),
                "fontcolor": style.wire,
                "arrowsize": "0.6",
                **more,
            },
        )

    def box(self, drawing: graphviz.Digraph, node: str, id: str, card: Card) -> None:
        """Draw a block: a stripe of its category's colour, and its lines; a function is small and round."""
        style = self.style
        lines = [heading(card.title, card.name), *card.lines]
        edge = style.line
        if card.shared:
            edge = style.shared
            lines.append("shared")
        if card.problem is not None:
            edge = style.problem if card.problem.severity == "error" else style.warning
            lines.append(card.problem.problem)
        more = {"class": f"block {card.category}", "color": edge}
        inches = self._width(*lines, margin=_SMALL_MARGIN if card.small else _MARGIN)
        more["width"] = f"{inches:.3f}"
        if card.small:
            more |= {
                "fillcolor": style.paper,
                "style": "rounded,filled",
                "margin": f"{_SMALL_MARGIN},0.03",
                "height": "0.2",
            }
        else:
            share = _STRIPE / (inches * POINTS)
            colour = style.categories.get(card.category, style.other)
            more["fillcolor"] = f"{colour};{share:.3f}:{style.paper}"
        if card.shared or card.problem is not None:
            more |= {"fontcolor": edge, "penwidth": "2"}
        drawing.node(node, text(*lines), id=plain(id), **more)

    def pill(self, drawing: graphviz.Digraph, node: str, words: str) -> None:
        """Draw what is no block: an input, an output, a merge, a gap."""
        drawing.node(
            node,
            plain(cut(words)),
            style="rounded,filled",
            fillcolor=self.style.paper,
            color=self.style.wire,
            margin=f"{_PILL_MARGIN},0.04",
            width=f"{self._width(words, margin=_PILL_MARGIN):.3f}",
            height="0.2",
            **{"class": "pill"},
        )

    def wire(self, drawing: graphviz.Digraph, tail: str, head: str, words: str = "", arrow: bool = True) -> None:
        """Draw a line from one node to another."""
        attributes = {} if arrow else {"arrowhead": "none"}
        drawing.edge(tail, head, label=_label(f" {words}") if words else None, **attributes)

    def bond(self, drawing: graphviz.Digraph, one: str, other: str, words: str = "", apart: bool = True) -> None:
        """Join two uses of one module; `apart` keeps the line from moving either."""
        attributes = {"constraint": "false", "dir": "none"} if apart else {"arrowhead": "none"}
        label = _label(words) if words else None
        colour = self.style.shared
        drawing.edge(
            one, other, label=label, color=colour, fontcolor=colour, style="dashed", penwidth="1.5", **attributes
        )

    def frame(self, id: str, card: Card, copies: bool) -> dict[str, str]:
        """Return the attributes of the frame around an open container; several copies have a thicker one."""
        colour = self.style.shared if card.shared else self.style.wire
        return {
            "id": plain(id),
            "label": plain(pad(cut(heading(card.title, card.name)))),
            "labeljust": "l",
            "style": "rounded,dashed" if copies else "rounded",
            "color": colour,
            "fontcolor": colour,
            "penwidth": "2" if copies or card.shared else "1",
            "margin": "10",
            "class": "frame",
        }

    def _width(self, *lines: str, margin: float) -> float:
        """Return the inches of a box, of which Graphviz knows only what Helvetica would need."""
        return max(width(cut(line), self.style.size) for line in lines) / POINTS + 2 * margin


def _label(words: str) -> str:
    """Return the words on a wire as Graphviz takes them."""
    return plain(pad(cut(words)))
