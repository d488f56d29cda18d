"""Names for functions, variables and arguments of the emitted file: descriptive, unique, shadowing nothing."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable
from keyword import iskeyword, issoftkeyword

from builder.document.blocks import Block, Repeat, Sequential
from builder.document.names import FILE_GLOBALS
from builder.targets.source.templates import Spot

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 30
_OWN = frozenset({"module", "parameter", "name", "path", "done", "x", "i", "output", "branch"})
"""Local names that the file's loops use."""


class Namer:
    """Gives each name once; what it gives is an identifier and no keyword or builtin."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Start with a set of reserved names."""
        self.taken = {*FILE_GLOBALS, *_OWN, *taken}

    def name(self, wish: str) -> str:
        """Return the preferred name, with a number where it is used already."""
        base = wish if is_variable(wish) else "block"
        chosen, i = base, 2
        while chosen in self.taken:
            chosen, i = f"{base}_{i}", i + 1
        self.taken.add(chosen)
        return chosen


def is_variable(name: str) -> bool:
    """Tell whether a name can be a variable without hiding a builtin."""
    return (
        len(name) <= _LONGEST
        and name.isascii()
        and name.isidentifier()
        and not iskeyword(name)
        and not issoftkeyword(name)
        and not hasattr(builtins, name)
        and not name.startswith("__")
    )


def snake(name: str) -> str:
    """Write a class's name as a variable's.

    >>> snake("TransformerEncoderLayer"), snake("Conv2d")
    ('transformer_encoder_layer', 'conv2d')
    """
    return _WORD_START.sub("_", name).lower()


def variable_wish(block: Block, class_name: str | None) -> str:
    """Return a descriptive name for the variable that holds a shared block."""
    if block.name is not None and is_variable(block.name.lower()):
        return block.name.lower()
    kind = getattr(block, "kind", None)
    if kind is not None:
        return f"shared_{snake(kind)}"
    if isinstance(block, Sequential | Repeat):
        return "shared_block"
    return f"shared_{snake(class_name or 'block')}"


def argument_wish(spot: Spot, first_in: int, last_out: int) -> str:
    """Return a descriptive name for an argument, derived from the places that it fills.

    `first_in` and `last_out` number the layers of the template that what enters meets first and what leaves met last.
    What is both has no side, and what only leaves one layer for the next is hidden.
    """
    name = spot.places[0][2]
    what = name.removeprefix("in_").removeprefix("out_")
    enters = any(number == first_in and name.startswith("in_") for number, _, name in spot.places)
    leaves = any(number == last_out and name.startswith("out_") for number, _, name in spot.places)
    if enters or leaves:
        return what if enters and leaves else f"in_{what}" if enters else f"out_{what}"
    return f"hidden_{what}" if any(name.startswith("out_") for _, _, name in spot.places) else name
