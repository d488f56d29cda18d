"""Formats values as text: `str`, `repr`, and a noun for messages."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from builder.interpreter.enums import Member, class_of_member, members_of
from builder.interpreter.exceptions import is_exception
from builder.interpreter.failures import LimitExceeded
from builder.interpreter.forms import form
from builder.interpreter.iteration import SIZED_TYPES, VIEWS
from builder.interpreter.limits import Value
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.values import Absent, Class, Instance, ModuleValue, Native, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), dict: ("{", "}")}
_DEEPEST = 40
_LIVE = 100
"""Steps that writing a tensor or a module takes."""
_SIMPLE = (int, float, complex, range, slice, type(None), type(...))


def represent(interpreter: Interpreter, value: Value, quoted: bool, depth: int = 0) -> str:
    """Return `repr(value)`, or `str(value)` where not `quoted`; the host shows nothing of itself.

    Raises:
        LimitExceeded: the value is nested deeper than 40 levels, or its text is too long.
    """
    if depth > _DEEPEST:
        raise LimitExceeded(say("interpreter.depth", limit=_DEEPEST), say("interpreter.depth.hint"))
    # First: a member of a `str` enumeration is a str too, and is written as a member.
    if isinstance(value, Member):
        return _member(interpreter, value, quoted)
    if isinstance(value, str):
        return repr(value) if quoted else str(value)
    interpreter.budget.spend(1)
    # A range is written by its bounds, not by its items.
    if isinstance(value, SIZED_TYPES) and not isinstance(value, range):
        made = _container(interpreter, value, depth)
    elif isinstance(value, Instance):
        made = _instance(interpreter, value, quoted, depth)
    else:
        made = _other(interpreter, value, quoted)
    interpreter.budget.hold(len(made), "string")
    return made


def _container(interpreter: Interpreter, value: Value, depth: int) -> str:
    def part(item: Value) -> str:
        return represent(interpreter, item, True, depth + 1)

    shown = (
        interpreter.host.text(interpreter, value)
        if type(value) not in _BRACKETS and not isinstance(value, NamedTupleValue)
        else None
    )
    if shown is not None:
        return shown

    if isinstance(value, dict):
        if isinstance(value, OrderedDict):
            pairs = ", ".join(f"({part(k)}, {part(v)})" for k, v in value.items())
            return f"OrderedDict([{pairs}])" if pairs else "OrderedDict()"
        return f"{{{', '.join(f'{part(k)}: {part(v)}' for k, v in value.items())}}}"
    parts = [part(item) for item in value]
    items = ", ".join(parts)
    if isinstance(value, NamedTupleValue):
        return f"{value.title}({', '.join(map('='.join, zip(value.names, parts, strict=True)))})"
    return _of_items(value, items)


def _of_items(value: Value, items: str) -> str:
    if isinstance(value, VIEWS):
        return f"{type(value).__name__}([{items}])"
    if isinstance(value, set | frozenset) and not value:
        return f"{type(value).__name__}()"
    if isinstance(value, frozenset):
        return f"frozenset({{{items}}})"
    opening, closing = _BRACKETS[type(value) if type(value) in _BRACKETS else tuple]
    return f"{opening}{items}{',' if isinstance(value, tuple) and len(value) == 1 else ''}{closing}"


def _member(interpreter: Interpreter, value: Member, quoted: bool) -> str:
    found = class_of_member(value).find("__repr__" if quoted else "__str__")
    if found is not None:
        return str(interpreter.call(found[1], value))
    return str(interpreter.call_host(repr if quoted else str, value))


def _instance(interpreter: Interpreter, value: Instance, quoted: bool, depth: int) -> str:
    for name in ("__repr__",) if quoted else ("__str__", "__repr__"):
        found = value.cls.find(name)
        if found is not None:
            text = interpreter.call(found[1], value)
            if not isinstance(text, str):
                interpreter.raise_("TypeError", f"{name} returns {noun(interpreter, text)}")
            return text
    if is_exception(value.cls):
        args = value.fields.get("args", ())
        # As in Python, `str` of a KeyError quotes its key, so that an empty key can be seen.
        shows_repr = quoted or len(args) > 1 or value.cls.name == "KeyError"
        inner = ", ".join(represent(interpreter, arg, shows_repr, depth + 1) for arg in args)
        return f"{value.cls.name}({inner})" if quoted else (inner if len(args) < 2 else f"({inner})")
    return form(interpreter, value)


def _other(interpreter: Interpreter, value: Value, quoted: bool) -> str:
    if isinstance(value, _SIMPLE):
        return str(interpreter.call_host(repr, value))
    if isinstance(value, Class):
        return _class(value)
    interpreter.budget.spend(_LIVE)
    shown = interpreter.call_host(interpreter.host.text, interpreter, value, quoted)
    return form(interpreter, value) if shown is None else shown


def _class(value: Class) -> str:
    if members_of(value) is not None:
        return repr(members_of(value))
    # As Python shows it where the text is run as a script.
    place = value.module if value.node is None else "__main__"
    return f"<class '{place}{'.' if place else ''}{value.name}'>"


def noun(interpreter: Interpreter, value: Value) -> str:
    """Name a value's type for a sentence."""
    if value is None:
        return "None"
    if isinstance(value, Class | NativeClass):
        return say("interpreter.the-class", name=value.name)
    if isinstance(value, ModuleValue | Native | Absent):
        return value.name
    if isinstance(value, Instance):
        return value.cls.name
    cls = interpreter.host.class_of(value)
    return cls.name if cls is not None else type(value).__name__
