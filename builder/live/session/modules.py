"""The modules that only a prompt can import."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from torch import Tensor, nn

from builder.interpreter.arrays.functions import arrays_module, print_functions
from builder.interpreter.arrays.random import random_arrays
from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.memory import set_data
from builder.live.parametrized import parametrization_modules
from builder.live.randomness import random_module
from builder.live.session.absent_packages import known_elsewhere
from builder.live.session.clocks import time_module
from builder.live.session.contexts import context_module
from builder.live.session.datasets import dataset_modules
from builder.live.session.optimizers import check_options, optimizer_module
from builder.live.session.paths import path_modules
from builder.live.session.schedulers import scheduler_modules
from builder.live.session.standard.algorithms import algorithm_modules
from builder.live.session.standard.moments import moment_module
from builder.live.session.standard.notation import notation_modules
from builder.live.session.standard.patterns import pattern_module
from builder.live.values import native
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

CLIPS = words("clip_grad_norm_ clip_grad_value_")


def _clip(name: str) -> Native:
    """Return a function that goes from tensor to tensor, so that each operation is one that is known."""
    function = native(name, partial(getattr(nn.utils, name), foreach=False))

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        check_options(kwargs)
        return function.function(interpreter, *args, **kwargs)

    return Native(name, call)


def _to_parameters(interpreter: Interpreter, vec: Value, parameters: Value) -> None:
    """Set the values of parameters, each of which then is part of the vector."""
    given = collect(interpreter, parameters)
    if not isinstance(vec, Tensor) or not all(isinstance(one, Tensor) for one in given):
        interpreter.raise_("TypeError", f"expected torch.Tensor, but got: {interpreter.kind(vec)}")
    place = 0
    for one in given:
        set_data(one, vec[place : place + one.numel()].view_as(one).detach())
        place += one.numel()


def _numpy() -> dict[str, ModuleValue]:
    made = arrays_module(random_arrays())
    made["numpy"].members |= print_functions()
    return made


def session_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    gradients: dict[str, Value] = {name: _clip(name) for name in CLIPS}
    gradients["parameters_to_vector"] = native("parameters_to_vector", nn.utils.parameters_to_vector)
    gradients["vector_to_parameters"] = Native("vector_to_parameters", _to_parameters)
    return {
        "time": time_module(),
        "contextlib": context_module(),
        **notation_modules(),
        **algorithm_modules(),
        "datetime": moment_module(),
        "re": pattern_module(),
        **known_elsewhere(),
        **scheduler_modules(),
        **_numpy(),
        "random": random_module(),
        **path_modules(),
        "torch.optim": optimizer_module(),
        "torch.nn.utils": ModuleValue(
            "torch.nn.utils", {**parametrization_modules()["torch.nn.utils"].members, **gradients}
        ),
        **dataset_modules(),
    }
