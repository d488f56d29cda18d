"""Functions under `lru_cache`: what they have returned for some arguments is returned again, the very object."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, NativeClass

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_ALIKE = (bool, int, float, complex, str, type(None), Enum, Function, Class, NativeClass)


def remember(made: Value) -> Value:
    """Let a function remember what it returns, and return it."""
    if isinstance(made, Function):
        made.results = {}
    return made


def memoised_call(
    interpreter: Interpreter, function: Function, given: tuple[list[Value], dict[str, Value]], run: Callable[[], Value]
) -> Value:
    """Return what a function has returned for these arguments before, else what it returns now.

    What nobody can tell from another that is made alike is not kept: a forward that asks for a number changes nothing.
    """
    assert function.results is not None
    key = (tuple(given[0]), tuple(sorted(given[1].items())))
    interpreter.budget.key(key)
    if key in function.results:
        return function.results[key]
    made = run()
    if not _is_alike(made):
        interpreter.budget.hold(1)
        function.results[key] = made
    return made


def _is_alike(value: Value) -> bool:
    return all(map(_is_alike, value)) if type(value) is tuple else isinstance(value, _ALIKE)
