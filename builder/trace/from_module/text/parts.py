"""What lines of an `__init__` are made of: words, places for values, and objects of other classes."""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import nn


class Hole(NamedTuple):
    """A place for a value, and what an argument that gives it would be called."""

    value: Any
    hint: str


class Child(NamedTuple):
    """The call that makes an object of another class of the text."""

    module: nn.Module
    hint: str


Part = str | Hole | Child
Parts = list[Part]


def join_by_commas(items: list[Parts]) -> Parts:
    """Join items by commas."""
    found: Parts = []
    for i, item in enumerate(items):
        found += [", "] if i else []
        found += item
    return found
