"""The appearance of a drawing on a screen, on slides and in print."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import msgspec

Look: TypeAlias = Literal["screen", "slides", "print"]
Direction: TypeAlias = Literal["LR", "TB"]


class Options(msgspec.Struct, frozen=True):
    """The options of a drawing in addition to its view and depth.

    `rankdir`: "LR" draws from left to right, "TB" downwards; a tree goes right and a flow down where it is None.
    `look`: "screen" suits both themes, "slides" is large on white, "print" is black on white without colours.
    `activations`: whether these are drawn. `shapes`: whether shapes stand on the wires and in the boxes of the tree.
    """

    rankdir: Direction | None = None
    look: Look = "screen"
    activations: bool = True
    shapes: bool = True


class Style(NamedTuple):
    """Colours, sizes and line widths; `categories` omits those with the colour `other`."""

    background: str
    paper: str
    ink: str
    line: str
    wire: str
    shared: str
    problem: str
    warning: str
    categories: dict[str, str]
    other: str
    size: int
    """Points of the letters in a box; those on wires have one less."""
    width: str
    """Points of an ordinary line."""


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
_SCREEN = Style(
    background="transparent",
    paper="#ffffff",
    ink="#1b2430",
    line="#c9d1dc",
    wire="#7a8594",
    shared="#b4239a",
    problem="#c62828",
    warning="#9a6700",
    categories=_CATEGORIES,
    other="#66707f",
    size=11,
    width="1",
)
STYLES: dict[Look, Style] = {
    "screen": _SCREEN,
    "slides": _SCREEN._replace(background="#ffffff", line="#7a8594", wire="#3c4654", size=16, width="1.5"),
    "print": _SCREEN._replace(
        background="#ffffff",
        ink="#000000",
        line="#000000",
        wire="#000000",
        shared="#000000",
        problem="#000000",
        warning="#000000",
        categories={},
        other="#d0d0d0",
        width="0.8",
    ),
}
