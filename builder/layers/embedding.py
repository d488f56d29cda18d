"""Embedding and EmbeddingBag: learned rows looked up by index."""

from __future__ import annotations

from functools import partial

from builder.errors import ShapeError
from builder.layers.arguments import DTYPE, expect_dims, number, size, switch
from builder.layers.dtypes import BOOL, INDEX, INTEGER, require
from builder.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec

_MAX_NORM = Argument(
    name="max_norm",
    type="float",
    default=None,
    optional=True,
    help="Rows with a larger norm are scaled down to it when looked up.",
)
_NORM_TYPE = number("norm_type", "The p of the p-norm that max_norm is about.", 2.0)
_SCALE = switch("scale_grad_by_freq", "Whether gradients are divided by how often a row occurs in the batch.", False)
_SPARSE = switch("sparse", "Whether the gradient of the weight is a sparse tensor.", False)
_PADDING_IDX = Argument(
    name="padding_idx",
    type="int",
    default=None,
    optional=True,
    help="A row that receives no gradient; negative counts from the end.",
)
_NUM_EMBEDDINGS = size("num_embeddings", "Number of rows: indices go from 0 to one less.")
_EMBEDDING_DIM = size("embedding_dim", "Length of each row.")


def _check_padding_idx(kind: str, args: Args) -> None:
    index, rows = args["padding_idx"], args["num_embeddings"]
    if index is not None and not -rows <= index < rows:
        raise ShapeError(f"{kind} has {rows} rows and padding_idx is {index}.", "padding_idx", rows - 1)


def _embedding(args: Args, x: TensorSpec) -> TensorSpec:
    if args["padding_idx"] is not None:
        _check_padding_idx("Embedding", args)
    if x.dtype not in INDEX:
        require("Embedding", x, INDEX)
    return TensorSpec((*x.shape, args["embedding_dim"]), args["dtype"] or "float32")


def _parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return (ParameterSpec("weight", (args["num_embeddings"], args["embedding_dim"]), args["dtype"] or "float32"),)


def _embedding_bag(
    args: Args, x: TensorSpec, offsets: TensorSpec | None = None, weights: TensorSpec | None = None
) -> TensorSpec:
    _bag_constraint(args)
    expect_dims("EmbeddingBag", x, 1, 2)
    if weights is not None:
        _check_weights(args, x, weights)
    return TensorSpec((_bags(args, x, offsets), args["embedding_dim"]), args["dtype"] or "float32")


def _bag_constraint(args: Args) -> None:
    _check_padding_idx("EmbeddingBag", args)
    if args["mode"] == "max" and (args["scale_grad_by_freq"] or args["sparse"]):
        name = "scale_grad_by_freq" if args["scale_grad_by_freq"] else "sparse"
        raise ShapeError(f"EmbeddingBag with mode 'max' has no {name}.", name, False)


def _bags(args: Args, x: TensorSpec, offsets: TensorSpec | None) -> int:
    if args["max_norm"] is not None:
        require("EmbeddingBag with max_norm", x, INDEX)
    if len(x.shape) == 2:
        if offsets is not None:
            raise ShapeError("EmbeddingBag takes no offsets with indices of 2 dims: each row is a bag.")
        require("EmbeddingBag", x, INDEX)
        return x.shape[0]
    if offsets is None or len(offsets.shape) != 1:
        raise ShapeError("EmbeddingBag takes offsets of 1 dim with indices of 1 dim.")
    # Torch promotes the two to one dtype, which has to be int64 or int32.
    wider = INTEGER | BOOL
    require("EmbeddingBag", x, wider if offsets.dtype in INDEX else INDEX)
    require("EmbeddingBag", offsets, wider if x.dtype in INDEX else INDEX)
    return offsets.shape[0] - (1 if args["include_last_offset"] else 0)


def _check_weights(args: Args, x: TensorSpec, weights: TensorSpec) -> None:
    if args["mode"] != "sum":
        raise ShapeError("EmbeddingBag takes per_sample_weights only in mode 'sum'.", "mode", "sum")
    if weights.shape != x.shape:
        raise ShapeError(
            f"EmbeddingBag takes as many weights as indices, {list(x.shape)}, and receives {list(weights.shape)}."
        )
    require("EmbeddingBag", weights, frozenset({args["dtype"] or "float32"}))


KINDS: tuple[Kind, ...] = (
    Kind(
        name="Embedding",
        category="embedding",
        summary="A table of learned rows; each index is replaced by its row.",
        arguments=(
            _NUM_EMBEDDINGS,
            _EMBEDDING_DIM,
            _PADDING_IDX,
            _MAX_NORM,
            _NORM_TYPE,
            _SCALE,
            _SPARSE,
            DTYPE,
        ),
        output=_embedding,
        constraint=partial(_check_padding_idx, "Embedding"),
        parameters=_parameters,
        follows=("Dropout", "LSTM", "TransformerEncoderLayer", "Linear"),
    ),
    Kind(
        name="EmbeddingBag",
        category="embedding",
        summary="Sum, mean or maximum of the rows of each bag of indices.",
        arguments=(
            _NUM_EMBEDDINGS,
            _EMBEDDING_DIM,
            _MAX_NORM,
            _NORM_TYPE,
            _SCALE,
            Argument(
                name="mode",
                type="choice",
                default="mean",
                choices=("sum", "mean", "max"),
                help="How the rows of a bag become one.",
            ),
            _SPARSE,
            switch("include_last_offset", "Whether offsets ends with the total length.", False),
            _PADDING_IDX,
            DTYPE,
        ),
        inputs=("input", "offsets", "per_sample_weights"),
        optional=2,
        output=_embedding_bag,
        constraint=_bag_constraint,
        parameters=_parameters,
        follows=("Linear",),
    ),
)
