"""How activations and gradients spread along the depth of a network that has not learned yet, for several seeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from builder.datasets.read import prepare
from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.depth_report import Depth, Step, Variant
from builder.inspection.report import Call, Settings
from builder.inspection.run import RunInputs, inspect_module
from builder.module import to_module


def depths_of(document: Document, sample: Sample, seeds: Sequence[int]) -> Iterator[Depth]:
    """Yield what PyTorch's defaults do, then what the rules of the document do, each for every seed.

    The weights are drawn anew by each seed; the sample is the same for all. What is sent back is the mean squared error
    against random numbers, so that no layer's gradient is decided by one number alone.

    Args:
        document: its own seed is not used.
        sample: is read once, so that all networks get the same tensors.
        seeds: one network is built for each, twice where the document has rules.

    Raises:
        BuilderError: the sample cannot be read, or the network cannot be built.
    """
    tensors = tuple(one.tensor for one in prepare(document, sample))
    variants: list[tuple[Variant, Document]] = [("default", msgspec.structs.replace(document, init=()))]
    if document.init:
        variants.append(("rules", document))
    for name, variant in variants:
        for seed in seeds:
            network = to_module(msgspec.structs.replace(variant, seed=seed))
            report = inspect_module(network, RunInputs(tensors), Settings("train", "mse", 0))
            yield Depth(name, seed, tuple(_step(call) for call in report.calls if not call.has_inner), report.partial)


def _step(call: Call) -> Step:
    output = call.outputs[0] if call.outputs else None
    gradient = call.gradients[0] if call.gradients else None
    return Step(
        call.path,
        None if output is None or output.std is None else output.std**2,
        None if gradient is None or gradient.std is None else gradient.std**2,
    )
