"""A plain HTML frame for pages that Streamlit does not render."""

from __future__ import annotations

from pathlib import Path
from string import Template

_FRAME = Template((Path(__file__).parent / "plain.html").read_text(encoding="utf-8"))


def plain_page(title: str, content: str) -> str:
    """Return a page; `content` is HTML, in which whatever a person has written is escaped already."""
    return _FRAME.substitute(title=title, content=content)
