"""f-strings, `format`, `%` and `str.format`, with bounded widths; a field is a number or a name and goes no further."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

from builder.interpreter.enums import Member, class_of_member
from builder.interpreter.failures import LimitExceeded, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.text import represent
from builder.interpreter.values import Instance
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SPEC = re.compile(r"(?:.?[<>=^])?[-+ ]?z?#?0?(\d{0,9})[,_]?(?:\.(\d{1,9}))?[bcdeEfFgGnosxX%]?", re.DOTALL)
_PERCENT = re.compile(r"%(?:\((\w{1,50})\))?[-+ #0]*(\d{0,9})(?:\.(\d{0,9}))?([a-zA-Z%])")
_FIELD = re.compile(r"[A-Za-z]\w{0,50}|\d{0,4}", re.ASCII)


def join_fields(interpreter: Interpreter, node: ast.JoinedStr, scope: Scope) -> str:
    """Return the text of an f-string."""
    parts: list[str] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = interpreter.evaluate(part.value, scope)
            if part.conversion != -1:
                value = represent(interpreter, value, quoted=part.conversion != ord("s"))
            spec = (
                join_fields(interpreter, part.format_spec, scope) if isinstance(part.format_spec, ast.JoinedStr) else ""
            )
            parts.append(format_value(interpreter, value, spec))
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    interpreter.budget.hold(sum(map(len, parts)), "string")
    return "".join(parts)


def format_value(interpreter: Interpreter, value: Value, spec: str) -> str:
    """Return `format(value, spec)`.

    Raises:
        LimitExceeded: the width or the precision is too large.
    """
    itself = _by_itself(interpreter, value, spec)
    if itself is not None:
        return itself
    plain = isinstance(value, int | float | complex | str)
    if not spec:
        shown = None if plain else interpreter.call_host(interpreter.host.format_value, interpreter, value, spec)
        return represent(interpreter, value, quoted=False) if shown is None else str(shown)
    found = _SPEC.fullmatch(spec) if isinstance(spec, str) else None
    if found is None:
        interpreter.raise_("ValueError", f"Invalid format specifier {str(spec)[:40]!r}")
    # Before Python formats it, which fills the whole width in one step.
    _require_width(interpreter, found[1], found[2])
    if plain:
        return str(interpreter.call_host(format, value, spec))
    shown = interpreter.call_host(interpreter.host.format_value, interpreter, value, spec)
    if shown is None:
        kind = "NoneType" if value is None else interpreter.noun(value)
        interpreter.raise_("TypeError", f"unsupported format string passed to {kind}.__format__")
    return str(shown)


def _by_itself(interpreter: Interpreter, value: Value, spec: str) -> str | None:
    """Return the text of what knows best how it is formatted; None of all others."""
    if isinstance(value, Instance):
        written = value.cls.find("__format__")
        if written is not None:
            return str(interpreter.call(written[1], value, spec))
    if getattr(value, "formats_itself", False):
        return str(interpreter.call_host(value.format_value, interpreter, spec))
    if isinstance(value, Member) and not spec and class_of_member(value).find("__str__") is None:
        return str(interpreter.call_host(format, value))
    return None


def _require_width(interpreter: Interpreter, *numbers: str | None) -> None:
    most = interpreter.limits.format_width
    for number in numbers:
        if number and int(number) > most:
            raise LimitExceeded(
                say("interpreter.format-width", most=most, width=int(number)), say("interpreter.format-width.hint")
            )


def percent(interpreter: Interpreter, text: str, values: Value) -> str:
    """Return `text % values`.

    Raises:
        Refusal: the format is not supported.
        LimitExceeded: a width or a precision is too large.
        RaisedException: a TypeError: there are too few or too many values; a KeyError: a name has none.
    """
    made, end, used = [], 0, 0
    given = values if isinstance(values, tuple) else (values,)
    while (start := text.find("%", end)) >= 0:
        interpreter.budget.spend(1)
        found = _PERCENT.match(text, start)
        if found is None:
            raise Refusal(say("interpreter.percent-format"), say("interpreter.percent-format.hint"))
        made.append(text[end:start])
        end = found.end()
        _require_width(interpreter, found[2], found[3])
        if found[4] == "%":
            made.append("%")
            continue
        if found[1] is not None:
            if not isinstance(values, dict):
                interpreter.raise_("TypeError", "format requires a mapping")
            value = interpreter.call_host(values.__getitem__, found[1])
        elif used < len(given):
            value, used = given[used], used + 1
        else:
            interpreter.raise_("TypeError", "not enough arguments for format string")
        made.append(_convert(interpreter, found, value))
    made.append(text[end:])
    if used < len(given) and not isinstance(values, dict):
        interpreter.raise_("TypeError", "not all arguments converted during string formatting")
    interpreter.budget.hold(sum(map(len, made)), "string")
    return "".join(made)


def _convert(interpreter: Interpreter, found: re.Match[str], value: Value) -> str:
    kind = found[4]
    spec = found[0] if found[1] is None else found[0].replace(f"({found[1]})", "", 1)
    if kind in "sra":
        value, spec = represent(interpreter, value, quoted=kind != "s"), f"{spec[:-1]}s"
    elif not isinstance(value, int | float | str):
        value = interpreter.call_host(interpreter.host.number, value)
    return str(interpreter.call_host(spec.__mod__, (value,)))


def fill_fields(interpreter: Interpreter, text: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> str:
    """Return `text.format(...)`, whose fields are numbers and names alone: none looks into a value.

    Raises:
        Refusal: a field looks into a value, or a format has fields of its own.
    """
    interpreter.budget.spend(len(text) // 16)
    made, count = [], 0
    for literal, field, spec, conversion in interpreter.call_host(list, Formatter().parse(text)):
        made.append(literal)
        if field is None:
            continue
        # `{0.attribute}` and `{0[key]}` would read members of values past the interpreter's own checks.
        if not _FIELD.fullmatch(field) or "{" in spec:
            raise Refusal(
                say("interpreter.format-field", field="{" + field + "}"), say("interpreter.format-field.hint", i="{i}")
            )
        key: Value = field if field and not field.isdecimal() else int(field or count)
        count += not field
        value = interpreter.call_host((kwargs if isinstance(key, str) else args).__getitem__, key)
        if conversion:
            value = represent(interpreter, value, quoted=conversion != "s")
        made.append(format_value(interpreter, value, spec))
        interpreter.budget.hold(len(made[-1]), "string")
    interpreter.budget.hold(sum(map(len, made)), "string")
    return "".join(made)
