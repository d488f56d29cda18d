"""Numbers that tell values apart, instead of their addresses in the host's memory."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, NamedTuple

from builder.interpreter.limits import Value

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_FIRST = 0x7F0000000000
_STEP = 16


class NumberedValue(NamedTuple):
    """The number of a value, and what keeps or finds the value, so that no other gets the number."""

    number: int
    kept: Value


def identity(interpreter: Interpreter, value: Value) -> int:
    """Return the same number for the same value, and another one for each other."""
    found = interpreter.seen.get(id(value))
    # The id of a value that is gone may be that of another one by now.
    if found is None or (isinstance(found.kept, weakref.ref) and found.kept() is not value):
        interpreter.identities += 1
        found = interpreter.seen[id(value)] = NumberedValue(
            _FIRST + _STEP * interpreter.identities, _weak_reference(value)
        )
    return found.number


def _weak_reference(value: Value) -> Value:
    try:
        return weakref.ref(value)
    except TypeError:
        return value


def address(interpreter: Interpreter, value: Value) -> str:
    """Return the number as Python writes where an object is."""
    return f"0x{identity(interpreter, value):x}"
