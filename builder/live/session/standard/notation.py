"""`json`, `pprint` and `string` at a prompt."""

from __future__ import annotations

import json
import pprint
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter import attributes
from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.exceptions import EXCEPTIONS
from builder.interpreter.failures import LimitExceeded, RaisedException
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Instance, ModuleValue, Native
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_DEEPEST = 50
DECODE_ERROR = Class("JSONDecodeError", (EXCEPTIONS["ValueError"],), {})
DECODE_ERROR.module = "json.decoder"
DECODE_ERROR.mro = (DECODE_ERROR, *EXCEPTIONS["ValueError"].mro)
_MOST_INDENT = 20


def _dumps(  # noqa: PLR0913 - as Python's
    interpreter: Interpreter,
    value: Value,
    *,
    indent: Value = None,
    sort_keys: Value = False,
    ensure_ascii: Value = True,
    separators: Value = None,
    default: Value = None,
) -> str:
    interpreter.budget.weigh(value)
    if isinstance(indent, int) and indent > _MOST_INDENT:
        indent = _MOST_INDENT

    def other(item: Value) -> Value:
        if default is None or isinstance(item, NumpyValue):
            interpreter.raise_("TypeError", f"Object of type {interpreter.kind(item)} is not JSON serializable")
        interpreter.budget.spend(1)
        made = interpreter.call(default, item)
        interpreter.budget.weigh(made)
        return made

    text = json.dumps(
        value,
        indent=indent,
        sort_keys=interpreter.truth(sort_keys),
        ensure_ascii=interpreter.truth(ensure_ascii),
        separators=None if separators is None else tuple(separators),
        default=other,
    )
    interpreter.budget.hold(len(text), "string")
    return text


def _loads(interpreter: Interpreter, text: Value) -> Value:
    if not isinstance(text, str):
        kind = interpreter.kind(text)
        interpreter.raise_("TypeError", f"the JSON object must be str, bytes or bytearray, not {kind}")
    interpreter.budget.hold(len(text), "string")
    _check_depth(text)
    interpreter.budget.hold(text.count(",") + text.count(":") + 1)
    try:
        return json.loads(text, parse_int=lambda digits: _whole(interpreter, digits))
    except json.JSONDecodeError as error:
        made = Instance(DECODE_ERROR)
        made.fields["args"] = (str(error),)
        raise RaisedException(made) from None


def _whole(interpreter: Interpreter, digits: str) -> int:
    # A digit takes less than four bits; asked before Python works the number out.
    interpreter.budget.bits(len(digits) * 4)
    return int(digits)


def _check_depth(text: str) -> None:
    depth = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            raise LimitExceeded(say("interpreter.depth", limit=_DEEPEST), say("interpreter.depth.hint"))


class _Printer(pprint.PrettyPrinter):
    """Python's own, which asks the interpreter for the text of each value."""

    def __init__(self, interpreter: Interpreter, **options: Any) -> None:  # noqa: ANN401 - options of Python's
        super().__init__(**options)
        self.interpreter = interpreter

    def format(self, object: Value, context: Any, maxlevels: int, level: int) -> tuple[str, bool, bool]:  # noqa: ANN401 - as Python's
        """Return the text of a value."""
        if type(object) in (dict, list, tuple, str, int, float, bool, type(None)):
            return super().format(object, context, maxlevels, level)
        self.interpreter.budget.spend(1)
        return self.interpreter.repr(object), True, False


def _pformat(interpreter: Interpreter, value: Value, indent: Value = 1, width: Value = 80, **options: Value) -> str:
    interpreter.budget.weigh(value)
    if not 1 <= interpreter.host.index(width) <= 1_000 or not 0 <= interpreter.host.index(indent) <= _MOST_INDENT:
        interpreter.raise_("ValueError", "width must be from 1 to 1000, and indent to 20")
    sort = interpreter.truth(options.pop("sort_dicts", True))
    compact = interpreter.truth(options.pop("compact", False))
    depth = options.pop("depth", None)
    if options:
        interpreter.raise_("TypeError", f"pformat() got an unexpected keyword argument {next(iter(options))[:60]!r}")
    printer = _Printer(interpreter, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort)
    text = printer.pformat(value)
    interpreter.budget.hold(len(text), "string")
    return text


def _pprint(interpreter: Interpreter, value: Value, *args: Value, **options: Value) -> None:
    interpreter.print(f"{_pformat(interpreter, value, *args, **options)}\n")


def _dump(interpreter: Interpreter, value: Value, file: Value, **options: Value) -> None:
    interpreter.call(attributes.get(interpreter, file, "write"), _dumps(interpreter, value, **options))


def _load(interpreter: Interpreter, file: Value) -> Value:
    return _loads(interpreter, interpreter.call(attributes.get(interpreter, file, "read")))


def notation_modules() -> dict[str, ModuleValue]:
    """Return the modules by name."""
    written: dict[str, Callable[..., Value]] = {"dumps": _dumps, "loads": _loads, "dump": _dump, "load": _load}
    return {
        "json": ModuleValue(
            "json",
            {**{name: Native(name, function) for name, function in written.items()}, "JSONDecodeError": DECODE_ERROR},
        ),
        "pprint": ModuleValue(
            "pprint",
            {"pprint": Native("pprint", _pprint), "pformat": Native("pformat", _pformat), "pp": Native("pp", _pprint)},
        ),
    }
