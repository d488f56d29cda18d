"""An inspection beside the network's own bare run, and beside TorchLens on the same network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from benchmarks.figure import Figure, Line, Missing
from benchmarks.samples import cpu_seconds, interleaved
from builder.inspection.report import Settings
from builder.inspection.run import RunInputs, inspect_module

_WIDTH = 64
_FORWARD, _BACK = Settings("train"), Settings("train", "sum")


def figures() -> Iterator[Line]:
    """Take the figures."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    leaves = nn.Sequential(*(layer for _ in range(500) for layer in (nn.Linear(_WIDTH, _WIDTH), nn.ReLU())))
    x = torch.randn(32, _WIDTH)
    yield _beside_bare("1,000 leaves, with gradients", leaves, x, 10.0)
    layer = nn.TransformerEncoderLayer(256, 4, 1024, batch_first=True)
    encoder = nn.TransformerEncoder(layer, 12, enable_nested_tensor=False)
    yield _beside_bare("12-layer encoder, with gradients", encoder, torch.randn(8, 128, 256), 2.0)
    yield from _beside_torchlens(leaves, x)


def _inspected(network: nn.Module, x: Tensor, settings: Settings) -> Callable[[], object]:
    return lambda: inspect_module(network, RunInputs((x,)), settings)


def _bare(network: nn.Module, x: Tensor) -> Callable[[], object]:
    def run() -> None:
        network(x).sum().backward()
        network.zero_grad()

    return run


def _beside_bare(name: str, network: nn.Module, x: Tensor, most: float) -> Figure:
    network.train()
    ours, bare = interleaved(5, cpu_seconds(_inspected(network, x, _BACK)), cpu_seconds(_bare(network, x)))
    words = f"{most:g} x forward and backward"
    return Figure(f"inspect, {name}", ours, "bare forward and backward", bare, bar=words, ratio_at_most=most)


def _beside_torchlens(network: nn.Module, x: Tensor) -> Iterator[Line]:
    try:
        import torchlens
    except ImportError:
        yield Missing("inspect, 1,000 leaves, beside TorchLens", "torchlens is not installed")
        return
    trace: Any = torchlens.trace
    for name, settings, least in (("forward", _FORWARD, 20), ("with gradients", _BACK, 10)):
        ours, theirs = interleaved(
            3, cpu_seconds(_inspected(network, x, settings)), cpu_seconds(lambda: trace(network, x))
        )
        yield Figure(
            f"inspect, 1,000 leaves, {name}",
            ours,
            "TorchLens, forward",
            theirs,
            bar=f"1/{least} of TorchLens",
            ratio_at_most=1 / least,
        )
