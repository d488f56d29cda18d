"""An array and a number of NumPy in a text.

What can be asked of them is in tables; each result is looked at before it is made. In the torch namespace an array
holds a tensor on its memory: a change of the array counts as one of the tensor, so that backward never reads what has
changed.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.checks import look, look_at_part, namespace
from builder.interpreter.arrays.dtypes import NUMBERS, Dtype, dtype_of, has_name
from builder.interpreter.doubles import Double
from builder.interpreter.failures import LimitExceeded
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Absent
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_CORNERS = 6
_MAX_REPR_ELEMENTS = 20_000
REDUCTIONS = words("sum mean max min prod std var argmax argmin any all cumsum cumprod argsort ptp")
SHAPES = words(
    "reshape transpose squeeze flatten ravel copy astype swapaxes round clip conj diagonal trace nonzero view"
)
OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.Eq: operator.eq,
    ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.LShift: operator.lshift, ast.RShift: operator.rshift,
}  # fmt: skip
_INPLACE: dict[type, Callable[..., Any]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.true_divide, ast.Pow: np.power,
    ast.FloorDiv: np.floor_divide, ast.Mod: np.remainder, ast.BitAnd: np.bitwise_and, ast.BitOr: np.bitwise_or,
    ast.BitXor: np.bitwise_xor,
}  # fmt: skip
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
}  # fmt: skip
_PLAIN = (bool, int, float, complex)


class NumpyValue(TableValue):
    """A value of NumPy."""

    held: Any

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Apply an operator."""
        if op not in OPERATORS:
            return NotImplemented
        if not isinstance(other, (NumpyValue, *_PLAIN, list, tuple)):
            return namespace(interpreter).with_array(interpreter, op, self, other, is_left)
        there = plain(interpreter, other)
        look(interpreter, op is ast.MatMult, self.held, there)
        sides = (self.held, there) if is_left else (there, self.held)
        with np.errstate(all="ignore"):
            return wrap(interpreter, OPERATORS[op](*sides))

    def unary(self, interpreter: Interpreter, op: type) -> Value:
        """Apply an operator to it."""
        look(interpreter, False, self.held)
        return wrap(interpreter, _UNARY[op](self.held))

    def absolute(self, interpreter: Interpreter) -> Value:
        """Return `abs(value)`."""
        look(interpreter, False, self.held)
        return wrap(interpreter, abs(self.held))

    def truth(self) -> bool:
        """Tell whether it is true."""
        return bool(self.held)

    def number(self) -> Any:  # noqa: ANN401 - a number of Python
        """Return the number in an array of one element."""
        return self.held.item()

    def format_value(self, spec: str) -> str:
        """Return `format(value, spec)`."""
        return format(self.held, spec)


class Scalar(NumpyValue):
    """A number of NumPy."""

    attributes = ("dtype", "shape", "ndim", "size", "T", "real", "imag")
    methods = ("item", "tolist", "round", "astype", "copy", *REDUCTIONS, "clip", "reshape", "squeeze", "flatten")

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
    T = property(lambda self: self)
    real = property(lambda self: Scalar(self.held.real))
    imag = property(lambda self: Scalar(self.held.imag))

    def item(self, interpreter: Interpreter) -> Value:
        """Return Python's number."""
        return self.held.item()

    tolist = item

    def apply(self, interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        """Call a method that NumPy answers with as many elements."""
        given, named = arguments(interpreter, name, args, kwargs)
        return wrap(interpreter, getattr(self.held, name)(*given, **named))

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does."""
        return repr(self.held) if quoted else str(self.held)


class Array(NumpyValue):
    """An array. `source` is a tensor on its memory, whose version counts the changes, where there are tensors."""

    attributes = ("shape", "dtype", "ndim", "size", "T", "nbytes", "itemsize", "strides", "real", "imag")
    methods = (*REDUCTIONS, *SHAPES, "item", "tolist", "dot", "sort", "fill", "repeat")

    def __init__(self, held: Any, source: Value) -> None:  # noqa: ANN401 - an array of NumPy
        self.held = held
        self.source = source

    def __deepcopy__(self, memo: object) -> Array:
        """Return a copy with a memory of its own."""
        return Array(self.held.copy(order="K"), None)

    shape = property(lambda self: self.held.shape)
    ndim = property(lambda self: self.held.ndim)
    size = property(lambda self: self.held.size)
    nbytes = property(lambda self: self.held.nbytes)
    itemsize = property(lambda self: self.held.itemsize)
    strides = property(lambda self: self.held.strides)
    dtype = property(lambda self: Dtype(self.held.dtype))
    T = property(lambda self: Array(self.held.T, self.source))
    real = property(lambda self: Array(self.held.real, self.source))
    imag = property(lambda self: Array(self.held.imag, self.source))

    def apply(self, interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        """Call a method that NumPy answers with no more elements than the array has.

        Raises:
            Refusal: an argument is none that it takes here.
        """
        given, named = arguments(interpreter, name, args, kwargs)
        look(interpreter, False, self.held, *(arg for arg in given if isinstance(arg, np.ndarray)))
        return results(interpreter, getattr(self.held, name)(*given, **named), self)

    def item(self, interpreter: Interpreter, *index: Value) -> Value:
        """Return an element: `self[index]` of one given, else the only one."""
        return self.held.item(*(plain(interpreter, one) for one in index))

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return `self[index]`."""
        key = plain(interpreter, index)
        look_at_part(interpreter, self.held.shape, key)
        return wrap(interpreter, self.held[key], self)

    def set_part(self, interpreter: Interpreter, index: Value, new: Value) -> None:
        """Do `self[index] = new`."""
        key, value = plain(interpreter, index), plain(interpreter, new)
        look_at_part(interpreter, self.held.shape, key)
        self.changed(interpreter)
        self.held[key] = value

    def changed(self, interpreter: Interpreter) -> None:
        """Tell of a change of its memory, before it is made."""
        namespace(interpreter).on_array_changed(interpreter, self)

    def inplace(self, interpreter: Interpreter, op: type, other: Value) -> Value:
        """Do `self op= other`."""
        if op not in _INPLACE or not isinstance(other, (NumpyValue, *_PLAIN)):
            return NotImplemented
        there = plain(interpreter, other)
        look(interpreter, False, self.held, there)
        self.changed(interpreter)
        with np.errstate(all="ignore"):
            _INPLACE[op](self.held, there, out=self.held)
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
        return wrap(interpreter, self.held.dot(there))

    def sort(self, interpreter: Interpreter, axis: Value = -1) -> None:
        """Sort it in place."""
        look(interpreter, False, self.held)
        self.changed(interpreter)
        self.held.sort(interpreter.host.index(axis))

    def fill(self, interpreter: Interpreter, value: Value) -> None:
        """Fill it."""
        self.changed(interpreter)
        self.held.fill(plain(interpreter, value))

    def repeat(self, interpreter: Interpreter, repeats: Value, axis: Value = None) -> Value:
        """Return each element several times."""
        times = plain(interpreter, repeats)
        most = max(int(np.max(times)), 0) if np.size(times) else 0
        namespace(interpreter).reserve(interpreter, self.held.size * most, self.held.size * most)
        return wrap(interpreter, self.held.repeat(times, axis))

    def iterate(self, interpreter: Interpreter) -> Iterator[Value] | None:
        """Yield the rows."""
        interpreter.budget.hold(len(self.held), "list")
        return (wrap(interpreter, row, self) for row in self.held)

    def length(self) -> int | None:
        """Return `len(self)`."""
        return len(self.held)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does.

        Raises:
            LimitExceeded: it has so many dims that even its corners are too much.
        """
        shown = math.prod(min(size, _CORNERS) for size in self.held.shape)
        if shown > _MAX_REPR_ELEMENTS:
            raise LimitExceeded(say("live.shown", shown=shown), say("live.shown.hint"))
        return repr(self.held) if quoted else str(self.held)


def _by_name(name: str) -> Callable[..., Value]:
    def method(self: Array, interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        return self.apply(interpreter, name, args, kwargs)

    return method


for _name in (*REDUCTIONS, *SHAPES):
    setattr(Array, _name, _by_name(_name))
for _name in (*REDUCTIONS, "round", "astype", "copy", "clip", "reshape", "squeeze", "flatten"):
    setattr(Scalar, _name, _by_name(_name))

_OUTSIDE = frozenset({"out", "where", "casting", "subok"})
"""Arguments that would let a result be written elsewhere, or that the values here have no use for."""


class NumberClass(TableClass):
    """A class of NumPy's numbers."""

    __slots__ = ()

    def __init__(self, name: str) -> None:
        kind = getattr(np, name)

        def make(interpreter: Interpreter, value: Value = 0) -> Value:
            look(interpreter, False, given := plain(interpreter, value))
            return wrap(interpreter, kind(given))

        super().__init__(f"numpy.{kind.__name__}", Scalar, make)
        self.target = kind

    @property
    def dtype_name(self) -> str:
        """What torch calls the dtype."""
        return str(np.dtype(self.target).name)


CLASSES = {name: NumberClass(name) for name in NUMBERS}


def _no_array(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise namespace(interpreter).array_failure(say("interpreter.no-objects"), say("interpreter.arrays.array.hint"))


ARRAY = TableClass("numpy.ndarray", Array, _no_array)
DTYPE = TableClass("numpy.dtype", Dtype, lambda interpreter, value: Dtype(np.dtype(dtype_of(interpreter, value))))


def arguments(
    interpreter: Interpreter, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> tuple[list[Any], dict[str, Any]]:
    """Return what a method is given, for NumPy.

    Raises:
        Refusal: an argument is none that it takes here.
    """
    outside = next((key for key in kwargs if key in _OUTSIDE), None)
    if outside is not None:
        raise namespace(interpreter).array_failure(say("interpreter.arrays.argument", name=outside))
    given = [plain(interpreter, arg, name) for arg in args]
    return given, {key: plain(interpreter, arg, key) for key, arg in kwargs.items()}


def plain(interpreter: Interpreter, value: Value, name: str = "") -> Any:  # noqa: ANN401 - what NumPy takes
    """Return a value for NumPy: arrays, numbers, and lists of them.

    Raises:
        Refusal: it is nothing of that.
    """
    if name in ("dtype", "astype", "view"):
        return dtype_of(interpreter, value)
    if isinstance(value, NumpyValue):
        return value.held
    if value is None or value is ... or type(value) in _PLAIN or (name in _WITH_WORDS and isinstance(value, str)):
        return value
    if isinstance(value, list | tuple):
        interpreter.budget.weigh(value)
        return type(value)(plain(interpreter, item) for item in value)
    if isinstance(value, slice):
        return slice(*(plain(interpreter, part) for part in (value.start, value.stop, value.step)))
    return np.float64(value) if type(value) is Double else _of_namespace(interpreter, value)


def _of_namespace(interpreter: Interpreter, value: Value) -> Any:  # noqa: ANN401 - what NumPy takes
    found = namespace(interpreter).for_array(interpreter, value)
    if found is not NotImplemented:
        return found
    if isinstance(value, Absent):
        interpreter.host.absent(interpreter, value, None)
    raise namespace(interpreter).array_failure(
        say("interpreter.arrays.takes", noun=interpreter.noun(value)), say("interpreter.arrays.takes.hint")
    )


_WITH_WORDS = frozenset({"indexing", "mode", "kind", "side", "order", "ord", "einsum", "ravel", "flatten", "copy"})
"""Arguments and functions that are given words."""


def sizes(interpreter: Interpreter, shape: Value) -> Any:  # noqa: ANN401 - the shape as NumPy takes it
    """Return a shape, held against the limits.

    Raises:
        Failure: it has too many elements.
    """
    found = plain(interpreter, shape)
    each = found if isinstance(found, list | tuple | np.ndarray) else (found,)
    count = math.prod(max(interpreter.host.index(int(one)), 0) for one in each if one is not None)
    namespace(interpreter).reserve(interpreter, count, count)
    return found


def results(interpreter: Interpreter, made: Any, owner: Array | None) -> Value:  # noqa: ANN401 - a result of NumPy
    """Return one result or several."""
    if isinstance(made, tuple | list):
        parts = [wrap(interpreter, part, owner) for part in made]
        return tuple(parts) if isinstance(made, tuple) else parts
    return wrap(interpreter, made, owner)


def wrap(interpreter: Interpreter, value: Any, owner: Array | None = None) -> Value:  # noqa: ANN401 - a result
    """Return a result of NumPy for a text; a view of its `owner` counts its changes.

    Raises:
        Refusal: it holds something else than numbers.
    """
    if isinstance(value, np.generic):
        if not has_name(value.dtype):
            raise namespace(interpreter).array_failure(
                say("interpreter.arrays.dtype"), say("interpreter.arrays.dtype.hint")
            )
        return namespace(interpreter).number_of_numpy(Scalar(value))
    if not isinstance(value, np.ndarray):
        return namespace(interpreter).from_array(interpreter, value)
    if not has_name(value.dtype):
        raise namespace(interpreter).array_failure(
            say("interpreter.arrays.dtype"), say("interpreter.arrays.dtype.hint")
        )
    if owner is not None and np.may_share_memory(value, owner.held):
        return Array(value, owner.source)
    if not value.flags.writeable:  # a broadcast, whose memory nobody may change
        value = value.copy(order="K")
    return Array(value, namespace(interpreter).array_source(interpreter, root_of(value)))


def root_of(value: Any) -> Any:  # noqa: ANN401 - an array
    """Return the array that has the memory of another one."""
    while isinstance(value.base, np.ndarray):
        value = value.base
    return value
