"""Tables of names are written as texts, which stay readable where lists of strings do not."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text.

    >>> words("relu gelu")
    ('relu', 'gelu')
    """
    return tuple(text.split())
