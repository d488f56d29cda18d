"""`datetime` at a prompt: dates, times and the spans between them."""

from __future__ import annotations

import ast
import datetime
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, Native
from builder.live.values import HostValue
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_MIRRORED: dict[type, type] = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
_WIDE = re.compile("%[^a-zA-Z%]")
"""A field with a width, which may be as wide as memory."""
_LONGEST = 200
_ATTRIBUTES = words("year month day hour minute second microsecond days seconds microseconds")
_METHODS = words(
    "strftime isoformat total_seconds date time timestamp weekday isoweekday ctime replace toordinal timetuple"
)


class Moment(TableValue, HostValue):
    """A date, a time or a span between two."""

    held: Any
    formats_itself = True

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - of several classes
        self.held = held
        self.cls = CLASSES[type(held)]

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return a part of it, or a method."""
        if name in _ATTRIBUTES and hasattr(self.held, name):
            return getattr(self.held, name)
        if name in _METHODS and hasattr(self.held, name):
            return Native(name, _method(self.held, name))
        return super().member(interpreter, name)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Add, subtract or compare."""
        given = other.held if isinstance(other, Moment) else other
        if op not in _OPERATORS or not isinstance(given, int | float | datetime.date | datetime.timedelta):
            return NotImplemented
        op = op if is_left else _MIRRORED.get(op, op)
        swapped = not is_left and op not in _MIRRORED
        return _wrap(_OPERATORS[op](*((given, self.held) if swapped else (self.held, given))))

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        return repr(self.held) if quoted else str(self.held)

    def format_value(self, interpreter: Interpreter, spec: str) -> str:
        """Format it by what stands behind the colon."""
        _check_format(interpreter, spec)
        return format(self.held, spec)

    def host(self) -> Value:
        """Return Python's own."""
        return self.held

    def truth(self) -> bool:
        """A span of no time is not true."""
        return bool(self.held)

    def __eq__(self, other: object) -> bool:
        """Be equal to the same moment."""
        return isinstance(other, Moment) and bool(self.held == other.held)

    def __hash__(self) -> int:
        """Stand for the moment in a dict."""
        return hash(self.held)


def _wrap(value: Any) -> Value:  # noqa: ANN401 - what Python's own return
    return Moment(value) if type(value) in CLASSES else value


def _check_format(interpreter: Interpreter, form: Value) -> None:
    # "%%" is a percent sign, and what stands behind it no width.
    if not isinstance(form, str) or len(form) > _LONGEST or _WIDE.search(form.replace("%%", "")):
        interpreter.raise_("ValueError", f"a format has at most {_LONGEST} characters, and a letter after each %")


def _method(held: Any, name: str) -> Callable[..., Value]:  # noqa: ANN401 - of several classes
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        if name == "strftime":
            _check_format(interpreter, args[0] if args else kwargs.get("format"))
        made = getattr(held, name)(*args, **kwargs)
        return tuple(made) if name == "timetuple" else _wrap(made)

    return call


def _constructor(kind: type) -> Callable[..., Value]:
    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        return Moment(kind(*args, **kwargs))

    return construct


def _class_method(kind: type, name: str) -> Native:
    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        if any(isinstance(arg, str) and len(arg) > _LONGEST for arg in args):
            interpreter.raise_("ValueError", f"a moment is written in at most {_LONGEST} characters")
        given = [arg.held if isinstance(arg, Moment) else arg for arg in args]
        return _wrap(getattr(kind, name)(*given, **kwargs))

    return Native(name, call)


_MAKERS: dict[type, tuple[str, ...]] = {
    datetime.datetime: words("now today utcnow fromtimestamp strptime fromisoformat combine"),
    datetime.date: words("today fromtimestamp fromisoformat fromordinal"),
    datetime.time: words("fromisoformat"),
    datetime.timedelta: (),
}
CLASSES: dict[type, TableClass] = {}
for _kind, _names in _MAKERS.items():
    CLASSES[_kind] = TableClass(f"datetime.{_kind.__name__}", type(_kind.__name__, (Moment,), {}), _constructor(_kind))
    CLASSES[_kind].members |= {name: _class_method(_kind, name) for name in _names}


def moment_module() -> ModuleValue:
    """Return the module."""
    return ModuleValue("datetime", {cls.name: cls for cls in CLASSES.values()})


def strftime(interpreter: Interpreter, form: Value, moment: Value = None) -> str:
    """Write the time as `time.strftime` does, that of now where none is given."""
    import time

    _check_format(interpreter, form)
    return time.strftime(form) if moment is None else time.strftime(form, tuple(moment))
