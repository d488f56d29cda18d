"""Members of plain values that no table holds as they are: of named tuples, and methods reached by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.tables import TABLES
from builder.interpreter.values import BoundMethod, Function, Native, NativeClass, Property

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def unbound(cls: NativeClass, name: str) -> Native | None:
    """Return a method of plain values by its class, as `str.lower`; None where it has none."""
    kind = next((kind for kind in cls.types if name in TABLES.get(kind, ())), None)
    if kind is None:
        return None
    method = TABLES[kind][name]

    def call(interpreter: Interpreter, value: Value, *args: Value, **kwargs: Value) -> Value:
        if type(value) is not kind:
            given = f"doesn't apply to a {interpreter.kind(value)!r} object"
            interpreter.raise_("TypeError", f"descriptor {name!r} for {cls.name!r} objects {given}")
        return method.function(interpreter, value, *args, **kwargs)

    return Native(name, call)


def of_named(interpreter: Interpreter, value: NamedTupleValue, name: str) -> Value:
    """Return an attribute of a tuple whose items have names; NotImplemented where it has none."""
    if name in value.names:
        return value[value.names.index(name)]
    if name in TABLES[tuple]:
        return BoundMethod(value, TABLES[tuple][name])
    if name == "_fields":
        return value.names
    if name == "_replace":
        return Native(name, lambda interpreter, **changes: value.with_values(interpreter, changes))
    if name == "_asdict":
        return Native(name, lambda interpreter: dict(zip(value.names, value, strict=True)))
    if name in value.methods:
        member = value.methods[name]
        if isinstance(member, Property):
            return interpreter.call(member.getter, value)
        return BoundMethod(value, member) if isinstance(member, Function) else getattr(member, "function", member)
    return NotImplemented
