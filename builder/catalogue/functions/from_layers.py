"""Functions that do what a layer without parameters does; their rules are the layer's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.activation import check_bounds, hardtanh
from builder.catalogue.layers.kind import Args, Kind, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.errors import ShapeError
from builder.sentences import Later

_NOT_TAKEN = ("inplace",)
"""A node returns a tensor of its own."""


def rename_refusal(call: Callable[[], Any], layer: str, name: str) -> Any:
    """Return what `call` returns; a refusal speaks of the function instead of the layer.

    Raises:
        ShapeError: `call` does.
    """
    try:
        return call()
    except ShapeError as error:
        problem = error.problem.replace(layer, name)
        raise ShapeError(problem, error.argument, error.value, error.hint) from None


def like_layer(name: str, layer: str, summary: Later | None = None, **changes: Any) -> FunctionKind:
    """Describe the function that does what a layer does, with the layer's arguments but for `changes`.

    The layer's `forward` in torch/nn/modules calls it.
    """
    kind = CATALOGUE[layer]
    absent = {a.name: a.default for a in kind.arguments if a.name in _NOT_TAKEN}

    def output(args: Args, *inputs: TensorSpec) -> Value:
        value: Value = rename_refusal(lambda: kind.output({**absent, **args}, *inputs), layer, name)
        return value

    def constraint(args: Args) -> None:
        rename_refusal(lambda: kind.constraint({**absent, **args}), layer, name)

    entry: dict[str, Any] = {
        "name": name,
        "category": kind.category,
        "summary": summary or kind.summary,
        "arguments": tuple(a for a in kind.arguments if a.name not in absent),
        "inputs": kind.inputs,
        "output": output,
        "constraint": constraint,
        "follows": _follows(kind),
        "shares": kind.shares,
        "inplace": "inplace" in absent,
    }
    return FunctionKind(**(entry | changes))


def _follows(kind: Kind) -> tuple[str, ...]:
    return kind.follows or ("Linear",)


# By the name in torch.nn.functional: the layer whose forward calls it, and its other spellings.
_ACTIVATIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "relu": ("ReLU", ("torch.relu", "Tensor.relu")),
    "relu6": ("ReLU6", ()),
    "leaky_relu": ("LeakyReLU", ()),
    "elu": ("ELU", ()),
    "selu": ("SELU", ("torch.selu",)),
    "celu": ("CELU", ("torch.celu",)),
    "gelu": ("GELU", ()),
    "silu": ("SiLU", ()),
    "mish": ("Mish", ()),
    "logsigmoid": ("LogSigmoid", ()),
    "hardsigmoid": ("Hardsigmoid", ()),
    "hardswish": ("Hardswish", ()),
    "hardshrink": ("Hardshrink", ("torch.hardshrink", "Tensor.hardshrink")),
    "softshrink": ("Softshrink", ()),
    "tanhshrink": ("Tanhshrink", ()),
    "softplus": ("Softplus", ()),
    "softsign": ("Softsign", ()),
    "threshold": ("Threshold", ("torch.threshold",)),
    "glu": ("GLU", ()),
    "softmin": ("Softmin", ()),
}


KINDS: tuple[FunctionKind, ...] = (
    like_layer(
        "F.hardtanh",
        "Hardtanh",
        output=partial(hardtanh, name="F.hardtanh"),
        constraint=partial(check_bounds, name="F.hardtanh"),
    ),
    *(like_layer(f"F.{name}", layer, aliases=aliases) for name, (layer, aliases) in _ACTIVATIONS.items()),
    like_layer(
        "F.softmax", "Softmax", aliases=("torch.softmax", "Tensor.softmax"), follows=("torch.matmul", "F.dropout")
    ),
    like_layer("F.log_softmax", "LogSoftmax", aliases=("torch.log_softmax", "Tensor.log_softmax")),
    like_layer("F.rrelu", "RReLU", training="training", aliases=("torch.rrelu",)),
    like_layer("F.dropout", "Dropout", training="training", aliases=("torch.dropout",)),
    *(like_layer(f"F.dropout{n}d", f"Dropout{n}d", training="training") for n in (1, 2, 3)),
    like_layer("F.alpha_dropout", "AlphaDropout", training="training"),
    like_layer("F.feature_alpha_dropout", "FeatureAlphaDropout", training="training"),
    *(
        like_layer(f"F.{function}{n}d", f"{layer}{n}d", positional=positional)
        for n in (1, 2, 3)
        for function, layer, positional in (
            ("max_pool", "MaxPool", 2),
            ("avg_pool", "AvgPool", 2),
            ("adaptive_avg_pool", "AdaptiveAvgPool", 1),
            ("adaptive_max_pool", "AdaptiveMaxPool", 1),
        )
    ),
    like_layer("F.pixel_shuffle", "PixelShuffle", positional=1, aliases=("torch.pixel_shuffle",)),
    like_layer("F.pixel_unshuffle", "PixelUnshuffle", positional=1, aliases=("torch.pixel_unshuffle",)),
    like_layer("F.unfold", "Unfold", positional=1),
    like_layer("F.fold", "Fold", positional=2),
    like_layer("F.cosine_similarity", "CosineSimilarity", aliases=("torch.cosine_similarity",)),
    like_layer("F.pairwise_distance", "PairwiseDistance", aliases=("torch.pairwise_distance",)),
)


_OF_LAYERS = {layer: f"F.{name}" for name, (layer, _) in _ACTIVATIONS.items()} | {"Hardtanh": "F.hardtanh"}


def function_of(layer: str, args: Args) -> tuple[str, Args] | None:
    """Return the function kind, with its arguments, that gives what an activation does; None where there is none.

    >>> function_of("ReLU", {"inplace": True})
    ('F.relu', {})
    """
    name = _OF_LAYERS.get(layer)
    return None if name is None else (name, {key: value for key, value in args.items() if key not in _NOT_TAKEN})
