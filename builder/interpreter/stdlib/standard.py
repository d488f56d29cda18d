"""What both namespaces offer of Python's library beyond numbers: functools, itertools, abc, warnings and logging."""

from __future__ import annotations

import ast
import string
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter import operators
from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import iterate
from builder.interpreter.limits import Value
from builder.interpreter.lru_cache import lru_cache
from builder.interpreter.stdlib.iterators import itertools_module
from builder.interpreter.stdlib.operators import OPERATOR, cmp_to_key, total_ordering
from builder.interpreter.values import (
    NOT_IMPLEMENTED,
    CachedProperty,
    Class,
    Function,
    Instance,
    ModuleValue,
    Native,
    NativeClass,
)
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 50
"""How many columns a product has, and how deep functions are filled in."""
_LETTERS = words(
    "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation printable whitespace"
)
_LOG_METHODS = words(
    "debug info warning warn error critical exception log setLevel addHandler removeHandler setFormatter close flush"
)
_LOG_CLASSES = words("StreamHandler FileHandler NullHandler Formatter")
_LEVELS = {"NOTSET": 0, "DEBUG": 10, "INFO": 20, "WARNING": 30, "WARN": 30, "ERROR": 40, "CRITICAL": 50, "FATAL": 50}


class Partial(Native):
    """A function with arguments filled in."""

    __slots__ = ("args", "depth", "filled", "kwargs")

    def __init__(
        self, function: Callable[..., Value], filled: Value, args: tuple[Value, ...], kwargs: dict[str, Value]
    ) -> None:
        super().__init__("partial", function)
        self.filled = filled
        self.args = args
        self.kwargs = kwargs
        self.depth: int = 1 + (filled.depth if isinstance(filled, Partial) else 0)

    def part(self, name: str) -> Value:
        """Return the function or the arguments."""
        return {"func": self.filled, "args": self.args, "keywords": dict(self.kwargs)}.get(name, NotImplemented)


def partial(interpreter: Interpreter, function: Value, /, *args: Value, **kwargs: Value) -> Partial:
    """Return a function with arguments filled in, as `functools.partial` does.

    Raises:
        Refusal: more than 50 calls of `partial` would be nested.
    """
    interpreter.budget.hold(len(args) + len(kwargs) + 1)

    def call(interpreter: Interpreter, /, *more: Value, **others: Value) -> Value:
        return interpreter.call(function, *args, *more, **{**kwargs, **others})

    made = Partial(call, function, args, kwargs)
    if made.depth > _MOST:
        raise Refusal(say("interpreter.partial", most=_MOST), say("interpreter.partial.hint"))
    return made


def _reduce(interpreter: Interpreter, function: Value, items: Value, *start: Value) -> Value:
    values = iterate(interpreter, items)
    # The iterator itself serves as the default that tells that there is nothing.
    total = start[0] if start else next(values, values)
    if total is values:
        interpreter.raise_("TypeError", "reduce() of empty iterable with no initial value")
    for item in values:
        interpreter.budget.spend(1)
        total = interpreter.call(function, total, item)
    return total


def _same(interpreter: Interpreter, function: Value = None, /, *args: Value, **kwargs: Value) -> Value:
    return function


def _cache(interpreter: Interpreter, function: Value) -> Value:
    return interpreter.call(lru_cache(interpreter, None, None), function)


def _isfunction(interpreter: Interpreter, value: Value, /) -> bool:
    return isinstance(value, Function)


def _isclass(interpreter: Interpreter, value: Value, /) -> bool:
    return isinstance(value, Class | NativeClass)


def _ismodule(interpreter: Interpreter, value: Value, /) -> bool:
    return isinstance(value, ModuleValue)


def _nothing(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> None:
    return None


_LOGGER = Class("Logger", (), {name: Native(name, _nothing) for name in _LOG_METHODS})


def _logger(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Instance:
    """Return what keeps no log: a logger, one of its handlers, what they write by."""
    made = Instance(_LOGGER)
    made.fields["handlers"] = []
    return made


def _namespace_repr(interpreter: Interpreter, owner: Instance) -> str:
    parts = [f"{name}={interpreter.repr(value)}" for name, value in owner.fields.items()]
    interpreter.budget.hold(sum(map(len, parts)), "string")
    return f"namespace({', '.join(parts)})"


def _equal(interpreter: Interpreter, owner: Instance, other: Value) -> Value:
    if not isinstance(other, Instance) or other.cls is not owner.cls:
        return NOT_IMPLEMENTED
    return operators.compare(interpreter, ast.Eq, owner.fields, other.fields)


_METHODS: dict[str, Value] = {
    "__repr__": Native("method __repr__", _namespace_repr),
    "__eq__": Native("method __eq__", _equal),
}
_NAMESPACE = Class("types.SimpleNamespace", (), _METHODS)


def _namespace(interpreter: Interpreter, /, **kwargs: Value) -> Instance:
    interpreter.budget.hold(len(kwargs))
    made = Instance(_NAMESPACE)
    made.fields.update(kwargs)
    return made


def standard_modules() -> dict[str, ModuleValue]:
    """Return the modules by name."""
    tools: dict[str, Callable[..., Value]] = {
        "partial": partial,
        "reduce": _reduce,
        "wraps": _same,
        "lru_cache": lru_cache,
        "cache": _cache,
        "cmp_to_key": cmp_to_key,
        "total_ordering": total_ordering,
    }
    logging: dict[str, Callable[..., Value]] = {
        **dict.fromkeys(_LOG_METHODS, _nothing),
        **dict.fromkeys(("getLogger", *_LOG_CLASSES), _logger),
        "basicConfig": _nothing,
    }
    warned = dict.fromkeys(words("warn filterwarnings simplefilter"), _nothing)
    kept = NativeClass("cached_property", lambda interpreter, function: CachedProperty(function), (CachedProperty,))
    base, metaclass = NativeClass("ABC", _nothing), NativeClass("ABCMeta", _nothing)
    return {
        "functools": _module("functools", tools, {"cached_property": kept}),
        "itertools": itertools_module(),
        "operator": _module("operator", OPERATOR),
        "logging": _module("logging", logging, _LEVELS),
        "warnings": _module("warnings", warned),
        "types": _module("types", {"SimpleNamespace": _namespace}),
        "abc": _module("abc", {"abstractmethod": _same}, {"ABC": base, "ABCMeta": metaclass}),
        "string": ModuleValue("string", {name: getattr(string, name) for name in _LETTERS}),
        "inspect": _module("inspect", {"isfunction": _isfunction, "isclass": _isclass, "ismodule": _ismodule}),
    }


def _module(name: str, functions: dict[str, Callable[..., Value]], more: dict[str, Value] | None = None) -> ModuleValue:
    return ModuleValue(name, {key: Native(key, made) for key, made in functions.items()} | (more or {}))
