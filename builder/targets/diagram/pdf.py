"""Drawings as PDF: one page as large as the picture. The only place that knows fpdf2."""

from __future__ import annotations

import re

from builder.targets.diagram.font import FILE

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
_FAMILIES = re.compile(r'font-family="[^"]*"')
_UNDRAWN = re.compile(r"<(title|style)>.*?</\1>\n?", re.DOTALL)
"""These are for a browser, and fpdf2 would log each as one it cannot draw."""
_LARGEST = 14_400.0
"""Points of a side; readers open no larger page (PDF 32000-1:2008, annex C)."""


def render_pdf(svg: str) -> bytes:
    """Turn an SVG of `render_svg` into a PDF whose lines and words can be enlarged, searched and copied.

    Args:
        svg: its width and height are in points, 1/72 inch; the page is as large, but no side above 14,400 points.
    """
    from fpdf import FPDF
    from fpdf.svg import SVGObject

    size = _SIZE.match(svg)
    width, height = (float(size[1]), float(size[2])) if size else (595.0, 842.0)
    scale = min(1.0, _LARGEST / max(width, height))
    page = FPDF(unit="pt", format=(width * scale, height * scale))
    page.set_margin(0)
    page.set_auto_page_break(False)
    page.add_font("sans", fname=FILE)
    page.set_font("sans", size=11)
    page.add_page()
    SVGObject(_UNDRAWN.sub("", _FAMILIES.sub('font-family="sans"', svg))).draw_to_page(page)
    return bytes(page.output())
