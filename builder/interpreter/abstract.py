"""Abstract classes: `abc.ABC` and its metaclass, which make no object while a method is abstract."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from typing import TYPE_CHECKING, Any

from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, Property, StaticMethod

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def mark_abstract(value: Value) -> Value:
    """Return what `abstractmethod` decorates, marked."""
    for function in _functions(value):
        function.abstract = True
    return value


def _functions(value: Value) -> list[Function]:
    match value:
        case Function():
            return [value]
        case Property():
            return [*_functions(value.getter), *_functions(value.setter)]
        case StaticMethod():
            return _functions(value.function)
    return []


def check_abstract(interpreter: Interpreter, cls: Class) -> None:
    """Refuse to make an object of a class of which a method is still abstract.

    Raises:
        RaisedException: a TypeError, in Python's own words.
    """
    names = {name for base in cls.mro if isinstance(base, Class) for name in base.namespace}
    abstract = [name for name in names if any(one.abstract for one in _functions((cls.find(name) or (0, None))[1]))]
    if abstract:
        interpreter.raise_("TypeError", _words(cls.name, abstract))


def _words(name: str, methods: list[str]) -> str:
    def method(self: Any) -> None:  # noqa: ANN401 - never called
        """Stand for one of the text."""

    try:
        # Python says it itself, as its words differ from version to version.
        ABCMeta(name, (), dict.fromkeys(methods, abstractmethod(method)))()
    except TypeError as error:
        return str(error)
    return f"Can't instantiate abstract class {name}"
