"""`to_source` and `from_source` of 1,000 layers, beside Python's own `compile()` of the text, and `from_module`."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

import builder
from benchmarks.documents import chain, resnet50
from benchmarks.figure import Figure, Line, Missing
from benchmarks.samples import cpu_seconds, interleaved
from builder import from_module, to_source
from builder.document.blocks import Document

ROUNDS = 9


def figures() -> Iterator[Line]:
    """Take the figures."""
    yield _recurrent()
    thousand = chain(1_000, (64, 32))
    yield _written("1,000 layers", thousand)
    yield _written("ResNet-50", resnet50())
    from_source = getattr(builder, "from_source", None)
    if from_source is None:
        yield Missing("from_source, 1,000 layers", "it is not written yet")
        return
    text = to_source(thousand)
    read, compiled = interleaved(
        ROUNDS, cpu_seconds(lambda: from_source(text)), cpu_seconds(lambda: compile(text, "net.py", "exec"))
    )
    yield Figure("from_source, 1,000 layers", read, "compile() of the text", compiled, bar="500 ms", at_most=0.5)


def _written(name: str, document: Document) -> Figure:
    text = to_source(document)
    written, compiled = interleaved(
        ROUNDS, cpu_seconds(lambda: to_source(document)), cpu_seconds(lambda: compile(text, "net.py", "exec"))
    )
    return Figure(f"to_source, {name}", written, "compile() of the text", compiled, bar="50 ms", at_most=0.05)


def _recurrent() -> Figure:
    """Read a recurrent layer whose steps are as many as the stand-in for the batch, and one of two steps."""
    network = nn.Sequential(nn.LSTM(5, 6))
    many, few = interleaved(
        ROUNDS,
        cpu_seconds(lambda: from_module(network, ("N", 2, 5))),
        cpu_seconds(lambda: from_module(network, (2, "N", 5))),
    )
    return Figure("from_module, LSTM of 1,009 steps", many, "of 2 steps", few, bar="1.5 x", ratio_at_most=1.5)
