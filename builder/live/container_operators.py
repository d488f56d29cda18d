"""`+` and `*` of live containers, by torch's own operators; what they hold is shared, not copied."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from torch import nn

from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def binary(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Return a new container of what both hold, or of what one holds several times."""
    if op is ast.Add and isinstance(left, nn.Sequential | nn.ModuleList):
        return left + _modules_to_append(interpreter, left, right)
    holder, times = (right, left) if isinstance(left, int) else (left, right)
    if op is not ast.Mult or not isinstance(holder, nn.Sequential) or not isinstance(times, int):
        return NotImplemented
    interpreter.budget.hold(max(times, 0) * len(holder))
    return holder * times


def inplace(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Append to a container what another one holds, or what it holds itself several times."""
    if op is ast.Add and isinstance(left, nn.Sequential | nn.ModuleList | nn.ParameterList):
        left += _modules_to_append(interpreter, left, right)
        return left
    if op is not ast.Mult or not isinstance(left, nn.Sequential) or not isinstance(right, int):
        return NotImplemented
    interpreter.budget.hold(max(right, 0) * len(left))
    left *= right
    return left


def _modules_to_append(
    interpreter: Interpreter, left: nn.Sequential | nn.ModuleList | nn.ParameterList, right: Value
) -> Value:
    """Return what is appended: a ModuleList takes whatever gives modules."""
    return right if isinstance(left, nn.Sequential) or isinstance(right, nn.Module) else collect(interpreter, right)
