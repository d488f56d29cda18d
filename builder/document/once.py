"""What is worked out of a document or a graph once: it is kept in its `__dict__`, which is no part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from builder.document.blocks import Document, Graph

T = TypeVar("T")


def once(owner: Document | Graph, name: str, work: Callable[[], T]) -> T:
    """Return what is kept under a name, worked out by the first that asks.

    Of two threads that work it out at once, both go on with what the first has kept.
    """
    kept: T | None = owner.__dict__.get(name)
    if kept is None:
        kept = owner.__dict__.setdefault(name, work())
    return kept
