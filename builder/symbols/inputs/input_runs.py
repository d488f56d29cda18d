"""Reads every forward of a network for inputs of some shapes, and says how many calls refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.document.blocks import Input
from builder.interpreter.failures import Failure, LimitExceeded, Refusal, source_error
from builder.symbols.dataflow.arguments import by_place
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.recorder import Recorder
from builder.symbols.dataflow.sequences import has_batch
from builder.symbols.dataflow.sizes import Relation, Size
from builder.symbols.inputs.first_layers import InferenceComplete
from builder.symbols.inputs.nested_arguments import replace_tensors
from builder.symbols.values import ModuleSymbol, Symbol, forward_of, walk
from builder.trace.names import input_name

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

Inputs = tuple[tuple[Input, ...], int]
"""Inputs, and the sample batch."""


def input_names(module: ModuleSymbol, count: int) -> list[str]:
    """Return names for inputs: those of the forward, where the class has one of its own."""
    function = forward_of(module)
    if function is None or count == 1:
        return ["X"] if count == 1 else [f"X{i + 1}" for i in range(count)]
    names: list[str] = []
    own = [argument.arg for argument in [*function.node.args.posonlyargs, *function.node.args.args][1:]]
    for name in [*own, *(f"X{i + 1}" for i in range(count))][:count]:
        names.append(input_name(name, tuple(names)))
    return names


def run(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, inputs: tuple[Input, ...], batch: int) -> int:
    """Read every forward for these inputs; return how many calls refuse their shapes."""
    symbols = [Symbol("input", entry.name) for entry in inputs]
    for symbol, entry in zip(symbols, inputs, strict=True):
        symbol.shape, symbol.dtype = _sizes(entry, batch, free_dims(flows, entry)), entry.dtype
    return run_all(interpreter, flows, module, symbols)


def run_all(interpreter: Interpreter, flows: Flows, module: ModuleSymbol, symbols: list[Symbol]) -> int:
    """Read every forward for these symbols; return how many calls refuse their shapes."""
    for _, inner in walk(module):
        inner.flow = inner.shown = None
    flows.mismatches, flows.misplaced, flows.reads_sizes = 0, 0, False
    flows.error = flows.unreadable = flows.misfit = flows.refusal = None
    flows.recorders.append(Recorder(None))
    try:
        function = forward_of(module)
        args, kwargs = by_place(function, tuple(symbols)) if function is not None else (tuple(symbols), {})
        if flows.given is not None:
            others = iter(symbols)
            args, kwargs = (replace_tensors(part, others) for part in flows.given)
        returned = flows.host.run(interpreter, module, args, kwargs)
        flows.misplaced += not has_batch(returned)
    except InferenceComplete:
        pass
    except LimitExceeded:
        raise
    except Failure as failure:
        flows.error = source_error(failure)
        flows.unreadable = flows.error if isinstance(failure, Refusal) and not flows.mismatches else None
        flows.mismatch(flows.error.problem)
    finally:
        flows.recorders.pop()
    return flows.mismatches


def free_dims(flows: Flows, entry: Input) -> frozenset[int]:
    """Return the dims of an input in which other sizes are to be expected."""
    rank = len(entry.shape)
    start = 0 if entry.shape[1:2] == ("N",) else 1  # sequences may have another length, wherever that stands
    if not (flows.inputs_inferred and (rank > 2 or not flows.guessing)) or entry.dtype.startswith("int"):
        return frozenset(range(start, rank))
    usual = range(2, rank) if rank > 3 else range(start, rank - 1)
    return flows.opened.get(entry.name, frozenset()).union(usual)


def _sizes(entry: Input, batch: int, free: frozenset[int]) -> tuple[int, ...]:
    """Return the shape of an input, each size knowing whether others are to be expected in its place."""
    return tuple(
        Size(batch, Relation.BATCH) if n == "N" else Size(n, Relation.INDEPENDENT, True) if i in free else n
        for i, n in enumerate(entry.shape)
    )
