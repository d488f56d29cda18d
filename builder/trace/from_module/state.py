"""What a module holds before its forward runs, to see what that changes beside the tensors that flow."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.size_numbers import MeasuredSize

_CONTAINERS = (list, dict, set, deque, OrderedDict, defaultdict)
_PLAIN = (bool, int, float, str, type(None), MeasuredSize)


class State:
    """The modes, tensors, children and numbers of a module, and where torch's random numbers stand."""

    def __init__(self, module: nn.Module) -> None:
        """Note them."""
        self.module = module
        self.modes = [(inner, inner.training) for inner in module.modules()]
        tables: list[Any] = [module._modules, module._parameters, module._buffers]
        self.tables = [(table, dict(table)) for table in tables]
        self.numbers = self._numbers()
        held = [pair for inner, _ in self.modes for pair in inner._parameters.items()]
        self.learned = [(name, tensor, tensor.requires_grad) for name, tensor in held if tensor is not None]
        self.lists = [(name, held, _items(held)) for name, held in _containers(module)]
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
        changed += self._given_back()
        is_random = not torch.equal(torch.get_rng_state(), self.random)
        torch.set_rng_state(self.random)
        if type(self.module).__module__.startswith("torch."):
            return None  # torch's own keep what they need
        if changed:
            return UntraceableError(say("trace.sets", name=changed[0]), say("trace.sets.hint"))
        return UntraceableError(say("trace.random")) if is_random else None

    def _given_back(self) -> Iterator[str]:
        """Yield the names of parameters and lists that have changed, and take that back."""
        for name, tensor, learns in self.learned:
            if tensor.requires_grad is not learns:
                yield name
                tensor.requires_grad_(learns)
        for name, held, items in self.lists:
            if len(held) != len(items) or any(a is not b for a, b in zip(_items(held), items, strict=True)):
                yield name
                held.clear()
                held.update(items) if isinstance(held, dict | set) else held.extend(items)

    def _numbers(self) -> dict[str, Any]:
        found = vars(self.module).items()
        return {name: value for name, value in found if type(value) in _PLAIN and name != "training"}


def _containers(module: nn.Module) -> Iterator[tuple[str, Any]]:
    """Yield the lists, dicts and sets that an object and the classes of its own hold, by name."""
    own = [cls for cls in type(module).__mro__ if not cls.__module__.startswith(("torch.", "builtins"))]
    tables = [vars(cls) for cls in own] + [{name: held for name, held in vars(module).items() if name not in _OF_TORCH}]
    for name, held in [pair for table in tables for pair in table.items()]:
        if type(held) in _CONTAINERS and not name.startswith("__"):
            yield name, held


_OF_TORCH = frozenset(vars(nn.Module()))


def _items(held: Any) -> list[Any]:  # noqa: ANN401 - a list, a set or a dict
    return list(held.items()) if isinstance(held, dict) else list(held)
