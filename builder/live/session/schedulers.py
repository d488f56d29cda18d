"""`torch.optim.lr_scheduler` at a prompt: torch's own schedules of the rate of an optimizer."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, NativeClass
from builder.live.session.optimizers import SessionOptimizer
from builder.live.values import to_host
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

SCHEDULERS = words(
    """
    StepLR MultiStepLR ExponentialLR ConstantLR LinearLR CosineAnnealingLR CosineAnnealingWarmRestarts PolynomialLR
    LambdaLR MultiplicativeLR ReduceLROnPlateau OneCycleLR CyclicLR SequentialLR ChainedScheduler
    """
)
_PLACE = "torch.optim.lr_scheduler"
_NUMBERS = (int, float, str, bool, type(None))


class Scheduler(TableValue):
    """A schedule."""

    attributes = ("last_epoch", "base_lrs", "optimizer")
    methods = ("step", "get_last_lr", "state_dict", "load_state_dict")

    def __init__(self, held: Any, optimizer: SessionOptimizer) -> None:  # noqa: ANN401 - a schedule of torch
        self.held = held
        self.optimizer = optimizer

    @property
    def last_epoch(self) -> int:
        """How many steps it has gone."""
        return int(self.held.last_epoch)

    @property
    def base_lrs(self) -> Value:
        """The rates at its beginning."""
        return list(self.held.base_lrs)

    def step(self, interpreter: Interpreter, metrics: Value = None) -> None:
        """Go to the next rate."""
        self.optimizer.check(interpreter)
        if type(self.held).__name__ == "ReduceLROnPlateau":
            self.held.step(interpreter.host.number(metrics) if not isinstance(metrics, int | float) else metrics)
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is called before the optimizer's own step
            self.held.step() if metrics is None else self.held.step(metrics)

    def get_last_lr(self, interpreter: Interpreter) -> Value:
        """Return the rate of each group."""
        return list(self.held.get_last_lr())

    def state_dict(self, interpreter: Interpreter) -> Value:
        """Return where it is."""
        return {name: value for name, value in self.held.state_dict().items() if _is_plain(value)}

    def load_state_dict(self, interpreter: Interpreter, state_dict: Value) -> None:
        """Go to where it was."""
        given = to_host(interpreter, state_dict)
        known = set(self.held.state_dict())
        if not isinstance(given, dict) or not set(given) <= known or not all(map(_is_plain, given.values())):
            interpreter.raise_("TypeError", "load_state_dict takes what state_dict() has returned")
        self.held.load_state_dict({**self.held.state_dict(), **given})


def _is_plain(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(one, _NUMBERS) for one in value)
    return isinstance(value, _NUMBERS)


def _to_torch(interpreter: Interpreter, value: Value) -> Value:
    """Return an argument as torch takes it: numbers, lists of them, functions of the text and other schedules."""
    if isinstance(value, Scheduler):
        return value.held
    if isinstance(value, _NUMBERS):
        return value
    if isinstance(value, list | tuple):
        return [_to_torch(interpreter, item) for item in collect(interpreter, value)]
    return lambda step: interpreter.call(value, step)


def _constructor(name: str) -> Callable[..., Value]:
    def construct(interpreter: Interpreter, optimizer: Value, *args: Value, **kwargs: Value) -> Scheduler:
        import torch.optim.lr_scheduler as schedules

        # Texts for older releases of torch give it, where it only prints; torch 2.13 has no such argument.
        kwargs.pop("verbose", None)
        given = [_to_torch(interpreter, arg) for arg in args]
        named = {key: _to_torch(interpreter, arg) for key, arg in kwargs.items()}
        if name == "ChainedScheduler":
            made = schedules.ChainedScheduler(_to_torch(interpreter, optimizer), *given, **named)
            return _kind(name)(made, optimizer[0].optimizer)
        if not isinstance(optimizer, SessionOptimizer):
            interpreter.raise_("TypeError", f"{interpreter.kind(optimizer)} is not an Optimizer")
        optimizer.check(interpreter)
        return _kind(name)(getattr(schedules, name)(optimizer.held, *given, **named), optimizer)

    return construct


_KINDS: dict[str, type[Scheduler]] = {name: type(name, (Scheduler,), {}) for name in SCHEDULERS}


def _kind(name: str) -> type[Scheduler]:
    return _KINDS[name]


def scheduler_modules() -> dict[str, ModuleValue]:
    """Return the module."""
    classes: dict[str, NativeClass] = {
        name: TableClass(f"{_PLACE}.{name}", _KINDS[name], _constructor(name)) for name in SCHEDULERS
    }
    return {_PLACE: ModuleValue(_PLACE, dict(classes))}
