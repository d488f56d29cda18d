"""`torch.optim` at a prompt: torch's own optimizers, whose every operation is looked at as any other is."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from torch import Tensor, no_grad

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, NativeClass
from builder.live.device import cpu_words
from builder.live.values import to_host
from builder.sentences import Sentence, say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

OPTIMIZERS = {"SGD": "sgd", "Adam": "adam", "AdamW": "adamw", "RMSprop": "rmsprop", "Adagrad": "adagrad"}
"""Each with the file of torch.optim that it is in."""
_FUSED = words("foreach fused capturable differentiable")
"""Ways to compute the same on a GPU; their kernels take their arguments on trust."""
_NUMBERS = (int, float, str, type(None))


@lru_cache
def _bare(name: str) -> Any:  # noqa: ANN401 - a class of torch
    """Return an optimizer's class without the marks for profilers and compilers, which load for seconds."""
    import torch.optim
    from torch.optim.optimizer import Optimizer

    kind = getattr(torch.optim, name)
    step = no_grad()(inspect.unwrap(kind.step))
    step.hooked = True  # torch then puts no profiler around it
    return type(name, (kind,), {"add_param_group": inspect.unwrap(Optimizer.add_param_group), "step": step})


class SessionOptimizer(TableValue):
    """An optimizer."""

    attributes = ("param_groups", "defaults")
    methods = ("step", "zero_grad", "state_dict", "load_state_dict", "add_param_group")

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - an optimizer of torch
        self.held = held

    @property
    def param_groups(self) -> Value:
        """The groups of parameters, whose numbers can be set."""
        return self.held.param_groups

    @property
    def defaults(self) -> Value:
        """The numbers of a group that gives none."""
        return dict(self.held.defaults)

    def step(self, interpreter: Interpreter, closure: Value = None) -> Value:
        """Change the parameters."""
        self.check(interpreter)
        return self.held.step(None if closure is None else lambda: interpreter.call(closure))

    def zero_grad(self, interpreter: Interpreter, set_to_none: bool = True) -> None:
        """Forget the gradients."""
        self.check(interpreter)
        self.held.zero_grad(interpreter.truth(set_to_none))

    def state_dict(self, interpreter: Interpreter) -> Value:
        """Return the state and the groups, in which numbers stand for the parameters."""
        self.check(interpreter)
        return self.held.state_dict()

    def load_state_dict(self, interpreter: Interpreter, state_dict: Value) -> None:
        """Take over a state."""
        self.held.load_state_dict(to_host(interpreter, state_dict))
        self.check(interpreter)

    def add_param_group(self, interpreter: Interpreter, param_group: Value) -> None:
        """Add parameters with numbers of their own."""
        given = to_host(interpreter, param_group)
        if not isinstance(given, dict):
            interpreter.raise_("TypeError", f"param_group must be a dict, but got {type(given)}")
        check_options(given)
        _check_group(interpreter, given)
        self.held.add_param_group(given)
        self.check(interpreter)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as torch does."""
        self.check(interpreter)
        return repr(self.held)

    def check(self, interpreter: Interpreter) -> None:
        """Look through the groups, in which a text may have put anything.

        Raises:
            Refusal: a group computes on a GPU.
            RaisedException: a TypeError: something in them is no parameter or no number.
        """
        interpreter.budget.weigh(self.held.param_groups)
        for group in self.held.param_groups:
            params = group.get("params") if isinstance(group, dict) else None
            if not isinstance(params, list) or not all(isinstance(one, Tensor) for one in params):
                interpreter.raise_("TypeError", "a group holds a list of parameters")
            check_options(group)
            if not all(_is_number(value) for name, value in group.items() if name not in ("params", "param_names")):
                interpreter.raise_("TypeError", "what a group holds beside parameters is numbers")


def _check_group(interpreter: Interpreter, group: Value) -> None:
    """Refuse a group whose parameters torch would list without end."""
    if isinstance(group, dict) and not isinstance(group.get("params", ()), list | tuple | Tensor):
        interpreter.raise_("TypeError", "a group holds a list of parameters")


def _is_number(value: Value) -> bool:
    if isinstance(value, tuple | list):
        return len(value) <= 2 and all(isinstance(one, int | float) for one in value)
    return isinstance(value, _NUMBERS)


def check_options(options: dict[str, Value]) -> None:
    """Refuse options that are for a GPU.

    Raises:
        Refusal: one is set.
    """
    for name in _FUSED:
        if options.get(name):
            problem = say("live.optimizer-option", name=name, device=Sentence(cpu_words()))
            raise Refusal(problem, say("live.optimizer-option.hint", name=name))


def _constructor(name: str, kind: type[SessionOptimizer]) -> Callable[..., Value]:
    def construct(interpreter: Interpreter, params: Value, *args: Value, **kwargs: Value) -> Value:
        given = to_host(interpreter, params)
        if not isinstance(given, list | tuple | Tensor):
            interpreter.raise_("TypeError", f"{name} takes the parameters of a network: net.parameters()")
        for group in given if isinstance(given, list | tuple) else ():
            _check_group(interpreter, group)
        check_options(kwargs)
        if not all(_is_number(value) for value in (*args, *kwargs.values())):
            interpreter.raise_("TypeError", f"what {name} takes beside parameters is numbers")
        with interpreter.budget.pause():
            bare = _bare(name)
            _warm()
        made = kind(bare(given, *args, **kwargs))
        made.check(interpreter)
        return made

    return construct


@lru_cache
def _warm() -> None:
    """Have torch load what a first optimizer needs."""
    from torch import zeros
    from torch.utils._python_dispatch import _disable_current_modes

    with _disable_current_modes():
        parameter = zeros(1, requires_grad=True)
        parameter.grad = zeros(1)
        _bare("Adam")([parameter]).step()


def _class(name: str, file: str) -> NativeClass:
    kind = type(name, (SessionOptimizer,), {})
    return TableClass(f"torch.optim.{file}.{name}", kind, _constructor(name, kind))


def optimizer_module() -> ModuleValue:
    """Return the module."""
    return ModuleValue("torch.optim", {name: _class(name, file) for name, file in OPTIMIZERS.items()})
