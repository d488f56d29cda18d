"""The namespace of a prompt: live torch, and the objects that only a prompt has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import TYPE_CHECKING

from torch import Tensor, nn

from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Class, Function, Instance, Native, NativeClass
from builder.live.derivatives import FUNCTION, make_function
from builder.live.hooks import HOOK_TABLES, Handle, hook_of, hooks_of
from builder.live.host import TorchHost
from builder.live.names import NoGrad
from builder.live.session import introspection
from builder.live.session.absent_packages import ABSENT, Drawing, asked_of_absent, require, stand_in
from builder.live.session.contexts import Entered, Given, Managed, Suppressing
from builder.live.session.datasets import DATASET, OWN_BASES, Joined, Part, Tensors, own_instance
from builder.live.session.derivatives import prompt_context
from builder.live.session.files import File, Files, Shelf, add_files
from builder.live.session.manual import show_help
from builder.live.session.modules import session_modules
from builder.live.session.name_errors import as_python
from builder.live.session.standard.functions import add_functions, written_partial
from builder.live.session.standard.system import add_system
from builder.live.session.switches import Kept, Mode, add_switches, context, switch
from builder.live.session.tensors import TENSOR_MEMBERS
from builder.live.session.texts import TextFile

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


_NOT_ENTERED = (bool, int, float, str, list, tuple, dict, set, Function, Tensor, nn.Module)


class SessionHost(TorchHost):
    """What a person at a prompt can name."""

    has_generators = has_decorators = True
    methods = frozenset({"__enter__", "__exit__", "__next__"})

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__()
        self.modules |= session_modules()
        self.files = Files(shelf)
        self.kept = Kept()
        add_switches(self.modules)
        add_files(self.modules, self.names, self.files)
        add_functions(self.modules)
        add_system(self.modules)
        self.names["display"] = self.modules["IPython.display"].members["display"]
        self.names |= introspection.NAMES | {"help": Native("help", show_help)}
        self.places: dict[int, Value] = {}
        """What stands for a place in memory, each of which is nobody's to know."""

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Check every operation while an input runs, in the modes that those before it have left."""
        with super().guard(), self.kept.entered():
            yield

    def absent_module(self, interpreter: Interpreter, name: str) -> Value:
        """Say once that a package is not here, and go on."""
        return stand_in(interpreter, name)

    def absent(self, interpreter: Interpreter, value: Absent, name: str | None) -> Value:
        """Return a part of such a package; its calls are refused."""
        return asked_of_absent(value, name)

    def on_failure(self, interpreter: Interpreter, failure: Failure) -> Failure:
        """Raise what Python raises, where it does."""
        return as_python(interpreter, failure)

    def inner(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return what shows what a value is."""
        return introspection.look(interpreter, value, name)

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a value."""
        if isinstance(value, Absent):
            return ABSENT
        return super().class_of(value)

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from the tables."""
        if isinstance(value, Tensor) and name in TENSOR_MEMBERS:
            return TENSOR_MEMBERS[name](interpreter, value)
        if name in HOOK_TABLES and isinstance(value, nn.Module):
            return hooks_of(value, name)
        if name == "_get_name" and isinstance(value, nn.Module):
            return Native(name, lambda interpreter: type(value).__name__)
        method = hook_of(value, name)
        if method is not None:
            return method
        return super().attribute(interpreter, value, name)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Write a value as Python does."""
        return written_partial(interpreter, value) or super().text(interpreter, value, quoted)

    def is_instance(self, value: Value, cls: NativeClass) -> bool:
        """Tell whether a value is of a class."""
        if isinstance(value, Instance):
            return cls in value.cls.mro
        if isinstance(value, Tensors | Part | Joined):
            return cls in (value.cls, DATASET)
        return super().is_instance(value, cls)

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Set part of a value."""
        if isinstance(value, Drawing):
            return
        super().set_item(interpreter, value, index, new)

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator."""
        require(left, right)
        return super().binary(interpreter, op, left, right)

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare values."""
        require(left, right)
        return super().compare(interpreter, op, left, right)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return part of a value."""
        require(value)
        return super().item(interpreter, value, index)

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate over a value."""
        require(value)
        return super().iterate(interpreter, value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return the length of a value."""
        require(value)
        return super().length(interpreter, value)

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a value is true."""
        require(value)
        return super().truth(interpreter, value)

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Enter a switch of torch, or a file."""
        if isinstance(value, Instance):
            return Entered(interpreter, value)
        if isinstance(value, Managed | Suppressing | Given | Handle):
            return value.enter(interpreter)
        if isinstance(value, File | TextFile):
            return closing(value)
        if isinstance(value, _NOT_ENTERED):
            interpreter.raise_(
                "TypeError", f"{interpreter.kind(value)!r} object does not support the context manager protocol"
            )
        return context(interpreter, value) or super().enter(interpreter, value)

    def named_by_with(self, interpreter: Interpreter, value: Value, entered: Value) -> Value:
        """Let `as` name what was entered."""
        if isinstance(value, Instance | Managed | Suppressing | Given):
            return entered
        return (
            value
            if isinstance(value, File | TextFile | Handle | Mode)
            else super().named_by_with(interpreter, value, entered)
        )

    def call(self, interpreter: Interpreter, value: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Call a module; a switch of gradients decorates a function."""
        if isinstance(value, Drawing):
            return Drawing()
        if isinstance(value, Mode | NoGrad) and len(args) == 1 and isinstance(args[0], Function):
            return switch(interpreter, value, args[0])
        return super().call(interpreter, value, args, kwargs)

    def instantiate(self, interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Make an object of a class that derives from one of torch, or one that torch does not make itself."""
        if cls.native in OWN_BASES:
            return own_instance(interpreter, cls, args, kwargs)
        return super().instantiate(interpreter, cls, args, kwargs)

    def finish_class(self, interpreter: Interpreter, cls: Class) -> None:
        """Make the real class of a written one, where torch has one."""
        if cls.native is FUNCTION:
            make_function(interpreter, cls, prompt_context)
        elif cls.native not in OWN_BASES:
            super().finish_class(interpreter, cls)
