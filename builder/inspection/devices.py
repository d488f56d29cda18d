"""The devices of this machine: what torch says of them, where a network lies, and how fast each is."""

from __future__ import annotations

import inspect
import os
import re
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

import psutil
import torch
from torch import Tensor, nn

from builder.inspection.device_report import Answer, Device, Devices, DeviceTensors, Timing
from builder.inspection.kept import restore_after
from builder.sentences import say

RUNS = 7
"""Timed runs, after one that is not."""
MOST_SECONDS = 10.0
"""Seconds after which no further run of one thing is begun."""


def names() -> list[str]:
    """Return the devices that can run a network here, the CPU first."""
    found = ["cpu", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))]
    return [*found, "mps"] if torch.backends.mps.is_available() else found


def devices_of(network: nn.Module) -> Devices:
    """Look at this machine's devices and at where a network's tensors are."""
    there = names()
    return Devices(
        torch=str(torch.__version__),
        threads=torch.get_num_threads(),
        cores=os.cpu_count() or 1,
        devices=tuple(map(_device, there)),
        answers=_answers(),
        copies=_copies(there),
        mixed=_mixed_device_errors(there),
        held=_tensors_by_device(network),
        code="\n\n".join(_plain(inspect.getsource(function)) for function in (try_gpu, try_all_gpus)),
    )


def _plain(source: str) -> str:
    """Return the source of a function without the annotations that a lesson leaves out."""
    return re.sub(r" -> .*(?=:$)", "", source.replace(": int = ", "="), flags=re.MULTILINE)


def _device(name: str) -> Device:
    if name == "cpu":
        memory = psutil.virtual_memory()
        return Device(name, say("devices.cpu"), memory.total, memory.available)
    if name == "mps":
        return Device(name, say("devices.mps"))
    free, total = torch.cuda.mem_get_info(name)
    return Device(name, torch.cuda.get_device_name(name), total, free)


def try_gpu(i: int = 0) -> torch.device:
    """Return GPU i where there is one, else the CPU."""
    if i < torch.cuda.device_count():
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")


def try_all_gpus() -> list[torch.device]:
    """Return all GPUs, or the CPU where there is none."""
    gpus = range(torch.cuda.device_count())
    return [torch.device(f"cuda:{i}") for i in gpus] or [torch.device("cpu")]


def _answer(code: str, run: Callable[[], object]) -> Answer:
    """Do what a line of code says; the tests hold the two together."""
    try:
        return Answer(code, repr(run()))
    except RuntimeError as error:
        return Answer(code, f"{type(error).__name__}: {str(error).splitlines()[0]}", raised=True)


def _answers() -> tuple[Answer, ...]:
    return (
        _answer("torch.cuda.is_available()", torch.cuda.is_available),
        _answer("torch.cuda.device_count()", torch.cuda.device_count),
        _answer("torch.backends.mps.is_available()", torch.backends.mps.is_available),
        _answer("try_gpu()", try_gpu),
        _answer("try_gpu(10)", lambda: try_gpu(10)),
        _answer("try_all_gpus()", try_all_gpus),
    )


def _copies(there: Sequence[str]) -> tuple[Answer, ...]:
    """Say when `.to()` copies, and when it gives back the very tensor."""
    other = there[1] if len(there) > 1 else "meta"
    x, z, net = torch.ones(2, 3), torch.ones(2, 3, device=other), nn.Linear(3, 2)
    return (
        _answer('X = torch.ones(2, 3); X.to("cpu") is X', lambda: x.to("cpu") is x),
        _answer(f'X = torch.ones(2, 3); Z = X.to("{other}"); Z is X', lambda: x.to(other) is x),
        _answer(f'Z = torch.ones(2, 3, device="{other}"); Z.to("{other}") is Z', lambda: z.to(other) is z),
        _answer('X = torch.ones(2, 3); X.to("cpu", copy=True) is X', lambda: x.to("cpu", copy=True) is x),
        _answer(f'net = nn.Linear(3, 2); net.to("{other}") is net', lambda: net.to(other) is net),
        _answer(f'net = nn.Linear(3, 2).to("{other}"); net.weight.device', lambda: net.weight.device),
    )


def _mixed_device_errors(there: Sequence[str]) -> tuple[Answer, ...]:
    """Provoke what torch says where tensors of two devices meet."""
    other = there[1] if len(there) > 1 else "meta"
    row, moved, net = torch.ones(1, 3), torch.ones(1, 3, device=other), nn.Linear(3, 2, device=other)
    return (
        _answer(f'torch.ones(1, 3) + torch.ones(1, 3, device="{other}")', lambda: row + moved),
        _answer(f'nn.Linear(3, 2, device="{other}")(torch.ones(1, 3))', lambda: net(row)),
        _answer(
            f'nn.Linear(3, 2, device="{other}")(torch.ones(1, 3, device="{other}")).device', lambda: net(moved).device
        ),
    )


def _tensors_by_device(network: nn.Module) -> tuple[DeviceTensors, ...]:
    places: dict[str, list[int]] = {}
    for column, tensors in enumerate((network.parameters(), network.buffers())):
        for tensor in tensors:
            entry = places.setdefault(str(tensor.device), [0, 0, 0])
            entry[column] += 1
            entry[2] += tensor.numel() * tensor.element_size()
    return tuple(DeviceTensors(device, *counts) for device, counts in places.items())


def timings(network: nn.Module, inputs: Sequence[Tensor], size: int) -> tuple[Timing, ...]:
    """Time a product of two `size` by `size` matrices and a forward of the network on every device.

    A GPU works on while Python goes on, so each run ends once it has finished. The network is left as it was.

    Args:
        network: on one device, to which it returns.
        inputs: a tensor for each argument of `forward`, batch included, on any device.
        size: rows and columns of each matrix.
    """
    found: list[Timing] = []
    with restore_after(network, 0), torch.no_grad():
        home = next((tensor.device for tensor in network.parameters()), torch.device("cpu"))
        try:
            for name in names():
                a = torch.ones(size, size, device=name)
                found.append(_measure(say("devices.product", size=size), name, partial(torch.matmul, a, a)))
                moved = [one.to(name) for one in inputs]
                network.eval().to(name)
                found.append(_measure(say("devices.forward"), name, partial(network, *moved)))
        finally:
            network.to(home)
    return tuple(found)


def _measure(what: str, device: str, run: Callable[[], object]) -> Timing:
    taken: list[float] = []
    begun = time.perf_counter()
    for i in range(RUNS + 1):
        before = time.perf_counter()
        run()
        if device != "cpu":
            getattr(torch, torch.device(device).type).synchronize()
        if i:
            taken.append(time.perf_counter() - before)
        if taken and time.perf_counter() - begun > MOST_SECONDS:
            break
    return Timing(what, device, statistics.median(taken), min(taken), max(taken), len(taken))
