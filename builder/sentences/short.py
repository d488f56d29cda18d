"""How much of a person's own text a sentence repeats, how long a sentence is, and which known word was likely meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

LONGEST_QUOTE = 80
"""Characters of a person's own text that a sentence repeats."""
LONGEST_SENTENCE = 300
"""Characters of a sentence."""
_LONG_WORD = re.compile(rf"\S{{{LONGEST_QUOTE + 5},}}")  # a quote with its quotation marks is no longer
_LONGEST_WORD = 100
LIKELY = 0.75
"""How much a word is like another that was likely meant, from 0 to 1."""


def short(text: str, limit: int = LONGEST_QUOTE) -> str:
    r"""Return the printable start of a text, with an ellipsis for the rest.

    >>> short("ab\n" * 3, limit=6)
    'ab?ab…'
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else "?" for c in cut)


def capped(sentence: str, limit: int = LONGEST_SENTENCE) -> str:
    """Return a sentence, cut where it or a word in it is longer than may be.

    >>> capped("x" * 1000) == short("x" * 1000)
    True
    >>> len(capped("so " * 1000))
    300
    """
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    sentence = _LONG_WORD.sub(lambda found: short(found[0]), sentence[: limit * 50])
    return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"


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
    found = nearest(word, known, 2, LIKELY)
    return f"Did you mean {' or '.join(found)}?" if found else None
