"""Binds the arguments of a module call to the names of its forward: tensors, and the other values."""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

from torch import Tensor, nn

from builder.catalogue.layers.kind import Kind
from builder.catalogue.layers.kinds import CATALOGUE
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.layers import layer_kind


class BoundCall(NamedTuple):
    """The names and values that are tensors or tuples of them, and the others by name.

    Of a layer the values stand in the order of its block's inputs; the last of them, `named`, are given by name.
    """

    names: tuple[str, ...]
    values: tuple[Any, ...]
    others: dict[str, Any]
    named: tuple[str, ...] = ()


def bind(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> BoundCall:
    """Split the arguments of a module call into tensors and other values.

    Raises:
        UntraceableError: its forward, or the block of a layer, does not take these arguments.
    """
    signature = signature_of(module)
    try:
        found = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise UntraceableError(say("trace.signature", error=error)) from None
    names: list[str] = []
    values: list[Any] = []
    others: dict[str, Any] = {}
    kinds = signature.parameters
    for name, value in found.arguments.items():
        if kinds[name].kind is inspect.Parameter.VAR_POSITIONAL:
            entries = [(f"{name}_{i}", item) for i, item in enumerate(value)]
        elif kinds[name].kind is inspect.Parameter.VAR_KEYWORD:
            entries = list(value.items())
        else:
            entries = [(name, value)]
        for key, item in entries:
            if holds_tensors(item):
                names.append(key)
                values.append(item)
            elif not _is_default(kinds.get(key), item):
                others[key] = item
    kind = layer_kind(module)
    bound = BoundCall(tuple(names), tuple(values), others)
    return bound if kind is None else _of_layer(CATALOGUE[kind], bound)


def signature_of(module: nn.Module) -> inspect.Signature:
    """Return what the forward of a module takes, `self` aside.

    Raises:
        UntraceableError: it is none of Python's, which alone say so.
    """
    try:
        return inspect.signature(module.forward)
    except (TypeError, ValueError):
        raise UntraceableError(say("trace.no-signature"), say("trace.patched.hint")) from None


def holds_tensors(value: Any) -> bool:  # noqa: ANN401 - whatever a forward takes
    """Tell whether a value is a tensor, or a tuple or list with one inside."""
    if isinstance(value, tuple | list):
        return any(map(holds_tensors, value))
    return isinstance(value, Tensor)


def _is_default(parameter: inspect.Parameter | None, value: Any) -> bool:  # noqa: ANN401
    return value is None or (parameter is not None and parameter.default is value)


def _of_layer(kind: Kind, bound: BoundCall) -> BoundCall:
    calls = {argument.name for argument in kind.calls}
    for name, value in bound.others.items():
        if name not in calls or not isinstance(value, bool):
            raise UntraceableError(say("trace.call.argument", name=name, value=repr(value)[:40], kind=kind.name))
    if any(name not in kind.inputs for name in bound.names):
        # Some forwards call what they take by position otherwise than the catalogue does.
        if len(bound.names) > len(kind.inputs) or any(name in kind.inputs[1:] for name in bound.names):
            raise UntraceableError(say("trace.call.names", names=", ".join(bound.names), kind=kind.name))
        return bound
    given = dict(zip(bound.names, bound.values, strict=True))
    order = tuple(name for name in kind.inputs if name in given)
    leading = next((i for i, name in enumerate(kind.inputs) if name not in given), len(kind.inputs))
    plain = kind.inputs[: min(leading, len(kind.inputs) - kind.named)]
    named = tuple(name for name in order if name not in plain)
    return BoundCall((*plain, *named), tuple(given[name] for name in (*plain, *named)), bound.others, named)
