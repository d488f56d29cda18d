"""The interface between a namespace and the interpreter: importable modules, operations on its own objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, Failure, Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, Class, Function, ModuleValue, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Host:
    """A namespace. `modules` can be imported by their dotted name; `names` are there without an import."""

    def __init__(self) -> None:
        self.modules: dict[str, ModuleValue] = {}
        self.names: dict[str, Value] = {}

    has_yield = False
    """Whether functions with `yield` give generators, as in a class that is kept as text."""
    has_generators = False
    """Whether they do where a text is read or typed."""
    has_decorators = False
    """Whether any function can decorate another."""
    methods: frozenset[str] = frozenset()
    """More methods with double underscores that a class of the text may define."""

    def leave_out(self, interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
        """Tell whether to continue after a statement that failed."""
        return False

    def instead_of(
        self, interpreter: Interpreter, function: Function, args: list[Value], kwargs: dict[str, Value]
    ) -> Value:
        """Return what a call of a function gives, NotImplemented where it has to run for that."""
        return NotImplemented

    def forward_serial(self) -> int:
        """Return the serial number at which that began which runs several times: no older iterator goes on in it."""
        return 0

    def on_failure(self, interpreter: Interpreter, failure: Failure) -> Failure:
        """Return a failure that has just come up, or the exception of the text that stands for it."""
        return failure

    def module(self, name: str) -> ModuleValue | Absent | None:
        """Return a module that can be imported."""
        return self.modules.get(name)

    def absent_module(self, interpreter: Interpreter, name: str) -> Value:
        """Return what stands for a module that is not here, or None to refuse the import."""
        return None

    def star(self, interpreter: Interpreter, module: ModuleValue | Absent) -> dict[str, Value]:
        """Return what `from module import *` binds.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.import-star"), say("interpreter.import-star.hint", name=module.name))

    def unbound(self, name: str) -> Absence | None:
        """Return why a name has no value, where that is known; None else."""
        return None

    def absent(self, interpreter: Interpreter, value: Absent, name: str | None) -> Absent:
        """Return the value of an attribute of a placeholder, or of its call where no name is given.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.absent", name=value.name))

    def call_absent(self, interpreter: Interpreter, value: Absent, given: tuple[Value, ...]) -> Absent:
        """Return what the call of a placeholder gives.

        Raises:
            Refusal: it may do what has to be known.
        """
        return self.absent(interpreter, value, None)

    def check_decorated_call(self, function: Function) -> None:
        """Allow the call of a function whose decorator is not here, or refuse it.

        Raises:
            Refusal: always, in this base class.
        """
        assert function.strange is not None
        raise function.strange

    def guard(self) -> AbstractContextManager[object]:
        """Return the context manager to hold while interpreted code runs."""
        return nullcontext()

    def track(self, tensors: list[Value]) -> None:
        """Count tensors that were created without an observed operation."""

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of one of its own objects, or None where it is not one."""
        return None

    def is_instance(self, value: Value, cls: NativeClass) -> bool:
        """Tell whether a value is of a native class."""
        return isinstance(value, cls.types)

    def has_elsewhere(self, value: Value, name: str) -> bool:
        """Tell whether a value has an attribute where it is run, though none is available here."""
        return False

    def is_subclass(self, cls: Class | NativeClass, other: NativeClass) -> bool:
        """Tell whether a class derives from another one that is not among its parents here."""
        return False

    def fields(self, value: Value) -> Mapping[str, Value]:
        """Return what an object of a written class holds by name."""
        return {}

    def inner(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute with two underscores on each side that a host lets be read; NotImplemented for others."""
        return NotImplemented

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute from its tables.

        Raises:
            Unknown: always, in this base class.
        """
        raise Unknown(say("interpreter.no-attribute", noun=interpreter.noun(value), name=name), of=(value, name))

    def super_attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute of `super()`, which is that of a class of its own tables."""
        return self.attribute(interpreter, value, name)

    def in_table(self, value: Value, name: str) -> bool:
        """Tell whether an object holds something in a table of its own, where it is looked up after its class."""
        return False

    def keep(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a field of an object as `object` does, whatever its class says."""
        self.set_attribute(interpreter, value, name, new)

    def field_read(self, interpreter: Interpreter, value: Value, name: str) -> None:
        """Take note that a field of an object of a written class is read."""

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set an attribute of one of its own objects.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.attributes.fixed", noun=interpreter.noun(value)))

    def delete_attribute(self, interpreter: Interpreter, value: Value, name: str) -> None:
        """Delete an attribute of one of its own objects.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.attributes.undeletable", noun=interpreter.noun(value)))

    def call(self, interpreter: Interpreter, value: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Call one of its own objects.

        Raises:
            Refusal: always, in this base class.
        """
        python = ("TypeError", f"{interpreter.kind(value)!r} object is not callable")
        raise Refusal(say("interpreter.not-callable", noun=interpreter.noun(value)), None, python)

    def instantiate(self, interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Make an object of a written class that derives from one of its native classes.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.underivable", name=cls.name))

    def finish_class(self, interpreter: Interpreter, cls: Class) -> None:
        """Register a class whose definition has just been run."""

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an operator where one side is its own object; NotImplemented passes."""
        return NotImplemented

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Apply an augmented assignment where the left side is its own object; NotImplemented passes."""
        return NotImplemented

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Apply a unary operator to its own object; NotImplemented passes."""
        return NotImplemented

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Compare where one side is its own object; NotImplemented passes."""
        return NotImplemented

    def identity(self, left: Value, right: Value) -> None:
        """Take note that it is asked whether two values are one."""

    def decide(self, interpreter: Interpreter, *values: Value) -> None:
        """Take note that what comes next hangs on plain values: they are compared, or asked whether they are true."""

    def derive(self, interpreter: Interpreter, name: str, values: tuple[Value, ...], result: Value) -> Value:
        """Return what an operator or a function of this name computed from values, marked where it hangs on some."""
        return result

    def extreme(self, interpreter: Interpreter, values: list[Value], largest: bool) -> Value:
        """Return the largest or smallest of values that know what they hang on; NotImplemented of plain ones."""
        return NotImplemented

    def value_to_bind(self, name: str, value: Value) -> Value:
        """Return what a variable of this name is bound to where a value is assigned to it."""
        return value

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return `value[index]`.

        Raises:
            Refusal: always, in this base class.
        """
        python = ("TypeError", f"{interpreter.kind(value)!r} object is not subscriptable")
        raise Refusal(say("interpreter.no-index", noun=interpreter.noun(value)), None, python)

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Do `value[index] = new`.

        Raises:
            Refusal: always, in this base class.
        """
        python = ("TypeError", f"{interpreter.kind(value)!r} object does not support item assignment")
        raise Refusal(say("interpreter.no-item", noun=interpreter.noun(value)), None, python)

    def delete_item(self, interpreter: Interpreter, value: Value, index: Value) -> None:
        """Do `del value[index]`.

        Raises:
            Refusal: always, in this base class.
        """
        python = ("TypeError", f"{interpreter.kind(value)!r} object doesn't support item deletion")
        raise Refusal(say("interpreter.no-item-delete", noun=interpreter.noun(value)), None, python)

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Return an iterator over its own object, or None where there is none."""
        return None

    def unpack(self, interpreter: Interpreter, value: Value, count: int) -> list[Value] | None:
        """Return the `count` values that its own object is unpacked into, or None to iterate over it."""
        return None

    def contains(self, interpreter: Interpreter, value: Value, item: Value) -> Value:
        """Answer `item in value`; NotImplemented passes."""
        return NotImplemented

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether its own object is true."""
        return True

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return `len(value)`, or None where it has none."""
        return None

    def number(self, value: Value) -> float:
        """Return the number in one of its own objects.

        Raises:
            TypeError: always, in this base class.
        """
        raise TypeError("this is not a number")

    def index(self, value: Value) -> int:
        """Return a whole number, also from one of its own objects.

        Raises:
            TypeError: the value is no whole number.
        """
        if not isinstance(value, int):
            raise TypeError("this is not a whole number")
        return value

    def is_callable(self, value: Value) -> bool:
        """Tell whether one of its own objects can be called."""
        return False

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Return `repr` of its own object, or `str` where not `quoted`; None where it is none of its own."""
        return None

    def format_value(self, interpreter: Interpreter, value: Value, spec: str) -> str | None:
        """Return `format(value, spec)` of its own object where that is not `str(value)`, else None."""
        return None

    def named_by_with(self, interpreter: Interpreter, value: Value, entered: Value) -> Value:
        """Return what `as` names in a `with` statement, which has entered a value and got another.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.no-grad-as"), say("interpreter.remove-it.hint"))

    def try_context(self, interpreter: Interpreter, node: ast.Try) -> AbstractContextManager[object]:
        """Return what the body of a `try` runs in."""
        return nullcontext()

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Return what a `with` statement enters.

        Raises:
            Refusal: always, in this base class.
        """
        raise Refusal(say("interpreter.with"), say("interpreter.with.hint"))
