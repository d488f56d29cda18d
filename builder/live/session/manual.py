"""`help` at a prompt: what Python's own prints of a function, a class or a module, by its first lines."""

from __future__ import annotations

import ast
import pydoc
import re
import sys
import types
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn

from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Class, Function, Instance, ModuleValue, Native, NativeClass
from builder.live.classes import class_of_module
from builder.live.values import FUNCTIONS
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_LINES = 120
_MOST_DOC = 20_000
_ADDRESS = re.compile("0x[0-9a-f]{8,}")


def show_help(interpreter: Interpreter, value: Value = None) -> None:
    """Print it."""
    lines = _help(interpreter, value).rstrip("\n").split("\n")
    interpreter.budget.spend(len(lines))
    text = _ADDRESS.sub("0x7f0000000000", "\n".join(lines[:_MOST_LINES]))
    interpreter.print(f"{text}\n\n" if len(lines) <= _MOST_LINES else f"{text}\n{_more(len(lines) - _MOST_LINES)}\n")


def _more(count: int) -> str:
    return say("live.help-more", count=count)


def _help(interpreter: Interpreter, value: Value) -> str:
    written = _help_in_text(interpreter, value)
    if written is not None:
        return written
    real = _real(value)
    if isinstance(real, types.ModuleType):
        return _of_module(real)
    title = f"Help on {interpreter.kind(value)} object:\n\n"
    return title + interpreter.repr(value) if real is None else pydoc.plain(pydoc.render_doc(real, "Help on %s:"))


def _help_in_text(interpreter: Interpreter, value: Value) -> str | None:
    """Return the help of what the text itself has written."""
    match value:
        case Function():
            return f"Help on function {value.name} in module __main__:\n\n{_function(value, '')}"
        case BoundMethod(function=Function() as function):
            owner = interpreter.kind(value.owner)
            title = f"Help on method {function.name} in module __main__:\n\n"
            return title + _function(function, f" method of __main__.{owner} instance")
        case Class():
            return f"Help on class {value.name} in module __main__:\n\n{_class(value)}"
        case Instance():
            return f"Help on {value.cls.name} in module __main__ object:\n\n{_class(value.cls)}"
        case nn.Module() if isinstance(cls := class_of_module(value), Class):
            return f"Help on {cls.name} in module __main__ object:\n\n{_class(cls)}"
    return None


def _function(value: Function, of: str) -> str:
    doc = "".join(f"\n    {line}".rstrip() for line in (value.doc or "")[:_MOST_DOC].split("\n") if value.doc)
    skip = 1 if of else 0
    args = value.node.args
    if skip:
        args = ast.arguments(**{**dict(ast.iter_fields(args)), "args": args.args[skip:]})
    returns = getattr(value.node, "returns", None)
    arrow = f" -> {ast.unparse(returns)}" if returns is not None else ""
    return f"{value.name}({ast.unparse(args)}){arrow}{of}{doc}\n"


def _class(cls: Class) -> str:
    bases = ", ".join(base.name if isinstance(base, Class) else _place(base) for base in cls.bases) or "builtins.object"
    parts = [f"class {cls.name}({bases})", *(f" |  {line}".rstrip() for line in (cls.doc or "").split("\n") if cls.doc)]
    parts += [" |", " |  Methods defined here:"]
    for member in cls.namespace.values():
        if isinstance(member, Function):
            parts += [" |", *(f" |  {line}".rstrip() for line in _function(member, "").rstrip().split("\n"))]
    return "\n".join(parts)


def _place(cls: NativeClass) -> str:
    return repr(cls).removeprefix("<class '").removesuffix("'>")


def _real(value: Value) -> Any:  # noqa: ANN401 - an object of torch
    """Return the object of torch or of Python that a value stands for."""
    if isinstance(value, Native):
        return FUNCTIONS.get(value) or getattr(__builtins__, value.name, None)
    if isinstance(value, NativeClass):
        return value.target or next(iter(value.types), None)
    if isinstance(value, ModuleValue):
        return sys.modules.get(value.name)
    if isinstance(value, BoundMethod):
        return getattr(type(value.owner) if isinstance(value.owner, Tensor) else value.owner, value.function.name, None)
    return value if isinstance(value, nn.Module) else type(value) if isinstance(value, Tensor) else None


def _of_module(module: types.ModuleType) -> str:
    """Return the beginning of the help of a module, all of which would be the help of each thing in it."""
    doc = (module.__doc__ or "").strip().replace("\n", "\n    ")
    name = f"{module.__name__} - {doc}" if doc else module.__name__
    shown = "\n    ".join(name for name in dir(module) if not name.startswith("_"))
    return f"Help on module {module.__name__}:\n\nNAME\n    {name}\n\nPACKAGE CONTENTS\n    {shown}\n"
