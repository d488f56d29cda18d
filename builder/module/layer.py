"""One layer: the document's plain values as torch takes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
from torch import nn

from builder.catalogue.layers.kind import Argument
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import Layer
from builder.live.parametrized import register
from builder.module.arguments import Arguments


def layer_builder(
    arguments: Arguments,
    watch: Callable[[nn.Module], None] | None = None,
    is_kept: Callable[[Layer], bool] | None = None,
) -> Callable[[Layer, str], nn.Module]:
    """Return a function that builds the layer at a path.

    `arguments` lists those with something decided; `watch` sees each layer once built; `is_kept` says which of them
    are lazy ones until an input decides them.
    """

    def build(block: Layer, path: str) -> nn.Module:
        if is_kept is not None and is_kept(block):
            return _make_layer(block.kind, block.args)
        layer = build_layer(block.kind, arguments.get(path, block.args))
        return register(layer, explicit(block.kind), block.parametrizations) if block.parametrizations else layer

    def watched(block: Layer, path: str) -> nn.Module:
        layer = build(block, path)
        assert watch is not None
        watch(layer)
        return layer

    return build if watch is None else watched


def build_layer(kind: str, args: dict[str, Any]) -> nn.Module:
    """Build one object of a class of `torch.nn` from plain values; of a lazy kind the layer that it becomes."""
    return _make_layer(explicit(kind), args)


def _make_layer(kind: str, args: dict[str, Any]) -> nn.Module:
    make, special = _plan(kind)
    if not args:
        return make()
    values = {name: tuple(value) if value.__class__ is list else value for name, value in args.items()}
    # In the order of the signature, which is that of the emitted file: layers among them draw weights.
    for name, argument in special.items():
        if values.get(name) is not None:
            values[name] = _value(argument, values[name])
    return make(**values)


@cache
def _plan(kind: str) -> tuple[Callable[..., nn.Module], dict[str, Argument]]:
    """Return the class of a kind, and its arguments that do not go to torch as they are."""
    special = {
        argument.name: argument
        for argument in CATALOGUE[kind].arguments
        if argument.type in ("layer", "dtype") or argument.is_tensor
    }
    return getattr(nn, kind), special


def _value(argument: Argument, value: Any) -> Any:  # noqa: ANN401 - any value of an argument
    if argument.type == "layer":
        return build_layer(value["kind"], value.get("args", {}))
    if argument.type == "dtype":
        return getattr(torch, value)
    return torch.tensor(value)
