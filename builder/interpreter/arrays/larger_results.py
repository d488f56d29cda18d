"""Functions of `numpy` whose results have more elements than what they are given."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.array import Array, plain, results, wrap
from builder.interpreter.arrays.checks import namespace, reserve
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue, no_objects
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def _outer(interpreter: Interpreter, left: Value, right: Value) -> Value:
    first, second = plain(interpreter, left), plain(interpreter, right)
    count = np.size(first) * np.size(second)
    reserve(interpreter, count, count)
    return wrap(interpreter, np.outer(first, second))


def _kron(interpreter: Interpreter, left: Value, right: Value) -> Value:
    first, second = plain(interpreter, left), plain(interpreter, right)
    count = np.size(first) * np.size(second)
    reserve(interpreter, count, count)
    return wrap(interpreter, np.kron(first, second))


def _tile(interpreter: Interpreter, array: Value, reps: Value) -> Value:
    given, times = plain(interpreter, array), plain(interpreter, reps)
    count = np.size(given) * math.prod(max(int(n), 0) for n in np.ravel(times))
    reserve(interpreter, count, count)
    return wrap(interpreter, np.tile(given, times))


def _repeat(interpreter: Interpreter, array: Value, repeats: Value, axis: Value = None) -> Value:
    given, times = plain(interpreter, array), plain(interpreter, repeats)
    count = np.size(given) * (max(int(np.max(times)), 0) if np.size(times) else 0)
    reserve(interpreter, count, count)
    return wrap(interpreter, np.repeat(given, times, axis))


def _meshgrid(interpreter: Interpreter, *args: Value, indexing: Value = "xy") -> Value:
    sides = [plain(interpreter, arg) for arg in args]
    count = math.prod(map(np.size, sides)) * max(len(sides), 1)
    reserve(interpreter, count, count)
    made = np.meshgrid(*sides, indexing=indexing)
    return (
        [wrap(interpreter, one) for one in made]
        if isinstance(made, list)
        else tuple(wrap(interpreter, one) for one in made)
    )


def _pad(interpreter: Interpreter, array: Value, pad_width: Value, mode: Value = "constant", **named: Value) -> Value:
    given, width = plain(interpreter, array), plain(interpreter, pad_width)
    most = 2 * max(int(np.max(width)), 0) if np.size(width) else 0
    count = math.prod(size + most for size in np.shape(given))
    reserve(interpreter, count, count)
    words = {key: plain(interpreter, value) for key, value in named.items() if key in ("constant_values", "end_values")}
    return wrap(interpreter, np.pad(given, width, plain(interpreter, mode, "mode"), **words))


def _diag(interpreter: Interpreter, array: Value, k: Value = 0) -> Value:
    given, place = plain(interpreter, array), interpreter.host.index(k)
    size = (np.shape(given) or (1,))[0] + abs(place)
    reserve(interpreter, size * size if np.ndim(given) == 1 else size, size)
    # A copy: of a matrix NumPy gives a view that cannot be written to.
    return wrap(interpreter, np.diag(given, place).copy())


def _diff(interpreter: Interpreter, array: Value, n: Value = 1, axis: Value = -1) -> Value:
    given, times = plain(interpreter, array), interpreter.host.index(n)
    reserve(interpreter, np.size(given), np.size(given) * min(max(times, 1), np.size(given) + 1))
    # More differences than entries leave nothing, and NumPy would go on taking them.
    return wrap(interpreter, np.diff(given, min(times, np.size(given) + 1), interpreter.host.index(axis)))


def _split_native(name: str) -> Callable[..., Value]:
    def call(interpreter: Interpreter, array: Value, parts: Value, **named: Value) -> Value:
        given, places = plain(interpreter, array), plain(interpreter, parts)
        count = len(places) if np.ndim(places) else int(places)
        interpreter.budget.hold(max(count, 0), "list")
        options = {key: plain(interpreter, value) for key, value in named.items() if key == "axis"}
        owner = array if isinstance(array, Array) else None
        return results(interpreter, getattr(np, name)(given, places, **options), owner)

    return call


def _einsum(interpreter: Interpreter, letters: Value, *args: Value) -> Value:
    # What an ellipsis stands for is in no letter, so the size of the result is not known beforehand.
    if "." in str(letters):
        raise namespace(interpreter).array_failure(say("interpreter.arrays.argument", name="..."))
    sides = [plain(interpreter, arg) for arg in args]
    known: dict[str, int] = {}
    for part, side in zip(str(letters).partition("->")[0].replace(" ", "").split(","), sides, strict=False):
        known |= dict(zip(part, np.shape(side), strict=False))
    count = math.prod(known.values())
    reserve(interpreter, count, count * max(len(sides), 1))
    return wrap(interpreter, np.einsum(plain(interpreter, letters, "einsum"), *sides))


def _tensordot(interpreter: Interpreter, left: Value, right: Value, axes: Value = 2) -> Value:
    first, second = plain(interpreter, left), plain(interpreter, right)
    count = np.size(first) * np.size(second)
    reserve(interpreter, min(count, 10**9), count)
    return wrap(interpreter, np.tensordot(first, second, plain(interpreter, axes)))


def _broadcast_to(interpreter: Interpreter, array: Value, shape: Value) -> Value:
    sizes, given = plain(interpreter, shape), plain(interpreter, array)
    count = math.prod(sizes) if isinstance(sizes, list | tuple) else int(sizes)
    reserve(interpreter, count, count)
    return wrap(interpreter, np.broadcast_to(given, sizes))


def _convolve(interpreter: Interpreter, left: Value, right: Value, mode: Value = "full") -> Value:
    first, second = plain(interpreter, left), plain(interpreter, right)
    reserve(interpreter, np.size(first) + np.size(second), np.size(first) * np.size(second))
    return wrap(interpreter, np.convolve(first, second, plain(interpreter, mode, "mode")))


class Grid(TableValue):
    """`np.ogrid` or `np.mgrid`, of which one asks for parts."""

    def __init__(self, name: str) -> None:
        self.held = getattr(np, name)

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return the grid that stands in the brackets."""
        key = plain(interpreter, index)
        counts = [_count(one) for one in (key if isinstance(key, tuple) else (key,))]
        count = math.prod(counts) * len(counts)
        reserve(interpreter, count, count)
        return results(interpreter, self.held[key], None)


GRID = TableClass("numpy.lib.index_tricks.nd_grid", Grid, no_objects)


def _count(part: Any) -> int:  # noqa: ANN401 - a slice
    start, stop, step = part.start or 0, part.stop or 0, 1 if part.step is None else part.step
    if isinstance(step, complex):
        return int(abs(step))
    return max(math.ceil((stop - start) / step), 0)


_SPLIT = {name: _split_native(name) for name in ("split", "array_split", "hsplit", "vsplit")}
GROWING_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "outer": _outer, "kron": _kron, "tile": _tile, "repeat": _repeat, "meshgrid": _meshgrid, "pad": _pad,
    "diag": _diag, "einsum": _einsum, "tensordot": _tensordot, "broadcast_to": _broadcast_to, "convolve": _convolve,
    "diff": _diff, **_SPLIT,
}  # fmt: skip
GRIDS: dict[str, Value] = {name: Grid(name) for name in ("ogrid", "mgrid")}
