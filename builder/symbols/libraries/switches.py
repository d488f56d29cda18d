"""What a `with` statement switches, where a text is read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_BACKENDS = ("ERROR", "MATH", "FLASH_ATTENTION", "EFFICIENT_ATTENTION", "CUDNN_ATTENTION", "OVERRIDEABLE")


class Plain:
    """An object of torch that a document has no use for: a device, what `no_grad` returns."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def _set_grad_enabled(interpreter: Interpreter, mode: Value) -> Plain:
    """Return what `torch.no_grad()` returns, where it is that.

    Raises:
        Absence: it is no `with` statement, after which it stays switched.
    """
    if not isinstance(interpreter.statement, ast.With):
        raise Absence(say("live.left-switched"), say("live.left-switched.hint"))
    if not isinstance(mode, bool):
        raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
    return Plain("torch.enable_grad()" if mode else "torch.no_grad()")


def _sdpa_kernel(interpreter: Interpreter, backends: Value, set_priority: Value = False) -> Plain:
    return Plain("torch.nn.attention.sdpa_kernel")


def switch_modules(torch_members: dict[str, Value], nn_members: dict[str, Value]) -> dict[str, ModuleValue]:
    """Add what there is to `torch`, and return the modules that are new."""
    torch_members["set_grad_enabled"] = Native("set_grad_enabled", _set_grad_enabled)
    backends = ModuleValue("SDPBackend", {name: Plain(f"SDPBackend.{name}") for name in _BACKENDS})
    attention = ModuleValue(
        "torch.nn.attention", {"sdpa_kernel": Native("sdpa_kernel", _sdpa_kernel), "SDPBackend": backends}
    )
    nn_members["attention"] = attention
    return {"torch.nn.attention": attention}
