"""Functions of `torch.nn.functional`: what layers do as well, with the layers' examples, and the rest."""

from __future__ import annotations

from typing import Any

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.examples import EXAMPLES as LAYERS
from tests.catalogue.layers.oracle import Example, example, ints

_SAME = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "LeakyReLU",
    "elu": "ELU",
    "selu": "SELU",
    "celu": "CELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "mish": "Mish",
    "logsigmoid": "LogSigmoid",
    "hardsigmoid": "Hardsigmoid",
    "hardswish": "Hardswish",
    "hardtanh": "Hardtanh",
    "hardshrink": "Hardshrink",
    "softshrink": "Softshrink",
    "tanhshrink": "Tanhshrink",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "threshold": "Threshold",
    "glu": "GLU",
    "softmin": "Softmin",
    "softmax": "Softmax",
    "log_softmax": "LogSoftmax",
    "rrelu": "RReLU",
    "unfold": "Unfold",
    "fold": "Fold",
    "dropout": "Dropout",
    "dropout1d": "Dropout1d",
    "dropout2d": "Dropout2d",
    "dropout3d": "Dropout3d",
    "alpha_dropout": "AlphaDropout",
    "feature_alpha_dropout": "FeatureAlphaDropout",
    "pixel_shuffle": "PixelShuffle",
    "pixel_unshuffle": "PixelUnshuffle",
    "cosine_similarity": "CosineSimilarity",
    "pairwise_distance": "PairwiseDistance",
    "interpolate": "Upsample",
    **{f"max_pool{n}d": f"MaxPool{n}d" for n in (1, 2, 3)},
    **{f"avg_pool{n}d": f"AvgPool{n}d" for n in (1, 2, 3)},
    **{f"adaptive_avg_pool{n}d": f"AdaptiveAvgPool{n}d" for n in (1, 2, 3)},
    **{f"adaptive_max_pool{n}d": f"AdaptiveMaxPool{n}d" for n in (1, 2, 3)},
}


def _of_layer(layer: str) -> list[Example]:
    return [Example(_without(sample.args), sample.inputs) for sample in LAYERS[layer]]


def _without(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if name != "inplace"}


_QUERY, _KEY = (3, 2, 5, 4), (3, 2, 6, 4)

EXAMPLES: dict[str, list[Example]] = {
    **{f"F.{name}": _of_layer(layer) for name, layer in _SAME.items()},
    "F.pad": [
        example((3, 4, 5), pad=[1, 2]),
        example((3, 4, 5), pad=[1, 0, -1, 2], value=0.5),
        example(TensorSpec((3, 4), "uint8"), pad=[0, 1], value=7),
        example((3, 4, 5, 6), pad=[1, 1, 2, 2], mode="reflect"),
        example((3, 4, 5), pad=[2, 0], mode="replicate"),
        example((3, 4, 5, 6), pad=[1, 1, 2, 0], mode="circular"),
    ],
    "F.one_hot": [example(ints(3, 4), num_classes=5), example(ints(), num_classes=2)],
    "F.normalize": [example((3, 4)), example((3, 4, 5), p=1.0, dim=[1, 2]), example((4,), dim=0)],
    "F.layer_norm": [example((3, 4), normalized_shape=[4]), example((3, 4, 5), normalized_shape=[4, 5], eps=0)],
    "F.gumbel_softmax": [example((3, 4)), example((3, 4), tau=0.5, hard=True, dim=0)],
    "F.scaled_dot_product_attention": [
        example(_QUERY, _KEY, _KEY),
        example(_QUERY, _KEY, (3, 2, 6, 7), (5, 6)),
        example(_QUERY, _KEY, _KEY, TensorSpec((3, 1, 1, 6), "bool"), dropout_p=0.5),
        example((5, 4), (5, 4), (5, 4), is_causal=True, scale=0.5),
        example((3, 5, 4), (3, 6, 4), (3, 6, 4), dropout_p=0.1),
    ],
}
EXAMPLES["F.interpolate"] += [
    example((3, 2, 4, 5), (3, 7, 8, 9)),
    example((3, 2, 4, 5), (3, 7, 8, 9), mode="bilinear", align_corners=True),
]
