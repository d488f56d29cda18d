"""Subscripts: reading, setting and deleting items and slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.annotations import with_types
from builder.interpreter.enums import members_of
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Class, Instance, NativeClass, ReadOnlyDict
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLAIN = (list, tuple, str, range)


def get(interpreter: Interpreter, owner: Value, index: Value) -> Value:
    """Return `owner[index]`.

    Raises:
        Absence: the index is not available here.
        Failure: the value has no such item, or cannot be indexed.
    """
    if isinstance(index, Absent):
        raise Absence(say("interpreter.absent", name=index.name), say("interpreter.absent.value.hint"))
    if isinstance(owner, dict):
        interpreter.budget.key(index)
        interpreter.host.decide(interpreter, index)
        return interpreter.call_host(owner.__getitem__, index)
    if type(owner) in _PLAIN or isinstance(owner, str):
        return _of_plain(interpreter, owner, index)
    method = _method(interpreter, owner, "__getitem__")
    if method is not None:
        return interpreter.call(method, owner, index)
    if isinstance(owner, Class | NativeClass):
        found = _of_class(interpreter, owner, index)
        if found is not None:
            return found
    return interpreter.call_host(interpreter.host.item, interpreter, owner, index)


def _of_plain(interpreter: Interpreter, owner: Value, index: Value) -> Value:
    interpreter.host.decide(interpreter, [index.start, index.stop] if isinstance(index, slice) else index)
    if isinstance(index, slice):
        interpreter.budget.hold(_span(interpreter, owner, index), type(owner).__name__)
    elif isinstance(index, Instance):
        index = operators.as_index(interpreter, index)
    elif interpreter.host.class_of(index) is not None:
        index = interpreter.call_host(interpreter.host.index, index)
    return interpreter.call_host(owner.__getitem__, index)


def _of_class(interpreter: Interpreter, owner: Class | NativeClass, index: Value) -> Value:
    """Return a member by its name, or a class that is written with types in brackets; None of others."""
    members = members_of(owner)
    if members is not None:
        return interpreter.call_host(members.__getitem__, index)
    if isinstance(owner, Class):
        return owner if owner.generic else None
    return with_types(interpreter, owner, index) if owner.types else None


def set_subscript(interpreter: Interpreter, owner: Value, index: Value, new: Value) -> None:
    """Do `owner[index] = new`.

    Raises:
        Refusal: it is a dict that is only read.
    """
    if isinstance(owner, ReadOnlyDict):
        raise Refusal(say("interpreter.fixed-dict"), say("interpreter.fixed-dict.hint"))
    if isinstance(owner, dict):
        operators.set_item(interpreter, owner, index, new)
    elif isinstance(owner, list):
        if isinstance(index, slice):
            items = collect(interpreter, new)
            interpreter.budget.hold(len(owner) + len(items), "list")
            interpreter.call_host(owner.__setitem__, index, items)
        else:
            interpreter.call_host(owner.__setitem__, index, new)
    else:
        method = _method(interpreter, owner, "__setitem__")
        if method is not None:
            interpreter.call(method, owner, index, new)
        else:
            interpreter.call_host(interpreter.host.set_item, interpreter, owner, index, new)


def remove(interpreter: Interpreter, owner: Value, index: Value) -> None:
    """Do `del owner[index]`.

    Raises:
        Refusal: it is a dict that is only read.
    """
    if isinstance(owner, ReadOnlyDict):
        raise Refusal(say("interpreter.fixed-dict"), say("interpreter.fixed-dict.hint"))
    if isinstance(owner, dict):
        interpreter.budget.key(index)
        interpreter.call_host(owner.__delitem__, index)
    elif isinstance(owner, list):
        interpreter.budget.spend(len(owner) // 256)
        interpreter.call_host(owner.__delitem__, index)
    else:
        method = _method(interpreter, owner, "__delitem__")
        if method is not None:
            interpreter.call(method, owner, index)
            return
        interpreter.call_host(interpreter.host.delete_item, interpreter, owner, index)


def _span(interpreter: Interpreter, owner: Value, index: slice) -> int:
    # Part of a range is another range, which holds no items.
    if isinstance(owner, range):
        return 0
    start, stop, step = interpreter.call_host(index.indices, len(owner))
    return len(range(start, stop, step))


def _method(interpreter: Interpreter, owner: Value, name: str) -> Value:
    cls = owner.cls if isinstance(owner, Instance) else interpreter.host.class_of(owner)
    found = cls.find(name) if isinstance(cls, Class) else None
    return found[1] if found is not None and isinstance(found[0], Class) else None
