"""Runs a network with the batch at the dim where its layers expect it."""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from builder.document.batch import Shape, Trial, batch_placed
from builder.trace.from_module.examples import ExampleTensor, named_batch, place_batch
from builder.trace.from_module.run import Run
from builder.trace.from_module.sequences import tells_batch
from builder.trace.from_module.twin import Twin


def run_of(network: nn.Module, shown: Sequence[ExampleTensor]) -> Run:
    """Run a copy of a network with these inputs; return what it called."""
    found: dict[tuple[Shape, ...], Run] = {}

    def run(shapes: Sequence[Shape], batch: int) -> Run:
        """Run it; the batch that it runs with is a stand-in, whatever batch the document has."""
        twin = Twin(network)
        twin.network.train(network.training)
        one = Run(twin, place_batch(shown, shapes, batch))
        one.run()
        return one

    def tried(shapes: list[Shape], batch: int) -> Trial:
        one = found[tuple(shapes)] = run(shapes, batch)
        return Trial(not one.stopped, one.misplaced)

    told = named_batch(shown)
    if told is None:
        sizes = [tuple(int(n) for n in one.shape) for one in shown]
        told = batch_placed(sizes, tried, tells_batch(network))
    chosen = found.get(tuple(told[0])) or run(*told)
    chosen.shown = chosen.shown._replace(batch=told[1])
    if chosen.stopped and found:  # of those that came to no end, the likeliest tells why
        return min(found.values(), key=lambda other: other.misplaced)
    return chosen
