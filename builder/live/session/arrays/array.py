"""An array and a number of NumPy at a prompt.

What can be asked of them is in tables; each result is looked at before it is made, as for tensors. An array holds a
tensor on its memory: a change of the array counts as one of the tensor, so that backward never reads what has changed.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from builder.interpreter.failures import Exhausted, Refusal
from builder.interpreter.limits import Value
from builder.live.memory import count_change
from builder.live.session.arrays.checks import look, look_at_part, reserve
from builder.live.session.values import SessionClass, SessionValue
from builder.live.values import HostValue
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_NUMBERS = "biufc"
"""Kinds of dtypes: arrays of anything else would hold objects or text."""
_CORNERS = 6
_MOST_SHOWN = 20_000
REDUCTIONS = words("sum mean max min prod std var argmax argmin any all cumsum cumprod argsort ptp")
SHAPES = words("reshape transpose squeeze flatten ravel copy astype swapaxes round clip conj")
_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.Eq: operator.eq,
    ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_INPLACE: dict[type, Callable[..., Any]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.true_divide, ast.Pow: np.power,
    ast.FloorDiv: np.floor_divide, ast.Mod: np.remainder,
}  # fmt: skip
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip


class Held(SessionValue, HostValue):
    """A value of NumPy."""

    held: Any

    def host(self) -> Value:
        """Return the value itself, for torch."""
        return self.held

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Apply an operator."""
        if op not in _OPERATORS or not isinstance(other, Held | Tensor | int | float | complex | list | tuple):
            return NotImplemented
        if isinstance(other, Tensor):
            tensors = (to_tensor(self), other) if is_left else (other, to_tensor(self))
            return _OPERATORS[op](*tensors)
        there = plain(interpreter, other)
        look(interpreter, op is ast.MatMult, self.held, there)
        sides = (self.held, there) if is_left else (there, self.held)
        return wrapped(interpreter, _OPERATORS[op](*sides))

    def unary(self, interpreter: Interpreter, op: type) -> Value:
        """Apply an operator to it."""
        look(interpreter, False, self.held)
        return wrapped(interpreter, _UNARY[op](self.held))

    def truth(self) -> bool:
        """Tell whether it is true."""
        return bool(self.held)

    def number(self) -> Any:  # noqa: ANN401 - a number of Python
        """Return the number in an array of one element."""
        return self.held.item()

    def formatted(self, spec: str) -> str:
        """Return `format(value, spec)`."""
        return format(self.held, spec)


class Scalar(Held):
    """A number of NumPy."""

    attributes = ("dtype", "shape", "ndim", "size")
    methods = ("item", "tolist", "round", "astype")

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a number of NumPy
        self.held = held
        self.cls = CLASSES[type(held).__name__]

    @property
    def dtype(self) -> Value:
        """The dtype."""
        return Dtype(self.held.dtype)

    shape = property(lambda self: ())
    ndim = property(lambda self: 0)
    size = property(lambda self: 1)

    def item(self, interpreter: Interpreter) -> Value:
        """Return Python's number."""
        return self.held.item()

    tolist = item

    def round(self, interpreter: Interpreter, decimals: Value = 0) -> Value:
        """Round it."""
        return wrapped(interpreter, self.held.round(interpreter.host.index(decimals)))

    def astype(self, interpreter: Interpreter, dtype: Value) -> Value:
        """Convert it."""
        return wrapped(interpreter, self.held.astype(dtype_of(interpreter, dtype)))

    def written(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does."""
        return repr(self.held) if quoted else str(self.held)


class Array(Held):
    """An array. `source` is a tensor on its memory, whose version counts the changes."""

    attributes = ("shape", "dtype", "ndim", "size", "T", "nbytes", "itemsize")
    methods = (*REDUCTIONS, *SHAPES, "item", "tolist", "dot", "sort", "fill")

    def __init__(self, held: Any, source: Tensor) -> None:  # noqa: ANN401 - an array of NumPy
        self.held = held
        self.source = source

    shape = property(lambda self: self.held.shape)
    ndim = property(lambda self: self.held.ndim)
    size = property(lambda self: self.held.size)
    nbytes = property(lambda self: self.held.nbytes)
    itemsize = property(lambda self: self.held.itemsize)
    dtype = property(lambda self: Dtype(self.held.dtype))
    T = property(lambda self: Array(self.held.T, self.source))

    def called(self, interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        """Call a method that NumPy answers with no more elements than the array has.

        Raises:
            Refusal: an argument is none that it takes here.
        """
        given = [plain(interpreter, arg, name) for arg in args]
        look(interpreter, False, self.held, *(arg for arg in given if isinstance(arg, np.ndarray)))
        named = {key: plain(interpreter, arg, key) for key, arg in kwargs.items() if key not in _OUTSIDE}
        if len(named) < len(kwargs):
            raise Refusal(say("live.numpy.argument", name=next(key for key in kwargs if key in _OUTSIDE)))
        return wrapped(interpreter, getattr(self.held, name)(*given, **named), self)

    def item(self, interpreter: Interpreter, *index: Value) -> Value:
        """Return an element: `self[index]` of one given, else the only one."""
        return self.held.item(*(plain(interpreter, one) for one in index))

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return `self[index]`."""
        key = plain(interpreter, index)
        look_at_part(interpreter, self.held.shape, key)
        return wrapped(interpreter, self.held[key], self)

    def set_part(self, interpreter: Interpreter, index: Value, new: Value) -> None:
        """Do `self[index] = new`."""
        key, value = plain(interpreter, index), plain(interpreter, new)
        look_at_part(interpreter, self.held.shape, key)
        self.held[key] = value
        count_change(self.source)

    def inplace(self, interpreter: Interpreter, op: type, other: Value) -> Value:
        """Do `self op= other`."""
        if op not in _INPLACE or not isinstance(other, Held | int | float | complex):
            return NotImplemented
        there = plain(interpreter, other)
        look(interpreter, False, self.held, there)
        _INPLACE[op](self.held, there, out=self.held)
        count_change(self.source)
        return self

    def tolist(self, interpreter: Interpreter) -> Value:
        """Return lists of Python's numbers."""
        for dims in range(1, self.held.ndim + 1):
            interpreter.budget.hold(math.prod(self.held.shape[:dims]), "list")
        return self.held.tolist()

    def dot(self, interpreter: Interpreter, other: Value) -> Value:
        """Return the product with another array."""
        there = plain(interpreter, other)
        look(interpreter, True, self.held, there)
        return wrapped(interpreter, self.held.dot(there))

    def sort(self, interpreter: Interpreter, axis: Value = -1) -> None:
        """Sort it in place."""
        look(interpreter, False, self.held)
        self.held.sort(interpreter.host.index(axis))
        count_change(self.source)

    def fill(self, interpreter: Interpreter, value: Value) -> None:
        """Fill it."""
        self.held.fill(plain(interpreter, value))
        count_change(self.source)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value] | None:
        """Yield the rows."""
        interpreter.budget.hold(len(self.held), "list")
        return (wrapped(interpreter, row, self) for row in self.held)

    def length(self) -> int | None:
        """Return `len(self)`."""
        return len(self.held)

    def written(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does.

        Raises:
            Exhausted: it has so many dims that even its corners are too much.
        """
        shown = math.prod(min(size, _CORNERS) for size in self.held.shape)
        if shown > _MOST_SHOWN:
            raise Exhausted(say("live.shown", shown=shown), say("live.shown.hint"))
        return repr(self.held) if quoted else str(self.held)


def _by_name(name: str) -> Callable[..., Value]:
    def method(self: Array, interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        return self.called(interpreter, name, args, kwargs)

    return method


for _name in (*REDUCTIONS, *SHAPES):
    setattr(Array, _name, _by_name(_name))

_OUTSIDE = frozenset({"out", "where", "casting", "subok", "order"})
"""Arguments that would let a result be written elsewhere, or that the values here have no use for."""


class Dtype(SessionValue):
    """A dtype of NumPy."""

    attributes = ("name", "itemsize", "kind")

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a dtype of NumPy
        self.held = held

    name = property(lambda self: self.held.name)
    itemsize = property(lambda self: self.held.itemsize)
    kind = property(lambda self: self.held.kind)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Compare it with another dtype, its name or its class."""
        if op not in (ast.Eq, ast.NotEq) or not isinstance(other, Dtype | NumberClass | str):
            return NotImplemented
        there = other.held if isinstance(other, Dtype) else other if isinstance(other, str) else other.target
        return (self.held == there) is (op is ast.Eq)

    def written(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does."""
        return repr(self.held) if quoted else str(self.held)


class NumberClass(SessionClass):
    """A class of NumPy's numbers."""

    __slots__ = ()

    def __init__(self, name: str) -> None:
        kind = getattr(np, name)

        def make(interpreter: Interpreter, value: Value = 0) -> Value:
            look(interpreter, False, given := plain(interpreter, value))
            return wrapped(interpreter, kind(given))

        super().__init__(f"numpy.{kind.__name__}", Scalar, make)
        self.target = kind


CLASSES = {
    name: NumberClass(name)
    for name in words(
        "float64 float32 float16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 bool complex64 complex128"
    )
}


def _no_array(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"), say("live.numpy.array.hint"))


ARRAY = SessionClass("numpy.ndarray", Array, _no_array)
DTYPE = SessionClass("numpy.dtype", Dtype, lambda interpreter, value: Dtype(np.dtype(dtype_of(interpreter, value))))
_PYTHON: dict[str, type] = {"int": int, "float": float, "bool": bool, "complex": complex}


def dtype_of(interpreter: Interpreter, value: Value) -> Value:
    """Return a dtype for NumPy.

    Raises:
        Refusal: it is none of numbers.
    """
    found: Any = value.held if isinstance(value, Dtype) else value
    if isinstance(value, NumberClass):
        found = value.target
    elif not isinstance(value, str | Dtype):
        found = _PYTHON.get(getattr(value, "name", ""))
    made = None if found is None else np.dtype(found)
    if made is None or made.kind not in _NUMBERS:
        raise Refusal(say("live.numpy.dtype"), say("live.numpy.dtype.hint"))
    return made


def plain(interpreter: Interpreter, value: Value, name: str = "") -> Any:  # noqa: ANN401 - what NumPy takes
    """Return a value for NumPy: arrays, numbers, and lists of them.

    Raises:
        Refusal: it is nothing of that.
    """
    if name in ("dtype", "astype"):
        return dtype_of(interpreter, value)
    if isinstance(value, Held):
        return value.held
    if isinstance(value, Tensor):
        return value.numpy()
    if isinstance(value, list | tuple):
        interpreter.budget.weigh(value)
        return type(value)(plain(interpreter, item) for item in value)
    if isinstance(value, slice):
        return slice(*(plain(interpreter, part) for part in (value.start, value.stop, value.step)))
    if value is None or value is ... or isinstance(value, int | float | complex):
        return value
    raise Refusal(say("live.numpy.takes", noun=interpreter.noun(value)), say("live.numpy.takes.hint"))


def sizes(interpreter: Interpreter, shape: Value) -> Any:  # noqa: ANN401 - the shape as NumPy takes it
    """Return a shape, held against the limits.

    Raises:
        Exhausted: it has too many elements.
    """
    found = plain(interpreter, shape)
    each = found if isinstance(found, list | tuple) else (found,)
    count = math.prod(max(interpreter.host.index(int(one)), 0) for one in each if one is not None)
    reserve(interpreter, count, count)
    return found


def wrapped(interpreter: Interpreter, value: Any, owner: Array | None = None) -> Value:  # noqa: ANN401 - a result
    """Return a result of NumPy for a text; a view of its `owner` counts its changes.

    Raises:
        Refusal: it holds something else than numbers.
    """
    if isinstance(value, np.generic):
        if type(value).__name__ not in CLASSES:
            raise Refusal(say("live.numpy.dtype"), say("live.numpy.dtype.hint"))
        return Scalar(value)
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype.kind not in _NUMBERS or value.dtype.name not in CLASSES:
        raise Refusal(say("live.numpy.dtype"), say("live.numpy.dtype.hint"))
    if owner is not None and np.may_share_memory(value, owner.held):
        return Array(value, owner.source)
    value = np.ascontiguousarray(value) if value.ndim else value
    source = torch.from_numpy(value)
    interpreter.host.track([source])
    return Array(value, source)


def of_tensor(interpreter: Interpreter, tensor: Tensor, *, force: Value = False) -> Array:
    """Return `tensor.numpy()`, on the memory of the tensor."""
    if interpreter.truth(force):
        tensor = tensor.detach().resolve_conj().resolve_neg()
    return Array(tensor.numpy(), tensor.detach())


def to_tensor(value: Held) -> Tensor:
    """Return a tensor on the memory of an array, which counts its changes as every other one on it."""
    if not isinstance(value, Array):
        return torch.tensor(value.held)
    torch.from_numpy(value.held)  # which says what it cannot take, such as a step backwards
    source, held = value.source, value.held
    offset = (held.__array_interface__["data"][0] - source.data_ptr()) // held.itemsize if held.size else 0
    strides = [stride // held.itemsize for stride in held.strides]
    return source.detach().as_strided(held.shape, strides, source.storage_offset() + offset)
