"""One call of a function of torch on symbols, as a document holds it."""

from __future__ import annotations

from typing import NamedTuple

from builder.interpreter.limits import Value
from builder.symbols.values import Symbol


class Call(NamedTuple):
    """One call: its kind, its tensors in the order of the wires, and its arguments as a document gives them."""

    kind: str
    operands: tuple[Value, ...]
    args: dict[str, Value]
    training: Value = None
    """What the argument that hangs on training was given."""
    sizes: tuple[Value, ...] = ()
    """The sizes of a view as they were written."""
    numbers: tuple[tuple[str, Symbol], ...] = ()
    """The numbers in the expressions of its arguments, by name."""
