"""What a module is called with: tensors by the names of its forward, and the values beside them."""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

from torch import Tensor, nn

from builder.layers.catalogue import CATALOGUE
from builder.tracing.layers import layer_kind
from builder.tracing.refusal import UntraceableError


class Bound(NamedTuple):
    """The names and values that are tensors or tuples of them, and the others by name."""

    names: tuple[str, ...]
    values: tuple[Any, ...]
    others: dict[str, Any]


def bind(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Bound:
    """Sort what a module is called with.

    Raises:
        UntraceableError: a layer is given what its block does not take.
    """
    forward = type(module).forward
    found = inspect.signature(forward).bind(module, *args, **kwargs)
    names: list[str] = []
    values: list[Any] = []
    others: dict[str, Any] = {}
    kinds = inspect.signature(forward).parameters
    for name, value in list(found.arguments.items())[1:]:
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
    if kind is not None:
        _check_layer(kind, names, others)
    return Bound(tuple(names), tuple(values), others)


def holds_tensors(value: Any) -> bool:  # noqa: ANN401 - whatever a forward takes
    """Tell whether a value is a tensor, or a tuple or list with one inside."""
    if isinstance(value, tuple | list):
        return any(map(holds_tensors, value))
    return isinstance(value, Tensor)


def _is_default(parameter: inspect.Parameter | None, value: Any) -> bool:  # noqa: ANN401
    return value is None or (parameter is not None and parameter.default is value)


def _check_layer(kind: str, names: list[str], others: dict[str, Any]) -> None:
    for name, value in others.items():
        # Without its weights MultiheadAttention returns the same but for rounding.
        if not (kind == "MultiheadAttention" and name in ("need_weights", "average_attn_weights")):
            raise UntraceableError(f"it gives {kind} {name} = {value!r:.40}, which its block does not take.")
    expected = CATALOGUE[kind].inputs[: len(names)]
    if len(names) > len(CATALOGUE[kind].inputs) or (len(names) > 1 and not _agree(names, expected)):
        raise UntraceableError(f"it gives {kind} {', '.join(names)}, and its block takes {', '.join(expected)} first.")


def _agree(names: list[str], expected: tuple[str, ...]) -> bool:
    """Tell whether no input between others is left out, whatever the catalogue calls them."""
    return len(names) == len(expected) and ("mask" not in names[-1] or names[-1] == expected[-1])
