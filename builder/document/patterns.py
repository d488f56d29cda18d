"""Patterns that select tensors by name: `*` stands for any characters, `?` for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache


def matches(pattern: str, name: str, key: str) -> bool:
    """Tell whether a pattern fits a tensor's name in its module (`bias`) or its whole key (`0.1.bias`).

    >>> matches("bias", "bias", "0.1.bias"), matches("0.*", "bias", "0.1.bias"), matches("1.*", "bias", "0.1.bias")
    (True, True, False)
    """
    fits = matcher(pattern)
    return fits(name) is not None or fits(key) is not None


def matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Return a function that tells whether a pattern matches a name, for use on many names."""
    return _compile(pattern).fullmatch


@lru_cache(maxsize=1024)
def _compile(pattern: str) -> re.Pattern[str]:
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    if not rest:
        return re.compile(first, re.DOTALL)
    # Atomic groups: the first place where a middle part fits is as good as any, so nothing is tried twice.
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _literal(part: str) -> str:
    return "".join("." if character == "?" else re.escape(character) for character in part)
