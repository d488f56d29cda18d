"""What the objects of a prompt share: its namespace, and classes that only an object at hand tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue, no_objects

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


_PLACES: dict[str, TableClass] = {}


class Session(Protocol):
    """What the objects of a prompt ask of its namespace."""

    files: Any
    places: dict[int, Value]


def session(interpreter: Interpreter) -> Session:
    """Return the namespace of a prompt."""
    return cast(Session, interpreter.host)


def place_of(place: str, kind: type[TableValue]) -> TableClass:
    """Return a class that only an object at hand tells of."""
    if place not in _PLACES:
        _PLACES[place] = TableClass(place, kind, no_objects)
    return _PLACES[place]
