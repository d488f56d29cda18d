"""Runs a network with the batch at the dim where its layers expect it."""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from builder.document.batch import Shape, Trial, batch_placed
from builder.trace.from_module.blocks import Reading
from builder.trace.from_module.examples import Shown, named, placed
from builder.trace.from_module.sequences import tells_batch
from builder.trace.from_module.twin import Twin


def reading_of(network: nn.Module, shown: Sequence[Shown]) -> Reading:
    """Run a copy of a network with these inputs; return what it called."""
    found: dict[tuple[Shape, ...], Reading] = {}

    def run(shapes: Sequence[Shape], batch: int) -> Reading:
        """Run it; the batch that it runs with is a stand-in, whatever batch the document has."""
        twin = Twin(network)
        twin.network.train(network.training)
        reading = Reading(twin, placed(shown, shapes, batch))
        reading.run()
        return reading

    def tried(shapes: list[Shape], batch: int) -> Trial:
        reading = found[tuple(shapes)] = run(shapes, batch)
        return Trial(not reading.stopped, reading.misplaced)

    told = named(shown)
    if told is None:
        sizes = [tuple(int(n) for n in one.shape) for one in shown]
        told = batch_placed(sizes, tried, tells_batch(network))
    reading = found.get(tuple(told[0])) or run(*told)
    reading.shown = reading.shown._replace(batch=told[1])
    if reading.stopped and found:  # of those that came to no end, the likeliest tells why
        return min(found.values(), key=lambda other: other.misplaced)
    return reading
