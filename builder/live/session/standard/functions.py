"""`functools` at a prompt: what decorates a function, and functions with arguments filled in as Python shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.records import NOTHING, record
from builder.interpreter.stdlib.standard import Partial
from builder.interpreter.values import Class, Function, ModuleValue, Native, Wrapper

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_ABSENT = object()


def _wraps(interpreter: Interpreter, wrapped: Value, **others: Value) -> Native:
    def rename(interpreter: Interpreter, function: Value) -> Value:
        if isinstance(function, Function) and isinstance(wrapped, Function | Native | Class):
            function.name = wrapped.name
            function.doc = wrapped.doc if isinstance(wrapped, Function) else None
        return function

    return Native("update_wrapper", rename)


class CachedFunction(Wrapper):
    """A function that remembers what it has returned."""

    __slots__ = ("hits", "maxsize", "misses", "results", "wrapped")

    def __init__(self, function: Value, maxsize: int | None) -> None:
        super().__init__(getattr(function, "name", "cached"), self._call)
        self.results: dict[Value, Value] = {}
        self.maxsize = maxsize
        self.hits = self.misses = 0
        self.wrapped = function

    def _call(self, interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        interpreter.budget.key(key)
        found = self.results.get(key, _ABSENT)
        if found is not _ABSENT:
            self.hits += 1
            self.results[key] = self.results.pop(key)  # the one that was not asked for longest goes first
            return found
        made = interpreter.call(self.wrapped, *args, **kwargs)
        self.misses += 1
        interpreter.budget.hold(1)
        if self.maxsize is not None and len(self.results) >= self.maxsize:
            self.results.pop(next(iter(self.results)), None)
        if self.maxsize != 0:
            self.results[key] = made
        return made

    def part(self, name: str) -> Value:
        """Return what tells of the results, or forgets them."""
        if name == "cache_info":
            return Native(name, lambda interpreter: self._told(interpreter))
        if name == "cache_clear":
            return Native(name, lambda interpreter: self._forget())
        return self.wrapped if name == "__wrapped__" else NotImplemented

    def _told(self, interpreter: Interpreter) -> Value:
        return interpreter.call(_INFO, self.hits, self.misses, self.maxsize, len(self.results))

    def _forget(self) -> None:
        self.results.clear()
        self.hits = self.misses = 0


_INFO = record("CacheInfo", dict.fromkeys(("hits", "misses", "maxsize", "currsize"), NOTHING))


def _lru_cache(interpreter: Interpreter, function: Value = None, maxsize: Value = 128, typed: Value = False) -> Value:
    if isinstance(function, Function | Native | Class):
        return CachedFunction(function, 128)
    size = function if function is not None or maxsize is None else maxsize
    count = None if size is None else interpreter.host.index(size)
    return Native("decorating_function", lambda interpreter, function: CachedFunction(function, count))


def written_partial(interpreter: Interpreter, value: Value) -> str | None:
    """Write a function with arguments filled in as Python does; None for any other value."""
    if not isinstance(value, Partial):
        return None
    filled = [interpreter.repr(value.filled), *map(interpreter.repr, value.args)]
    named = [f"{name}={interpreter.repr(given)}" for name, given in value.kwargs.items()]
    return f"functools.partial({', '.join([*filled, *named])})"


def add_functions(modules: dict[str, ModuleValue]) -> None:
    """Put what a prompt has of `functools` in the place of what there is everywhere."""
    members = dict(modules["functools"].members)
    members |= {
        "wraps": Native("wrapping", _wraps),
        "lru_cache": Native("caching", _lru_cache),
        "cache": Native("caching", lambda interpreter, function: CachedFunction(function, None)),
    }
    modules["functools"] = ModuleValue("functools", members)
