"""`torch.autograd.Function` at a prompt, where what forward keeps can be looked at, and `gradcheck`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import ModuleValue, Native
from builder.live.derivatives import Context
from builder.live.session.values import place_of
from builder.live.values import to_host

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class PromptContext(Context, TableValue):
    """What forward keeps for backward."""


def prompt_context(held: Any, name: str) -> Context:  # noqa: ANN401 - a context of torch
    """Return what stands for a context, and shows itself as torch's."""
    return PromptContext(held, place_of(f"torch.autograd.function.{name}Backward", PromptContext))


def _whole(name: str) -> Callable[..., Value]:
    """Return a function that takes all derivatives of one of the text, going back once for each element."""
    from torch.autograd import functional

    function = getattr(functional, name)

    def call(interpreter: Interpreter, func: Value, inputs: Value, create_graph: Value = False) -> Value:
        given = to_host(interpreter, tuple(inputs) if isinstance(inputs, list) else inputs)
        return function(lambda *tensors: interpreter.call(func, *tensors), given, interpreter.truth(create_graph))

    return call


def derivative_functions() -> ModuleValue:
    """Return `torch.autograd.functional`."""
    return ModuleValue(
        "torch.autograd.functional", {name: Native(name, _whole(name)) for name in ("jacobian", "hessian")}
    )


def check_gradients(interpreter: Interpreter, function: Value, inputs: Value, **choices: Value) -> bool:
    """Do `torch.autograd.gradcheck`."""
    given = tuple(inputs) if isinstance(inputs, tuple | list) else (inputs,)
    options = {
        name: value
        for name, value in choices.items()
        if name in ("eps", "atol", "rtol") and isinstance(value, int | float)
    }
    return torch.autograd.gradcheck(lambda *tensors: interpreter.call(function, *tensors), given, **options)  # type: ignore[arg-type]
