"""What a module holds before its forward runs, to see what that changes beside the tensors that flow."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.measured import Measured

_PLAIN = (bool, int, float, str, type(None), Measured)


class State:
    """The modes, tensors, children and numbers of a module, and where torch's random numbers stand."""

    def __init__(self, module: nn.Module) -> None:
        """Note them."""
        self.module = module
        self.modes = [(inner, inner.training) for inner in module.modules()]
        tables: list[Any] = [module._modules, module._parameters, module._buffers]
        self.tables = [(table, dict(table)) for table in tables]
        self.numbers = self._numbers()
        torch.rand(1)  # so that one who seeds in each call is seen
        self.random = torch.get_rng_state()

    def changes(self) -> UntraceableError | None:
        """Return what a forward leaves behind for the next call, which no graph does, and take that back."""
        changed = [
            name for name, value in self._numbers().items() if name in self.numbers and self.numbers[name] != value
        ]
        for table, before in self.tables:
            if any(table.get(name) is not value for name, value in before.items()) or len(table) != len(before):
                changed += [name for name in {**table, **before} if table.get(name) is not before.get(name)]
                table.clear()
                table.update(before)
        for inner, mode in self.modes:
            changed += ["training"] if inner.training is not mode else []
            inner.training = mode
        is_random = not torch.equal(torch.get_rng_state(), self.random)
        torch.set_rng_state(self.random)
        if type(self.module).__module__.startswith("torch."):
            return None  # torch's own keep what they need
        if changed:
            return UntraceableError(say("trace.sets", name=changed[0]), say("trace.sets.hint"))
        return UntraceableError(say("trace.random")) if is_random else None

    def _numbers(self) -> dict[str, Any]:
        found = vars(self.module).items()
        return {name: value for name, value in found if type(value) in _PLAIN and name != "training"}
