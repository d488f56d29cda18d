"""The namespace of a prompt: live torch, and the objects that only a prompt has."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from torch import Tensor

from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Native, NativeClass
from builder.live.host import TorchHost
from builder.live.session import introspection
from builder.live.session.arrays.array import Array, Held, Scalar
from builder.live.session.files import File, Files, Shelf, add_files
from builder.live.session.manual import show_help
from builder.live.session.modules import session_modules
from builder.live.session.own_words import as_python
from builder.live.session.switches import Kept, add_switches, context
from builder.live.session.tensors import TENSOR_MEMBERS
from builder.live.session.values import SessionValue

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class SessionHost(TorchHost):
    """What a person at a prompt can name."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__()
        self.modules |= session_modules()
        self.files = Files(shelf)
        self.kept = Kept()
        add_switches(self.modules)
        add_files(self.modules, self.names, self.files)
        self.names |= introspection.NAMES | {"help": Native("help", show_help)}
        self.places: dict[int, Value] = {}
        """What stands for a place in memory, each of which is nobody's to know."""

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Check every operation while an input runs, in the modes that those before it have left."""
        with super().guard(), self.kept.entered():
            yield

    def failed(self, interpreter: Interpreter, failure: Failure) -> Failure:
        """Raise what Python raises, where it does."""
        return as_python(interpreter, failure)

    def inner(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return what shows what a value is."""
        return introspection.look(interpreter, value, name)

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a value."""
        return value.cls if isinstance(value, SessionValue) else super().class_of(value)

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables."""
        if isinstance(value, SessionValue):
            return value.member(interpreter, name)
        if isinstance(value, Tensor) and name in TENSOR_MEMBERS:
            return TENSOR_MEMBERS[name](interpreter, value)
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

    def formatted(self, interpreter: Interpreter, value: Value, spec: str) -> str | None:
        """Format a number of NumPy as its own."""
        return value.formatted(spec) if isinstance(value, Held) else super().formatted(interpreter, value, spec)

    def is_instance(self, value: Value, cls: NativeClass) -> bool:
        """Tell whether a value is of a class; a number of NumPy is of its own alone."""
        if isinstance(value, Scalar):
            return value.cls is cls
        return super().is_instance(value, cls)

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Change a value in place."""
        if isinstance(left, Array):
            return left.inplace(interpreter, op, right)
        return super().inplace(interpreter, op, left, right.host() if isinstance(right, Scalar) else right)

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Apply an operator to a value."""
        return value.unary(interpreter, op) if isinstance(value, Held) else super().unary(interpreter, op, value)

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Set part of a value."""
        if isinstance(value, Array):
            value.set_part(interpreter, index, new)
        else:
            super().set_item(interpreter, value, index, new)

    def number(self, value: Value) -> float:
        """Return the number in a value."""
        return value.number() if isinstance(value, Held) else super().number(value)

    def index(self, value: Value) -> int:
        """Return the whole number in a value."""
        return operator.index(value.held) if isinstance(value, Held) else super().index(value)

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
        if isinstance(right, Held):
            return right.binary(interpreter, op, left, False)
        return super().compare(interpreter, op, left, right)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return part of a value."""
        found = value.part(interpreter, index) if isinstance(value, SessionValue) else NotImplemented
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

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Enter a switch of torch, or a file."""
        if isinstance(value, File):
            return nullcontext()
        return context(interpreter, value) or super().enter(interpreter, value)

    def named_by_with(self, interpreter: Interpreter, value: Value) -> Value:
        """Let `as` name a file."""
        return value if isinstance(value, File) else super().named_by_with(interpreter, value)
