"""The generators of torch's random numbers at a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, Native
from builder.live.values import HostValue, check_device

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class Draws(TableValue, HostValue):
    """A generator."""

    attributes = ("device",)
    methods = ("manual_seed", "initial_seed", "seed", "get_state", "set_state")

    def __init__(self, held: torch.Generator) -> None:
        self.held = held

    @property
    def device(self) -> torch.device:
        """Where it draws."""
        return self.held.device

    def host(self) -> torch.Generator:
        """Return torch's own."""
        return self.held

    def manual_seed(self, interpreter: Interpreter, seed: Value) -> Draws:
        """Begin the numbers anew."""
        self.held.manual_seed(interpreter.host.index(seed))
        return self

    def initial_seed(self, interpreter: Interpreter) -> int:
        """Return the seed."""
        return self.held.initial_seed()

    def seed(self, interpreter: Interpreter) -> int:
        """Begin anew anywhere, and return where."""
        return self.held.seed()

    def get_state(self, interpreter: Interpreter) -> Tensor:
        """Return where it is."""
        return self.held.get_state()

    def set_state(self, interpreter: Interpreter, state: Value) -> Draws:
        """Go to where it was."""
        if not isinstance(state, Tensor) or state.shape != self.held.get_state().shape:
            interpreter.raise_("TypeError", "expected a state that get_state() has returned")
        self.held.set_state(state)
        return self


def seed_default(interpreter: Interpreter, seed: Value) -> Draws:
    """Begin the numbers of `torch` itself anew."""
    torch.manual_seed(interpreter.host.index(seed))
    return Draws(torch.default_generator)


def _make_generator(interpreter: Interpreter, device: Value = "cpu") -> Draws:
    check_device("to", (device,), {})
    return Draws(torch.Generator())


GENERATOR = TableClass("torch._C.Generator", Draws, _make_generator)


def draws_module(members: dict[str, Value]) -> ModuleValue:
    """Return `torch.random`, and add to `torch` what it has of it."""
    members["get_rng_state"] = Native("get_rng_state", lambda interpreter: torch.get_rng_state())
    members["set_rng_state"] = Native(
        "set_rng_state",
        lambda interpreter, state: Draws(torch.default_generator).set_state(interpreter, state) and None,
    )
    names = ("manual_seed", "initial_seed", "seed", "get_rng_state", "set_rng_state", "default_generator")
    return ModuleValue("torch.random", {name: members[name] for name in names})
