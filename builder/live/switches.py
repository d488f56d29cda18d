"""What a `with` statement switches in a forward: gradients, and the kernels of attention."""

from __future__ import annotations

import ast
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue, no_objects
from builder.interpreter.values import ModuleValue, Native
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Switch(TableValue):
    """What such a call returns."""

    def enter(self) -> AbstractContextManager[object]:
        """Return the context manager of torch.

        Raises:
            NotImplementedError: always, in this base class.
        """
        raise NotImplementedError


class Gradients(Switch):
    """`torch.set_grad_enabled(mode)`."""

    def __init__(self, mode: bool) -> None:
        self.mode = mode

    def enter(self) -> AbstractContextManager[object]:
        """Return the context manager of torch, which switches as soon as it is made."""
        return torch.set_grad_enabled(self.mode)


class Backend(TableValue):
    """A member of `SDPBackend`."""

    def __init__(self, held: SDPBackend) -> None:
        self.held = held

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        return repr(self.held) if quoted else str(self.held)


class Kernels(Switch):
    """`sdpa_kernel(backends)`."""

    def __init__(self, backends: list[SDPBackend], set_priority: bool) -> None:
        self.backends = backends
        self.set_priority = set_priority

    def enter(self) -> AbstractContextManager[object]:
        """Return the context manager of torch."""
        return sdpa_kernel(self.backends, self.set_priority)


_GRADIENTS = TableClass("torch.autograd.grad_mode.set_grad_enabled", Gradients, no_objects)
_BACKEND = TableClass("torch.nn.attention.SDPBackend", Backend, no_objects)
_KERNELS = TableClass("contextlib._GeneratorContextManager", Kernels, no_objects)


def _set_grad_enabled(interpreter: Interpreter, mode: Value) -> Gradients:
    """Return the switch for a `with` statement.

    Raises:
        Refusal: it would stay switched after the forward.
    """
    if not isinstance(interpreter.statement, ast.With):
        raise Refusal(say("live.left-switched"), say("live.left-switched.hint"))
    if not isinstance(mode, bool):
        kind = interpreter.kind(mode)
        interpreter.raise_("TypeError", f"set_grad_enabled(): argument 'enabled' (position 1) must be bool, not {kind}")
    return Gradients(mode)


def _sdpa_kernel(interpreter: Interpreter, backends: Value, set_priority: Value = False) -> Kernels:
    given = backends if isinstance(backends, list | tuple) else [backends]
    if not given or not all(isinstance(one, Backend) for one in given):
        interpreter.raise_(
            "AssertionError", "Backend must be an instance of SDPBackend or a list of SDPBackend instances"
        )
    return Kernels([one.held for one in given], interpreter.truth(set_priority))


def switch_modules(torch_members: dict[str, Value], nn_members: dict[str, Value]) -> dict[str, ModuleValue]:
    """Add what there is to `torch`, and return the modules that are new."""
    torch_members["set_grad_enabled"] = Native("set_grad_enabled", _set_grad_enabled)
    backends = ModuleValue("SDPBackend", {name: Backend(one) for name, one in SDPBackend.__members__.items()})
    attention = ModuleValue(
        "torch.nn.attention", {"sdpa_kernel": Native("sdpa_kernel", _sdpa_kernel), "SDPBackend": backends}
    )
    nn_members["attention"] = attention
    return {"torch.nn.attention": attention}
