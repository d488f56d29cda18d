"""How arrays of numpy meet symbols: tensors are made of their values, which are known where a text is read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import numpy as np

from builder.interpreter.arrays.array import Array, NumpyValue, Scalar
from builder.interpreter.doubles import Double, Whole, from_numpy
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_host import TableHost
from builder.sentences import say
from builder.symbols.dataflow.operands import SIGNS
from builder.symbols.dataflow.sizes import Fraction, Size, is_open
from builder.symbols.initial import constants
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.dataflow.flow import Flows

_FEW = 100_000
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class ArrayHost(TableHost):
    """A namespace of symbols, beside which there are arrays."""

    flows: Flows
    array_failure = Absence

    def with_array(
        self, interpreter: Interpreter, op: type[ast.AST], held: NumpyValue, other: Value, is_left: bool
    ) -> Value:
        """Apply an operator to a tensor and a value of numpy, as those do that have no rule for arrays on the left."""
        if not isinstance(other, Symbol) or (isinstance(held, Array) and (is_left or op in _COMPARISONS)):
            return NotImplemented
        beside = held.held.item() if isinstance(held, Scalar) else tensor_of(held)
        sides = (beside, other) if is_left else (other, beside)
        return self.flows.operate("operator", SIGNS[op], sides, {})

    def on_array_changed(self, interpreter: Interpreter, array: Array) -> None:
        """Refuse a change in a forward, which is read several times.

        Raises:
            Refusal: a forward is being read.
        """
        if self.flows.recorder is not None:
            raise Refusal(say("symbols.part"), say("symbols.part.hint"))

    def for_array(self, interpreter: Interpreter, value: Value) -> Value:
        """Return what numpy is given.

        Raises:
            Refusal: it is a size of the input.
            Absence: it is a tensor that is not made of numbers alone.
        """
        if type(value) is Whole:
            return np.int64(value)
        if isinstance(value, Size | Fraction):
            if is_open(value):
                raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
            return int(value) if isinstance(value, Size) else float(value)
        if not isinstance(value, Symbol):
            return NotImplemented
        found = constants.values(value, constants.Work(_FEW))
        if found is None:
            raise Absence(say("symbols.values"), say("symbols.values.hint"))
        return found

    def number_of_numpy(self, value: Scalar) -> Value:
        """Return a number that may stand wherever one of Python's may."""
        found = from_numpy(value.held)
        return value if found is value.held else found

    def is_open_number(self, value: Value) -> bool:
        """Tell whether a number hangs on the size of the input."""
        return is_open(value)

    def draw(self, interpreter: Interpreter, seeded: bool) -> None:
        """Refuse to draw where a forward is read several times, or where no seed says what comes.

        Raises:
            Refusal: always, but of a seeded generator outside of a forward.
        """
        if self.flows.recorder is not None:
            raise Refusal(say("symbols.values"), say("symbols.values.hint"))
        if not seeded:
            raise Absence(say("classes.drawn"), say("classes.drawn.hint"))

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables; a number of numpy's has those of an array."""
        if type(value) in (Double, Whole):
            return super().attribute(interpreter, scalar(value), name)
        return super().attribute(interpreter, value, name)


def scalar(value: Value) -> Scalar:
    """Return a number of numpy's as it is in tables."""
    return Scalar(np.float64(value) if type(value) is Double else np.int64(value))


def tensor_of(value: NumpyValue, copied: bool = True) -> Symbol:
    """Return the tensor that torch makes of an array: on memory of its own, or on that of the array."""
    held = np.asarray(value.held)
    # What can be written to may be changed later, and torch copies it now.
    if held.flags.writeable and copied:
        held = held.copy(order="K")
    return Symbol("function", "tensor", (held,), {}, held.shape, held.dtype.name)


def dtype_of_list(items: list[Value]) -> str | None:
    """Return the dtype of a tensor that is made of a list with values of numpy in it; None of any other list."""
    waiting, found, has_arrays = list(items), set(), False
    while waiting:
        item = waiting.pop()
        if isinstance(item, NumpyValue):
            found.add(item.held.dtype.name)
            has_arrays = True
        elif isinstance(item, list | tuple):
            waiting.extend(item)
        else:
            found.add(_PYTHONS.get(type(item), "float32"))
    floats = [name for name in ("float64", "float32", "float16") if name in found]
    if not has_arrays or floats:
        return floats[0] if has_arrays else None
    return str(np.result_type(*found))


_PYTHONS: dict[type, str] = {bool: "bool", int: "int64", float: "float32", Double: "float64", Whole: "int64"}
