"""What a prompt tells of a value: `dir`, `vars`, `globals`, and the names with two underscores that only look."""

from __future__ import annotations

import sys
from collections.abc import Callable
from hashlib import blake2b
from secrets import token_bytes
from typing import TYPE_CHECKING

from torch import Tensor, nn

from builder.interpreter import attributes, operators
from builder.interpreter.builtins import BUILTINS
from builder.interpreter.functions import NOTHING
from builder.interpreter.identity import identity
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import (
    BoundMethod,
    Class,
    Function,
    Instance,
    ModuleValue,
    Native,
    NativeClass,
    ReadOnlyDict,
)
from builder.live.classes import Fields, class_of_module, dict_of, native_class
from builder.live.values import FUNCTIONS

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SECRET = token_bytes(16)
_OBJECT = BUILTINS["object"]
_HIDDEN = "_written_class"


def fields_of(interpreter: Interpreter, value: Value) -> Value:
    """Return `vars(value)`: what an object holds by name, of a module a copy; NotImplemented where it holds nothing."""
    if isinstance(value, Instance):
        return value.fields
    if isinstance(value, nn.Module):
        return dict_of(interpreter, value)
    return NotImplemented


def _vars(interpreter: Interpreter, value: Value = NOTHING) -> Value:
    if value is NOTHING:
        return _globals(interpreter)
    found = fields_of(interpreter, value)
    if found is NotImplemented:
        interpreter.raise_("TypeError", "vars() argument must have __dict__ attribute")
    return found


def _globals(interpreter: Interpreter) -> ReadOnlyDict:
    interpreter.budget.hold(len(interpreter.globals.variables))
    return ReadOnlyDict(interpreter.globals.variables)


def _dir(interpreter: Interpreter, value: Value = NOTHING) -> list[str]:
    found = _names(interpreter, value)
    interpreter.budget.hold(len(found), "list")
    return sorted({name for name in found if isinstance(name, str)} - {_HIDDEN})


def _names(interpreter: Interpreter, value: Value) -> list[str]:
    if value is NOTHING:
        return list(interpreter.globals.variables)
    if isinstance(value, ModuleValue):
        return dir(sys.modules[value.name]) if value.name in sys.modules else list(value.members)
    if isinstance(value, NativeClass):
        return dir(value.target or next(iter(value.types), object))
    if isinstance(value, Class):
        return [*(dir(value.host) if value.host else dir(object)), *_names_in_text(value)]
    if isinstance(value, Instance):
        return [*dir(object), *_names_in_text(value.cls), *value.fields]
    if isinstance(value, nn.Module):
        cls = class_of_module(value)
        # torch's `Module.__dir__` leaves out names that begin with a digit: they cannot be written as attributes.
        fields = [name for name in Fields(value) if not name[:1].isdigit()]
        return [*dir(type(value)), *value.__dict__, *fields, *(_names_in_text(cls) if isinstance(cls, Class) else ())]
    if isinstance(value, TableValue):
        return [*dir(object), *value.attributes, *value.methods]
    return dir(type(value) if isinstance(value, Tensor) else value)


def _names_in_text(cls: Class) -> list[str]:
    return [name for base in cls.mro if isinstance(base, Class) for name in base.namespace]


def _classes(value: Value) -> tuple[Value, ...] | None:
    """Return the order in which a class looks names up."""
    if isinstance(value, Class):
        return (*value.mro, _OBJECT)
    if isinstance(value, NativeClass) and value.target is not None:
        return (*(native_class(kind) for kind in value.target.__mro__[:-1]), _OBJECT)
    return None


def _bases(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, Class):
        return value.bases or (_OBJECT,)
    if isinstance(value, NativeClass) and value.target is not None:
        return tuple(_OBJECT if kind is object else native_class(kind) for kind in value.target.__bases__)
    return NotImplemented


def _mro(interpreter: Interpreter, value: Value) -> Value:
    found = _classes(value)
    return NotImplemented if found is None else found


def _real(value: Value) -> Value:
    """Return the function or class of torch behind a value, else None."""
    if isinstance(value, NativeClass):
        return value.target or next(iter(value.types), None)
    return FUNCTIONS.get(value) if isinstance(value, Native) else None


def _module(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, Class | Function):
        return "__main__"
    if isinstance(value, nn.Module | Instance):
        return _module(interpreter, attributes.class_of(interpreter, value))
    return getattr(_real(value), "__module__", NotImplemented)


def _doc(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, nn.Module) and not isinstance(class_of_module(value), Class):
        return type(value).__doc__
    real = _real(value)
    return NotImplemented if real is None else real.__doc__


def _qualified_name(interpreter: Interpreter, value: Value) -> Value:
    return value.qualified_name if isinstance(value, Function) else getattr(value, "name", NotImplemented)


def _text(quoted: bool) -> Callable[[Interpreter, Value], Value]:
    def method(interpreter: Interpreter, value: Value) -> Value:
        shown = interpreter.repr if quoted else interpreter.text
        written = attributes.written_class(interpreter, value)
        own = written is not None and written.find("__repr__" if quoted else "__str__")
        return NotImplemented if own else Native("__repr__", lambda interpreter: shown(value))

    return method


def _length(interpreter: Interpreter, value: Value) -> Value:
    return (
        Native("__len__", lambda interpreter: operators.length(interpreter, value))
        if _has_length(value)
        else NotImplemented
    )


def _has_length(value: Value) -> bool:
    return isinstance(value, Tensor | str | list | dict) or hasattr(type(value), "__len__")


_LOOKS: dict[str, Callable[[Interpreter, Value], Value]] = {
    "__dict__": fields_of, "__bases__": _bases, "__mro__": _mro, "__module__": _module, "__doc__": _doc,
    "__qualname__": _qualified_name, "__len__": _length, "__repr__": _text(True), "__str__": _text(False),
}  # fmt: skip
_PLAIN = (Class, NativeClass, Function, Native, Instance, nn.Module, Tensor, BoundMethod, str, int, float, list, dict)


def look(interpreter: Interpreter, value: Value, name: str) -> Value:
    """Return an attribute with two underscores on each side that shows what a value is; NotImplemented for others."""
    if name not in _LOOKS or not isinstance(value, _PLAIN):
        return NotImplemented
    return _LOOKS[name](interpreter, value)


def _hash(interpreter: Interpreter, value: Value) -> int:
    """Return the hash of a value; that of text is none of the host's, as its own could be used to slow a dict down."""
    interpreter.budget.weigh(value)
    interpreter.budget.key(value)
    if isinstance(value, str):
        return int.from_bytes(blake2b(value.encode(errors="replace"), digest_size=7, key=_SECRET).digest(), "big")
    if isinstance(value, tuple):
        return hash(tuple(_hash(interpreter, item) for item in value))
    return hash(value) if isinstance(value, int | float | Instance | None) else identity(interpreter, value)


NAMES: dict[str, Value] = {
    "hash": Native("hash", _hash),
    "vars": Native("vars", _vars), "dir": Native("dir", _dir), "globals": Native("globals", _globals),
}  # fmt: skip
