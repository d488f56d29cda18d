"""What Python itself raises where a name is looked for that it has not either."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING

from torch import Tensor, nn
from torch.distributions import Distribution

from builder.interpreter.exceptions import text_exception
from builder.interpreter.failures import Failure, Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.tables import TABLES
from builder.interpreter.values import BoundMethod, Function, Lazy, ModuleValue, Native, NativeClass
from builder.live.session.absent_packages import OF_TORCH

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_TYPES: dict[type, type] = {
    Function: types.FunctionType, BoundMethod: types.MethodType, Native: types.BuiltinFunctionType,
    Lazy: types.GeneratorType,
}  # fmt: skip


def as_python(interpreter: Interpreter, failure: Failure) -> Failure:
    """Return the exception that Python raises in place of a refusal; the refusal where Python goes on."""
    if not isinstance(failure, Refusal):
        return failure
    words = failure.python
    if words is not None and words[0] == "ModuleNotFoundError" and _is_python_s(words[1].split("'")[1]):
        return failure
    if isinstance(failure, Unknown) and failure.of is not None:
        words = _no_attribute(interpreter, *failure.of)
    if words is None:
        return failure
    exception = text_exception(*words)
    exception.hint = failure.hint if failure.hint and "?" in failure.hint else None
    return exception


def _is_python_s(module: str) -> bool:
    """Tell whether Python or torch has a module that is only not offered here."""
    root = module.partition(".")[0]
    return root in sys.stdlib_module_names or root in OF_TORCH


def _no_attribute(interpreter: Interpreter, value: Value, name: str) -> tuple[str, str] | None:
    if isinstance(value, ModuleValue):
        module = sys.modules.get(value.name)
        if module is None or name in dir(module):
            return None
        return "AttributeError", f"module {value.name!r} has no attribute {name[:60]!r}"
    if isinstance(value, NativeClass):
        kind = value.target or next(iter(value.types), None)
        if kind is None or hasattr(kind, name):
            return None
        return "AttributeError", f"type object {kind.__name__!r} has no attribute {name[:60]!r}"
    kind = _TYPES.get(type(value), type(value))
    known = kind in TABLES or kind in _TYPES.values() or isinstance(value, nn.Module | Tensor | Distribution)
    if not known or hasattr(kind, name):
        return None
    return "AttributeError", f"{interpreter.kind(value)!r} object has no attribute {name[:60]!r}"
