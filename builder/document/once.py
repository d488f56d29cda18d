"""Caches a value derived from a document or graph in its `__dict__`, which is not part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from builder.document.blocks import Document, Graph

T = TypeVar("T")


def once(owner: Document | Graph, name: str, work: Callable[[], T]) -> T:
    """Return the cached value of a name, computed by the first caller.

    If two threads compute it at once, both use the value that was stored first.
    """
    kept: T | None = owner.__dict__.get(name)
    if kept is None:
        kept = owner.__dict__.setdefault(name, work())
    return kept
