"""The namespace of a prompt: live torch, and the objects that only a prompt has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.values import Class, NativeClass
from builder.live.host import TorchHost
from builder.live.names import Shelf
from builder.live.session.modules import session_modules
from builder.live.session.values import SessionValue

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class SessionHost(TorchHost):
    """What a person at a prompt can name."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__(shelf=shelf)
        self.modules |= session_modules()

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a value."""
        return value.cls if isinstance(value, SessionValue) else super().class_of(value)

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables."""
        if isinstance(value, SessionValue):
            return value.member(interpreter, name)
        return super().attribute(interpreter, value, name)

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set an attribute."""
        if not isinstance(value, SessionValue) or not value.put(interpreter, name, new):
            super().set_attribute(interpreter, value, name, new)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Write a value as Python does."""
        if isinstance(value, SessionValue):
            return value.written(interpreter, quoted)
        return super().text(interpreter, value, quoted)

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator."""
        if isinstance(left, SessionValue):
            return left.binary(interpreter, op, right, True)
        if isinstance(right, SessionValue):
            return right.binary(interpreter, op, left, False)
        return super().binary(interpreter, op, left, right)

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare values."""
        if isinstance(left, SessionValue):
            return left.binary(interpreter, op, right, True)
        return super().compare(interpreter, op, left, right)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return part of a value."""
        found = value.item(interpreter, index) if isinstance(value, SessionValue) else NotImplemented
        return super().item(interpreter, value, index) if found is NotImplemented else found

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate over a value."""
        return value.iterate(interpreter) if isinstance(value, SessionValue) else super().iterate(interpreter, value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return the length of a value."""
        return value.length() if isinstance(value, SessionValue) else super().length(interpreter, value)

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a value is true."""
        return value.truth() if isinstance(value, SessionValue) else super().truth(interpreter, value)
