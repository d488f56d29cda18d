"""One layer: the document's plain values as torch takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from builder.document.blocks import Layer
from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import Argument
from builder.layers.validation import explicit
from builder.module.arguments import Arguments, is_tensor_argument


def layer_builder(
    arguments: Arguments, watch: Callable[[nn.Module], None] | None = None
) -> Callable[[Layer, str], nn.Module]:
    """Return a function that builds the layer at a path.

    `arguments` lists those with something decided; `watch` sees each layer once built.
    """

    def build(block: Layer, path: str) -> nn.Module:
        return build_layer(block.kind, arguments.get(path, block.args))

    def watched(block: Layer, path: str) -> nn.Module:
        layer = build(block, path)
        assert watch is not None
        watch(layer)
        return layer

    return build if watch is None else watched


def build_layer(kind: str, args: dict[str, Any]) -> nn.Module:
    """Build one object of a class of `torch.nn` from plain values."""
    name = explicit(kind)
    special = _special(name)
    layer: nn.Module = getattr(nn, name)(
        **{key: _value(special.get(key), value) for key, value in args.items()} if args else args
    )
    return layer


_SPECIAL: dict[str, dict[str, Argument]] = {}


def _special(kind: str) -> dict[str, Argument]:
    """Return the arguments of a kind that do not go to torch as they are."""
    if kind not in _SPECIAL:
        _SPECIAL[kind] = {
            argument.name: argument
            for argument in CATALOGUE[kind].arguments
            if argument.type in ("layer", "dtype") or is_tensor_argument(argument)
        }
    return _SPECIAL[kind]


def _value(argument: Argument | None, value: Any) -> Any:  # noqa: ANN401 - any value of an argument
    if value.__class__ is list:
        value = tuple(value)
    if argument is None or value is None:
        return value
    if argument.type == "layer":
        return build_layer(value["kind"], value.get("args", {}))
    if argument.type == "dtype":
        return getattr(torch, value)
    return torch.tensor(value)
