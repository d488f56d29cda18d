"""`+` and `*` of containers, as torch/nn/modules/container.py defines them: what they hold is shared, not copied."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.symbols.modules.containers import append, extend
from builder.symbols.modules.layers import NN_CLASSES
from builder.symbols.values import ModuleSymbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def binary(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Return a new container of what both hold, or of what one holds several times."""
    if op is ast.Mult:
        times, holder = (left, right) if isinstance(left, int) else (right, left)
        return _concatenate(interpreter, holder, _children(holder) * _times(interpreter, holder, times))
    if op is not ast.Add or not _joins(left, right):
        return NotImplemented
    return _concatenate(interpreter, left, [*_children(left), *collect(interpreter, right)])


def inplace(interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
    """Append to a container what another one holds, or what it holds itself several times."""
    if op is ast.Mult:
        return extend(interpreter, left, _children(left) * (_times(interpreter, left, right) - 1))
    # torch.nn.ParameterList has `__iadd__` and no `__add__`.
    grows = isinstance(left, ModuleSymbol) and left.kind == "ParameterList"
    if op is not ast.Add or not (grows or _joins(left, right)):
        return NotImplemented
    return extend(interpreter, left, right)


def _joins(left: Value, right: Value) -> bool:
    """Tell whether there is `left + right`: a Sequential takes another one, a ModuleList whatever holds modules."""
    if not isinstance(left, ModuleSymbol):
        return False
    sequential = isinstance(right, ModuleSymbol) and right.kind == "Sequential"
    return (left.kind == "Sequential" and sequential) or left.kind == "ModuleList"


def _times(interpreter: Interpreter, holder: Value, times: Value) -> int:
    if not isinstance(holder, ModuleSymbol) or holder.kind != "Sequential" or not isinstance(times, int):
        raise TypeError(f"unsupported operand type(s) for *: {interpreter.noun(holder)} and {interpreter.noun(times)}")
    if times <= 0:
        raise ValueError(f"Non-positive multiplication factor {times} for {holder.cls.name}")
    interpreter.budget.hold(times * len(holder.children))
    return times


def _children(symbol: ModuleSymbol) -> list[Value]:
    return list(symbol.children.values())


def _concatenate(interpreter: Interpreter, like: ModuleSymbol, modules: list[Value]) -> ModuleSymbol:
    made = ModuleSymbol(NN_CLASSES[like.kind], like.place)
    made.ready = True
    for module in modules:
        append(interpreter, made, module)
    return made
