"""The run of one layer: its result, tensors, cost and problems.

After a mistake with a known remedy the layer returns what it would return once mended, so that later mistakes show
and nothing that only follows from the first does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any, NamedTuple

import msgspec

from builder.analysis.fixed_arguments import is_open
from builder.analysis.memo import LayerKey, Memo
from builder.analysis.problems import Finding
from builder.analysis.remedies import finding_of, first_tensors, mend, tuple_finding
from builder.analysis.results import LayerResult
from builder.analysis.sample import alike_cost, sample_cost
from builder.analysis.values import Flow
from builder.analysis.warnings import BY_KIND
from builder.catalogue.dtypes import BYTES
from builder.catalogue.layers.kind import Args, Kind, ParameterSpec, TensorSpec, Value, no_multiply_adds
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import Parametrizations, cost, parametrized_specs
from builder.catalogue.layers.validation import explicit, may_be_open, resolve
from builder.errors import ShapeError

encode = msgspec.json.Encoder().encode
_MAX_FAULTS = 4
_KEEPS_SHAPE = frozenset({"activation", "normalisation", "dropout"})


def run_layer(
    kind: str, args: dict[str, Any], flow: Flow | None, memo: Memo, given: Parametrizations | None = None
) -> LayerResult:
    """Return the result of a layer with the parametrizations `given`, remembered where it is known."""
    if given:
        return _run_parametrized(kind, args, flow, memo, given)
    key = (kind, encode(args) if args else b"", flow)
    result = memo.layers.get(key)
    if result is None:
        result = first_run(key, args, memo)
        memo.keep_layer(key, result)
    return result


def _run_parametrized(
    kind: str, args: dict[str, Any], flow: Flow | None, memo: Memo, given: Parametrizations
) -> LayerResult:
    key = (kind, encode((args, given)), flow)
    result = memo.layers.get(key)
    if result is None:
        result = _with_parametrizations(run_layer(kind, args, flow, memo), given)
        memo.keep_layer(key, result)
    return result


def _with_parametrizations(plain: LayerResult, given: Parametrizations) -> LayerResult:
    """Return the result with the tensors that stand in the place of others, and the cost of working those out."""
    if plain.args is None:
        return plain
    try:
        specs = parametrized_specs(plain.kind, plain.tensors, given)
    except ShapeError as error:
        findings = (*plain.findings, finding_of(error, plain.kind))
        return msgspec.structs.replace(plain, findings=findings, troubles=len(findings))
    parameters, size = _sizes(specs)
    more = cost(plain.tensors, given) if plain.outflow is not None else 0
    return msgspec.structs.replace(
        plain,
        tensors=specs,
        parameters=parameters,
        bytes=size,
        multiply_adds=plain.multiply_adds + more,
        single=None if plain.single is None else plain.single + more,
    )


def first_run(key: LayerKey, args: dict[str, Any], memo: Memo) -> LayerResult:
    """Compute the result of a layer, which is the caller's to keep."""
    name, text, flow = key
    known = _KINDS[name]
    if flow is None:
        return _result_without_input(known.kind, name, args)
    if not known.is_elementwise or flow.only is None:
        return _result(key, args, flow, memo)
    like = memo.elementwise.get((name, text, flow.only.dtype))
    if like is None:
        return _first_of_elements(key, args, flow, memo)
    return LayerResult(kind=like.kind, inflow=flow, outflow=flow, args=like.args)


def _first_of_elements(key: LayerKey, args: dict[str, Any], flow: Flow, memo: Memo) -> LayerResult:
    """Run a layer that looks at no shape; where nothing is wrong, its other runs with that dtype are like this one."""
    result = _result(key, args, flow, memo)
    if result.outflow is flow and not result.findings and not flow.call:
        memo.elementwise[(*key[:2], flow.only.dtype)] = result  # type: ignore[union-attr]
    return result


class _KindFacts(NamedTuple):
    """What every layer of a kind looks up, computed once."""

    kind: Kind
    takes_one: bool
    """Whether its rule may be asked about one tensor just so."""
    is_elementwise: bool
    is_free: bool
    """Whether it multiplies nothing."""
    may_be_open: bool
    """Whether what enters may decide an argument."""
    rules: tuple[Callable[[LayerResult], Finding | None], ...]


def _kind_facts(name: str) -> _KindFacts:
    kind = CATALOGUE[explicit(name)]
    takes_one = len(kind.inputs) - kind.optional <= 1
    is_free = kind.multiply_adds is no_multiply_adds
    rules = tuple(rule.find for rule in BY_KIND.get(kind.name, ()))
    return _KindFacts(kind, takes_one, kind.elementwise, is_free, may_be_open(name), rules)


_KINDS = {name: _kind_facts(name) for name in CATALOGUE}


def _result(key: LayerKey, args: dict[str, Any], flow: Flow, memo: Memo) -> LayerResult:
    name, inputs, only = key[0], flow.values, flow.only
    kind, takes_one, is_elementwise, is_free, is_open, rules = _KINDS[name]
    try:
        resolved = resolve(name, args, inputs) if is_open else _independent_args(key, args, memo)  # type: ignore[arg-type]
        if takes_one and only is not None and not flow.call:
            output = kind.output(resolved, only)
        else:
            output = kind.returned({**resolved, **flow.call}, inputs)
    except ShapeError:
        return _failed_result(kind, name, (args, flow), memo)
    outflow = flow if output is only else memo.flow(output)
    cost: int = 0
    one: int | None = 0
    if not (is_elementwise and outflow is flow):
        cost = 0 if is_free else kind.multiply_adds(resolved, inputs, output)  # type: ignore[arg-type]
        one = alike_cost(kind, (flow, outflow), resolved, cost)
        if one is None:
            one = _cost_of_one(name, args, (flow, outflow), resolved)
    specs = _parameter_specs(kind, resolved)
    parameters, size = _sizes(specs)
    result = LayerResult(
        kind=kind.name,
        inflow=flow,
        outflow=outflow,
        args=resolved,
        tensors=specs,
        parameters=parameters,
        bytes=size,
        multiply_adds=cost,
        single=one,
    )
    for rule in rules:
        finding = rule(result)
        if finding is not None:
            findings = (*result.findings, finding)
            result = msgspec.structs.replace(result, findings=findings, troubles=len(findings))
    return result


def _independent_args(key: LayerKey, args: dict[str, Any], memo: Memo) -> Args:
    """Return the arguments of a layer of which none hangs on what enters."""
    resolved = memo.fixed.get(key[:2])
    if resolved is None:
        resolved = memo.fixed[key[:2]] = resolve(key[0], args, ())
    return resolved


def _cost_of_one(kind_name: str, args: dict[str, Any], flows: tuple[Flow, Flow], resolved: Args) -> int | None:
    """Return the multiply-adds of one sample of a layer that may treat samples in other ways."""
    decided = partial(_args_for, kind_name, args) if is_open(kind_name, args) else None
    return sample_cost(_KINDS[kind_name].kind, flows, decided, resolved)


def _args_for(kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...]) -> Args:
    """Return what the arguments are for other inputs."""
    return resolve(kind_name, args, inputs)  # type: ignore[arg-type]


def _parameter_specs(kind: Kind, args: Args) -> tuple[ParameterSpec, ...]:
    """Return the tensors that the arguments give a layer."""
    try:
        return kind.parameters(args)
    except (ShapeError, ZeroDivisionError):
        return ()


def _sizes(specs: tuple[ParameterSpec, ...]) -> tuple[int, int]:
    """Return the number of parameters, and the bytes of all tensors."""
    parameters = size = 0
    for spec in specs:
        count = prod(spec.shape)
        size += count * BYTES[spec.dtype]
        if not spec.buffer:
            parameters += count
    return parameters, size


def _failed_result(kind: Kind, kind_name: str, run: tuple[dict[str, Any], Flow], memo: Memo) -> LayerResult:
    args, flow = run
    attempt = _attempt(kind, kind_name, args, flow)
    outflow = None if attempt.output is None else memo.flow(attempt.output)
    result = _idle(kind, attempt.args, attempt.findings)
    return msgspec.structs.replace(
        result, inflow=flow, outflow=outflow, multiply_adds=attempt.multiply_adds, single=None
    )


def _result_without_input(kind: Kind, kind_name: str, args: dict[str, Any]) -> LayerResult:
    """Return what is known of a layer whose input is unknown: its tensors, where all its arguments are given."""
    try:
        resolved = resolve(kind_name, args, ())
    except ShapeError:
        return _idle(kind, None)
    return _idle(kind, resolved, _clash(kind, resolved))


def _idle(kind: Kind, args: Args | None, findings: tuple[Finding, ...] = ()) -> LayerResult:
    """Return the result of a layer that nothing is known to enter."""
    specs = () if args is None else _parameter_specs(kind, args)
    parameters, size = _sizes(specs)
    return LayerResult(
        kind=kind.name,
        inflow=None,
        outflow=None,
        args=args,
        tensors=specs,
        parameters=parameters,
        bytes=size,
        findings=findings,
        troubles=len(findings),
    )


def _clash(kind: Kind, args: Args) -> tuple[Finding, ...]:
    """Return what is wrong with the arguments whatever flows in."""
    try:
        kind.constraint(args)
    except ShapeError as error:
        return (finding_of(error, kind.name),)
    return ()


class _Attempt(NamedTuple):
    args: Args | None
    output: Value | None = None
    multiply_adds: int = 0
    findings: tuple[Finding, ...] = ()


def _attempt(kind: Kind, kind_name: str, args: dict[str, Any], flow: Flow) -> _Attempt:
    """Run the rule; where it refuses, mend what can be mended and go on, keeping every refusal."""
    findings: list[Finding] = []
    resolved, inputs, finding = _resolve(kind_name, args, flow.values)
    if finding is not None:
        findings.append(finding)
    if resolved is None:
        return _Attempt(None, findings=tuple(findings))
    trial = {**resolved, **flow.call}
    while len(findings) < _MAX_FAULTS:
        try:
            output = kind.returned(trial, inputs)
        except ShapeError as error:
            fault = mend(kind, trial, inputs, error, kind_name)
            findings.append(fault.finding)
            if fault.inputs is None:
                kept = inputs[0] if kind.category in _KEEPS_SHAPE and inputs and _is_tensor(inputs[0]) else None
                return _Attempt(resolved, kept, 0, tuple(findings))
            trial, inputs = fault.args, fault.inputs
        else:
            return _Attempt(resolved, output, _cost(kind, trial, inputs, output), tuple(findings))
    return _Attempt(resolved, findings=tuple(findings))


def _is_tensor(value: Value) -> bool:
    return isinstance(value, TensorSpec)


def _cost(kind: Kind, args: Args, inputs: tuple[Value, ...], output: Value) -> int:
    return int(kind.multiply_adds(args, inputs, output))  # type: ignore[arg-type]


def _resolve(
    kind_name: str, args: dict[str, Any], inputs: tuple[Value, ...]
) -> tuple[Args | None, tuple[Value, ...], Finding | None]:
    """Decide the arguments; a tuple that enters counts as its first tensor from here on."""
    try:
        return resolve(kind_name, args, inputs), inputs, None  # type: ignore[arg-type]
    except ShapeError as error:
        finding = finding_of(error, kind_name)
    firsts = first_tensors(inputs)
    if firsts is None or firsts == inputs:
        return None, inputs, finding
    finding = tuple_finding(explicit(kind_name), inputs)
    try:
        return resolve(kind_name, args, firsts), firsts, finding
    except ShapeError:
        return None, inputs, finding
