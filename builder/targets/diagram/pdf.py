"""Drawings as PDF: one page as large as the picture. The only place that knows fpdf2."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from builder.errors import BuilderError

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
_FAMILIES = re.compile(r'font-family="[^"]*"')
_TITLES = re.compile(r"<title>.*?</title>\n?", re.DOTALL)
_LARGEST = 14_400.0
"""Points of a side; readers open no larger page (PDF 32000-1:2008, annex C)."""
_FONTS = (
    "Helvetica.ttf",
    "Arial.ttf",
    "arial.ttf",
    "LiberationSans-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
)
_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/Library/Fonts", "/System/Library/Fonts/Supplemental"),
}
_UNIX = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def render_pdf(svg: str) -> bytes:
    """Turn an SVG of `render_svg` into a PDF whose lines and words can be enlarged, searched and copied.

    Raises:
        BuilderError: this machine has no font to write with.
    """
    from fpdf import FPDF
    from fpdf.svg import SVGObject

    font = _font()
    if font is None:
        raise BuilderError(
            "This machine has no font that a PDF could be written with.",
            hint="Save an SVG, or install a font such as Debian's fonts-dejavu-core.",
        )
    size = _SIZE.match(svg)
    width, height = (float(size[1]), float(size[2])) if size else (595.0, 842.0)
    scale = min(1.0, _LARGEST / max(width, height))
    page = FPDF(unit="pt", format=(width * scale, height * scale))
    page.set_margin(0)
    page.set_auto_page_break(False)
    page.add_font("sans", fname=font)
    page.set_font("sans", size=11)
    page.add_page()
    # Titles are for a browser, and fpdf2 would log each as one it cannot draw.
    SVGObject(_TITLES.sub("", _FAMILIES.sub('font-family="sans"', svg))).draw_to_page(page)
    return bytes(page.output())


@cache
def _font() -> Path | None:
    """Find the file of a plain font, the usual ones first."""
    folders = [Path(folder).expanduser() for folder in _FOLDERS.get(sys.platform, _UNIX)]
    known = {file.name: file for folder in folders if folder.is_dir() for file in folder.rglob("*.ttf")}
    return next((known[name] for name in _FONTS if name in known), None)
