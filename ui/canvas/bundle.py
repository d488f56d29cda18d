"""The bundle's script, under an address that holds the hash of its sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DIST = Path(__file__).with_name("dist")


@cache
def digest() -> str:
    """Return the hash of the sources of the bundle."""
    return (DIST / "SOURCES.sha256").read_text().strip()[:16]


@cache
def script() -> bytes:
    """Return the bundle; a server that runs keeps the one that belongs to its `digest`."""
    return (DIST / "index.js").read_bytes()


def loader() -> str:
    """Return a short script that imports the bundle.

    Streamlit loads a component's script *file* anew whenever its data changes, by one more element in the page's head
    whose arrival it waits for; a script given as text is loaded once. All components so share one copy of the bundle.
    """
    address = f"nnblocks/canvas-{digest()}.js"
    return (
        f'const bundle = await import(new URL("{address}", document.baseURI).href);\nexport default bundle.default;\n'
    )
