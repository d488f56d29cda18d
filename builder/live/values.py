"""Converts values between interpreted code and torch."""

from __future__ import annotations

import copy
import math
import types
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor, nn
from torch.distributions import Distribution
from torch.distributions.transforms import Transform
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter
from torch.nn.utils.rnn import PackedSequence

from builder.document.names import MODULE_MEMBERS
from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.doubles import Double
from builder.interpreter.failures import LimitExceeded, Refusal
from builder.interpreter.iteration import SIZED_TYPES, VIEWS
from builder.interpreter.limits import Value, size_of
from builder.interpreter.values import BoundMethod, Lazy, Native, NativeClass
from builder.live.device import cpu_words, is_away
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_TORCH = (Tensor, nn.Module, torch.dtype, torch.device, torch.Size, torch.layout, torch.memory_format, Distribution,
          Transform)  # fmt: skip
_AS_IT_IS: tuple[type, ...] = (int, float, complex, str, type(None), type(...), range, *_TORCH)
_LISTS: tuple[type[Value], ...] = (list, set, frozenset, *VIEWS)
_BACK = (*_AS_IT_IS, list, dict, set, slice, *VIEWS)
_TYPES: dict[str, type] = {"int": int, "float": float, "bool": bool}


class HostValue:
    """A value of a namespace that torch is given as something else."""

    def host(self) -> Value:
        """Return what torch is given.

        Raises:
            NotImplementedError: always, in this base class.
        """
        raise NotImplementedError


class PackedValue(HostValue):
    """A packed sequence, which a text can only hand on: what is inside tells the kernels where to read."""

    def __init__(self, value: PackedSequence) -> None:
        """Hold it."""
        self.value = value

    def host(self) -> PackedSequence:
        """Return what torch is given."""
        return self.value


FUNCTIONS: WeakKeyDictionary[Native, Callable[..., Value]] = WeakKeyDictionary()
"""The host's function behind a native one, where it may be given to a layer: `activation=F.gelu`."""
_LONGEST_NAME = 1_000
_ITEM = 15
"""Steps that taking in a module or a parameter takes."""
_CORNERS = 6
"""Elements of a dim that torch shows of a large tensor."""
_MOST_SHOWN = 20_000
_MOST_MODULES = 20_000
_DEEPEST = 60


def to_host(interpreter: Interpreter, value: Value) -> Value:
    """Convert an interpreted value to a value for torch.

    Raises:
        Refusal: it is nothing that torch is given, such as a function of the text.
    """
    if isinstance(value, SIZED_TYPES) and not isinstance(value, str | range):
        interpreter.budget.weigh(value)
    return _to_host(interpreter, value)


def _to_host(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, range):  # which torch would go through, however deep it lies
        interpreter.budget.hold(size_of(value), "list")
    if isinstance(value, _AS_IT_IS):
        return np.float64(value) if type(value) is Double else value
    if isinstance(value, dict):
        return type(value)((_to_host(interpreter, k), _to_host(interpreter, v)) for k, v in value.items())
    if isinstance(value, _LISTS):
        return [_to_host(interpreter, item) for item in value]
    if isinstance(value, tuple):
        return tuple(_to_host(interpreter, item) for item in value)
    if isinstance(value, slice):
        return slice(*(_to_host(interpreter, part) for part in (value.start, value.stop, value.step)))
    return _callable_to_host(interpreter, value)


def _callable_to_host(interpreter: Interpreter, value: Value) -> Value:
    if isinstance(value, Lazy):
        return [_to_host(interpreter, item) for item in interpreter.budget.collect(value.iterator)]
    if isinstance(value, NativeClass) and value.name in _TYPES:
        return _TYPES[value.name]
    if isinstance(value, Native) and value in FUNCTIONS:
        return FUNCTIONS[value]
    if isinstance(value, NumpyValue):
        return value.held
    if isinstance(value, HostValue):
        return value.host()
    raise Refusal(say("live.torch-takes", noun=interpreter.noun(value)), say("live.torch-takes.hint"))


def from_host(interpreter: Interpreter, value: Value) -> Value:
    """Convert a result of torch to an interpreted value.

    Raises:
        Refusal: an object of this type is not supported in the text.
    """
    if isinstance(value, _BACK):
        return value
    if isinstance(value, PackedSequence):
        return PackedValue(value)
    if isinstance(value, tuple):
        has_packed = any(isinstance(item, PackedSequence) for item in value)
        return tuple(from_host(interpreter, item) for item in value) if has_packed else value
    if isinstance(value, types.GeneratorType) or type(value).__name__.endswith("iterator"):
        code = value.__qualname__ if isinstance(value, types.GeneratorType) else ""
        return Lazy(iter(value), "generator" if code else type(value).__name__, code=code)
    raise Refusal(say("live.type-unsupported", name=type(value).__name__), say("live.type-unsupported.hint"))


def check_device(name: str, args: Sequence[Value], kwargs: Mapping[str, Value]) -> None:
    """Refuse a device that this machine is not asked for, before torch looks for it.

    Raises:
        Refusal: it is neither the CPU nor the meta device.
    """
    given = [arg for arg in args if isinstance(arg, torch.device) or (name == "to" and isinstance(arg, str))]
    for device in (*given, kwargs.get("device") or "cpu"):
        if is_away(device):
            raise Refusal(cpu_words(), say("live.device.hint"))


def native(name: str, function: Callable[..., Value]) -> Native:
    """Wrap a torch function for a table."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        check_device(name, args, kwargs)
        given = [to_host(interpreter, arg) for arg in args]
        named = {key: to_host(interpreter, arg) for key, arg in kwargs.items()}
        return from_host(interpreter, function(*given, **named))

    made = Native(name, call)
    FUNCTIONS[made] = function
    return made


def check_tree(network: nn.Module) -> None:
    """Refuse networks that contain themselves, or whose paths are too many for torch to walk.

    Raises:
        Refusal: a module stands inside itself, or there are too many paths or levels.
    """
    paths: dict[int, int] = {}
    open_ids: set[int] = set()
    stack: list[tuple[nn.Module, bool]] = [(network, False)]
    while stack:
        module, done = stack.pop()
        kids = [child for child in module.__dict__.get("_modules", {}).values() if child is not None]
        if done:
            open_ids.discard(id(module))
            paths[id(module)] = 1 + sum(paths[id(child)] for child in kids)
            if paths[id(module)] > _MOST_MODULES:
                raise Refusal(say("symbols.many-modules", most=_MOST_MODULES), say("interpreter.smaller.hint"))
            continue
        # Each module is looked into once, however many paths lead to it.
        if id(module) in paths:
            continue
        if not all(isinstance(child, nn.Module) for child in kids):
            raise Refusal(say("live.modules"), say("live.modules.hint"))
        open_ids.add(id(module))
        if len(open_ids) > _DEEPEST:
            raise Refusal(say("live.modules-depth", limit=_DEEPEST), say("interpreter.depth.hint"))
        if any(id(child) in open_ids for child in kids):
            raise Refusal(say("live.contains-itself"), say("symbols.another-module.hint"))
        stack.append((module, True))
        stack.extend((child, False) for child in kids)


def weigh_arguments(interpreter: Interpreter, args: Sequence[Value], kwargs: Mapping[str, Value]) -> None:
    """Spend steps on what a container is to hold, which torch takes in one by one.

    Raises:
        Refusal: a name is too long to stand before the name of each tensor.
    """
    for arg in (*args, *kwargs.values()):
        if isinstance(arg, str) and len(arg) > _LONGEST_NAME:
            raise Refusal(say("live.name-long", count=len(arg), limit=_LONGEST_NAME), say("live.name-long.hint"))
        if isinstance(arg, SIZED_TYPES) and not isinstance(arg, str | range):
            interpreter.budget.spend(_ITEM * len(arg))
    interpreter.budget.spend(_ITEM * len(args))


def weigh_fields(interpreter: Interpreter, network: nn.Module) -> None:
    """Weigh what the modules of a network hold before torch writes it out, for each path to a module once.

    Raises:
        Refusal: see `check_tree`; or it is too much.
    """
    check_tree(network)
    for _, module in network.named_modules(remove_duplicate=False):
        for name, value in module.__dict__.items():
            if isinstance(value, str):
                interpreter.budget.hold(len(value), "string")
            elif name not in MODULE_MEMBERS:
                interpreter.budget.weigh(value)


def check_shown(value: Value) -> None:
    """Refuse tensors of so many dims that even their corners are too much to be written out.

    Raises:
        LimitExceeded: it is such a tensor, or a tuple that holds one.
    """
    for tensor in value if isinstance(value, tuple) else (value,):
        if isinstance(tensor, Tensor) and not isinstance(tensor, UninitializedBuffer | UninitializedParameter):
            shown = math.prod(min(size, _CORNERS) for size in tensor.shape)
            if shown > _MOST_SHOWN:
                raise LimitExceeded(say("live.shown", shown=shown), say("live.shown.hint"))


def _tensors_in(value: Value, seen: set[int] | None = None) -> list[Tensor]:
    """Return each tensor of a value once; `seen` gets the ids of all else that was looked into."""
    found: dict[int, Tensor] = {}
    seen = set() if seen is None else seen
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, Tensor):
            found[id(here)] = here
        elif id(here) not in seen:
            seen.add(id(here))
            stack += _parts(here)
    return list(found.values())


def _hold_copy(interpreter: Interpreter, value: Value) -> None:
    """Look at a copy before it is made: torch copies some storages without an operation that could be looked at."""
    seen: set[int] = set()
    found = _tensors_in(value, seen)
    budget = interpreter.budget
    copied = sum(tensor.untyped_storage().nbytes() // 4 for tensor in found)
    budget.spend(len(seen))
    if budget.tensor_elements + copied > budget.limits.tensor_elements_together:
        raise LimitExceeded(
            say("live.tensors-together", limit=budget.limits.tensor_elements_together),
            say("live.tensors-together.hint"),
        )


def _parts(value: Value) -> list[Value]:
    if isinstance(value, nn.Module):
        return list(value.__dict__.values())
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, BoundMethod):
        return [value.owner]
    if hasattr(value, "__wrapped__"):  # a hook
        return [value.__wrapped__]
    return list(value) if isinstance(value, list | tuple | set) else []


def plain_copy(interpreter: Interpreter, value: Value) -> Value:
    """Return `copy.deepcopy(value)` for what torch takes."""
    if isinstance(value, nn.Module):
        check_tree(value)
    host = to_host(interpreter, value)
    _hold_copy(interpreter, host)
    if not isinstance(host, nn.Module | Tensor | list | tuple | dict):
        return host
    made = copy.deepcopy(host)
    interpreter.host.track(_tensors_in(made))
    return made


def shallow_copy(interpreter: Interpreter, /, value: Value) -> Value:
    """Return `copy.copy(value)`: another module of the same tensors and modules, another list of the same items.

    Raises:
        Refusal: it is a tensor, whose copy would lie in the same memory.
    """
    if isinstance(value, Tensor):
        raise Refusal(say("live.copy-tensor"), say("live.copy-tensor.hint"))
    if isinstance(value, nn.Module):
        check_tree(value)
        return copy.copy(value)
    if isinstance(value, list | dict | set):
        interpreter.budget.hold(len(value))
        return value.copy()
    return value
