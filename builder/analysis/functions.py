"""The run of one function or tensor of a graph: its result, cost and problems."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from builder.analysis.memo import Memo
from builder.analysis.problems import Finding
from builder.analysis.remedies import fault_of
from builder.analysis.results import LayerResult
from builder.analysis.sample import sample_cost
from builder.analysis.values import NOTHING, Flow
from builder.catalogue.dtypes import BYTES
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import check_function, resolve_function
from builder.catalogue.layers.kind import Args, ParameterSpec, TensorSpec
from builder.document.blocks import TensorBlock
from builder.document.numbers import filled_in, holds_numbers
from builder.errors import DocumentError, ShapeError

_MAX_FAULTS = 4


def run_function(kind: str, args: dict[str, Any], key_args: bytes, flow: Flow | None, memo: Memo) -> LayerResult:
    """Return the result of a function, remembered where it is known; `key_args` are its arguments as JSON."""
    key = (kind, key_args, flow)
    result = memo.layers.get(key)
    if result is None:
        run = _of_numbers if holds_numbers(args) else _result
        result = run(FUNCTIONS[kind], args, flow, memo)
        memo.keep_layer(key, result)
    return result


def _of_numbers(kind: FunctionKind, args: dict[str, Any], flow: Flow | None, memo: Memo) -> LayerResult:
    """Return the result of a function with its expressions worked out; what they come to is checked like any argument.

    What it costs for one sample is known here where the batch is in none of them.
    """
    if flow is None:
        return _result_of(kind, {}, (None, None))
    try:
        known = filled_in(kind.name, args, flow.call)
        check_function(kind.name, filled_in(kind.name, args, {name: int(n) for name, n in flow.call.items()}))
        alone = known == filled_in(kind.name, args, flow.single.call)
    except DocumentError as error:
        return _result_of(kind, {}, (flow, None), (0, None), (Finding("error", error.problem, error.hint),))
    result = _result(kind, known, memo.flow(*flow.given), memo)
    single = result.single if alone else None
    return msgspec.structs.replace(result, inflow=flow, single=single)


def _result(kind: FunctionKind, args: dict[str, Any], flow: Flow | None, memo: Memo) -> LayerResult:
    findings: list[Finding] = []
    resolved = resolve_function(kind.name, args, () if flow is None else flow.values)
    if flow is None:
        return _result_of(kind, resolved, (None, None), findings=_clash(kind, resolved))
    trial = resolved
    while len(findings) < _MAX_FAULTS:
        try:
            output = kind.returned(trial, flow.values)
        except ShapeError as error:
            findings.append(fault_of(error, kind.arguments))
            value = tuple(error.value) if isinstance(error.value, list) else error.value
            if error.argument is None or error.argument not in trial or trial[error.argument] == value:
                break
            trial = {**trial, error.argument: value}
        else:
            cost = int(kind.multiply_adds(trial, flow.values, output))  # type: ignore[arg-type]
            flows = (flow, memo.flow(output))
            one = sample_cost(kind, flows, partial(resolve_function, kind.name, args), resolved)
            return _result_of(kind, resolved, flows, (cost, one), tuple(findings))
    return _result_of(kind, resolved, (flow, None), (0, None), tuple(findings))


def _clash(kind: FunctionKind, args: Args) -> tuple[Finding, ...]:
    try:
        kind.constraint(args)
    except ShapeError as error:
        return (fault_of(error, kind.arguments),)
    return ()


def _result_of(
    kind: FunctionKind,
    args: Args,
    flows: tuple[Flow | None, Flow | None],
    costs: tuple[int, int | None] = (0, 0),
    findings: tuple[Finding, ...] = (),
) -> LayerResult:
    return LayerResult(
        kind=kind.name,
        inflow=flows[0],
        outflow=flows[1],
        args=args,
        multiply_adds=costs[0],
        single=costs[1],
        findings=findings,
        troubles=len(findings),
    )


def run_tensor(block: TensorBlock, memo: Memo) -> LayerResult:
    """Return the result of a tensor; the one it owns has no name, for its node is called as it is."""
    spec = ParameterSpec("", block.shape, block.dtype, block.role == "buffer")
    return LayerResult(
        kind=block.role,
        inflow=NOTHING,
        outflow=memo.flow(TensorSpec(block.shape, block.dtype)),
        args={},
        tensors=(spec,),
        parameters=0 if spec.buffer else spec.count,
        bytes=spec.count * BYTES[spec.dtype],
    )
