"""The dtypes of NumPy that a text can name: those of numbers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.interpreter.arrays.checks import namespace
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import NativeClass
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

NUMBERS = words("float64 float32 float16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 bool complex64 complex128")
"""The names of the dtypes that there are; arrays of anything else would hold objects or text."""
_PYTHON: dict[str, type] = {"int": int, "float": float, "bool": bool, "complex": complex}


class Dtype(TableValue):
    """A dtype of NumPy."""

    attributes = ("name", "itemsize", "kind")

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a dtype of NumPy
        self.held = held

    name = property(lambda self: self.held.name)
    itemsize = property(lambda self: self.held.itemsize)
    kind = property(lambda self: self.held.kind)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Compare it with another dtype, its name or its class."""
        there = _numpy_dtype(other)
        if op not in (ast.Eq, ast.NotEq) or there is None:
            return NotImplemented
        return (self.held == there) is (op is ast.Eq)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as NumPy does."""
        return repr(self.held) if quoted else str(self.held)


def _numpy_dtype(value: Value) -> Any:  # noqa: ANN401 - what NumPy makes a dtype of
    """Return a dtype that is named by itself, by a word, or by a class of NumPy or Python; None for anything else."""
    if isinstance(value, Dtype):
        return value.held
    if isinstance(value, str):
        return value
    if isinstance(value, NativeClass):
        is_numpys = isinstance(value.target, type) and issubclass(value.target, np.generic)
        return value.target if is_numpys else _PYTHON.get(value.name)
    return None


def dtype_of(interpreter: Interpreter, value: Value) -> Any:  # noqa: ANN401 - a dtype of NumPy
    """Return a dtype for NumPy.

    Raises:
        Refusal: it is none of numbers.
    """
    found = _numpy_dtype(value)
    made = None if found is None else np.dtype(found)
    if made is None or not has_name(made):
        raise namespace(interpreter).array_failure(
            say("interpreter.arrays.dtype"), say("interpreter.arrays.dtype.hint")
        )
    return made


def has_name(dtype: Any) -> bool:  # noqa: ANN401 - a dtype of NumPy
    """Tell whether a dtype is of numbers, and in the order of bytes of this machine."""
    return dtype.name in NUMBERS and dtype.isnative
