"""`random`: at a prompt with a state of its own, in classes kept as text with that of the process."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter.iteration import collect
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_NUMBERS = words("random uniform randint randrange gauss normalvariate expovariate betavariate triangular")
_SEQUENCES = (list, tuple, str, range)


def random_module() -> ModuleValue:
    """Return the module with a state of its own: its numbers begin anywhere until they are seeded."""
    return _module(random.Random())


def random_of_process() -> ModuleValue:
    """Return the module as a network has it: it draws as Python does, and seeds nothing."""
    made = _module(random)
    del made.members["seed"]
    return made


def _module(source: Any) -> ModuleValue:  # noqa: ANN401 - a generator of Python's, or its module

    def seed(interpreter: Interpreter, value: Value = None) -> None:
        if not isinstance(value, int | float | str | None):
            interpreter.raise_(
                "TypeError", "The only supported seed types are: None,\nint, float, str, bytes, and bytearray."
            )
        source.seed(value)

    def choice(interpreter: Interpreter, items: Value) -> Value:
        _check_sequence(interpreter, items)
        return source.choice(items)

    def shuffle(interpreter: Interpreter, items: Value) -> None:
        if not isinstance(items, list):
            interpreter.raise_("TypeError", f"{interpreter.noun(items)} cannot be shuffled in place")
        interpreter.budget.spend(len(items))
        source.shuffle(items)

    def sample(interpreter: Interpreter, items: Value, k: int) -> Value:
        _check_sequence(interpreter, items)
        interpreter.budget.hold(max(interpreter.host.index(k), 0))
        interpreter.budget.spend(k + (0 if isinstance(items, range) else len(items)))
        return source.sample(items, k)

    def choices(interpreter: Interpreter, items: Value, weights: Value = None, *, k: int = 1) -> Value:
        _check_sequence(interpreter, items)
        interpreter.budget.hold(max(interpreter.host.index(k), 0))
        interpreter.budget.spend(k)
        return source.choices(items, None if weights is None else collect(interpreter, weights), k=k)

    numbers = {name: Native(name, _number(getattr(source, name))) for name in _NUMBERS}
    more: dict[str, Callable[..., Value]] = {
        "seed": seed,
        "choice": choice,
        "shuffle": shuffle,
        "sample": sample,
        "choices": choices,
    }
    return ModuleValue("random", numbers | {name: Native(name, function) for name, function in more.items()})


def _number(draw: Callable[..., Value]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
        if not all(isinstance(arg, int | float) for arg in (*args, *kwargs.values())):
            interpreter.raise_("TypeError", "a random number is drawn between numbers")
        return draw(*args, **kwargs)

    return call


def _check_sequence(interpreter: Interpreter, items: Value) -> None:
    if not isinstance(items, _SEQUENCES):
        interpreter.raise_("TypeError", f"{interpreter.noun(items)} is no sequence to choose from")
