"""`argparse` as pasted files use it: parsing returns the default of each argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Class, Instance, ModuleValue, Native, NativeClass
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 1_000
_FLAGS = {"store_true": False, "store_false": True}
_NAMESPACE = Class("Namespace", (), {})


def _add(interpreter: Interpreter, parser: Instance, /, *names: Value, **kwargs: Value) -> None:
    """Note the default of an argument."""
    interpreter.budget.hold(1)
    given = parser.fields["defaults"]
    title = kwargs.get("dest") or next((n for n in names if isinstance(n, str) and n.startswith("--")), names[0])
    if not isinstance(title, str) or len(given) >= _MOST:
        interpreter.raise_("ValueError", "an argument has a name")
    name = title.lstrip("-").replace("-", "_")[:80]
    if name.startswith("_"):
        interpreter.raise_("ValueError", "an argument has a plain name")
    positional = not title.startswith("-") and "dest" not in kwargs
    if "default" in kwargs:
        given.setdefault(name, _convert_default(interpreter, kwargs["default"], kwargs.get("type")))
    elif kwargs.get("action") in _FLAGS:
        given.setdefault(name, _FLAGS[kwargs["action"]])
    else:
        needed = kwargs.get("required") is True or (positional and kwargs.get("nargs") not in ("?", "*"))
        given.setdefault(name, Absent(say("interpreter.the-argument", name=name), called=True) if needed else None)


def _convert_default(interpreter: Interpreter, default: Value, kind: Value) -> Value:
    return interpreter.call(kind, default) if isinstance(default, str) and kind is not None else default


def _parse(interpreter: Interpreter, parser: Instance, /, *args: Value, **kwargs: Value) -> Instance:
    made = Instance(_NAMESPACE)
    interpreter.budget.hold(len(parser.fields["defaults"]))
    made.fields.update(parser.fields["defaults"])
    return made


def _parse_known_args(
    interpreter: Interpreter, parser: Instance, /, *args: Value, **kwargs: Value
) -> tuple[Value, ...]:
    return _parse(interpreter, parser), []


def _group(interpreter: Interpreter, parser: Instance, /, *args: Value, **kwargs: Value) -> Instance:
    return parser


def _set_defaults(interpreter: Interpreter, parser: Instance, /, **kwargs: Value) -> None:
    interpreter.budget.hold(len(kwargs))
    parser.fields["defaults"].update(kwargs)


def _absent(interpreter: Interpreter, parser: Instance, /, *args: Value, **kwargs: Value) -> Absent:
    return Absent("argparse.add_subparsers", called=True)


def _nothing(interpreter: Interpreter, parser: Instance, /, *args: Value, **kwargs: Value) -> None:
    return None


_METHODS: dict[str, Callable[..., Value]] = {
    "add_argument": _add, "parse_args": _parse, "parse_known_args": _parse_known_args, "add_argument_group": _group,
    "add_mutually_exclusive_group": _group, "add_subparsers": _absent, "set_defaults": _set_defaults,
    "print_help": _nothing,
}  # fmt: skip
_PARSER = Class("ArgumentParser", (), {name: Native(f"method {name}", method) for name, method in _METHODS.items()})


def _parser(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Instance:
    made = Instance(_PARSER)
    made.fields["defaults"] = {}
    return made


def _space(interpreter: Interpreter, /, **kwargs: Value) -> Instance:
    made = Instance(_NAMESPACE)
    interpreter.budget.hold(len(kwargs))
    made.fields.update(kwargs)
    return made


def argparse_module() -> ModuleValue:
    """Return the module."""
    members: dict[str, Value] = {"ArgumentParser": NativeClass("ArgumentParser", _parser)}
    members["Namespace"] = NativeClass("Namespace", _space)
    return ModuleValue("argparse", members, rest=True)
