"""Turns the refusal of a layer into a message and a remedy, and the arguments that the remedy leads to."""

from __future__ import annotations

from itertools import islice
from math import prod
from typing import NamedTuple

from builder.analysis.problems import CallWith, Finding, PutBefore, Remedy, SetTo
from builder.analysis.values import Batch, tensors
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.errors import ShapeError
from builder.sentences import say


class Refusal(NamedTuple):
    """A finding, and what to try the rule with next; `inputs` is None where nothing more can be known."""

    finding: Finding
    args: Args
    inputs: tuple[Value, ...] | None


def mend(kind: Kind, args: Args, inputs: tuple[Value, ...], error: ShapeError, kind_name: str) -> Refusal:
    """Word a refusal by the rule of `kind`, and mend the arguments or inputs where it is known how."""
    if not len(kind.inputs) - kind.optional <= len(inputs) <= len(kind.inputs):
        return Refusal(_count_finding(kind, inputs, error), args, None)
    x = inputs[0]
    if any(isinstance(y, tuple) for y in inputs) and not kind.takes_tuples:
        return Refusal(tuple_finding(kind.name, inputs), args, first_tensors(inputs))
    if not isinstance(x, TensorSpec):
        return Refusal(finding_of(error, kind_name), args, None)
    if kind.name == "Linear" and _is_unflattened(args, x):
        return _flatten_first(args, x, error)
    if error.argument is not None:
        value = tuple(error.value) if isinstance(error.value, list) else error.value
        if args.get(error.argument, error) != value:
            return Refusal(finding_of(error, kind_name), {**args, error.argument: value}, inputs)
    expected = args.get("dtype") or "float32"
    if x.dtype != expected and error.argument is None and "dtype" in args:
        return Refusal(_dtype_finding(error, x), args, tuple(_cast(y, expected) for y in inputs))
    finding = finding_of(error, kind_name)
    return _without_optional(kind, args, inputs, finding if finding.hint else finding._replace(hint=_hint(kind, x)))


def _without_optional(kind: Kind, args: Args, inputs: tuple[Value, ...], finding: Finding) -> Refusal:
    # What may be left out, a mask or a state, is left out from here on.
    needed = inputs[: len(kind.inputs) - kind.optional]
    hints = {name: False for name in args if name.endswith("is_causal")}
    return Refusal(finding, {**args, **hints}, needed if len(needed) < len(inputs) else None)


def first_tensors(inputs: tuple[Value, ...]) -> tuple[TensorSpec, ...] | None:
    """Return the first tensor of each input, as if it were selected; None where there is none."""
    firsts = tuple(first for x in inputs for first in islice(tensors(x), 1))
    return firsts if len(firsts) == len(inputs) else None


def _count_finding(kind: Kind, inputs: tuple[Value, ...], error: ShapeError) -> Finding:
    hint = say("analysis.several-inputs.hint", kind=kind.name)
    if len(inputs) == 1:
        least = len(kind.inputs) - kind.optional
        hint = say("analysis.few-inputs.hint", count=least)
    return Finding("error", error.problem, error.hint or hint)


def _flatten_first(args: Args, x: TensorSpec, error: ShapeError) -> Refusal:
    features = prod(x.shape[1:])
    hint = say("analysis.flatten.hint")
    if features != args["in_features"]:
        hint = say("analysis.flatten-or-set.hint", count=x.shape[-1])
    finding = Finding("error", error.problem, hint, PutBefore("Flatten"))
    return Refusal(finding, {**args, "in_features": features}, (TensorSpec((x.shape[0], features), x.dtype),))


def _hint(kind: Kind, x: TensorSpec) -> str:
    """Name the kind for as many dims, where that may be what is wrong."""
    fitting = f"{kind.name[:-2]}{len(x.shape) - 2}d"
    if kind.name[-1] == "d" and fitting != kind.name and fitting in CATALOGUE:
        return say("analysis.other-kind.hint", kind=fitting, dims=len(x.shape))
    return say("analysis.change-input.hint")


def _is_unflattened(args: Args, x: TensorSpec) -> bool:
    """Tell whether an image, or what would fit once flattened, enters a Linear."""
    if len(x.shape) < 3 or x.shape[-1] == args["in_features"]:
        return False
    return len(x.shape) == 4 or prod(x.shape[1:]) == args["in_features"]


def _cast(value: Value, dtype: str) -> Value:
    return TensorSpec(value.shape, dtype) if isinstance(value, TensorSpec) else value


def _dtype_finding(error: ShapeError, x: TensorSpec) -> Finding:
    hint = error.hint
    if hint is None and x.dtype in ("int64", "int32"):
        hint = say("analysis.embed.hint")
    return Finding("error", error.problem, hint or say("analysis.float-input.hint"))


def tuple_finding(kind: str, inputs: tuple[Value, ...]) -> Finding:
    """Say that a layer takes a tensor and a tuple enters."""
    count = next(len(x) for x in inputs if isinstance(x, tuple))
    return Finding(
        "error",
        say("catalogue.tuple", kind=kind, count=count),
        say("analysis.tuple.hint"),
    )


def finding_of(error: ShapeError, kind_name: str) -> Finding:
    """Word an error as it is, with the argument to set as its remedy where the kind has it."""
    calls = CATALOGUE[explicit(kind_name)].calls
    if error.argument is not None and error.argument in {argument.name for argument in calls}:
        return Finding("error", error.problem, error.hint, CallWith(error.argument, _jsonable(error.value)))
    return fault_of(error, CATALOGUE[kind_name].arguments)


def fault_of(error: ShapeError, arguments: tuple[Argument, ...]) -> Finding:
    """Word an error as it is, with the argument to set as its remedy where it is among `arguments`."""
    remedy: Remedy | None = None
    if error.argument is not None and error.argument in {argument.name for argument in arguments}:
        remedy = SetTo(error.argument, _jsonable(error.value))
    return Finding("error", error.problem, error.hint, remedy)


def _jsonable(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return int(value) if type(value) is Batch else value
