"""How much of a person's own text a sentence repeats, and how long a sentence is."""

from __future__ import annotations

import re

LONGEST_QUOTE = 80
"""Characters of a person's own text that a sentence repeats."""
LONGEST_SENTENCE = 300
"""Characters of a sentence."""
_LONG_WORD = re.compile(rf"\S{{{LONGEST_QUOTE + 5},}}")  # a quote with its quotation marks is no longer


def short(text: str, limit: int = LONGEST_QUOTE) -> str:
    r"""Return the printable start of a text, with an ellipsis for the rest.

    >>> short("ab\n" * 3, limit=6)
    'ab?ab…'
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else "?" for c in cut)


def cap(sentence: str, limit: int = LONGEST_SENTENCE) -> str:
    """Return a sentence, cut where it or a word in it is longer than may be.

    >>> cap("x" * 1000) == short("x" * 1000)
    True
    >>> len(cap("so " * 1000))
    300
    """
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    sentence = _LONG_WORD.sub(lambda found: short(found[0]), sentence[: limit * 50])
    return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"
