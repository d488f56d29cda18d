"""Jobs about the tensors of a network apart from their values: where they are kept, and what an input decides."""

from __future__ import annotations

from msgspec import structs

from builder.document.blocks import Document
from builder.inspection.tensor_report import LazyTensors, TensorRow
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.sentences import later, say


@with_limits(Limits(later("jobs.title.tensor-rows"), 600))
def tensor_rows(document: Document) -> tuple[TensorRow, ...]:
    """Find out of each tensor whether a checkpoint has it, and what moves it.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    from builder.inspection import tensor_rows as found
    from builder.module import to_module

    return found.tensor_rows(to_module(document, device="meta"))


@with_limits(Limits(later("jobs.title.lazy"), 600))
def lazy_tensors(document: Document, is_run: bool) -> LazyTensors:
    """Show the network before its first forward; with `is_run`, a random sample runs, and it is shown after as well.

    Raises:
        BuilderError: it cannot be built, or the sample cannot run through it.
    """
    from builder.datasets.read import prepare
    from builder.datasets.samples import Sample
    from builder.inspection import tensor_rows as found
    from builder.module.build import lazy_network
    from builder.module.lazy import first_forward
    from builder.module.rng import quiet_rng

    network = lazy_network(document)
    name = found.undecided_name(network)
    asked = () if name is None else found.shape_answer(network, name)
    shown = LazyTensors(found.lazy_rows(network), str(network), asked)
    if not is_run:
        return shown
    report(0.4, say("jobs.progress.running"))
    with quiet_rng(document.seed):
        returned = first_forward(network, document, [one.tensor for one in prepare(document, Sample())])
    return structs.replace(
        shown,
        rows=found.decided_rows(shown.rows, network),
        answered=() if name is None else found.shape_answer(network, name),
        after=str(network),
        returned=found.shapes_of(returned),
    )
