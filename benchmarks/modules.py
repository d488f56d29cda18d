"""`to_module` beside hand-written code for the same network; both draw the initial weights by torch's own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import nn

from benchmarks import documents, plain_torch
from benchmarks.figure import Figure
from benchmarks.samples import cpu_seconds, interleaved
from builder import templates, to_module
from builder.document.blocks import Document

BAR = "1.1 x hand-written code"


def figures() -> Iterator[Figure]:
    """Take the figures, the small networks in more rounds."""
    torch.set_num_threads(1)
    yield _beside("1,000-layer MLP, 64 wide", documents.mlp(1_000), lambda: plain_torch.mlp(1_000), 15)
    yield _beside("ResNet-50", documents.resnet50(), plain_torch.resnet50, 9)
    yield _beside("MobileNetV2", templates.load("mobilenet_v2"), plain_torch.mobilenet_v2, 15)
    yield _beside("VGG-16", templates.load("vgg16"), plain_torch.vgg16, 5)
    yield _beside("GPT-2 small", templates.load("gpt2"), plain_torch.gpt2, 5)


def _beside(name: str, document: Document, by_hand: Callable[[], nn.Module], rounds: int) -> Figure:
    counts = [sum(p.numel() for p in network.parameters()) for network in (to_module(document), by_hand())]
    if counts[0] != counts[1]:
        raise ValueError(f"{name}: {counts[0]:,} parameters here and {counts[1]:,} by hand")
    here, hand = interleaved(rounds, cpu_seconds(lambda: to_module(document)), cpu_seconds(by_hand))
    return Figure(f"to_module, {name}", here, "hand-written code", hand, bar=BAR, ratio_at_most=1.1)
