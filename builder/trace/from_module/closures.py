"""Rebinds functions that a network stores: after `copy.deepcopy` they still refer to the modules of the original."""

from __future__ import annotations

import functools
from types import CellType, FunctionType, MethodType
from typing import Any

from torch import Tensor, nn


class ClosureCopier:
    """Recreates functions so that they refer to the copied modules and tensors."""

    def __init__(self, copies: dict[int, Any]) -> None:
        """Take the copies, by the id of what each was copied from."""
        self.copies = copies
        self.made: dict[int, tuple[Any, Any]] = {}
        """What was made of what, by the id of the latter; kept, so that no other object takes its id."""

    def rebind(self, module: nn.Module) -> None:
        """Exchange the functions among the attributes of a copied module, those in lists and dicts included."""
        for name, value in list(vars(module).items()):
            if name not in _OF_TORCH:
                vars(module)[name] = self._of(value)

    def _of(self, value: Any) -> Any:  # noqa: ANN401 - whatever an attribute, a cell or a default holds
        if isinstance(value, nn.Module | Tensor):
            return self.copies.get(id(value), value)
        if id(value) in self.made:
            return self.made[id(value)][1]
        if isinstance(value, FunctionType):
            return self._function(value)
        if isinstance(value, MethodType):
            return MethodType(self._of(value.__func__), self._of(value.__self__))
        if type(value) is functools.partial:
            keywords = {key: self._of(item) for key, item in value.keywords.items()}
            return functools.partial(self._of(value.func), *map(self._of, value.args), **keywords)
        if type(value) in (dict, list):
            return self._container(value)
        return tuple(map(self._of, value)) if type(value) is tuple else value

    def _container(self, value: Any) -> Any:  # noqa: ANN401 - a dict or a list
        made: Any = type(value)()
        self.made[id(value)] = value, made  # it may hold itself
        if isinstance(value, dict):
            made.update({key: self._of(item) for key, item in value.items()})
        else:
            made.extend(map(self._of, value))
        return made

    def _function(self, function: FunctionType) -> FunctionType:
        """Make a function with cells of its own; one that calls itself is in one of them."""
        if not (function.__closure__ or function.__defaults__ or function.__kwdefaults__):
            return function
        cells = tuple(CellType() for _ in function.__closure__ or ())
        made = FunctionType(function.__code__, function.__globals__, function.__name__, None, cells)
        self.made[id(function)] = function, made
        for cell, other in zip(cells, function.__closure__ or (), strict=True):
            try:
                cell.cell_contents = self._of(other.cell_contents)
            except ValueError:  # torch's and Python's own: a name that was never given a value
                continue
        made.__defaults__, made.__kwdefaults__ = self._of(function.__defaults__), self._of(function.__kwdefaults__)
        made.__dict__.update(function.__dict__)
        return made


_OF_TORCH = frozenset(vars(nn.Module()))
"""What every module holds for torch itself: its parameters, children and hooks."""
