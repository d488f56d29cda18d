"""Texts that a class of one's own may be started from; they stand in `classes.toml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


class ClassExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text: what it is called in the list, one sentence about it, the class, and what a first block is given."""

    title: str
    summary: str
    source: str
    args: dict[str, Any] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    example: list[ClassExample]


@cache
def class_examples() -> tuple[ClassExample, ...]:
    """Return all examples in order.

    >>> [one.title for one in class_examples()][:2]
    ['Without parameters', 'With parameters']
    """
    found = msgspec.toml.decode(files(__package__).joinpath("classes.toml").read_bytes(), type=_File)
    return tuple(found.example)
