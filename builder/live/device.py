"""The devices of texts: the CPU, and the one on which a sample or the console runs; and the words about all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import torch

from builder.sentences import say

_AWAY = ("cuda", "mps", "xpu")
"""The devices that texts ask for; of other names torch says what is wrong with them."""
_used: ContextVar[str] = ContextVar("_used", default="cpu")


@contextmanager
def computing_on(device: torch.device) -> Iterator[None]:
    """Let texts make tensors on a device inside, where the network that they are of runs there."""
    before = _used.set(device.type)
    try:
        yield
    finally:
        _used.reset(before)


def is_here(device: object) -> bool:
    """Tell whether texts may make tensors on a device, or on one of this name."""
    return _kind(device) in ("cpu", "meta", _used.get())


def cuda_count() -> int:
    """Return the number of GPUs that texts may use: none while their network is somewhere else."""
    return torch.cuda.device_count() if is_here("cuda") else 0


def is_away(device: object) -> bool:
    """Tell whether a device, or its name, is one of those that may be in a machine, and texts compute nothing on it."""
    return _kind(device) in _AWAY and not is_here(device)


def _kind(device: object) -> str:
    return str(device).partition(":")[0]


def gpus() -> list[str]:
    """Return the kinds of GPUs that torch finds here."""
    found = {"CUDA": torch.cuda.is_available(), "MPS": torch.backends.mps.is_available()}
    return [name for name, is_there in found.items() if is_there]


def cpu_words() -> str:
    """Say what this machine has beside the CPU, and where texts compute."""
    there = gpus()
    return say("live.device.cpu", devices=" and ".join(there)) if there else say("live.device")
