"""Iteration over values: `iterate`, `pairs` and `collect`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from builder.interpreter.enums import members_of
from builder.interpreter.exceptions import EXCEPTIONS, text_exception
from builder.interpreter.failures import RaisedException, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Instance, Lazy
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_DICTS: tuple[dict[int, int], ...] = ({}, OrderedDict())
VIEWS: tuple[type[Any], ...] = tuple(type(view) for d in _DICTS for view in (d.keys(), d.values(), d.items()))
_STEADY = (list, tuple, str, range)
SIZED_TYPES: tuple[type[Any], ...] = (list, tuple, str, dict, set, frozenset, range, *VIEWS)


def iterate(interpreter: Interpreter, value: Value) -> Iterator[Value]:
    """Return an iterator over a value.

    Raises:
        RaisedException: a TypeError: it is not iterable.
    """
    if isinstance(value, SIZED_TYPES):
        found: Iterator[Value] | None = iter(value) if isinstance(value, _STEADY) else _safe(value)
    elif isinstance(value, Lazy):
        found = items_of(interpreter, value)
    elif members_of(value) is not None:
        found = iter(members_of(value))
    elif isinstance(value, Instance):
        found = _of_instance(interpreter, value)
    else:
        found = None
        cls = interpreter.host.class_of(value)
        method = cls.find("__iter__") if isinstance(cls, Class) else None
        if method is not None:
            return iterate(interpreter, interpreter.call(method[1], value))
        if cls is not None:
            found = interpreter.call_host(interpreter.host.iterate, interpreter, value)
    if found is None:
        interpreter.raise_("TypeError", f"{interpreter.kind(value)!r} object is not iterable")
    return found


def items_of(interpreter: Interpreter, source: Lazy) -> Iterator[Value]:
    """Return the iterator of what can be gone through but once.

    Raises:
        Refusal: it was made before a forward that is read several times, of which the first would use it up.
    """
    if source.serial < interpreter.host.forward_serial():
        raise Refusal(say("interpreter.generator.used-up"), say("interpreter.generator.used-up.hint"))
    return source.iterator


def _safe(value: Value) -> Iterator[Value]:
    """Iterate over a value that must not change during the loop; refuse a change."""
    source = iter(value)
    while True:
        try:
            item = next(source)
        except StopIteration:
            return
        except RuntimeError:
            raise Refusal(say("interpreter.changed-loop"), say("interpreter.changed-loop.hint")) from None
        yield item


def _of_instance(interpreter: Interpreter, value: Instance) -> Iterator[Value] | None:
    method = value.cls.find("__iter__")
    if value.cls.find("__next__") is not None:
        return _advance(interpreter, value)
    if method is not None:
        return iterate(interpreter, interpreter.call(method[1], value))
    if value.cls.find("__getitem__") is not None and value.cls.find("__len__") is not None:
        return _by_index(interpreter, value)
    return None


def _advance(interpreter: Interpreter, value: Instance) -> Iterator[Value]:
    """Call `__next__` until it raises the exception that says there is no more."""
    found = value.cls.find("__next__")
    assert found is not None
    while True:
        try:
            item = interpreter.call(found[1], value)
        except RaisedException as failure:
            if failure.value.cls is EXCEPTIONS["StopIteration"]:
                return
            raise
        yield item


def _by_index(interpreter: Interpreter, value: Instance) -> Iterator[Value]:
    from builder.interpreter import subscripts
    from builder.interpreter.operators import length

    for i in range(length(interpreter, value)):
        yield subscripts.get(interpreter, value, i)


def pairs(interpreter: Interpreter, value: Value) -> list[tuple[Value, Value]]:
    """Return the items of a mapping.

    Raises:
        RaisedException: a TypeError: the value is no mapping.
    """
    if isinstance(value, dict):
        interpreter.budget.hold(len(value), "dict")
        return list(value.items())
    cls = interpreter.host.class_of(value)
    if cls is not None and cls.name in ("ModuleDict", "ParameterDict"):
        keys = list(iterate(interpreter, value))
        return [(key, interpreter.host.item(interpreter, value, key)) for key in keys]
    raise text_exception("TypeError", f"{interpreter.noun(value)} is not a dict")


def collect(interpreter: Interpreter, value: Value, noun: str = "list") -> list[Value]:
    """Return the values of an iterable as a list, within the budget."""
    if isinstance(value, SIZED_TYPES):
        return interpreter.budget.collect(value, noun)
    return interpreter.budget.collect(iterate(interpreter, value), noun)
