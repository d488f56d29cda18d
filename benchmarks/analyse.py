"""`analyse` of a 5,000-layer chain, whole and after one edit, beside `torchinfo.summary` on the meta device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

import msgspec
import torch
import torchinfo

from benchmarks.documents import chain
from benchmarks.figure import Figure
from benchmarks.samples import cpu_seconds, interleaved
from builder import analyse, to_module
from builder.document.blocks import Document
from builder.edits import SetArgument, apply

LAYERS = 5_000
PART = 1_000
"""Layers that torchinfo is given: with all of them one summary takes 5 to 10 s; it grows no slower than linearly."""
PEER = f"torchinfo, meta, {PART:,} layers x {LAYERS // PART}"
ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Take the figures; each includes totals and problems, as the header of every page asks for them."""
    torch.set_num_threads(1)
    equal, different = chain(LAYERS, (64,)), chain(LAYERS, range(16, 16 + LAYERS // 4))
    torchinfo_seconds = cpu_seconds(_torchinfo())
    for name, document in (("widths equal", equal), ("widths all different", different)):
        whole, peer = interleaved(ROUNDS, _cold(document), torchinfo_seconds)
        scaled = [sample * LAYERS / PART for sample in peer]
        yield Figure(
            f"analyse, {LAYERS:,} layers, {name}, nothing remembered", whole, PEER, scaled,
            bar="12 ms; torchinfo 100 x slower", at_most=0.012, ratio_at_most=1 / 100,
        )  # fmt: skip
        edited, peer = interleaved(ROUNDS * 4, _edited(document), cpu_seconds(lambda: None))
        yield Figure(
            f"analyse, {LAYERS:,} layers, {name}, after one edit", edited, PEER, scaled * 4,
            bar="2 ms; torchinfo 100 x slower", at_most=0.002, ratio_at_most=1 / 100,
        )  # fmt: skip
    (every,) = interleaved(ROUNDS, cpu_seconds(lambda: list(analyse(equal).blocks.items())))
    yield Figure(f"analyse, {LAYERS:,} layers, and every .blocks[path] read", every, PEER, scaled)


def look(document: Document) -> object:
    """Find out all that the header of a page says."""
    analysis = analyse(document)
    return analysis, analysis.parameters, analysis.bytes, analysis.multiply_adds, analysis.problems


def _cold(document: Document) -> Callable[[], float]:
    def run() -> float:
        fresh = msgspec.structs.replace(document)
        return cpu_seconds(lambda: look(fresh))()

    return run


def _edited(document: Document) -> Callable[[], float]:
    """Change the width in the middle to a new one each time."""
    widths = cycle(range(2_000, 4_000))

    def run() -> float:
        look(document)
        edit = SetArgument(id=f"linear{LAYERS // 8}", argument="out_features", value=next(widths))
        changed = apply(document, edit)
        return cpu_seconds(lambda: look(changed))()

    return run


def _torchinfo() -> Callable[[], object]:
    network = to_module(chain(PART, (64,)), device="meta")
    return lambda: torchinfo.summary(network, input_size=(2, 64), device="meta", verbose=0)
