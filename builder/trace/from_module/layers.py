"""Reads the kind and arguments of a live layer from its attributes, and checks them against a layer built from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check
from builder.errors import BuilderError, UnsupportedError
from builder.live.parametrized import register
from builder.module.layer import build_layer
from builder.sentences import Sentence, say
from builder.trace.from_module.overrides import does_as
from builder.trace.from_module.parametrized import parametrizations_of

Reader = Callable[[Any], Any]

_ACTIVATIONS = {F.relu: "relu", F.gelu: "gelu"}


def _activation(layer: Any) -> Any:  # noqa: ANN401 - a layer whose attributes depend on its class
    return _ACTIVATIONS.get(layer.activation, layer.activation)


_TRANSFORMER_LAYER: dict[str, Reader] = {
    "d_model": lambda layer: layer.self_attn.embed_dim,
    "nhead": lambda layer: layer.self_attn.num_heads,
    "dim_feedforward": lambda layer: layer.linear1.out_features,
    "dropout": lambda layer: layer.dropout.p,
    "activation": _activation,
    "layer_norm_eps": lambda layer: layer.norm1.eps,
    "batch_first": lambda layer: layer.self_attn.batch_first,
    "bias": lambda layer: layer.linear1.bias is not None,
}


def _of_first_encoder(read: Reader) -> Reader:
    return lambda layer: read(layer.encoder.layers[0])


_READERS: dict[str, dict[str, Reader]] = {
    "MultiheadAttention": {
        "bias": lambda layer: layer.in_proj_bias is not None,
        "add_bias_kv": lambda layer: layer.bias_k is not None,
    },
    "TransformerEncoderLayer": _TRANSFORMER_LAYER,
    "TransformerDecoderLayer": _TRANSFORMER_LAYER,
    "TransformerEncoder": {
        "encoder_layer": lambda layer: layer.layers[0],
        "enable_nested_tensor": lambda layer: layer.enable_nested_tensor,
    },
    "TransformerDecoder": {"decoder_layer": lambda layer: layer.layers[0]},
    "Transformer": {
        **{name: _of_first_encoder(read) for name, read in _TRANSFORMER_LAYER.items()},
        "norm_first": lambda layer: layer.encoder.layers[0].norm_first,
        "num_encoder_layers": lambda layer: layer.encoder.num_layers,
        "num_decoder_layers": lambda layer: layer.decoder.num_layers,
    },
    "AdaptiveLogSoftmaxWithLoss": {
        "cutoffs": lambda layer: layer.cutoffs[:-1],
        "head_bias": lambda layer: layer.head.bias is not None,
    },
    "LinearCrossEntropyLoss": {
        "in_features": lambda layer: layer.linear.in_features,
        "bias": lambda layer: layer.linear.bias is not None,
    },
    "PairwiseDistance": {"p": lambda layer: layer.norm},
}
"""Arguments that a class keeps under another name than its constructor's."""


def layer_kind(module: nn.Module) -> str | None:
    """Name the kind whose layer a module is, a subclass that does the same included; None for any other class."""
    for cls in type(module).__mro__:
        name = cls.__name__
        if getattr(nn, name, None) is cls and name in CATALOGUE and CATALOGUE[name].instead is None:
            return name if does_as(module, cls) else None
    return None


def layer_arguments(module: nn.Module, kind_name: str) -> dict[str, Any]:
    """Return the arguments with which a layer can be made again; those at their default are left out.

    Raises:
        UnsupportedError: it has been changed after it was made, so that no arguments lead to it.
    """
    try:
        args = _arguments(module, kind_name, short=True)
        _hold(module, kind_name, args)
    except UnsupportedError:
        # Some classes keep (3, 3) as it was given, where most make (3, 3) of 3.
        args = _arguments(module, kind_name, short=False)
        _hold(module, kind_name, args)
    return args


def _arguments(module: nn.Module, kind_name: str, short: bool) -> dict[str, Any]:
    """Read the arguments off a layer; with `short`, one number for equal numbers of all dims."""
    args: dict[str, Any] = {}
    for argument in CATALOGUE[kind_name].arguments:
        raw = _argument_value(module, argument, _READERS.get(kind_name, {}))
        if raw is REQUIRED:
            continue
        value = _plain(argument, raw)
        if short and argument.scalar and isinstance(value, list) and len(value) > 1 and len(set(value)) == 1:
            value = value[0]
        if argument.default is REQUIRED or not _same(value, argument.default):
            args[argument.name] = value
    return args


def _argument_value(module: nn.Module, argument: Argument, readers: dict[str, Reader]) -> Any:  # noqa: ANN401 - any argument
    name = argument.name
    if name in readers:
        return readers[name](module)
    if name == "dtype":
        floating = [tensor.dtype for tensor in module.parameters() if tensor.dtype.is_floating_point]
        return floating[0] if floating and floating[0] != torch.float32 else REQUIRED
    found = getattr(module, name, REQUIRED)
    if argument.type == "bool" and ((found is None and not argument.optional) or isinstance(found, Tensor)):
        return found is not None
    return found


def _plain(argument: Argument, value: Any) -> Any:  # noqa: ANN401 - any argument
    if isinstance(value, nn.Module):
        kind = layer_kind(value)
        if kind is None:
            raise UnsupportedError(say("trace.argument-module", name=argument.name, type=type(value).__name__))
        return {"kind": kind, "args": layer_arguments(value, kind)}
    if isinstance(value, Tensor):
        return value.tolist() if value.device.type != "meta" else [1.0] * value.numel()
    if isinstance(value, torch.dtype):
        return str(value).removeprefix("torch.")
    if isinstance(value, tuple | list):
        return [_plain(argument, item) for item in value]
    return value


def _same(value: Any, default: Any) -> bool:  # noqa: ANN401 - any argument
    if isinstance(default, tuple):
        default = list(default)
    return value is default or (type(value) is type(default) and bool(value == default))


def _hold(module: nn.Module, kind_name: str, args: dict[str, Any]) -> None:
    """Refuse arguments that do not make the same layer again."""
    try:
        check(kind_name, args)
        with torch.device("meta"):
            twin = build_layer(kind_name, args)
            register(twin, kind_name, parametrizations_of(module, kind_name))
    except (BuilderError, TypeError, ValueError, RuntimeError, AttributeError) as error:
        raise UnsupportedError(say("trace.no-arguments", error=Sentence(str(error)), kind=kind_name)) from None
    ours, theirs = twin.state_dict(), module.state_dict()
    if [(key, t.shape, t.dtype) for key, t in ours.items()] != [(key, t.shape, t.dtype) for key, t in theirs.items()]:
        raise UnsupportedError(say("trace.tensors", names=", ".join(theirs), kind=kind_name))
    for name, value in vars(twin).items():
        if not name.startswith("_") and isinstance(value, bool | int | float | str | tuple) and name != "training":
            found = getattr(module, name, None)
            if found != value:
                raise UnsupportedError(say("trace.attribute", name=name, found=repr(found), kind=kind_name))
