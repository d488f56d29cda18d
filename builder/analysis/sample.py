"""The cost of a layer or function for one sample, computed along with its run with the sample batch.

Of a layer that treats all samples alike, which its kind says, that is an equal share (`alike_cost`). Any other rule is
asked once more with N = 1. Where it then returns what it returned before, N being 1 there as well, whatever comes next
takes what it would take in a run with one sample; so no such run of the whole network is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from builder.analysis.merges import merge_outputs
from builder.analysis.results import ContainerResult, Result, summed_single
from builder.analysis.values import Flow, are_equal
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.kind import Args, Kind, Value
from builder.document.blocks import Parallel
from builder.errors import ShapeError


def alike_cost(kind: Kind, flows: tuple[Flow, Flow], args: Args, cost: int) -> int | None:
    """Return an equal share of the cost where a layer treats all samples alike; None where its rule has to be asked."""
    inflow, outflow = flows
    if inflow.samples and outflow.samples and kind.by_sample(args, len(inflow.values[0].shape)):  # type: ignore[union-attr]
        return cost // inflow.samples
    return None


def sample_cost(
    kind: Kind | FunctionKind, flows: tuple[Flow, Flow], decided: Callable[[tuple[Value, ...]], Args] | None, args: Args
) -> int | None:
    """Return the multiply-adds for one sample; None where only a run of the network can tell.

    `flows` are what enters and what is returned with the sample batch; `decided` says what the arguments are for other
    inputs than those for which they are `args`, None where these are given.
    """
    inflow, outflow = flows[0].single, flows[1].single
    try:
        if decided is not None and decided(inflow.values) != args:
            return None
        output = kind.returned({**args, **inflow.call}, inflow.values)
    except ShapeError:
        return None
    if not are_equal((output,), outflow.values):
        return None
    return int(kind.multiply_adds(args, inflow.values, output))  # type: ignore[arg-type]


def merges_alike(block: Parallel, result: ContainerResult) -> bool:
    """Tell whether what the branches return for one sample is joined just as for the batch."""
    flows = [kid.outflow for kid in result.children if kid.outflow is not None]
    if result.outflow is None or result.single is None:
        return result.outflow is None and len(flows) < len(result.children)
    try:
        joined = merge_outputs(block, tuple(flow.single.values[0] for flow in flows))
    except ShapeError:
        return False
    return are_equal((joined,), result.outflow.single.values)


def changed_single(
    last: ContainerResult, results: Sequence[Result], new: Sequence[Result], gone: Sequence[Result]
) -> int | None:
    """Return the cost for one sample of a container in which `new` took the place of `gone`."""
    added, taken = summed_single(new), summed_single(gone)
    if last.single is None or taken is None:
        return summed_single(results)
    return None if added is None else last.single + added - taken
