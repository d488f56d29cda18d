"""One run of one layer: what it returns, owns and costs, and what is wrong with it.

After a mistake with a known remedy the layer returns what it would return once mended, so that later mistakes show
and nothing that only follows from the first does.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import msgspec

from builder.analysis.decided import has_auto
from builder.analysis.memo import LayerKey, Memo
from builder.analysis.mending import finding_of, first_tensors, mended, tuple_finding
from builder.analysis.problems import Finding
from builder.analysis.results import BYTES, LayerResult
from builder.analysis.sample import alike_cost, sample_cost
from builder.analysis.values import Batch, Flow
from builder.analysis.warnings import BY_KIND, layer_warnings
from builder.errors import ShapeError
from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import Args, Kind, ParameterSpec, TensorSpec, Value, no_multiply_adds
from builder.layers.validation import explicit, resolve

encode = msgspec.json.Encoder().encode
_MAX_FAULTS = 4
_KEEPS_SHAPE = frozenset({"activation", "normalisation", "dropout"})


def run_layer(kind: str, args: dict[str, Any], flow: Flow | None, memo: Memo) -> LayerResult:
    """Return the result of a layer, remembered where it is known."""
    key = (kind, encode(args) if args else b"", flow)
    return memo.layers.get(key) or first_run(key, args, memo)


def first_run(key: LayerKey, args: dict[str, Any], memo: Memo) -> LayerResult:
    """Find out the result of a layer and remember it."""
    result = _result(key[0], args, key[2], memo)
    memo.keep_layer(key, result)
    return result


def _result(kind_name: str, args: dict[str, Any], flow: Flow | None, memo: Memo) -> LayerResult:
    kind = CATALOGUE[explicit(kind_name)]
    if flow is None:
        return _unfed(kind, kind_name, args)
    inputs = flow.values
    try:
        resolved = resolve(kind_name, args, inputs)  # type: ignore[arg-type]
        output = kind.returned({**resolved, **flow.call} if flow.call else resolved, inputs)
    except ShapeError:
        return _refused(kind, kind_name, (args, flow), memo)
    if Batch in map(type, resolved.values()):
        resolved = _plain(resolved)
    outflow = flow if len(inputs) == 1 and output is inputs[0] else memo.flow(output)
    cost = 0 if kind.multiply_adds is no_multiply_adds else _cost(kind, resolved, inputs, output)
    one = alike_cost(kind, (flow, outflow), resolved, cost)
    if one is None:
        decided = partial(_decided, kind_name, args) if _is_decided(kind_name, args) else None
        one = sample_cost(kind, (flow, outflow), decided, resolved)
    result = _owning(kind, (flow, outflow), resolved, (cost, one))
    findings = layer_warnings(result) if kind.name in BY_KIND else ()
    return msgspec.structs.replace(result, findings=findings, troubles=len(findings)) if findings else result


def _is_decided(kind_name: str, args: dict[str, Any]) -> bool:
    """Tell whether what enters decides an argument."""
    return explicit(kind_name) != kind_name or has_auto(args)


def _decided(kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...]) -> Args:
    """Return what the arguments are for other inputs."""
    return _plain(resolve(kind_name, args, inputs))  # type: ignore[arg-type]


def _owning(
    kind: Kind,
    flows: tuple[Flow | None, Flow | None],
    args: Args | None,
    costs: tuple[int, int | None] = (0, 0),
    findings: tuple[Finding, ...] = (),
) -> LayerResult:
    """Return the result of a layer with the tensors that its arguments give it."""
    specs = () if args is None else _owned(kind, args)
    parameters = size = 0
    for spec in specs:
        count = spec.count
        size += count * BYTES[spec.dtype]
        if not spec.buffer:
            parameters += count
    return LayerResult(
        kind=kind.name,
        inflow=flows[0],
        outflow=flows[1],
        args=args,
        tensors=specs,
        parameters=parameters,
        bytes=size,
        multiply_adds=costs[0],
        single=costs[1],
        findings=findings,
        troubles=len(findings),
    )


def _refused(kind: Kind, kind_name: str, run: tuple[dict[str, Any], Flow], memo: Memo) -> LayerResult:
    args, flow = run
    attempt = _attempted(kind, kind_name, args, flow)
    outflow = None if attempt.output is None else memo.flow(attempt.output)
    return _owning(kind, (flow, outflow), attempt.args, (attempt.multiply_adds, None), attempt.findings)


def _unfed(kind: Kind, kind_name: str, args: dict[str, Any]) -> LayerResult:
    """Return what is known of a layer whose input is unknown: its tensors, where all its arguments are given."""
    try:
        resolved = resolve(kind_name, args, ())
    except ShapeError:
        return _owning(kind, (None, None), None)
    return _owning(kind, (None, None), resolved, findings=_clash(kind, resolved))


def _clash(kind: Kind, args: Args) -> tuple[Finding, ...]:
    """Return what is wrong with the arguments whatever flows in."""
    try:
        kind.constraint(args)
    except ShapeError as error:
        return (finding_of(error, kind.name),)
    return ()


def _owned(kind: Kind, args: Args) -> tuple[ParameterSpec, ...]:
    try:
        return kind.parameters(args)
    except (ShapeError, ZeroDivisionError):
        return ()


class _Attempt(NamedTuple):
    args: Args | None
    output: Value | None = None
    multiply_adds: int = 0
    findings: tuple[Finding, ...] = ()


def _attempted(kind: Kind, kind_name: str, args: dict[str, Any], flow: Flow) -> _Attempt:
    """Run the rule; where it refuses, mend what can be mended and go on, keeping every refusal."""
    findings: list[Finding] = []
    resolved, inputs, finding = _resolved(kind_name, args, flow.values)
    if finding is not None:
        findings.append(finding)
    if resolved is None:
        return _Attempt(None, findings=tuple(findings))
    trial = {**resolved, **flow.call}
    while len(findings) < _MAX_FAULTS:
        try:
            output = kind.returned(trial, inputs)
        except ShapeError as error:
            fault = mended(kind, trial, inputs, error, kind_name)
            findings.append(fault.finding)
            if fault.inputs is None:
                kept = inputs[0] if kind.category in _KEEPS_SHAPE and _is_tensor(inputs[0]) else None
                return _Attempt(resolved, kept, 0, tuple(findings))
            trial, inputs = fault.args, fault.inputs
        else:
            return _Attempt(resolved, output, _cost(kind, trial, inputs, output), tuple(findings))
    return _Attempt(resolved, findings=tuple(findings))


def _is_tensor(value: Value) -> bool:
    return isinstance(value, TensorSpec)


def _cost(kind: Kind, args: Args, inputs: tuple[Value, ...], output: Value) -> int:
    return int(kind.multiply_adds(args, inputs, output))  # type: ignore[arg-type]


def _resolved(
    kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...]
) -> tuple[Args | None, tuple[Value, ...], Finding | None]:
    """Decide the arguments; a tuple that enters counts as its first tensor from here on."""
    try:
        return _plain(resolve(kind_name, args, inputs)), inputs, None  # type: ignore[arg-type]
    except ShapeError as error:
        finding = finding_of(error, kind_name)
    firsts = first_tensors(inputs)
    if firsts is None or firsts == inputs:
        return None, inputs, finding
    finding = tuple_finding(explicit(kind_name), inputs)
    try:
        return _plain(resolve(kind_name, args, firsts)), firsts, finding
    except ShapeError:
        return None, inputs, finding


def _plain(args: Args) -> Args:
    """Let no argument be the batch dim: code is written from them."""
    return {name: int(value) if type(value) is Batch else value for name, value in args.items()}
