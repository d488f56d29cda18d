"""Saving and opening 1 GB of weights, in a process of its own whose peak memory is read from the system (Linux)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.figure import Figure, Line, Missing
from benchmarks.samples import interleaved, wall_seconds
from builder.weights.checkpoint import load_into, save_pt, save_safetensors

LAYERS, WIDTH = 15, 4_096
"""1.007 GB of float32."""
ROUNDS = 5
SLICE = 16 * 2**20
DISK = ", on the disk"
Samples = dict[str, list[float]]


def figures() -> Iterator[Line]:
    """Take the figures in a child, so that nothing of ours or of others lies in its memory."""
    if not Path("/proc/self/clear_refs").exists():
        yield Missing("saving and opening 1 GB", "peak memory is read from /proc, which only Linux has")
        return
    child = subprocess.run([sys.executable, "-m", "benchmarks.files"], check=True, capture_output=True, text=True)
    times, memory = json.loads(child.stdout)
    for way in ("save .pt", "save .safetensors", "torch.save to a path, for comparison"):
        ours = not way.startswith("torch.save")
        yield Figure(
            f"1 GB, {way}, on the disk", times[way + DISK], "raw write, 16 MB slices, fsync", times["raw write" + DISK],
            bar="1.2 x a raw write" if ours else "", ratio_at_most=1.2 if ours else None,
        )  # fmt: skip
        yield Figure(f"1 GB, {way}, in the system's cache", times[way], "raw write, 16 MB slices", times["raw write"])
        if ours:
            yield Figure(f"1 GB, {way}, more memory at its peak", memory[way], unit="B", bar="20 MB", at_most=20e6)
    load = "torch.load and load_state_dict"
    yield Figure(
        "1 GB, opened on a network", times["open"], load, times["torch.load"], bar="50 ms, 20 MB", at_most=0.05
    )
    yield Figure(
        "1 GB, opened on a network, more memory", memory["open"], load, memory["torch.load"],
        unit="B", bar="20 MB", at_most=20e6,
    )  # fmt: skip


def _network() -> nn.Module:
    return nn.Sequential(*(nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(LAYERS)))


def _write(state: Mapping[str, Tensor], path: Path) -> None:
    with path.open("wb") as file:
        for tensor in state.values():
            view = tensor.reshape(-1).view(torch.uint8).numpy().data
            for start in range(0, len(view), SLICE):
                file.write(view[start : start + SLICE])


def _saved(way: Callable[[], object], file: Path) -> tuple[float, float, float]:
    """Save once; return the seconds until the call returns and until the disk has it, and the growth at the peak."""
    Path("/proc/self/clear_refs").write_text("5")  # lets VmHWM start again from what is there now
    before, start = _kilobytes("VmRSS"), time.perf_counter()
    way()
    cached = time.perf_counter() - start
    with file.open("rb") as written:
        os.fsync(written.fileno())
    on_disk, growth = time.perf_counter() - start, _kilobytes("VmHWM") - before
    file.unlink()
    return cached, on_disk, growth * 1024.0


def _savings(state: Mapping[str, Tensor], file: Path) -> tuple[Samples, Samples]:
    ways: dict[str, Callable[[], object]] = {
        "raw write": lambda: _write(state, file),
        "save .pt": lambda: save_pt(state, file),
        "save .safetensors": lambda: save_safetensors(state, file),
        "torch.save to a path, for comparison": lambda: torch.save(state, file),
    }
    times: Samples = {name: [] for way in ways for name in (way, way + DISK)}
    memory: Samples = {way: [] for way in ways}
    for i in range(ROUNDS + 1):
        for name, way in ways.items():
            cached, on_disk, growth = _saved(way, file)
            if i:
                times[name].append(cached)
                times[name + DISK].append(on_disk)
                memory[name].append(growth)
    return times, memory


def _openings(ways: dict[str, Callable[[], object]]) -> tuple[Samples, Samples]:
    """Open in turn; return each way's seconds and by how many bytes the process grew at its peak."""
    memory: Samples = {name: [] for name in ways}

    def watched(name: str, way: Callable[[], object]) -> Callable[[], float]:
        def run() -> float:
            Path("/proc/self/clear_refs").write_text("5")
            before = _kilobytes("VmRSS")
            seconds = wall_seconds(way)()
            memory[name].append((_kilobytes("VmHWM") - before) * 1024.0)
            return seconds

        return run

    times = interleaved(ROUNDS, *(watched(name, way) for name, way in ways.items()))
    return dict(zip(ways, times, strict=True)), {name: samples[1:] for name, samples in memory.items()}


def _kilobytes(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def _child(folder: Path) -> tuple[Samples, Samples]:
    torch.set_num_threads(1)
    state = {name: tensor.detach() for name, tensor in _network().state_dict().items()}
    times, memory = _savings(state, folder / "file")
    save_pt(state, folder / "net.pt")
    save_safetensors(state, folder / "net.safetensors")
    state.clear()
    with torch.device("meta"):
        empty = _network()
    real = empty.to_empty(device="cpu")
    with torch.device("meta"):
        empty = _network()

    def load() -> None:
        real.load_state_dict(torch.load(folder / "net.pt", weights_only=True))

    def opened() -> None:
        load_into(empty, folder / "net.safetensors")

    load()  # the network's own memory must be there before what loading adds to it is counted
    more_times, more_memory = _openings({"open": opened, "torch.load": load})
    return times | more_times, memory | more_memory


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        print(json.dumps(_child(Path(folder))))
