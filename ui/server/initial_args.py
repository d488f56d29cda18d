"""The initial arguments of a new block from the palette: small, visible values with which it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.catalogue.layers.kinds import CATALOGUE

_BY_NAME: dict[str, Any] = {
    "out_features": 32,
    "out_channels": 16,
    "kernel_size": 3,
    "num_embeddings": 1000,
    "embedding_dim": 32,
    "hidden_size": 32,
    "num_heads": 4,
    "nhead": 4,
    "num_layers": 2,
    "num_groups": 4,
    "output_size": 1,
    "padding": 1,
    "upscale_factor": 2,
    "downscale_factor": 2,
    "groups": 2,
    "size": 5,
    "value": 0,
    "threshold": 0.1,
    "norm_type": 2,
    "n_classes": 10,
    "num_classes": 10,
    "cutoffs": [4],
    "chunks": 2,
    "repeats": 2,
    "pad": [1, 1],
    "fill_value": 1,
    "k": 1,
    "shifts": 1,
    "start": 0,
    "length": 1,
    "split_size": 1,
    "dims": [0, 2, 1],
    "dim": 1,
    "dim0": 1,
    "dim1": 2,
    "equation": "bij,bjk->bik",
    "index": ":, 0",
    "indexing": "ij",
    "end": 1,
    "steps": 5,
    "n": 5,
    "dtype": "float32",
}
"""What a required argument begins as, whatever takes it."""
_LAST = {"dim": -1}
_HALF = {"kernel_size": 2}
_DOUBLE = {"kernel_size": 2, "stride": 2}
_BATCH_FIRST = {"batch_first": True}
_OF_BATCH = ["N", -1]
_FAMILIES: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    # A pool halves the extent, a transposed convolution doubles it.
    (("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"), _DOUBLE),
    (tuple(f"{kind}{n}d" for kind in ("MaxPool", "AvgPool", "LPPool", "MaxUnpool") for n in (1, 2, 3)), _HALF),
    (tuple(f"F.{kind}_pool{n}d" for kind in ("max", "avg") for n in (1, 2, 3)), _HALF),
    (("FractionalMaxPool2d", "FractionalMaxPool3d"), {"kernel_size": 2, "output_ratio": 0.5}),
    # Sequences are usually (batch, step, feature) today.
    (("RNN", "LSTM", "GRU", "MultiheadAttention", "Transformer"), _BATCH_FIRST),
    (("TransformerEncoderLayer", "TransformerDecoderLayer"), _BATCH_FIRST),
    (("Softmax", "LogSoftmax", "Softmin", "F.softmax", "F.log_softmax", "F.softmin"), _LAST),
    (tuple(f"Tensor.{name}" for name in ("sum", "mean", "amax", "amin", "std", "var", "argmax", "argmin")), _LAST),
    (("Tensor.logsumexp", "Tensor.cumsum", "Tensor.cumprod"), _LAST),
    (("Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d", "F.interpolate"), {"scale_factor": 2}),
    (("Fold", "F.fold"), {"output_size": 8, "kernel_size": 2, "stride": 2}),
    (("Unfold", "F.unfold"), {"kernel_size": 2, "stride": 2}),
    (("Unflatten",), {"dim": 1, "unflattened_size": [2, -1]}),
    (("LinearCrossEntropyLoss",), {"num_classes": 10}),
    (("torch.flatten",), {"start_dim": 1}),
    # Channels are concatenated and split, not samples.
    (("torch.cat", "torch.stack", "Tensor.split", "Tensor.chunk", "Tensor.unbind"), {"dim": 1}),
    (("Tensor.view", "Tensor.reshape"), {"shape": _OF_BATCH}),
    (("Tensor.expand",), {"size": _OF_BATCH}),
    (("Tensor.repeat",), {"repeats": [1, 2]}),
    (("Tensor.new_zeros", "Tensor.new_ones", "Tensor.new_full"), {"size": ["N", 1]}),
    (("Tensor.unflatten",), {"dim": 1, "sizes": [2, -1]}),
    (("Tensor.movedim",), {"source": 1, "destination": -1}),
    (("Tensor.flip",), {"dims": 1}),
    (("Tensor.roll",), {"dims": 1}),
    (("torch.arange",), {"dim": 1}),
    (("torch.clamp",), {"min": 0}),
    (("Tensor.masked_fill",), {"value": "-inf"}),
    (("F.layer_norm",), {"normalized_shape": [32]}),
)
_BY_KIND = {kind: values for kinds, values in _FAMILIES for kind in kinds}


def starting_arguments(kind: str) -> dict[str, Any]:
    """Return the arguments of a new layer or function.

    >>> starting_arguments("Conv2d")
    {'in_channels': 'auto', 'out_channels': 16, 'kernel_size': 3}
    """
    arguments = (CATALOGUE.get(kind) or FUNCTIONS[kind]).arguments
    own = _BY_KIND.get(kind.removeprefix("Lazy"), {})
    return {argument.name: _value(argument, own) for argument in arguments if _is_stated(argument, own)}


def _is_stated(argument: Argument, own: Mapping[str, Any]) -> bool:
    return argument.name in own or argument.default is REQUIRED or argument.default == "auto"


def _value(argument: Argument, own: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any value of an argument
    if argument.name in own:
        return own[argument.name]
    if argument.auto is not None:
        return "auto"
    if argument.type == "layer":
        return {"kind": argument.choices[0], "args": starting_arguments(argument.choices[0])}
    value = _BY_NAME[argument.name]
    is_list = argument.type in ("ints", "floats") and not argument.scalar and not isinstance(value, list)
    return [value] * (argument.lengths or (1,))[0] if is_list else value
