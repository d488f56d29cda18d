"""Check the arguments of one layer as a document gives them, and resolve them to what the rules take.

Paths in errors are relative to the block: `kind`, `args.out_features`, `args.encoder_layer.args.d_model`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from builder.catalogue.layers.argument_words import DTYPES, MAX_LENGTHS, MAX_TEXT, plain, short_json, type_words
from builder.catalogue.layers.kind import REQUIRED, Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.phrases import join_values
from builder.errors import DocumentError, ShapeError
from builder.sentences import Later, later, near, say, short

AUTO = "auto"
MAX_DEPTH = 4
"""How deep a layer may stand in a layer's arguments: torch's own need 1, the layer and the norm of a stack; the
bound ends the recursion, whatever kinds come to hold others."""
MAX_INT = 2**63 - 1
"""The largest whole number that torch takes: of int64."""


class _Signature(NamedTuple):
    """What `check` looks up: who takes which arguments, and which of them must be given."""

    owner: str | Later
    arguments: dict[str, Argument]
    required: frozenset[str]


def _signature(owner: str | Later, arguments: tuple[Argument, ...]) -> _Signature:
    required = frozenset(argument.name for argument in arguments if argument.default is REQUIRED)
    return _Signature(owner, {argument.name: argument for argument in arguments}, required)


class _Plan(NamedTuple):
    """What is looked up of a kind, worked out once."""

    kind: Kind
    signature: _Signature
    defaults: Args
    stated: frozenset[str]
    """Arguments that code for the explicit kind has to state even when the document does not."""
    deciders: tuple[tuple[str, Callable[..., Any]], ...]
    """Arguments that may be `"auto"`, each with what the input decides."""
    lists: tuple[str, ...]
    """Arguments that may be a list."""
    least_inputs: int
    nested: tuple[str, ...]


def _plan(kind: Kind) -> _Plan:
    final = CATALOGUE[kind.explicit or kind.name]
    signature = _signature(kind.name, kind.arguments)
    arguments = signature.arguments
    decided = {a.name: AUTO for a in final.arguments if a.auto and a.name not in arguments}
    return _Plan(
        kind,
        signature,
        {a.name: arguments.get(a.name, a).default for a in final.arguments} | decided,
        frozenset(decided) | {a.name for a in final.arguments if arguments.get(a.name, a).default != a.default},
        tuple((a.name, a.auto) for a in final.arguments if a.auto),
        tuple(a.name for a in final.arguments if a.type in _ITEMS),
        len(kind.inputs) - kind.optional,
        tuple(a.name for a in final.arguments if a.type == "layer"),
    )


def explicit(kind_name: str) -> str:
    """Name the kind that is built: `Linear` for `LazyLinear`, else the kind itself.

    >>> explicit("LazyLinear")
    'Linear'
    """
    return CATALOGUE[kind_name].explicit or kind_name


def check(kind_name: str, args: dict[str, Any]) -> None:
    """Refuse a kind or arguments that are not in the catalogue, not of their type or not within their bounds.

    Raises:
        DocumentError: with the place, relative to the block, and the remedy.
    """
    _check(kind_name, args, "", 0)


def _check(kind_name: str, args: dict[str, Any], place: str, depth: int) -> None:
    plan = _PLANS.get(kind_name) if isinstance(kind_name, str) else None
    if plan is None:
        raise DocumentError(
            say("layers.validation.unknown", kind=short_json(kind_name)),
            f"{place}kind",
            near(kind_name, _PLANS) or say("layers.validation.unknown.hint"),
        )
    if plan.kind.instead is not None:
        raise DocumentError(say("layers.not-a-layer", kind=kind_name), f"{place}kind", plan.kind.instead.said)
    _check_arguments(plan.signature, args, place, depth)


def check_call(kind_name: str, call: dict[str, Any]) -> None:
    """Refuse arguments of forward that a layer is not called with.

    Raises:
        DocumentError: with the place, relative to the block, and the remedy.
    """
    if call:
        try:
            check_arguments(later("layers.validation.call", kind=kind_name), CATALOGUE[explicit(kind_name)].calls, call)
        except DocumentError as error:
            raise DocumentError(error.problem, (error.path or "").replace("args.", "call.", 1), error.hint) from None


def check_arguments(owner: str | Later, arguments: tuple[Argument, ...], args: dict[str, Any]) -> None:
    """Refuse arguments that are not among `arguments`, not of their type or not within their bounds.

    Args:
        owner: what takes them, for the sentence: a scheme such as `xavier_uniform_`.
        arguments: those it takes.
        args: the arguments given.

    Raises:
        DocumentError: with the place, `args.gain`, and the remedy.
    """
    _check_arguments(_signature(owner, arguments), args, "", 0)


def _check_arguments(signature: _Signature, args: Args, place: str, depth: int) -> None:
    owner, arguments, required = signature
    for name, value in args.items():
        argument = arguments.get(name)
        if argument is None:
            raise DocumentError(
                say("layers.validation.no-argument", name=owner, argument=short_json(name)),
                f"{place}args.{short(str(name))}",
                near(name, arguments) or _known_arguments(arguments),
            )
        _check_value(argument, value, f"{place}args.{name}", depth)
    if not required <= args.keys():
        name = next(name for name in arguments if name in required and name not in args)
        hint = say("layers.validation.needs.hint", argument=name, wanted=type_words(arguments[name]))
        raise DocumentError(say("layers.validation.needs", name=owner, argument=name), f"{place}args.{name}", hint)


def _known_arguments(arguments: dict[str, Argument]) -> str:
    if not arguments:
        return say("layers.validation.no-arguments")
    return say("layers.validation.arguments", names=join_values(arguments))


def _check_value(argument: Argument, value: Any, place: str, depth: int) -> None:
    if value is None and argument.optional:
        return
    if value.__class__ is str and value == AUTO and argument.auto is not None:
        return
    if argument.type == "layer":
        _check_layer(argument, value, place, depth)
    elif argument.type in _ITEMS and (value.__class__ is list or value.__class__ is tuple):
        _check_list(argument, value, place)
    elif _fits(argument, value):
        _check_bounds(argument, value, place)
    else:
        raise _unfit(argument, value, place)
    if argument.parse is not None:
        _check_text(argument.parse, value, place)


def _check_text(parse: Callable[[str], Any], value: str, place: str) -> None:
    try:
        parse(value)
    except ShapeError as error:
        raise DocumentError(error.problem, place, error.hint) from None


def _fits(argument: Argument, value: Any) -> bool:
    match argument.type:
        case "int":
            return _is_int(value)
        case "float":
            return value in argument.choices if value.__class__ is str else _is_real(argument, value)
        case "text":
            return value.__class__ is str and len(value) <= MAX_TEXT
        case "bool":
            return value.__class__ is bool
        case "choice":
            return value.__class__ is str and value in argument.choices
        case "dtype":
            return value.__class__ is str and value in (argument.choices or DTYPES)
        case _:
            if value.__class__ is str:
                return value in argument.choices
            return argument.scalar and _ITEMS[argument.type](value)


def _is_int(value: Any) -> bool:
    return value.__class__ is int and -MAX_INT <= value <= MAX_INT


def _is_real(argument: Argument, value: Any) -> bool:
    return _is_number(value) or (value.__class__ is bool and argument.truth)


def _is_number(value: Any) -> bool:
    return math.isfinite(value) if value.__class__ is float else _is_int(value)


_ITEMS: dict[str, Callable[[Any], bool]] = {"ints": _is_int, "floats": _is_number}
_PLANS = {name: _plan(kind) for name, kind in CATALOGUE.items()}


def _check_list(argument: Argument, value: list[Any] | tuple[Any, ...], place: str) -> None:
    length = len(value)
    if (length not in argument.lengths) if argument.lengths else not 0 < length <= MAX_LENGTHS[argument.type]:
        raise DocumentError(
            say("layers.validation.length", argument=argument.name, count=length), place, _enter(argument)
        )
    fits = _ITEMS[argument.type]
    for i, item in enumerate(value):
        if (item is None and argument.holes) or (item.__class__ is str and item in argument.words):
            continue
        if not fits(item):
            raise _unfit(argument, item, f"{place}[{i}]")
        _check_bounds(argument, item, f"{place}[{i}]")


def _check_bounds(argument: Argument, value: Any, place: str) -> None:
    low, high = argument.minimum, argument.maximum
    if value.__class__ is str or argument.type == "bool":
        return
    if low is not None and value < low:
        raise DocumentError(
            say("layers.validation.below", argument=argument.name, value=short_json(value), bound=plain(low)),
            place,
            _enter(argument),
        )
    if high is not None and value > high:
        raise DocumentError(
            say("layers.validation.above", argument=argument.name, value=short_json(value), bound=plain(high)),
            place,
            _enter(argument),
        )


def _check_layer(argument: Argument, value: Any, place: str, depth: int) -> None:
    if not isinstance(value, dict) or not value.keys() <= {"kind", "args"} or "kind" not in value:
        raise _unfit(argument, value, place)
    if value["kind"] not in argument.choices:
        raise DocumentError(
            say("layers.validation.unfit", argument=argument.name, value=short_json(value["kind"])),
            f"{place}.kind",
            _enter(argument),
        )
    if depth >= MAX_DEPTH:
        raise DocumentError(say("layers.validation.depth"), place, say("layers.validation.depth.hint", limit=MAX_DEPTH))
    args = value.get("args", {})
    if not isinstance(args, dict):
        raise DocumentError(
            say("layers.validation.unfit", argument="args", value=short_json(args)),
            f"{place}.args",
            say("layers.validation.object.hint"),
        )
    _check(value["kind"], args, f"{place}.", depth + 1)


def _enter(argument: Argument) -> str:
    return say("layers.validation.enter", wanted=type_words(argument))


def _unfit(argument: Argument, value: Any, place: str) -> DocumentError:
    hint = near(value, argument.choices) or _enter(argument)
    return DocumentError(say("layers.validation.unfit", argument=argument.name, value=short_json(value)), place, hint)


def resolve(kind_name: str, args: dict[str, Any], inputs: tuple[TensorSpec, ...]) -> Args:
    """Return the arguments of `explicit(kind_name)`, all of them: defaults filled in, lists as tuples, "auto" decided.

    `args` must have passed `check`.

    Raises:
        ShapeError: `inputs` cannot decide an `"auto"`.
    """
    plan = _PLANS[kind_name]
    resolved = {**plan.defaults, **args}
    for name in plan.lists:
        if resolved[name].__class__ is list:
            resolved[name] = tuple(resolved[name])
    if plan.nested:
        _resolve_nested(plan, resolved, inputs)
    for name, decide in plan.deciders:
        if resolved[name] == AUTO:
            if plan.least_inputs == len(inputs) == 1 and inputs[0].__class__ is TensorSpec:  # nearly always
                resolved[name] = decide(resolved, inputs[0])
            else:
                _check_deciding(plan, name, inputs)
                resolved[name] = decide(resolved, *inputs)
    return resolved


def may_be_open(kind_name: str) -> bool:
    """Tell whether what enters a layer of the kind may decide an argument.

    >>> may_be_open("Linear"), may_be_open("ReLU")
    (True, False)
    """
    plan = _PLANS[kind_name]
    return bool(plan.deciders or plan.nested)


def code_arguments(kind_name: str, args: dict[str, Any], resolved: Args) -> Args:
    """Return `resolved` as it stands in code for `explicit(kind_name)`: what `args` gives or the input decides.

    A default of a lazy kind that its explicit kind does not share is stated, too.

    >>> args = {"out_features": 2}
    >>> code_arguments("LazyLinear", args, resolve("LazyLinear", args, (TensorSpec((3, 5)),)))
    {'in_features': 5, 'out_features': 2}
    """
    plan = _PLANS[kind_name]
    stated = {name: value for name, value in resolved.items() if name in args or name in plan.stated}
    for name in plan.nested:
        if isinstance(given := args.get(name), dict):
            inner = code_arguments(given["kind"], given.get("args", {}), resolved[name]["args"])
            stated[name] = {"kind": explicit(given["kind"]), "args": inner}
    return stated


def _resolve_nested(plan: _Plan, resolved: Args, inputs: tuple[TensorSpec, ...]) -> None:
    for name in plan.nested:
        layer = resolved[name]
        if isinstance(layer, dict):
            kind = layer["kind"]
            resolved[name] = {"kind": explicit(kind), "args": resolve(kind, layer.get("args", {}), inputs)}


def _check_deciding(plan: _Plan, name: str, inputs: tuple[TensorSpec, ...]) -> None:
    """Refuse inputs that decide nothing: too few, or a tuple among them."""
    if len(inputs) < plan.least_inputs:
        raise ShapeError(say("layers.validation.no-input", argument=name, kind=plan.kind.name))
    for x in inputs:
        if x.__class__ is not TensorSpec and x is not None:
            raise ShapeError(say("layers.validation.tuple", argument=name, kind=plan.kind.name))
