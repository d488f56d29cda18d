"""`from_source` of pasted files without an input, beside torch building each on the meta device and running it once."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import torch

from benchmarks import texts
from benchmarks.figure import Figure, Line
from benchmarks.samples import cpu_seconds, interleaved
from builder import from_source
from builder.module.local import run_here

ROUNDS = 5


def figures() -> Iterator[Line]:
    """Take the figures."""
    yield _read("16 residual blocks", texts.RESIDUAL, (2, 3, 32, 32))
    yield _read("a network for 224 x 224", texts.LARGE, (2, 3, 224, 224))
    yield _read("a loop over 1,000 modules", texts.LOOP, (2, 16))
    yield _read("a file with its training", texts.VISION, (2, 3, 96, 96))
    yield _read("a class kept as code", texts.CODE, (2, 3, 32, 32), "cpu")


def _read(name: str, text: str, shape: tuple[int, ...], device: str = "meta") -> Figure:
    """Read a text beside torch, on numbers where the forward asks for some."""
    names: dict[str, Callable[[], torch.nn.Module]] = {}
    exec(texts.HEAD + text, names)

    def run() -> None:
        with torch.device(device):
            names["Net"]()(torch.empty(shape))

    def read_anew() -> None:
        run_here.cache_clear()
        from_source(texts.HEAD + text)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read, built = interleaved(ROUNDS, cpu_seconds(read_anew), cpu_seconds(run))
    peer = f"torch, {device}: built, run once"
    return Figure(f"from_source, {name}", read, peer, built, bar="1.5 x", ratio_at_most=1.5)
