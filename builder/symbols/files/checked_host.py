"""The document namespace in which nothing absent takes part in an operation: what needs it is left out instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.symbols.files.left_out_statements import require
from builder.symbols.host import DocumentHost

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class CheckedHost(DocumentHost):
    """Refuses operations on placeholders, each in one place."""

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Set an item."""
        require(value, new)
        super().set_item(interpreter, value, index, new)

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator."""
        require(left, right)
        return super().binary(interpreter, op, left, right)

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator in place."""
        require(left, right)
        return super().inplace(interpreter, op, left, right)

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare."""
        require(left, right)
        return super().compare(interpreter, op, left, right)

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Apply a unary operator."""
        require(value)
        return super().unary(interpreter, op, value)

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate."""
        require(value)
        return super().iterate(interpreter, value)

    def contains(self, interpreter: Interpreter, value: Value, item: Value) -> Value:
        """Answer `in`."""
        require(value)
        return super().contains(interpreter, value, item)

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a value is true."""
        require(value)
        return super().truth(interpreter, value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return a length."""
        require(value)
        return super().length(interpreter, value)

    def number(self, value: Value) -> float:
        """Return a number."""
        require(value)
        return super().number(value)

    def index(self, value: Value) -> int:
        """Return a whole number."""
        require(value)
        return super().index(value)
