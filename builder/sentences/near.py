"""Which known word was likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from builder.sentences.say import say

_LONGEST_WORD = 100
LIKELY = 0.75
"""How much a word is like another that was likely meant, from 0 to 1."""


def nearest(word: str, known: Iterable[str], count: int = 3, likeness: float = 0.0) -> list[str]:
    """Return the known words that are most like a word, the likest first.

    >>> nearest("torch.nm", ["torch.nn", "math", "torch"], count=2)
    ['torch.nn', 'torch']
    """
    lower: dict[str, str] = {}
    for name in known:
        lower.setdefault(name.lower(), name)
    return [lower[name] for name in difflib.get_close_matches(word[:_LONGEST_WORD].lower(), lower, count, likeness)]


def near(word: object, known: Iterable[str]) -> str | None:
    """Ask whether a known word was meant, or return None where none is likely.

    A word of two characters is like too many others.

    >>> near("Lineer", ["Linear", "Bilinear", "ReLU"])
    'Did you mean Linear?'
    >>> near("spline", ["Linear", "ReLU"]), near("x", ["y"])
    (None, None)
    """
    if not isinstance(word, str) or not 3 <= len(word) <= _LONGEST_WORD:
        return None
    match nearest(word, known, 2, LIKELY):
        case [one]:
            return say("sentences.near", name=one)
        case [one, other]:
            return say("sentences.near.two", name=one, other=other)
    return None
