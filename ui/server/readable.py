"""Numbers and names as people read them, safe to put into markdown."""

from __future__ import annotations

import re
from keyword import iskeyword

from builder.sentences import say

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&=\"'/])")
_STEPS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k"))


def escape_markdown(text: str) -> str:
    r"""Return user text that markdown shows letter by letter: no link, picture, formula, emoji or HTML.

    >>> escape_markdown("a*b [x](y)")
    'a\\*b \\[x\\]\\(y\\)'
    """
    plain = " ".join(text.split())
    return _MARKDOWN.sub(r"\\\1", plain)


def short(count: int) -> str:
    """Return a number with about three figures.

    >>> short(4_700_000)
    '4.7 M'
    """
    for step, letter in _STEPS:
        if count >= step:
            return f"{count / step:.3g} {letter}"
    return f"{count:,}"


def number(value: float | None) -> str:
    """Return a statistic with four figures.

    >>> number(0.123456), number(None)
    ('0.1235', 'none')
    """
    return say("common.none") if value is None else f"{value:.4g}"


def module_name(name: str) -> str:
    """Return a document's name as the name of a module, which `import` takes.

    >>> module_name("token model"), module_name("2 layers")
    ('token_model', 'net_2_layers')
    """
    plain = "".join(c if c.isalnum() else "_" for c in file_name(name))
    return plain if plain.isidentifier() and not iskeyword(plain) else f"net_{plain}"


def file_name(name: str) -> str:
    """Return a document's name as the name of a file.

    >>> file_name("a/b: c")
    'a_b_ c'
    """
    plain = "".join(c if c.isalnum() or c in "-_ ." else "_" for c in name).strip(" .")
    return plain or "network"
