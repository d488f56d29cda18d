"""Arrays of numpy that a text makes of plain numbers: numpy itself computes them, since they are small."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from builder.interpreter.doubles import Double
from builder.interpreter.failures import Absence, Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Native, NativeClass
from builder.sentences import near, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 100_000
"""Elements of one array."""
_PLAIN = (bool, int, float)
_TYPES = {"int": int, "float": float, "bool": bool}
_OPERATORS: dict[type[ast.AST], Callable[[Value, Value], Value]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_FUNCTIONS = (
    *("array", "asarray", "cumsum", "concatenate", "stack", "prod", "sum", "max", "min", "mean", "sqrt", "exp", "log"),
    *("log2", "sin", "cos", "ceil", "floor", "abs", "round", "clip", "sort", "diff", "flip"),
    *("expand_dims", "square", "tanh", "tril", "triu", "transpose", "squeeze", "ravel", "log1p", "reshape", "hstack"),
)
_METHODS = ("tolist", "item", "reshape", "flatten", "copy", "astype", "sum", "prod", "max", "min", "mean", "cumsum",
            "transpose", "squeeze", "ravel")  # fmt: skip


class Array:
    """An array, or a number of numpy's own where it has no dims."""

    __slots__ = ("values",)

    def __init__(self, values: Value) -> None:
        """Take what numpy has computed.

        Raises:
            Absence: it is large, or holds no numbers.
        """
        self.values = np.asarray(values)
        if self.values.size > _MOST or self.values.dtype.kind not in "bif":
            raise _refusal()

    @property
    def dtype(self) -> str:
        """The dtype, which torch calls alike."""
        return str(self.values.dtype)

    def __repr__(self) -> str:
        return repr(self.values)


def _no_objects(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"))


ARRAY = NativeClass("ndarray", _no_objects, (Array,))


def _refusal() -> Absence:
    return Absence(say("symbols.array", limit=_MOST), say("symbols.array.hint"))


def _bare(value: Value) -> Value:
    """Return what numpy is given.

    Raises:
        Absence: it is no number, array or dtype, and no list of those.
    """
    if isinstance(value, Array):
        return value.values
    if isinstance(value, list | tuple):
        return type(value)(map(_bare, value))
    if isinstance(value, NativeClass) and value.name in _TYPES:
        return _TYPES[value.name]
    if value is None or type(value) in _PLAIN:
        return value
    if type(value) is Double:
        return float(value)
    name = getattr(value, "dtype_name", value)
    if isinstance(name, str) and name in ("float32", "float64", "int32", "int64", "bool"):
        return name
    raise _refusal()


def _computed(
    interpreter: Interpreter, function: Callable[..., Value], args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    for value in (*args, *kwargs.values()):
        interpreter.budget.weigh(value)
    given, named = list(map(_bare, args)), {name: _bare(value) for name, value in kwargs.items()}
    interpreter.budget.spend(100)
    with np.errstate(all="ignore"):
        return Array(function(*given, **named))


def _function(name: str, plain: Value) -> Native:
    """Return a function of numpy; of plain numbers alone it does what it did before there were arrays."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        if plain is not None and not kwargs and not any(isinstance(arg, Array) for arg in args):
            return interpreter.call(plain, *args)
        return _computed(interpreter, getattr(np, name), args, kwargs)

    return Native(name, call)


def _linspace(interpreter: Interpreter, start: Value, stop: Value, num: Value = 50, **kwargs: Value) -> Value:
    if type(num) is not int or not 0 <= num <= _MOST:
        raise _refusal()
    return _computed(interpreter, np.linspace, (start, stop, num), kwargs)


def _arange(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    numbers = [arg.values.item() if isinstance(arg, Array) and not arg.values.shape else arg for arg in args]
    if not 0 < len(numbers) < 4 or not all(type(n) in _PLAIN and math.isfinite(n) for n in numbers):
        raise _refusal()
    start, stop, step = [0, *numbers, 1] if len(numbers) == 1 else [*numbers, 1][:3]
    if not step or abs((stop - start) / step) > _MOST:
        raise _refusal()
    return _computed(interpreter, np.arange, tuple(numbers), kwargs)


def _filled(name: str) -> Native:
    def call(interpreter: Interpreter, shape: Value, *args: Value, **kwargs: Value) -> Value:
        sizes = shape if isinstance(shape, list | tuple) else [shape]
        if not all(type(n) is int and n >= 0 for n in sizes) or math.prod(sizes) > _MOST:
            raise _refusal()
        return _computed(interpreter, getattr(np, name), (shape, *args), kwargs)

    return Native(name, call)


def _repeat(interpreter: Interpreter, data: Value, repeats: Value, axis: Value = None) -> Value:
    size = np.size(_bare(data))
    if type(repeats) is not int or not 0 <= repeats * max(size, 1) <= _MOST:
        raise _refusal()
    return _computed(interpreter, np.repeat, (data, repeats, axis), {})


def _meshgrid(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    sides = list(map(_bare, args))
    if math.prod(map(np.size, sides)) * max(len(sides), 1) > _MOST or kwargs.keys() - {"indexing"}:
        raise _refusal()
    interpreter.budget.spend(100)
    return [Array(one) for one in np.meshgrid(*sides, **kwargs)]


def _eye(interpreter: Interpreter, n: Value, **kwargs: Value) -> Value:
    if type(n) is not int or not 0 <= n * n <= _MOST:
        raise _refusal()
    return _computed(interpreter, np.eye, (n,), {name: value for name, value in kwargs.items() if name == "dtype"})


def functions(known: dict[str, Value]) -> dict[str, Value]:
    """Return what of numpy makes arrays and takes them, beside what is `known` of it for plain numbers."""
    made: dict[str, Value] = {name: _function(name, known.get(name)) for name in _FUNCTIONS}
    made |= {"linspace": Native("linspace", _linspace), "arange": Native("arange", _arange)}
    made |= {"repeat": Native("repeat", _repeat), "meshgrid": Native("meshgrid", _meshgrid), "eye": Native("eye", _eye)}
    made["newaxis"] = None
    return made | {name: _filled(name) for name in ("zeros", "ones", "full")}


def attribute(value: Array, name: str) -> Value:
    """Return an attribute of an array.

    Raises:
        Unknown: it has no such attribute here.
    """
    if name in ("shape", "ndim", "size"):
        return getattr(value.values, name)
    if name == "T":
        return Array(value.values.T)
    if name in _METHODS:
        return BoundMethod(value, Native(name, _method(name)))
    raise Unknown(say("interpreter.no-attribute", name=name, noun="array"), near(name, _METHODS))


def _method(name: str) -> Callable[..., Value]:
    def call(interpreter: Interpreter, value: Array, /, *args: Value, **kwargs: Value) -> Value:
        if name in ("tolist", "item"):
            interpreter.budget.hold(value.values.size)
            return getattr(value.values, name)(*args)
        return _computed(interpreter, getattr(value.values, name), args, kwargs)

    return call


def binary(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Apply an operator to arrays and numbers.

    Raises:
        Refusal: there is no such operator here, or the result would be too large.
    """
    sides = [_bare(left), _bare(right)]
    shape = np.broadcast_shapes(*(np.shape(side) for side in sides))
    if op not in _OPERATORS or math.prod(shape) > _MOST:
        raise _refusal()
    return _computed(interpreter, _OPERATORS[op], (left, right), {})


def item(value: Array, index: Value) -> Array:
    """Return a part of an array.

    Raises:
        Absence: it is asked for by more than numbers and slices.
    """
    _check_index(index)
    return Array(value.values[index])


def put(value: Array, index: Value, new: Value) -> None:
    """Set a part of an array, in all that share its memory.

    Raises:
        Absence: it is asked for by more than numbers and slices, or is no number or array.
    """
    _check_index(index)
    value.values[index] = _bare(new)


def _check_index(index: Value) -> None:
    parts = index if isinstance(index, tuple) else (index,)
    if not all(part is None or type(part) is int or isinstance(part, slice) for part in parts):
        raise _refusal()


def tensor_of(value: Array) -> tuple[Value, tuple[int, ...]]:
    """Return the numbers of an array as lists, and its shape."""
    return value.values.tolist(), tuple(value.values.shape)
