"""How boxes, wires and frames look. Cards are light with dark text and wires grey, so both themes can carry them."""

from __future__ import annotations

import graphviz

from builder.targets.diagram.subject import Card

_CATEGORIES = {
    "linear": "#0072b2",
    "convolution": "#e69f00",
    "pooling": "#56b4e9",
    "activation": "#009e73",
    "normalisation": "#cc79a7",
    "recurrent": "#d55e00",
    "attention": "#8c6bb1",
    "embedding": "#b8a000",
    "dropout": "#999999",
}
_OTHER = "#66707f"
_SHARED = "#b4239a"
_PROBLEM = "#c62828"
_WARNING = "#9a6700"
_PAPER, _INK, _DIM, _LINE, _WIRE = "#ffffff", "#1b2430", "#5a6676", "#c9d1dc", "#7a8594"
_FONT = "Helvetica"  # one whose widths Graphviz knows without having it
_MAX_TEXT = 72
_STRIPE, _LETTER, _MARGINS = 5.0, 5.2, 24.0
"""Points: how wide the stripe shall be, and of what the width of a box is made up."""


def canvas(rankdir: str) -> graphviz.Digraph:
    """Return an empty drawing."""
    return graphviz.Digraph(
        "network",
        graph_attr={
            "bgcolor": "transparent",
            "rankdir": rankdir,
            "nodesep": "0.15",
            "ranksep": "0.35",
            "fontname": _FONT,
            "fontsize": "11",
            "fontcolor": _WIRE,
        },
        node_attr={
            "shape": "box",
            "style": "striped",
            "margin": "0.16,0.05",
            "height": "0.3",
            "fontname": _FONT,
            "fontsize": "11",
            "fontcolor": _INK,
        },
        edge_attr={
            "color": _WIRE,
            "fontname": _FONT,
            "fontsize": "10",
            "fontcolor": _WIRE,
            "arrowsize": "0.6",
        },
    )


def text(*lines: str) -> str:
    r"""Write lines as a label, each to the left, whatever characters they have.

    Graphviz reads backslashes and entities in a label, and takes `<...>` for HTML, for which this build has no parser.

    >>> print(text('a<b>&"', "N"))
    a<b>&amp;"\lN\l
    """
    label: str = graphviz.nohtml("".join(f"{_escaped(line)}\\l" for line in lines))
    return label


def _escaped(words: str) -> str:
    words = words if len(words) <= _MAX_TEXT else f"{words[: _MAX_TEXT - 1]}…"
    return words.replace("&", "&amp;").replace("\\", "\\\\")


def plain(words: str) -> str:
    """Write words as a label of one line, or as a value that Graphviz would read as one."""
    label: str = graphviz.nohtml(_escaped(words))
    return label


def heading(title: str, name: str) -> str:
    """Write a module's name before what it is, as torch prints it; the root has none."""
    return f"({name}): {title}" if name else title


def box(drawing: graphviz.Digraph, node: str, id: str, card: Card) -> None:
    """Draw a block: a stripe of its category's colour, and its lines."""
    lines = [heading(card.title, card.name), *card.lines]
    edge = _LINE
    if card.shared:
        edge = _SHARED
        lines.append("shared")
    if card.problem is not None:
        edge = _PROBLEM if card.problem.severity == "error" else _WARNING
        lines.append(card.problem.problem)
    share = _STRIPE / (max(map(len, lines)) * _LETTER + _MARGINS)
    stripe = f"{_CATEGORIES.get(card.category, _OTHER)};{share:.3f}:{_PAPER}"
    more = {"class": f"block {card.category}", "fillcolor": stripe, "color": edge}
    if edge != _LINE:
        more |= {"fontcolor": edge, "penwidth": "2"}
    drawing.node(node, text(*lines), id=plain(id), **more)


def pill(drawing: graphviz.Digraph, node: str, words: str) -> None:
    """Draw what is no block: an input, an output, a merge, a gap."""
    drawing.node(
        node,
        plain(words),
        style="rounded,filled",
        fillcolor=_PAPER,
        color=_WIRE,
        margin="0.12,0.04",
        height="0.2",
        **{"class": "pill"},
    )


def wire(drawing: graphviz.Digraph, tail: str, head: str, words: str = "", arrow: bool = True) -> None:
    """Draw a line from one node to another."""
    attributes = {} if arrow else {"arrowhead": "none"}
    drawing.edge(tail, head, label=plain(f" {words}") if words else None, **attributes)


def bond(drawing: graphviz.Digraph, one: str, other: str, words: str = "", apart: bool = True) -> None:
    """Join two uses of one module; `apart` keeps the line from moving either."""
    attributes = {"constraint": "false", "dir": "none"} if apart else {"arrowhead": "none"}
    label = plain(words) if words else None
    drawing.edge(
        one, other, label=label, color=_SHARED, fontcolor=_SHARED, style="dashed", penwidth="1.5", **attributes
    )


def frame(title: str, name: str, shared: bool, copies: bool) -> dict[str, str]:
    """Return the attributes of the frame around an open container; several copies have a thicker one."""
    return {
        "label": plain(heading(title, name)),
        "labeljust": "l",
        "style": "rounded,dashed" if copies else "rounded",
        "color": _SHARED if shared else _WIRE,
        "fontcolor": _SHARED if shared else _WIRE,
        "penwidth": "2" if copies or shared else "1",
        "margin": "10",
        "class": "frame",
    }
