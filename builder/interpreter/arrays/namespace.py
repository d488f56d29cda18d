"""What arrays of NumPy ask of the namespace that they are in: their limits, and how tensors meet them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from builder.interpreter.failures import Refusal
from builder.interpreter.host import Host
from builder.interpreter.limits import Value
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

MOST_ELEMENTS = 4_000_000
"""Elements of one array where a text is only read."""
_WORK_OF_A_STEP = 1_000
_OF_ARRAYS = 8
"""Elements of an array that take the memory of one in a list."""


class ArrayNamespace(Host):
    """A namespace with arrays and without tensors; arrays are passed as any value, for they are built on this."""

    array_failure: type[Refusal] = Refusal
    """How it is refused what no array can do here."""

    def reserve(self, interpreter: Interpreter, count: int, work: int) -> None:
        """Hold an array against the limits before it is made: its elements, and multiply-adds.

        Raises:
            Refusal: it would be too large.
        """
        if count > MOST_ELEMENTS:
            raise self.array_failure(
                say("interpreter.arrays.large", count=count, limit=MOST_ELEMENTS), say("interpreter.smaller.hint")
            )
        interpreter.budget.hold(count // _OF_ARRAYS)
        interpreter.budget.spend(work // _WORK_OF_A_STEP)

    def array_source(self, interpreter: Interpreter, held: Any) -> Value:  # noqa: ANN401 - an array of NumPy
        """Return the tensor on the memory of a new array, where there are tensors."""
        return None

    def on_array_changed(self, interpreter: Interpreter, array: Value) -> None:
        """Take note that a text changes the memory of an array."""

    def with_array(
        self, interpreter: Interpreter, op: type[ast.AST], held: Value, other: Value, is_left: bool
    ) -> Value:
        """Apply an operator to a value of NumPy and something else; NotImplemented passes."""
        return NotImplemented

    def for_array(self, interpreter: Interpreter, value: Value) -> Value:
        """Return a value of its own as NumPy takes it; NotImplemented where it takes none."""
        return NotImplemented

    def from_array(self, interpreter: Interpreter, value: Value) -> Value:
        """Return a result of NumPy that is none of its own values."""
        return value

    def number_of_numpy(self, value: Value) -> Value:
        """Return what a number of NumPy is in the text."""
        return value

    def draw(self, interpreter: Interpreter, seeded: bool) -> None:
        """Take note that a generator of NumPy draws, one that was made with a seed or not."""

    def is_open_number(self, value: Value) -> bool:
        """Tell whether a number knows what it hangs on."""
        return False
