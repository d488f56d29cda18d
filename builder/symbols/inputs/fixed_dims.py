"""Which dims of its inputs a network leaves open that usually have one size: channels, features.

The layers mostly fix these, and a document may hold their sizes. Where a network takes another size there as well, a
number of the document would be wrong for it, so other sizes are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import structs

from builder.document.blocks import BATCH, Input
from builder.symbols.dataflow.flow import Flows
from builder.symbols.inputs.input_runs import free_dims, run
from builder.symbols.values import ModuleSymbol, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_Inputs = tuple[Input, ...]


def open_further(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, inputs: _Inputs, batch: int) -> None:
    """Read every forward once more with the dims open that the network turns out to leave open, if there are any.

    A forward that asks for no sizes comes to no number by them.

    Raises:
        SourceError: with these dims open the network can only stay code, which the text calls otherwise.
    """
    if flows.mismatches or not flows.reads_sizes:
        return
    read, found = _DimFindings.of(flows, module), {}
    for i, entry in enumerate(inputs):
        fixed = [d for d, n in enumerate(entry.shape) if n != BATCH and d not in free_dims(flows, entry)]
        taken = {d for d in fixed if _is_taken(interpreter, flows, module, _others(inputs, i, d), batch)}
        if taken:
            found[entry.name] = frozenset(taken)
    flows.opened = found
    if not found:
        read.restore(flows, module)
    elif run(interpreter, flows, module, inputs, batch) and flows.given is not None and flows.error is not None:
        raise flows.error


def _others(inputs: _Inputs, i: int, dim: int) -> Iterator[_Inputs]:
    """Yield the inputs with other sizes in a dim, and at last with all sizes doubled, some of which may go together."""
    size = inputs[i].shape[dim]
    assert isinstance(size, int)
    for n in (size * 2, size // 2, size + 1):
        yield tuple(_with_size(entry, dim, n) if entry is inputs[i] else entry for entry in inputs) if n else inputs
    yield tuple(
        structs.replace(entry, shape=tuple(n if isinstance(n, str) else n * 2 for n in entry.shape)) for entry in inputs
    )


def _with_size(entry: Input, dim: int, size: int) -> Input:
    return structs.replace(entry, shape=tuple(size if d == dim else n for d, n in enumerate(entry.shape)))


def _is_taken(
    interpreter: Interpreter, flows: Flows, module: ModuleSymbol, others: Iterator[_Inputs], batch: int
) -> bool:
    flows.trying = flows.strict = True
    try:
        for inputs in others:
            interpreter.budget.renew()
            if not run(interpreter, flows, module, inputs, batch):
                return True
        return False
    finally:
        flows.trying = flows.strict = False


class _DimFindings(NamedTuple):
    """What reading all forwards has found."""

    mismatches: int
    misplaced: int
    modules: dict[int, tuple[object, object]]
    failed: dict[int, Any]

    @classmethod
    def of(cls, flows: Flows, module: ModuleSymbol) -> _DimFindings:
        modules = {id(inner): (inner.flow, inner.shown) for _, inner in walk(module)}
        texts = flows.host.texts
        return cls(flows.mismatches, flows.misplaced, modules, {} if texts is None else dict(texts.failed))

    def restore(self, flows: Flows, module: ModuleSymbol) -> None:
        """Put it back after other inputs were tried."""
        flows.mismatches, flows.misplaced, flows.reads_sizes = self.mismatches, self.misplaced, True
        flows.error = flows.misfit = None
        if flows.host.texts is not None:
            flows.host.texts.failed = self.failed
        for _, inner in walk(module):
            inner.flow, inner.shown = self.modules[id(inner)]
