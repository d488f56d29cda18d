"""Lets a forward on the meta device take the ways that it takes where tensors have numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import torch
from torch import Tensor

MAKERS = frozenset(
    {
        "arange",
        "as_tensor",
        "empty",
        "eye",
        "full",
        "linspace",
        "ones",
        "rand",
        "randint",
        "randn",
        "randperm",
        "scalar_tensor",
        "tensor",
        "zeros",
    }
)
"""Functions that make a tensor of no other."""
_CPU = torch.device("cpu")
_SEEN = {getattr(Tensor, name).__get__: told for name, told in (("device", _CPU), ("is_meta", False), ("is_cpu", True))}
"""What the properties of a tensor are that tell of its device, as a person's own code sees them."""
_MOVES = frozenset({"cpu", "cuda", "to"})


def device_answer(func: Callable[..., Any]) -> Any:  # noqa: ANN401 - what the property is; NotImplemented for all other calls
    """Return what a person's code is told of a device; torch's own code knows that it is on meta."""
    if func not in _SEEN or _is_of_torch(sys._getframe(2)):
        return NotImplemented
    return _SEEN[func]


def on_meta(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call with meta in place of whatever device they name."""
    if name in MAKERS or "device" in kwargs:
        kwargs = {**kwargs, "device": "meta"}
    if any(isinstance(value, torch.device) for value in args):
        args = tuple("meta" if isinstance(value, torch.device) else value for value in args)
    if name == "to" and len(args) > 1 and isinstance(args[1], str):
        args = (args[0], "meta", *args[2:])
    return args, kwargs


def is_move(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Tell whether a call only moves a tensor to a device, where all of a network is in one place."""
    values = [*args[1:], *kwargs.values()]
    return name in _MOVES and not any(isinstance(value, torch.dtype | Tensor) for value in values)


def _is_of_torch(frame: FrameType | None) -> bool:
    while frame is not None and str(frame.f_globals.get("__name__")).startswith("builder.trace.from_module"):
        frame = frame.f_back
    return frame is None or str(frame.f_globals.get("__name__")).partition(".")[0] == "torch"
