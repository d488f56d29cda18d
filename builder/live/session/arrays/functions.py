"""The functions of `numpy` at a prompt, by tables: each says how many elements its result may have."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.numpy import numpy_module
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.arrays.array import (
    ARRAY,
    CLASSES,
    DTYPE,
    REDUCTIONS,
    Array,
    plain,
    sizes,
    wrapped,
)
from builder.live.session.arrays.checks import look, reserve
from builder.live.session.arrays.random import random_arrays
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_ELEMENTWISE = words(
    """
    sqrt exp exp2 expm1 log log2 log10 log1p abs absolute sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh sign
    square floor ceil trunc rint round around negative reciprocal maximum minimum fmax fmin where clip power add
    subtract multiply divide true_divide floor_divide mod remainder isnan isinf isfinite isclose logical_and
    logical_or logical_not logical_xor equal not_equal greater greater_equal less less_equal nan_to_num real imag
    """
)
_SHAPES = words(
    """
    reshape transpose squeeze expand_dims ravel concatenate stack vstack hstack column_stack swapaxes moveaxis flip
    roll sort median unique array_equal allclose zeros_like ones_like count_nonzero diff nansum nanmean average
    asarray ascontiguousarray copy shape size ndim
    """
)
_PRODUCTS = words("dot matmul inner vdot")
_FILLED = words("zeros ones empty")
_MOST_PRINTED = {"precision": 16, "linewidth": 1_000}
_CHOICES = words("axis keepdims dtype ddof decimals rtol atol equal_nan return_counts return_index fill_value shift")


def _given(
    interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> tuple[list[Any], dict[str, Any]]:
    unknown = next((key for key in kwargs if key not in _CHOICES), None)
    if unknown is not None:
        raise Refusal(say("live.numpy.argument", name=unknown))
    return [plain(interpreter, arg, name) for arg in args], {k: plain(interpreter, v, k) for k, v in kwargs.items()}


def _arrays(value: Any) -> list[Any]:  # noqa: ANN401 - what NumPy takes
    """Return the arrays in an argument; a list of numbers is one."""
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) for item in value):
        return [array for item in value for array in _arrays(item)]
    return [value] if isinstance(value, np.ndarray | list) else []


def _function(name: str, is_product: bool = False, is_joined: bool = False) -> Native:
    """Return a function whose result has the shape that its arguments share, or no more elements than they have."""
    function = getattr(np, name)

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        given, named = _given(interpreter, name, args, kwargs)
        found = [array for arg in given for array in _arrays(arg)]
        if is_joined:
            count = sum(np.size(array) for array in found)
            reserve(interpreter, count, count * max(count.bit_length(), 1))
        else:
            look(interpreter, is_product, *found)
        owner = next((arg for arg in args if isinstance(arg, Array)), None)
        return _result(interpreter, function(*given, **named), owner)

    return Native(name, call)


def _result(interpreter: Interpreter, made: Any, owner: Array | None) -> Value:  # noqa: ANN401 - a result of NumPy
    if isinstance(made, tuple):
        return tuple(wrapped(interpreter, part, owner) for part in made)
    return wrapped(interpreter, made, owner)


def _array(interpreter: Interpreter, value: Value = (), dtype: Value = None) -> Value:
    kind = None if dtype is None else plain(interpreter, dtype, "dtype")
    given = plain(interpreter, value)
    look(interpreter, False, *_arrays(given))
    return wrapped(interpreter, np.array(given, dtype=kind))


def _asarray(interpreter: Interpreter, value: Value, dtype: Value = None) -> Value:
    is_one = isinstance(value, Array) and (dtype is None or plain(interpreter, dtype, "dtype") == value.held.dtype)
    return value if is_one else _array(interpreter, value, dtype)


def _filled(name: str) -> Native:
    function = np.zeros if name == "empty" else getattr(np, name)  # memory that is not filled shows what was in it

    def call(interpreter: Interpreter, shape: Value, dtype: Value = None) -> Value:
        kind = float if dtype is None else plain(interpreter, dtype, "dtype")
        return wrapped(interpreter, function(sizes(interpreter, shape), kind))

    return Native(name, call)


def _full(interpreter: Interpreter, shape: Value, fill_value: Value, dtype: Value = None) -> Value:
    kind = None if dtype is None else plain(interpreter, dtype, "dtype")
    return wrapped(interpreter, np.full(sizes(interpreter, shape), plain(interpreter, fill_value), kind))


def _arange(interpreter: Interpreter, *args: Value, dtype: Value = None) -> Value:
    bounds = [plain(interpreter, arg) for arg in args]
    start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    count = math.ceil((stop - start) / step) if step else 0
    reserve(interpreter, max(count, 0), max(count, 0))
    return wrapped(interpreter, np.arange(*bounds, dtype=None if dtype is None else plain(interpreter, dtype, "dtype")))


def _linspace(interpreter: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True) -> Value:
    count = interpreter.host.index(num)
    reserve(interpreter, max(count, 0), max(count, 0))
    return wrapped(interpreter, np.linspace(plain(interpreter, start), plain(interpreter, stop), count, endpoint))


def _eye(interpreter: Interpreter, rows: Value, columns: Value = None, k: Value = 0) -> Value:
    across = rows if columns is None else columns
    sizes(interpreter, (rows, across))
    return wrapped(interpreter, np.eye(interpreter.host.index(rows), across, interpreter.host.index(k)))


def _outer(interpreter: Interpreter, left: Value, right: Value) -> Value:
    first, second = plain(interpreter, left), plain(interpreter, right)
    count = np.size(first) * np.size(second)
    reserve(interpreter, count, count)
    return wrapped(interpreter, np.outer(first, second))


def _norm(interpreter: Interpreter, value: Value, axis: Value = None) -> Value:
    look(interpreter, False, given := plain(interpreter, value))
    return wrapped(interpreter, np.linalg.norm(given, axis=plain(interpreter, axis)))


def _printed(interpreter: Interpreter, **options: Value) -> None:
    given: dict[str, Any] = {}
    for name, value in options.items():
        most = _MOST_PRINTED.get(name)
        if name == "suppress":
            given[name] = interpreter.truth(value)
        elif most is None:
            raise Refusal(say("live.numpy.argument", name=name))
        else:
            given[name] = interpreter.host.index(value)
            if not 0 <= given[name] <= most:
                raise Refusal(say("live.print-option", name=name, least=0, most=most))
    np.set_printoptions(**given)


_OWN: dict[str, Callable[..., Value]] = {
    "array": _array, "asarray": _asarray, "full": _full, "arange": _arange, "linspace": _linspace, "eye": _eye,
    "identity": _eye, "outer": _outer, "set_printoptions": _printed,
}  # fmt: skip


def numpy_modules() -> dict[str, ModuleValue]:
    """Return `numpy` and what is in it."""
    plain_one = numpy_module(False).members
    members: dict[str, Value] = {name: plain_one[name] for name in ("pi", "e", "inf", "nan")}
    members |= {name: _function(name) for name in (*_ELEMENTWISE, *REDUCTIONS)}
    members |= {name: _function(name, is_joined=True) for name in _SHAPES}
    members |= {name: _function(name, is_product=True) for name in _PRODUCTS}
    members |= {name: _filled(name) for name in _FILLED}
    members |= {name: Native(name, function) for name, function in _OWN.items()}
    members |= {name: cls for name, cls in CLASSES.items() if name != "bool"}
    members |= {
        "bool_": CLASSES["bool"],
        "ndarray": ARRAY,
        "dtype": DTYPE,
        "newaxis": None,
        "float_": CLASSES["float64"],
    }
    linalg = ModuleValue("numpy.linalg", {"norm": Native("norm", _norm)})
    random = random_arrays()
    members |= {"linalg": linalg, "random": random, "__version__": np.__version__}
    return {"numpy": ModuleValue("numpy", members), "numpy.linalg": linalg, "numpy.random": random}
