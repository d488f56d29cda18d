"""Functions of `numpy` that make arrays of a given size."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.array import plain, sizes, wrap
from builder.interpreter.arrays.checks import reserve
from builder.interpreter.arrays.dtypes import dtype_of
from builder.interpreter.limits import Value

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def _kind(interpreter: Interpreter, dtype: Value, default: Any = None) -> Any:  # noqa: ANN401 - a dtype of NumPy
    return default if dtype is None else dtype_of(interpreter, dtype)


def _fill_function(name: str) -> Callable[..., Value]:
    function = np.zeros if name == "empty" else getattr(np, name)  # memory that is not filled shows what was in it

    def call(interpreter: Interpreter, shape: Value, dtype: Value = None) -> Value:
        return wrap(interpreter, function(sizes(interpreter, shape), _kind(interpreter, dtype, float)))

    return call


def _full(interpreter: Interpreter, shape: Value, fill_value: Value, dtype: Value = None) -> Value:
    filled = plain(interpreter, fill_value)
    return wrap(interpreter, np.full(sizes(interpreter, shape), filled, _kind(interpreter, dtype)))


def _arange(interpreter: Interpreter, *args: Value, dtype: Value = None, **named: Value) -> Value:
    given = {name: plain(interpreter, value) for name, value in named.items() if name in ("start", "stop", "step")}
    bounds = [plain(interpreter, arg) for arg in args]
    alone = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 0, 0, 1)[:3] if len(bounds) > 1 else (0, 0, 1)
    if len(bounds) == 2:
        alone = (*bounds, 1)
    start, stop, step = (given.get(name, value) for name, value in zip(("start", "stop", "step"), alone, strict=True))
    count = math.ceil((stop - start) / step) if step else 0
    reserve(interpreter, max(count, 0), max(count, 0))
    return wrap(interpreter, np.arange(*bounds, **given, dtype=_kind(interpreter, dtype)))


def _range_function(name: str) -> Callable[..., Value]:
    def call(  # noqa: PLR0913 - as NumPy's
        interpreter: Interpreter,
        start: Value,
        stop: Value,
        num: Value = 50,
        endpoint: Value = True,
        *,
        dtype: Value = None,
        **named: Value,
    ) -> Value:
        count = interpreter.host.index(num)
        reserve(interpreter, max(count, 0), max(count, 0))
        options = {key: plain(interpreter, value) for key, value in named.items() if key == "base"}
        bounds = plain(interpreter, start), plain(interpreter, stop)
        made = getattr(np, name)(
            *bounds, count, interpreter.truth(endpoint), dtype=_kind(interpreter, dtype), **options
        )
        return wrap(interpreter, made)

    return call


def _eye(
    interpreter: Interpreter,
    rows: Value = None,
    columns: Value = None,
    k: Value = 0,
    dtype: Value = None,
    **named: Value,
) -> Value:
    rows = named.get("N", rows)
    across = named.get("M", rows if columns is None else columns)
    sizes(interpreter, (rows, across))
    index = interpreter.host.index
    return wrap(interpreter, np.eye(index(rows), index(across), index(k), _kind(interpreter, dtype, float)))


def _identity(interpreter: Interpreter, n: Value, dtype: Value = None) -> Value:
    return _eye(interpreter, n, dtype=dtype)


def _tri(interpreter: Interpreter, rows: Value, columns: Value = None, k: Value = 0, dtype: Value = None) -> Value:
    across = rows if columns is None else columns
    sizes(interpreter, (rows, across))
    index = interpreter.host.index
    return wrap(interpreter, np.tri(index(rows), index(across), index(k), _kind(interpreter, dtype, float)))


def _corner(name: str) -> Callable[..., Value]:
    def call(interpreter: Interpreter, n: Value, k: Value = 0, m: Value = None) -> Value:
        sizes(interpreter, (n, n if m is None else m))
        index = interpreter.host.index
        made = getattr(np, name)(index(n), index(k), None if m is None else index(m))
        return tuple(wrap(interpreter, part) for part in made)

    return call


def _indices(interpreter: Interpreter, dimensions: Value, dtype: Value = None) -> Value:
    shape = sizes(interpreter, dimensions)
    count = math.prod(shape) * max(len(shape), 1)
    reserve(interpreter, count, count)
    return wrap(interpreter, np.indices(shape, _kind(interpreter, dtype, int)))


MAKERS: dict[str, Callable[..., Value]] = {
    "zeros": _fill_function("zeros"), "ones": _fill_function("ones"), "empty": _fill_function("empty"), "full": _full,
    "arange": _arange, "linspace": _range_function("linspace"), "logspace": _range_function("logspace"),
    "geomspace": _range_function("geomspace"), "eye": _eye,
    "identity": _identity, "tri": _tri, "triu_indices": _corner("triu_indices"),
    "tril_indices": _corner("tril_indices"), "indices": _indices,
}  # fmt: skip
