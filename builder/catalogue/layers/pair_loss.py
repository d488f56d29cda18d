"""Losses over pairs and triplets of inputs: ranking and embedding.

Loss.cpp is aten/src/ATen/native/Loss.cpp.
"""

from __future__ import annotations

from builder.catalogue.dtypes import ANY_COMPLEX
from builder.catalogue.layers.broadcasting import broadcast, promote, to_floating
from builder.catalogue.layers.distance import pairwise_distance
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.reduction import REDUCTION, margin, reduce_losses, refuse_dtypes
from builder.errors import ShapeError
from builder.sentences import later, say


def _require_same_dims(kind: str, *tensors: TensorSpec) -> None:
    """Refuse tensors of different numbers of dims, as the losses of torch/nn/functional.py do."""
    dims = [len(x.shape) for x in tensors]
    if len(set(dims)) > 1:
        raise ShapeError(say("layers.pair_loss.same-dims", name=kind, dims=dims))


def _margin_ranking(args: Args, x1: TensorSpec, x2: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element, broadcast; `margin_ranking_loss` of torch/nn/functional.py asks for equal dims."""
    kind = "MarginRankingLoss"
    _require_same_dims(kind, x1, x2, target)
    for name, x in (("input1", x1), ("input2", x2), ("target", target)):
        refuse_dtypes(kind, name, x, "bool", *ANY_COMPLEX)
    shape = broadcast(kind, x1.shape, x2.shape, target.shape)
    return reduce_losses(kind, args, shape, to_floating(promote(x1, x2, target)))


def _cosine_embedding(args: Args, x1: TensorSpec, x2: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each pair, by the formula and checks of `cosine_embedding_loss` (Loss.cpp)."""
    kind = "CosineEmbeddingLoss"
    dims = len(target.shape)
    if dims > 1:
        raise ShapeError(say("layers.pair_loss.target", name=kind, count=dims))
    for name, x in (("input1", x1), ("input2", x2)):
        refuse_dtypes(kind, name, x, *ANY_COMPLEX)
        if len(x.shape) != dims + 1:
            raise ShapeError(
                say("layers.pair_loss.dims", name=kind, input=name, expected=dims + 1, received=len(x.shape))
            )
    vectors = broadcast(kind, x1.shape, x2.shape)
    dtype = promote(TensorSpec((1,), to_floating(x1.dtype)), TensorSpec((1,), to_floating(x2.dtype)))
    return reduce_losses(kind, args, broadcast(kind, vectors[:-1], target.shape), dtype)


def _margin_constraint(args: Args) -> None:
    """Refuse a margin of 0 or less, as `triplet_margin_with_distance_loss` of torch/nn/functional.py does."""
    if args["margin"] <= 0:
        raise ShapeError(say("layers.above-0", argument="margin", value=args["margin"]), "margin", 1.0)


def _triplet(kind: str, args: Args, anchor: TensorSpec, positive: TensorSpec, negative: TensorSpec) -> TensorSpec:
    """Return a loss of each triplet, by the formula and checks of `triplet_margin_loss` (Loss.cpp)."""
    _margin_constraint(args)
    _require_same_dims(kind, anchor, positive, negative)
    distances = [pairwise_distance(kind, anchor, positive), pairwise_distance(kind, anchor, negative)]
    if args["swap"]:
        distances.append(pairwise_distance(kind, positive, negative))
    return reduce_losses(kind, args, broadcast(kind, *(x.shape for x in distances)), promote(*distances))


def _swap(keyword_only: bool = False) -> Argument:
    return Argument(
        name="swap",
        type="bool",
        default=False,
        keyword_only=keyword_only,
        help=later("layers.pair_loss.swap"),
    )


_MARGIN_HELP = later("layers.pair_loss.margin")
_TRIPLET = ("anchor", "positive", "negative")
_PAIR = ("input1", "input2", "target")

KINDS = (
    Kind(
        name="MarginRankingLoss",
        category="loss",
        summary=later("layers.MarginRankingLoss"),
        arguments=(margin(later("layers.MarginRankingLoss.margin"), 0.0), REDUCTION),
        inputs=_PAIR,
        output=_margin_ranking,
    ),
    Kind(
        name="CosineEmbeddingLoss",
        category="loss",
        summary=later("layers.CosineEmbeddingLoss"),
        arguments=(margin(later("layers.CosineEmbeddingLoss.margin"), 0.0), REDUCTION),
        inputs=_PAIR,
        output=_cosine_embedding,
    ),
    Kind(
        name="TripletMarginLoss",
        category="loss",
        summary=later("layers.TripletMarginLoss"),
        arguments=(
            margin(_MARGIN_HELP, 1.0, 0),
            Argument(name="p", type="float", default=2.0, help=later("layers.TripletMarginLoss.p")),
            Argument(name="eps", type="float", default=1e-6, help=later("layers.TripletMarginLoss.eps")),
            _swap(),
            REDUCTION,
        ),
        inputs=_TRIPLET,
        output=lambda args, *inputs: _triplet("TripletMarginLoss", args, *inputs),
        constraint=_margin_constraint,
    ),
    Kind(
        name="TripletMarginWithDistanceLoss",
        category="loss",
        summary=later("layers.TripletMarginWithDistanceLoss"),
        arguments=(
            margin(_MARGIN_HELP, 1.0, 0, keyword_only=True),
            _swap(keyword_only=True),
            Argument(
                name="reduction",
                type="choice",
                default="mean",
                choices=REDUCTION.choices,
                keyword_only=True,
                help=REDUCTION.help,
            ),
        ),
        inputs=_TRIPLET,
        # The distance is torch's default, PairwiseDistance(): a document has no argument that is a function.
        output=lambda args, *inputs: _triplet("TripletMarginWithDistanceLoss", args, *inputs),
        constraint=_margin_constraint,
    ),
)
