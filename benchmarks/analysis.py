"""`analyse` of a 5,000-layer chain, cold and after one edit, beside a run of the same network under hooks on `meta`.

Run by itself: `python -m benchmarks.analysis`. Cold forgets all that the analysis remembers; both figures include the
totals and the problems.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from builder.analysis import analyse
from builder.analysis.memo import MEMO
from builder.document.blocks import Document, Input, Layer, Sequential
from builder.edits import SetArgument, apply

LAYERS = 5_000
_KINDS = ("Linear", "LayerNorm", "GELU", "Dropout")


def chain(layers: int = LAYERS, widths: Callable[[], int] = lambda: 64) -> Document:
    """Return Linear-LayerNorm-GELU-Dropout over and over, each group of a width drawn by `widths`."""
    kids, width = [], 64
    for i in range(layers // len(_KINDS)):
        before, width = width, widths()
        arguments: tuple[dict[str, object], ...] = (
            {"in_features": before, "out_features": width},
            {"normalized_shape": width},
            {},
            {"p": 0.1},
        )
        kids += [Layer(id=f"{kind}{i}", kind=kind, args=args) for kind, args in zip(_KINDS, arguments, strict=True)]
    return Document(inputs=(Input(name="X", shape=("N", 64)),), root=Sequential(id="root", children=tuple(kids)))


def seconds(action: Callable[[], object], times: int = 9) -> float:
    """Return the median time of an action."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def look(document: Document) -> None:
    """Analyse and ask for everything that the header shows."""
    analysis = analyse(document)
    _ = (analysis.problems, analysis.parameters, analysis.trainable, analysis.multiply_adds, analysis.bytes)


def cold(document: Document) -> float:
    """Return the time of the first analysis."""

    def first() -> None:
        MEMO.clear()
        look(document)

    return seconds(first)


def after_an_edit(document: Document) -> float:
    """Return the time of the analysis after each of some edits of one argument, the edits not counted."""
    versions = [document]
    for i in range(9):
        versions.append(apply(versions[-1], SetArgument(f"Dropout{100 * i + 50}", "p", 0.2 + i / 100)))
    look(versions.pop(0))
    return seconds(lambda: look(versions.pop(0)))


def under_hooks(document: Document) -> float:
    """Return the time of what a summary does: build on `meta`, run once, and note each module's output."""
    import torch

    from builder.module import to_module

    def summary() -> None:
        network, seen = to_module(document, device="meta"), []
        for module in network.modules():
            module.register_forward_hook(lambda module, inputs, output: seen.append(output.shape))
        with torch.no_grad():
            network(torch.empty(2, 64, device="meta"))

    return seconds(summary, 1)


def main() -> None:
    """Print one line for each figure."""
    document, peer_layers = chain(), 500
    peer = under_hooks(chain(peer_layers)) * LAYERS / peer_layers
    draw = random.Random(0)
    for name, took in (
        ("analyse, 5,000 layers, cold", cold(document)),
        ("analyse, 5,000 layers, cold, all widths differ", cold(chain(widths=lambda: draw.randrange(1, 5_000)))),
        ("analyse, 5,000 layers, after one edit", after_an_edit(document)),
    ):
        print(f"{name:<50}{1e3 * took:>9.2f} ms   run under hooks on meta / this: {peer / took:>8,.0f}")


if __name__ == "__main__":
    main()
