"""Saving and opening 1 GB of weights, in a process of its own whose peak memory is read from the system (Linux)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.figure import Figure, Line, Missing
from benchmarks.measuring import interleaved, wall_seconds
from builder.weights import load_into, save_pt, save_safetensors

LAYERS, WIDTH = 15, 4_096
"""1.007 GB of float32."""
ROUNDS = 5
SLICE = 16 * 2**20
Samples = dict[str, list[float]]


def figures() -> Iterator[Line]:
    """Take the figures in a child, so that nothing of ours or of others lies in its memory."""
    if not Path("/proc/self/clear_refs").exists():
        yield Missing("saving and opening 1 GB", "peak memory is read from /proc, which only Linux has")
        return
    child = subprocess.run([sys.executable, "-m", "benchmarks.files"], check=True, capture_output=True, text=True)
    times, memory = json.loads(child.stdout)
    for way in ("save .pt", "save .safetensors"):
        yield Figure(
            f"1 GB, {way}", times[way], "raw write, 16 MB slices", times["raw write"],
            bar="1.2 x a raw write", ratio_at_most=1.2,
        )  # fmt: skip
        yield Figure(f"1 GB, {way}, more memory at its peak", memory[way], unit="B", bar="20 MB", at_most=20e6)
    yield Figure("1 GB, torch.save to a path, for comparison", times["torch.save"], "raw write", times["raw write"])
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


def _measured(
    rounds: int, ways: dict[str, Callable[[], object]], after: Callable[[], object]
) -> tuple[Samples, Samples]:
    """Run the ways in turn; return each one's seconds and by how many bytes the process grew at its peak."""
    memory: Samples = {name: [] for name in ways}

    def watched(name: str, way: Callable[[], object]) -> Callable[[], float]:
        def run() -> float:
            Path("/proc/self/clear_refs").write_text("5")  # lets VmHWM start again from what is there now
            before = _kilobytes("VmRSS")
            seconds = wall_seconds(way)()
            memory[name].append((_kilobytes("VmHWM") - before) * 1024.0)
            after()
            return seconds

        return run

    times = interleaved(rounds, *(watched(name, way) for name, way in ways.items()))
    return dict(zip(ways, times, strict=True)), {name: samples[1:] for name, samples in memory.items()}


def _kilobytes(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def _child(folder: Path) -> tuple[Samples, Samples]:
    torch.set_num_threads(1)
    state = {name: tensor.detach() for name, tensor in _network().state_dict().items()}
    file = folder / "file"
    saving: dict[str, Callable[[], object]] = {
        "raw write": lambda: _write(state, file),
        "save .pt": lambda: save_pt(state, file),
        "save .safetensors": lambda: save_safetensors(state, file),
        "torch.save": lambda: torch.save(state, file),
    }
    times, memory = _measured(ROUNDS, saving, file.unlink)
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
    more_times, more_memory = _measured(ROUNDS, {"open": opened, "torch.load": load}, lambda: None)
    return times | more_times, memory | more_memory


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        print(json.dumps(_child(Path(folder))))
