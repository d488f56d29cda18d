"""The font of all diagrams: how wide its letters are, and what of it goes into an SVG.

Graphviz has no font to measure with, and a viewer may have any. So what is drawn is measured here, and each picture is
drawn with the file that was measured, or with letters of it that the picture carries.
"""

from __future__ import annotations

import base64
import html
import io
import math
import re
from functools import cache, lru_cache
from pathlib import Path

FAMILY = "NNBlocks Sans"
FILE = Path(__file__).parent / "fonts" / "NNBlocksSans-Regular.ttf"
_PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
"""In every picture, so that most carry the same letters and these are made once."""
_WORDS = re.compile(r">([^<]*)</text>")
_MISSING = 1.0
"""Ems of a letter that the font lacks: as wide as letters are that a viewer may have instead."""
_HELVETICA = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
"""Thousandths of an em of the letters from space to tilde, from Adobe's core font metrics."""


def width(words: str, size: float) -> float:
    """Return the points that a line takes in letters of a size.

    >>> width("N", 100)
    76.0

    Args:
        words: one line.
        size: of the letters, in points.
    """
    ems = _ems()
    return size * sum(ems.get(letter, _MISSING) for letter in words)


def pad(words: str) -> str:
    """Put spaces around a line, so that Graphviz keeps as much room as the line takes, in any size.

    >>> pad("名前")
    ' 名前 '
    """
    space = _HELVETICA[0] / 1000
    lacking = width(words, 1) - assumed_width(words, 1)
    gap = " " * max(0, math.ceil(lacking / space / 2 - 0.01))
    return f"{gap}{words}{gap}"


def assumed_width(words: str, size: float) -> float:
    """Return what Graphviz takes for a line's points in Helvetica, where each byte beyond ASCII counts as a space."""
    return size * sum(_HELVETICA[byte - 32 if 32 <= byte < 127 else 0] for byte in words.encode()) / 1000


def font_style(svg: str) -> str:
    """Return a style sheet with those letters of the font that an SVG's text has."""
    letters = {letter for words in _WORDS.findall(svg) for letter in html.unescape(words)}
    return _style_sheet(frozenset(letters - _PLAIN))


@lru_cache(maxsize=64)
def _style_sheet(more: frozenset[str]) -> str:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    with TTFont(FILE, lazy=True, recalcTimestamp=False) as font:
        cutter = Subsetter(Options(name_IDs=[0, 13, 14], notdef_outline=True, glyph_names=False))
        cutter.populate(text="".join(sorted(_PLAIN | more)))
        cutter.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    source = f"data:font/woff;base64,{base64.b64encode(file.getvalue()).decode()}"
    return f'<style>@font-face{{font-family:"{FAMILY}";src:url({source})}}</style>'


@cache
def _ems() -> dict[str, float]:
    from fontTools.ttLib import TTFont

    with TTFont(FILE, lazy=True) as font:
        unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): advances[name][0] / unit for code, name in font.getBestCmap().items()}
