"""Functions under `lru_cache`: what they have returned for some arguments is returned again, the very object."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, Native, NativeClass, Results
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_ALIKE = (bool, int, float, complex, str, type(None), Enum, Function, Class, NativeClass)
_PLAIN = (bool, int, float, complex, str, type(None))


def lru_cache(interpreter: Interpreter, function: Value = None, maxsize: Value = 128, typed: Value = False) -> Value:
    """Return what `functools.lru_cache` gives: a function that remembers, or what makes one of a function.

    Raises:
        Refusal: it would tell a number from an equal one, or remember for what is no function of the text.
    """
    if interpreter.truth(typed):
        raise Refusal(say("interpreter.unsupported", name="typed=True"), say("interpreter.syntax.hint"))
    if function is not None and not isinstance(function, int):
        return _make_cache(function, 128)
    size = maxsize if function is None else function
    most = None if size is None else max(interpreter.host.index(size), 0)
    return Native("lru_cache", lambda interpreter, function: _make_cache(function, most))


def _make_cache(function: Value, most: int | None) -> Function:
    if not isinstance(function, Function):
        raise Refusal(say("interpreter.unsupported", name="lru_cache"), say("interpreter.syntax.hint"))
    made = function.twin()
    made.results = Results(most)
    return made


def memoised_call(
    interpreter: Interpreter, function: Function, given: tuple[list[Value], dict[str, Value]], run: Callable[[], Value]
) -> Value:
    """Return what a function has returned for these arguments before, else what it returns now."""
    results = function.results
    assert results is not None
    key = (tuple(given[0]), tuple(given[1].items()))
    interpreter.budget.key(key)
    if key in results:
        found = results[key] = results.pop(key)  # the last one that was asked for goes last
        return found
    made = run()
    # A number that is made of a size of the input knows of it, which one for the same plain number does not.
    if results.most != 0 and not (is_alike(made) and not _is_plain(key)):
        interpreter.budget.hold(1)
        if results.most is not None and len(results) >= results.most:
            del results[next(iter(results))]
        results[key] = made
    return made


def is_alike(value: Value) -> bool:
    """Tell whether nobody can tell a value from another that is made alike, so that to keep it changes nothing."""
    return all(map(is_alike, value)) if type(value) is tuple else isinstance(value, _ALIKE)


def _is_plain(value: Value) -> bool:
    return all(map(_is_plain, value)) if type(value) is tuple else type(value) in _PLAIN
