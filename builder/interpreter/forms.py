"""How Python writes what has no text of its own: functions, methods, generators and objects, each with an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.identity import address
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Function, Instance, Lazy, Native, Wrapper

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def form(interpreter: Interpreter, value: Value) -> str:
    """Return `repr(value)`; the address is a number of its own, see `identity`."""
    match value:
        case Wrapper():
            return f"<function {value.name} at {address(interpreter, value)}>"
        case Function():
            return f"<function {value.qualified_name} at {address(interpreter, value)}>"
        case BoundMethod(function=Function() as function):
            return f"<bound method {function.qualified_name} of {interpreter.repr(value.owner)}>"
        case BoundMethod(function=Native() as function):
            owner = f"{interpreter.kind(value.owner)} object at {address(interpreter, value.owner)}"
            return f"<built-in method {function.name} of {owner}>"
        case Lazy():
            code = f" {value.code}" if value.code else ""
            return f"<{value.name} object{code} at {address(interpreter, value)}>"
        case Instance():
            place = "object" if value.cls.name == "object" else f"__main__.{value.cls.name}"
            return f"<{place} object at {address(interpreter, value)}>"
    return repr(value)
