"""Types as annotations write them: the names of `typing`, and classes with types in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.table_values import no_objects
from builder.interpreter.values import Class, NativeClass

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLAIN = frozenset({"int", "float", "bool", "str", "list", "tuple", "set", "frozenset", "dict", "complex", "type"})
_MOST = 20
_LONGEST = 500


class Annotation(NativeClass):
    """A name of `typing`, or a class with types in brackets, which is used as the class itself is."""

    __slots__ = ("options", "text")
    text: str
    options: tuple[Value, ...]
    """The classes of a union, one of which a value is of; None stands for the class of None."""

    def __repr__(self) -> str:
        return getattr(self, "text", f"typing.{self.name}")


def with_types(interpreter: Interpreter, cls: NativeClass, types: Value) -> NativeClass:
    """Return a class with types in brackets: it is what the class is, and is written with them."""
    made = Annotation(cls.name, cls.construct, cls.types, cls.members, cls.parents, cls.target)
    made.derivable = cls.derivable
    interpreter.budget.hold(1)
    given = types if isinstance(types, tuple) else (types,)
    if cls.name == "Literal":
        shown = [interpreter.repr(one)[:_LONGEST] for one in given[:_MOST]]
    else:
        shown = [_argument_text(interpreter, one) for one in given[:_MOST]]
    outer = repr(cls) if isinstance(cls, Annotation) else _name(cls)
    if cls.name == "Union":
        others = [one for one in shown if one != "NoneType"]
        if len(others) == 1:
            outer, shown = ("typing.Optional", others) if len(shown) > 1 else ("", others)
    if cls.name in ("Union", "Optional"):
        made.options = tuple(option for one in given for option in options_of(one))
        made.options = (*made.options, None) if cls.name == "Optional" else made.options
    made.text = f"{outer}[{', '.join(shown)}]" if outer else shown[0]
    return made


def union(interpreter: Interpreter, left: Value, right: Value) -> Annotation:
    """Return what `int | None` is: `isinstance` tells a value of either class."""
    made = Annotation("Union", no_objects)
    made.options = (*options_of(left), *options_of(right))
    interpreter.budget.hold(len(made.options))
    shown = ["None" if one is None else _argument_text(interpreter, one) for one in made.options[:_MOST]]
    made.text = " | ".join(dict.fromkeys(shown))
    return made


def options_of(value: Value) -> tuple[Value, ...]:
    """Return the classes of a union; a class alone is one of one."""
    return getattr(value, "options", (value,)) if isinstance(value, Annotation) else (value,)


def _argument_text(interpreter: Interpreter, value: Value) -> str:
    if value is None:
        return "NoneType"
    if value is ...:
        return "..."
    if isinstance(value, str):
        return f"ForwardRef({value[:_LONGEST]!r})"
    if isinstance(value, list):
        return f"[{', '.join(_argument_text(interpreter, one) for one in value[:_MOST])}]"
    if isinstance(value, Class):
        return f"__main__.{value.name}"
    if isinstance(value, Annotation):
        return repr(value)[:_LONGEST]
    return _name(value) if isinstance(value, NativeClass) else interpreter.repr(value)[:_LONGEST]


def _name(cls: NativeClass) -> str:
    return cls.name if cls.name in _PLAIN else repr(cls).removeprefix("<class '").removesuffix("'>")
