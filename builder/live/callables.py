"""How torch's own functions and the methods of modules are written: with an address that is not the host's."""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING

from torch import nn

from builder.interpreter.identity import address
from builder.interpreter.values import BoundMethod, Native
from builder.live.values import FUNCTIONS

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_ADDRESS = re.compile("0x[0-9a-f]+")


def callable_text(interpreter: Interpreter, value: Native | BoundMethod) -> str | None:
    """Return `repr(value)` of a function of torch or a method of a module, or None for others."""
    if isinstance(value, BoundMethod):
        if not isinstance(value.owner, nn.Module) or not isinstance(value.function, Native):
            return None
        method = getattr(type(value.owner), value.function.name)
        return f"<bound method {method.__qualname__} of {interpreter.repr(value.owner)}>"
    function = FUNCTIONS.get(value)
    if function is None:
        return None
    if isinstance(function, types.FunctionType):
        return f"<function {function.__qualname__} at {address(interpreter, value)}>"
    return _ADDRESS.sub(address(interpreter, value), repr(function))
