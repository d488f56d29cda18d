"""`numpy.random` in a text: the very numbers of NumPy after the same seed.

A generator with a seed is the same everywhere. What draws without one, draws from a state that the namespace gives: a
prompt's own, or that of the process where a network runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.array import Array, plain, sizes, wrap
from builder.interpreter.arrays.checks import look, namespace
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, Native
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BY_SHAPE = words("rand randn")
"""Their arguments are the sizes."""
_LAST = {
    "normal": 2, "uniform": 2, "randint": 2, "integers": 2, "random": 0, "random_sample": 0, "standard_normal": 0,
    "choice": 1, "permutation": 9, "exponential": 1, "binomial": 2, "poisson": 1, "beta": 2, "gamma": 2, "laplace": 2,
    "lognormal": 2,
}  # fmt: skip
"""Their argument `size` is, or that of this position."""
_OF_A_LIST = ("choice", "permutation")


def _by_shape(draws: Any, name: str) -> Callable[..., Value]:  # noqa: ANN401 - a generator of NumPy
    def call(interpreter: Interpreter, *shape: Value) -> Value:
        namespace(interpreter).draw(interpreter, seeded=False)
        sizes(interpreter, shape)
        return wrap(interpreter, getattr(draws, name)(*(plain(interpreter, size) for size in shape)))

    return call


def _by_size(draws: Any, name: str, seeded: bool = False) -> Callable[..., Value]:  # noqa: ANN401 - a generator
    place = _LAST[name]

    def call(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
        namespace(interpreter).draw(interpreter, seeded=seeded)
        size = kwargs.get("size", args[place] if place < len(args) else None)
        sizes(interpreter, 1 if size is None else size)
        given = [plain(interpreter, arg, _dtype_at(name, i)) for i, arg in enumerate(args)]
        if name in _OF_A_LIST and given and isinstance(given[0], int):
            sizes(interpreter, given[0])  # of which it makes a list first
        named = {key: plain(interpreter, value, key) for key, value in kwargs.items()}
        look(interpreter, False, *given, *named.values())
        return wrap(interpreter, getattr(draws, name)(*given, **named))

    return call


def _dtype_at(name: str, place: int) -> str:
    return "dtype" if name in ("randint", "integers") and place == 3 else ""


def _shuffle(draws: Any, seeded: bool = False) -> Callable[..., Value]:  # noqa: ANN401 - a generator of NumPy
    def call(interpreter: Interpreter, items: Value) -> None:
        namespace(interpreter).draw(interpreter, seeded=seeded)
        interpreter.budget.spend(interpreter.host.length(interpreter, items) or 0 if isinstance(items, Array) else 10)
        if isinstance(items, Array):
            draws.shuffle(items.held)
            items.changed(interpreter)
        elif isinstance(items, list):
            interpreter.budget.spend(len(items))
            draws.shuffle(items)
        else:
            interpreter.raise_("TypeError", f"{interpreter.kind(items)!r} object does not support item assignment")

    return call


_METHODS = ("seed", "shuffle", *_BY_SHAPE, *_LAST)


class Generator(TableValue):
    """A generator of NumPy with a state of its own, which its copies copy."""

    def __init__(self, held: Any, seeded: bool) -> None:  # noqa: ANN401 - a generator of NumPy
        self.held = held
        self.seeded = seeded

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return a method that NumPy's has."""
        if name not in _METHODS or not hasattr(self.held, name):
            return super().member(interpreter, name)
        if name == "shuffle":
            return Native(name, _shuffle(self.held, self.seeded))
        if name in _LAST:
            return Native(name, _by_size(self.held, name, self.seeded))
        return Native(name, _by_shape(self.held, name) if name in _BY_SHAPE else _seed(self.held))


def _seed(draws: Any) -> Callable[..., Value]:  # noqa: ANN401 - a generator of NumPy
    def seed(interpreter: Interpreter, value: Value = None) -> None:
        draws.seed(None if value is None else interpreter.host.index(value))

    return seed


def _generator(make: Callable[..., Any]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, seed: Value = None) -> Value:
        if seed is None:
            namespace(interpreter).draw(interpreter, seeded=False)
        return Generator(make(None if seed is None else interpreter.host.index(seed)), seed is not None)

    return call


OLD = TableClass("numpy.random.RandomState", Generator, _generator(np.random.RandomState))
NEW = TableClass("numpy.random.Generator", Generator, _generator(np.random.default_rng))


def random_arrays(draws: Any = None, seeds: bool = True) -> ModuleValue:  # noqa: ANN401 - a generator of NumPy
    """Return the module, which draws from this generator, or from one of its own."""
    draws = np.random.RandomState() if draws is None else draws
    names = [name for name in _LAST if hasattr(draws, name)]
    made: dict[str, Callable[..., Value]] = {name: _by_shape(draws, name) for name in _BY_SHAPE}
    made |= {name: _by_size(draws, name) for name in names} | {"shuffle": _shuffle(draws)}
    made |= {"seed": _seed(draws)} if seeds else {}
    members: dict[str, Value] = {name: Native(name, function) for name, function in made.items()}
    members |= {"RandomState": OLD, "default_rng": Native("default_rng", _generator(np.random.default_rng))}
    return ModuleValue("numpy.random", members)
