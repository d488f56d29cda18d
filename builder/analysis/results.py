"""Results of one block, without its path, so that equal and unchanged blocks share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from builder.analysis.problems import Finding
from builder.analysis.values import Flow
from builder.catalogue.layers.kind import Args, ParameterSpec
from builder.document.blocks import Container


# Results are many and never part of a cycle, so the garbage collector is spared looking at them (gc=False).
class LayerResult(msgspec.Struct, frozen=True, eq=False, kw_only=True, gc=False):
    """One run of a layer; `args` is None where an `"auto"` cannot be decided, a flow is None where it is unknown."""

    kind: str
    inflow: Flow | None
    outflow: Flow | None
    args: Args | None
    tensors: tuple[ParameterSpec, ...] = ()
    parameters: int = 0
    bytes: int = 0
    multiply_adds: int = 0
    single: int | None = 0
    """Multiply-adds for one sample; None where only a run with one sample can tell (`analysis.single`)."""
    findings: tuple[Finding, ...] = ()
    troubles: int = 0


Pair: TypeAlias = tuple[int, Finding]
"""A finding about two layers of a container or a wire of a graph, with the index of the (later) child it is about."""


class ContainerResult(msgspec.Struct, frozen=True, eq=False, kw_only=True, gc=False):
    """One run of a container; totals count what is below it, `troubles` all findings there."""

    block: Container
    inflow: Flow | None
    outflow: Flow | None
    children: Sequence[Result]
    parameters: int = 0
    bytes: int = 0
    multiply_adds: int = 0
    single: int | None = 0
    findings: tuple[Finding, ...] = ()
    pairs: tuple[Pair, ...] = ()
    troubles: int = 0


class SharedResult(msgspec.Struct, frozen=True, eq=False, kw_only=True, gc=False):
    """One more run of a module that has run before, or a run at a place that is not the module's own.

    `first` is the path of the place that counts the parameters, from where the scope (a copy of that repeat, or the
    root) begins; None where this is that place. The run that `decides` comes first and shows what is wrong inside.
    """

    result: LayerResult | ContainerResult
    scope: str
    first: str | None
    decides: bool = False
    runs: bool = True
    """False where the module stands and is not run itself, since a graph calls it elsewhere."""
    parameters: int = 0
    bytes: int = 0
    findings: tuple[Finding, ...] = ()
    troubles: int = 0

    @property
    def inflow(self) -> Flow | None:
        """What enters the module in this run."""
        return self.result.inflow

    @property
    def outflow(self) -> Flow | None:
        """What the module returns in this run."""
        return self.result.outflow

    @property
    def multiply_adds(self) -> int:
        """Those of this run: a module that runs twice costs twice."""
        return self.result.multiply_adds if self.runs else 0

    @property
    def single(self) -> int | None:
        """Those of this run for one sample."""
        return self.result.single if self.runs else 0


Result: TypeAlias = LayerResult | ContainerResult | SharedResult


def container_result(
    block: Container,
    flows: tuple[Flow | None, Flow | None],
    results: Sequence[Result],
    findings: Sequence[Finding],
    pairs: Sequence[Pair] = (),
) -> ContainerResult:
    """Return the result of a container from those of its children; `flows` are what enters and what is returned."""
    parameters = size = multiply_adds = 0
    troubles = len(findings) + len(pairs)
    for result in results:
        parameters += result.parameters
        size += result.bytes
        multiply_adds += result.multiply_adds
        troubles += result.troubles
    return ContainerResult(
        block=block,
        inflow=flows[0],
        outflow=flows[1],
        children=results,
        parameters=parameters,
        bytes=size,
        multiply_adds=multiply_adds,
        single=summed_single(results),
        findings=tuple(findings),
        pairs=tuple(pairs),
        troubles=troubles,
    )


def summed_single(results: Sequence[Result]) -> int | None:
    """Return what blocks cost together for one sample."""
    singles = [result.single for result in results]
    return None if None in singles else sum(singles)  # type: ignore[arg-type]
