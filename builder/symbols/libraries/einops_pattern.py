"""Patterns of einops: the axes of each side, those of one dim together."""

from __future__ import annotations

import re
from typing import NoReturn

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say

Groups = list[list[str]]
LONGEST = 500
REST = "…"
"""An ellipsis outside of brackets: each of its dims stays one."""
_TOKEN = re.compile(r"\.\.\.|…|[()]|[^\s()]+")


def refuse(pattern: Value) -> NoReturn:
    """Refuse a pattern.

    Raises:
        Refusal: always.
    """
    raise Refusal(say("symbols.einops", pattern=str(pattern)[:80]), say("symbols.einops.hint"))


def spread(groups: Groups, rest: list[str], pattern: str) -> Groups:
    """Return groups with the axes that an ellipsis stands for, and without those of size 1 beside others.

    Raises:
        Refusal: an axis is named twice.
    """
    found: Groups = []
    for group in groups:
        if group == [REST]:
            found += [[name] for name in rest]
        else:
            found.append([name for one in group for name in (rest if one == "..." else [one]) if name != "1"])
    names = [name for group in found for name in group]
    if len(names) != len(set(names)) and "_" not in names:
        refuse(pattern)
    return found


def groups(pattern: str, side: str) -> Groups:
    """Return the axes of a side, an ellipsis as one.

    Raises:
        Refusal: it is no pattern of einops.
    """
    found: Groups = []
    inside: list[str] | None = None
    for token in _TOKEN.findall(side):
        if token == "(" and inside is None:
            inside = []
        elif token == ")" and inside is not None:
            found.append(inside)
            inside = None
        elif token in "()" or not (token == "1" or token in ("...", "…") or token.isidentifier()):
            refuse(pattern)
        else:
            is_rest = token in ("...", "…")
            if inside is None:
                found.append([REST if is_rest else token])
            else:
                inside.append("..." if is_rest else token)
    if inside is not None:
        refuse(pattern)
    return found


def packed_axes(pattern: Value) -> tuple[int, int]:
    """Return how many axes stand before and after the `*` of a pattern.

    Raises:
        Refusal: there is not one `*`.
    """
    names = pattern.split() if isinstance(pattern, str) else []
    if names.count("*") != 1:
        refuse(pattern)
    return names.index("*"), len(names) - names.index("*") - 1
