"""Ids for new blocks: random, or within `ids_of` the same each time an edit is replayed."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_drawn: ContextVar[tuple[str, Counter[str]] | None] = ContextVar("drawn", default=None)


def fresh_id(of: str = "") -> str:
    """Return an id; one in 10^14 clashes with another of the same document, which is then refused.

    `of` is the block that it is a copy of: made again elsewhere, beside other blocks, that copy has the same id.
    """
    drawn = _drawn.get()
    if drawn is None:
        return secrets.token_hex(6)
    seed, count = drawn
    count[of] += 1
    return hashlib.blake2b(f"{seed} {count[of]} {of}".encode(), digest_size=6).hexdigest()


@contextmanager
def ids_of(seed: str) -> Iterator[None]:
    """Derive all ids created inside the context from a seed."""
    token = _drawn.set((seed, Counter()))
    try:
        yield
    finally:
        _drawn.reset(token)
