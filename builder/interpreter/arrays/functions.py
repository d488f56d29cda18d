"""The functions of `numpy` in a text, by tables: each says how many elements its result may have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.array import (
    ARRAY,
    CLASSES,
    DTYPE,
    REDUCTIONS,
    Array,
    plain,
    results,
    wrap,
)
from builder.interpreter.arrays.checks import look, namespace, reserve
from builder.interpreter.arrays.dtypes import dtype_of
from builder.interpreter.arrays.larger_results import GRIDS, GROWING_FUNCTIONS
from builder.interpreter.arrays.makers import MAKERS
from builder.interpreter.arrays.plain_numbers import numpy_module
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
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
    arcsinh arccosh arctanh cbrt hypot deg2rad rad2deg radians degrees fabs fmod sinc heaviside float_power
    bitwise_and bitwise_or bitwise_xor left_shift right_shift invert gcd lcm angle conj exp interp logaddexp
    """
)
_SHAPES = words(
    """
    reshape transpose squeeze expand_dims ravel concatenate stack vstack hstack dstack column_stack swapaxes moveaxis
    flip fliplr flipud rot90 roll rollaxis sort median unique array_equal allclose zeros_like ones_like full_like
    count_nonzero nansum nanmean average ascontiguousarray copy shape size ndim tril triu diagonal
    trace nonzero argwhere flatnonzero percentile quantile searchsorted append delete
    atleast_1d atleast_2d atleast_3d digitize gradient cross isin argpartition partition
    nanmax nanmin nanstd nanvar amax amin cumsum
    """
)
_PRODUCTS = words("dot matmul inner vdot")
_LINALG = words("norm qr inv det svd pinv cholesky eigh eigvalsh matrix_rank solve matrix_power")
_PRINT_LIMITS = {"precision": 16, "linewidth": 1_000}
_CHOICES = words(
    """
    axis keepdims dtype ddof decimals rtol atol equal_nan return_counts return_index return_inverse fill_value shift a
    axes order ord mode full_matrices compute_uv k copy offset axis1 axis2 q side bias bins right nan posinf neginf
    x1 x2 arrays initial indices_or_sections obj values weights range edge_order prepend append invert kind UPLO
    """
)


def _plain_arguments(
    interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> tuple[list[Any], dict[str, Any]]:
    unknown = next((key for key in kwargs if key not in _CHOICES), None)
    if unknown is not None:
        raise namespace(interpreter).array_failure(say("interpreter.arrays.argument", name=unknown))
    return [plain(interpreter, arg, name) for arg in args], {k: plain(interpreter, v, k) for k, v in kwargs.items()}


def _arrays(value: Any) -> list[Any]:  # noqa: ANN401 - what NumPy takes
    """Return the arrays in an argument; a list of numbers is one."""
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) for item in value):
        return [array for item in value for array in _arrays(item)]
    return [value] if isinstance(value, np.ndarray | list) else []


def _function(name: str, is_product: bool = False, is_joined: bool = False, of: Any = np) -> Native:  # noqa: ANN401
    """Return a function whose result has the shape that its arguments share, or no more elements than they have."""
    function = getattr(of, name)

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        given, named = _plain_arguments(interpreter, name, args, kwargs)
        found = [array for arg in (*given, *named.values()) for array in _arrays(arg)]
        if is_joined:
            count = sum(np.size(array) for array in found)
            reserve(interpreter, count, count * max(count.bit_length(), 1))
        else:
            look(interpreter, is_product, *found)
        owner = next((arg for arg in args if isinstance(arg, Array)), None)
        with np.errstate(all="ignore"):
            return results(interpreter, function(*given, **named), owner)

    return Native(name, call)


def _decomposition(name: str) -> Native:
    """Return a function of a matrix, which takes about as much as the product of it with itself."""
    inner = _function(name, of=np.linalg)

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        for arg in args:
            shape = np.shape(plain(interpreter, arg)) if isinstance(arg, Array | list) else ()
            size = max(shape, default=1)
            reserve(interpreter, size * size, 30 * size**3)
        return inner.function(interpreter, *args, **kwargs)

    return Native(name, call)


def _array(
    interpreter: Interpreter, value: Value = (), dtype: Value = None, *, copy: Value = True, ndmin: Value = 0
) -> Value:
    kind = None if dtype is None else dtype_of(interpreter, dtype)
    given = plain(interpreter, value)
    look(interpreter, False, *_arrays(given))
    owner = value if isinstance(value, Array) else None
    return wrap(
        interpreter, np.array(given, dtype=kind, copy=copy, ndmin=min(interpreter.host.index(ndmin), 32)), owner
    )


def _asarray(interpreter: Interpreter, value: Value, dtype: Value = None) -> Value:
    if isinstance(value, Array) and (dtype is None or dtype_of(interpreter, dtype) == value.held.dtype):
        return value
    kind = None if dtype is None else dtype_of(interpreter, dtype)
    given = plain(interpreter, value)
    look(interpreter, False, *_arrays(given))
    return wrap(interpreter, np.asarray(given, dtype=kind))


def _set_printoptions(interpreter: Interpreter, **options: Value) -> None:
    given: dict[str, Any] = {}
    for name, value in options.items():
        most = _PRINT_LIMITS.get(name)
        if name == "suppress":
            given[name] = interpreter.truth(value)
        elif most is None:
            raise Refusal(say("interpreter.arrays.argument", name=name))
        else:
            given[name] = interpreter.host.index(value)
            if not 0 <= given[name] <= most:
                raise Refusal(say("live.print-option", name=name, least=0, most=most))
    np.set_printoptions(**given)


_OWN: dict[str, Callable[..., Value]] = {
    "array": _array, "asarray": _asarray, "asanyarray": _asarray, **MAKERS, **GROWING_FUNCTIONS,
}  # fmt: skip
_NUMBERS = words("pi e inf nan euler_gamma")
_OTHER_NAMES = {"float_": "float64", "double": "float64", "single": "float32", "half": "float16", "int_": "int64",
                "bool_": "bool", "longlong": "int64", "intc": "int32"}  # fmt: skip


def arrays_module(random: ModuleValue, rest: bool = False) -> dict[str, ModuleValue]:
    """Return `numpy` and what is in it, with this `numpy.random`; of a `rest` what is not here is absent."""
    members: dict[str, Value] = {name: getattr(np, name) for name in _NUMBERS}
    members |= {name: _function(name) for name in (*_ELEMENTWISE, *REDUCTIONS)}
    members |= {name: _function(name, is_joined=True) for name in _SHAPES}
    members |= {name: _function(name, is_product=True) for name in _PRODUCTS}
    members |= {name: Native(name, function) for name, function in _OWN.items()}
    members |= {name: cls for name, cls in CLASSES.items() if name != "bool"}
    members |= {other: CLASSES[name] for other, name in _OTHER_NAMES.items()}
    members |= GRIDS | {"ndarray": ARRAY, "dtype": DTYPE, "newaxis": None, "__version__": np.__version__}
    linalg = ModuleValue("numpy.linalg", {name: _decomposition(name) for name in _LINALG}, rest)
    members |= {"linalg": linalg, "random": random}
    return {"numpy": ModuleValue("numpy", members, rest), "numpy.linalg": linalg, "numpy.random": random}


def print_functions() -> dict[str, Value]:
    """Return what a prompt alone has: how arrays are shown there."""
    return {"set_printoptions": Native("set_printoptions", _set_printoptions)}


def with_open_numbers(members: dict[str, Value]) -> None:
    """Let numbers that know what they hang on be given to those functions that a formula can hold."""
    for name, of_numbers in numpy_module(rest=False).members.items():
        if isinstance(of_numbers, Native):
            members[name] = _either(name, of_numbers, members[name])


def _either(name: str, of_numbers: Native, of_arrays: Value) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        inside = [item for arg in args for item in (arg if isinstance(arg, list | tuple) else (arg,))]
        is_open = any(isinstance(item, int | float) and namespace(interpreter).is_open_number(item) for item in inside)
        return interpreter.call(of_numbers if is_open else of_arrays, *args, **kwargs)

    return Native(name, call)
