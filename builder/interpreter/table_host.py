"""A namespace with objects of tables and arrays of NumPy in it: what is asked of them goes to them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter.arrays.array import Array, NumpyValue, Scalar
from builder.interpreter.arrays.namespace import ArrayNamespace
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.containers import class_of_mapping, method_of_mapping, written_mapping
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import Class, NativeClass

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class TableHost(ArrayNamespace):
    """Hands each question on; a namespace that has tensors says how they meet arrays."""

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a value."""
        if isinstance(value, TableValue):
            return value.cls
        return class_of_mapping(value) or super().class_of(value)

    def is_instance(self, value: Value, cls: NativeClass) -> bool:
        """Tell whether a value is of a class; a number of NumPy is of its own alone, one of float64 a float too."""
        if isinstance(value, Scalar):
            return value.cls is cls or (cls.name == "float" and value.cls.name == "float64")
        return super().is_instance(value, cls)

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables."""
        if isinstance(value, TableValue):
            return value.member(interpreter, name)
        method = method_of_mapping(value, name)
        if method is not None:
            return method
        return super().attribute(interpreter, value, name)

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set an attribute."""
        if not isinstance(value, TableValue) or not value.put(interpreter, name, new):
            super().set_attribute(interpreter, value, name, new)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Write a value as Python does."""
        if isinstance(value, TableValue):
            return value.to_text(interpreter, quoted)
        return written_mapping(interpreter, value) or super().text(interpreter, value, quoted)

    def format_value(self, interpreter: Interpreter, value: Value, spec: str) -> str | None:
        """Format a number of NumPy as its own."""
        return (
            value.format_value(spec)
            if isinstance(value, NumpyValue)
            else super().format_value(interpreter, value, spec)
        )

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator."""
        if isinstance(left, TableValue):
            return left.binary(interpreter, op, right, True)
        if isinstance(right, TableValue):
            return right.binary(interpreter, op, left, False)
        return super().binary(interpreter, op, left, right)

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare values."""
        if isinstance(left, TableValue):
            return left.binary(interpreter, op, right, True)
        if isinstance(right, NumpyValue):
            return right.binary(interpreter, op, left, False)
        return super().compare(interpreter, op, left, right)

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Change a value in place."""
        if isinstance(left, Array):
            return left.inplace(interpreter, op, right)
        return super().inplace(interpreter, op, left, right)

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Apply an operator to a value."""
        return value.unary(interpreter, op) if isinstance(value, NumpyValue) else super().unary(interpreter, op, value)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return part of a value."""
        found = value.part(interpreter, index) if isinstance(value, TableValue) else NotImplemented
        return super().item(interpreter, value, index) if found is NotImplemented else found

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Set part of a value."""
        if isinstance(value, Array):
            value.set_part(interpreter, index, new)
        else:
            super().set_item(interpreter, value, index, new)

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate over a value."""
        return value.iterate(interpreter) if isinstance(value, TableValue) else super().iterate(interpreter, value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return the length of a value."""
        return value.length() if isinstance(value, TableValue) else super().length(interpreter, value)

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a value is true."""
        return value.truth() if isinstance(value, TableValue) else super().truth(interpreter, value)

    def number(self, value: Value) -> float:
        """Return the number in a value."""
        return value.number() if isinstance(value, NumpyValue) else super().number(value)

    def index(self, value: Value) -> int:
        """Return the whole number in a value."""
        return operator.index(value.held) if isinstance(value, NumpyValue) else super().index(value)
