"""One run of one layer: what it returns, owns and costs, and what is wrong with it.

After a mistake with a known remedy the layer returns what it would return once mended, so that later mistakes show
and nothing that only follows from the first does.
"""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

import msgspec

from builder.analysis.memo import MEMO
from builder.analysis.problems import Finding, PutBefore, Remedy, SetTo
from builder.analysis.results import BYTES, LayerResult
from builder.analysis.values import Batch, Flow, flow_of, tensors
from builder.analysis.warnings import layer_warnings
from builder.errors import ShapeError
from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import Args, Kind, ParameterSpec, TensorSpec, Value
from builder.layers.validation import explicit, resolve

encode = msgspec.json.Encoder().encode
_MAX_FAULTS = 4
_KEEPS_SHAPE = frozenset({"activation", "normalisation", "dropout"})


def run_layer(kind: str, args: dict[str, Any], flow: Flow | None) -> LayerResult:
    """Return the result of a layer, remembered where it is known."""
    key = (kind, encode(args) if args else b"", flow)
    result = MEMO.layers.get(key)
    if result is None:
        result = _result(kind, args, flow)
        MEMO.keep_layer(key, result)
    return result


def _result(kind_name: str, args: dict[str, Any], flow: Flow | None) -> LayerResult:
    kind = CATALOGUE[explicit(kind_name)]
    if flow is None:
        return _unfed(kind, kind_name, args)
    attempt = _attempted(kind, kind_name, args, flow.values)
    resolved = attempt.args
    specs = () if resolved is None else _owned(kind, resolved)
    findings = attempt.findings
    result = LayerResult(
        kind=kind.name,
        inflow=flow,
        outflow=None if attempt.output is None else flow_of(attempt.output),
        args=resolved,
        tensors=specs,
        parameters=sum(spec.count for spec in specs if not spec.buffer),
        bytes=sum(spec.count * BYTES[spec.dtype] for spec in specs),
        multiply_adds=attempt.multiply_adds,
    )
    if not findings and resolved is not None:
        findings = layer_warnings(result)
    return msgspec.structs.replace(result, findings=findings, troubles=len(findings)) if findings else result


def _unfed(kind: Kind, kind_name: str, args: dict[str, Any]) -> LayerResult:
    """Return what is known of a layer whose input is unknown: its tensors, where all its arguments are given."""
    try:
        resolved = resolve(kind_name, args, ())
    except ShapeError:
        return LayerResult(kind=kind.name, inflow=None, outflow=None, args=None)
    findings = _clash(kind, resolved)
    specs = _owned(kind, resolved)
    return LayerResult(
        kind=kind.name,
        inflow=None,
        outflow=None,
        args=resolved,
        tensors=specs,
        parameters=sum(spec.count for spec in specs if not spec.buffer),
        bytes=sum(spec.count * BYTES[spec.dtype] for spec in specs),
        findings=findings,
        troubles=len(findings),
    )


def _clash(kind: Kind, args: Args) -> tuple[Finding, ...]:
    """Return what is wrong with the arguments whatever flows in."""
    try:
        kind.constraint(args)
    except ShapeError as error:
        return (_finding(error, kind.name),)
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


def _attempted(kind: Kind, kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...]) -> _Attempt:
    """Run the rule; where it refuses, mend what can be mended and go on, keeping every refusal."""
    findings: list[Finding] = []
    resolved, inputs, finding = _resolved(kind_name, args, inputs)
    if finding is not None:
        findings.append(finding)
    if resolved is None:
        return _Attempt(None, findings=tuple(findings))
    trial = resolved
    while len(findings) < _MAX_FAULTS:
        try:
            output = kind.returned(trial, inputs)
        except ShapeError as error:
            fault = _mended(kind, trial, inputs, error, kind_name)
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
        finding = _finding(error, kind_name)
    firsts = tuple(next(tensors(x), None) for x in inputs)
    if all(isinstance(x, TensorSpec) for x in inputs) or None in firsts:
        return None, inputs, finding
    finding = _tuple_finding(explicit(kind_name), inputs)
    try:
        return _plain(resolve(kind_name, args, firsts)), firsts, finding  # type: ignore[arg-type, return-value]
    except ShapeError:
        return None, inputs, finding


def _plain(args: Args) -> Args:
    """Let no argument be the batch dim: code is written from them."""
    if Batch in map(type, args.values()):
        return {name: int(value) if type(value) is Batch else value for name, value in args.items()}
    return args


class _Fault(NamedTuple):
    finding: Finding
    args: Args
    inputs: tuple[Value, ...] | None
    """What to try next; None where nothing more can be known."""


def _mended(kind: Kind, args: Args, inputs: tuple[Value, ...], error: ShapeError, kind_name: str) -> _Fault:
    least = len(kind.inputs) - kind.optional
    if not least <= len(inputs) <= len(kind.inputs):
        hint = "Join the inputs in a parallel first." if len(inputs) > 1 else "It belongs where several tensors meet."
        return _Fault(Finding("error", error.problem, error.hint or hint), args, None)
    if not all(map(_is_tensor, inputs)):
        firsts = tuple(next(tensors(x), None) for x in inputs)
        known = None if kind.takes_tuples or None in firsts else firsts
        return _Fault(_tuple_finding(kind.name, inputs), args, known)  # type: ignore[arg-type]
    x = inputs[0]
    assert isinstance(x, TensorSpec)
    if kind.name == "Linear" and _is_unflattened(args, x):
        hint = "Flatten all but the batch first."
        flat = TensorSpec((x.shape[0], prod(x.shape[1:])), x.dtype)
        return _Fault(Finding("error", error.problem, hint, PutBefore("Flatten")), args, (flat, *inputs[1:]))
    if error.argument is not None:
        value = tuple(error.value) if isinstance(error.value, list) else error.value
        if args.get(error.argument, error) != value:
            return _Fault(_finding(error, kind_name), {**args, error.argument: value}, inputs)
    expected = args.get("dtype") or "float32"
    if x.dtype != expected and error.argument is None and "dtype" in args:
        return _Fault(_dtype_finding(error, x), args, tuple(_cast(y, expected) for y in inputs))
    return _Fault(_finding(error, kind_name), args, None)


def _is_unflattened(args: Args, x: TensorSpec) -> bool:
    return len(x.shape) > 2 and x.shape[-1] != args["in_features"] == prod(x.shape[1:])


def _cast(value: Value, dtype: str) -> Value:
    return TensorSpec(value.shape, dtype) if isinstance(value, TensorSpec) else value


def _dtype_finding(error: ShapeError, x: TensorSpec) -> Finding:
    hint = error.hint
    if hint is None and x.dtype in ("int64", "int32"):
        hint = "Put an Embedding before it, which turns whole numbers into vectors."
    return Finding("error", error.problem, hint or "Change the dtype of the input to float32.")


def _tuple_finding(kind: str, inputs: tuple[Value, ...]) -> Finding:
    count = next(len(x) for x in inputs if isinstance(x, tuple))
    return Finding(
        "error",
        f"{kind} takes a tensor and receives a tuple of {count}.",
        "Only its first tensor could go on; a recurrent layer returns (output, state), so let it come last.",
    )


def _finding(error: ShapeError, kind_name: str) -> Finding:
    remedy: Remedy | None = None
    if error.argument is not None and error.argument in {argument.name for argument in CATALOGUE[kind_name].arguments}:
        remedy = SetTo(error.argument, _jsonable(error.value))
    return Finding("error", error.problem, error.hint, remedy)


def _jsonable(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return int(value) if type(value) is Batch else value
