"""Python literals as black writes them."""

from __future__ import annotations

import re
from typing import Any

_BRACES = re.compile(r"([{}])")


class Verbatim(str):
    """An expression that stands in code as it is."""

    __slots__ = ()


def string(value: str) -> str:
    """Write a string literal: double quotes unless single ones need fewer backslashes.

    >>> print(string("block 0"), string('a "b"'))
    "block 0" 'a "b"'
    """
    body = _escape(value)
    return _quote(body)


def pattern_text(pattern: str, variable: str = "i") -> str:
    """Write the f-string for a pattern in which `{i}` stands for a number.

    >>> print(pattern_text("block {i}"))
    f"block {i}"
    """
    parts = [_BRACES.sub(r"\1\1", _escape(part)) for part in pattern.split("{i}")]
    return "f" + _quote(f"{{{variable}}}".join(parts))


def plain(value: Any) -> str:  # noqa: ANN401 - any value of an argument
    """Write None, a bool, a number or a string; an expression as it is."""
    if isinstance(value, Verbatim):
        return str(value)
    # Python prints 1e+16, and Black takes the sign away.
    return string(value) if isinstance(value, str) else repr(value).replace("e+", "e")


def _escape(value: str) -> str:
    """Escape backslashes and what cannot be printed, and leave quotes as they are."""
    return "".join(
        "\\\\" if character == "\\" else character if character.isprintable() else repr(character)[1:-1]
        for character in value
    )


def _quote(body: str) -> str:
    if body.count('"') > body.count("'"):
        return "'" + body.replace("'", "\\'") + "'"
    return '"' + body.replace('"', '\\"') + '"'
