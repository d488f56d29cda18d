"""`numpy.random` at a prompt: the very numbers of NumPy after the same seed, drawn from a generator of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.arrays.array import plain, sizes, wrapped
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BY_SHAPE = words("rand randn")
"""Their arguments are the sizes."""
_BY_SIZE = words("normal uniform randint random random_sample standard_normal choice permutation")
"""Their argument `size` is, or the last one by position."""
_LAST = {"normal": 2, "uniform": 2, "randint": 2, "random": 0, "random_sample": 0, "standard_normal": 0, "choice": 1}


def _by_shape(draws: Any, name: str) -> Callable[..., Value]:  # noqa: ANN401 - a generator of NumPy
    def call(interpreter: Interpreter, *shape: Value) -> Value:
        sizes(interpreter, shape)
        return wrapped(interpreter, getattr(draws, name)(*(plain(interpreter, size) for size in shape)))

    return call


def _by_size(draws: Any, name: str) -> Callable[..., Value]:  # noqa: ANN401 - a generator of NumPy
    place = _LAST.get(name)

    def call(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
        size = kwargs.get("size", args[place] if place is not None and place < len(args) else None)
        sizes(interpreter, 1 if size is None else size)
        if name in ("choice", "permutation") and isinstance(args[0], int):
            sizes(interpreter, args[0])  # of which it makes a list first
        given = [plain(interpreter, arg) for arg in args]
        named = {key: plain(interpreter, value, key) for key, value in kwargs.items()}
        return wrapped(interpreter, getattr(draws, name)(*given, **named))

    return call


def random_arrays() -> ModuleValue:
    """Return the module."""
    draws = np.random.RandomState()

    def seed(interpreter: Interpreter, value: Value = None) -> None:
        draws.seed(None if value is None else interpreter.host.index(value))

    def shuffle(interpreter: Interpreter, array: Value) -> None:
        order = draws.permutation(interpreter.host.length(interpreter, array) or 0)
        array.set_part(interpreter, slice(None), wrapped(interpreter, array.held[order]))

    made: dict[str, Callable[..., Value]] = {name: _by_shape(draws, name) for name in _BY_SHAPE}
    made |= {name: _by_size(draws, name) for name in _BY_SIZE} | {"seed": seed, "shuffle": shuffle}
    return ModuleValue("numpy.random", {name: Native(name, function) for name, function in made.items()})
