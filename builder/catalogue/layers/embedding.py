"""Embedding and EmbeddingBag: learned rows looked up by index."""

from __future__ import annotations

from functools import partial

from builder.catalogue.dtypes import BOOL, INDEX, INTEGER
from builder.catalogue.layers.arguments import DTYPE, expect_dims, number, size, switch
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec
from builder.errors import ShapeError
from builder.sentences import later, say

_MAX_NORM = Argument(
    name="max_norm",
    type="float",
    default=None,
    optional=True,
    help=later("layers.embedding.max_norm"),
)
_NORM_TYPE = number("norm_type", later("layers.embedding.norm_type"), 2.0)
_SCALE = switch("scale_grad_by_freq", later("layers.embedding.scale_grad_by_freq"), False)
_SPARSE = switch("sparse", later("layers.embedding.sparse"), False)
_PADDING_IDX = Argument(
    name="padding_idx",
    type="int",
    default=None,
    optional=True,
    help=later("layers.embedding.padding_idx"),
)
_NUM_EMBEDDINGS = size("num_embeddings", later("layers.embedding.num_embeddings"))
_EMBEDDING_DIM = size("embedding_dim", later("layers.embedding.embedding_dim"))


def _check_padding_idx(kind: str, args: Args) -> None:
    """Refuse an index of no row, as `Embedding.__init__` of torch/nn/modules/sparse.py does."""
    index, rows = args["padding_idx"], args["num_embeddings"]
    if index is not None and not -rows <= index < rows:
        raise ShapeError(say("layers.embedding.no-row", name=kind, rows=rows, index=index), "padding_idx", rows - 1)


def _embedding(args: Args, x: TensorSpec) -> TensorSpec:
    """Return a row for each index: under Shape on the page of torch.nn.Embedding."""
    if args["padding_idx"] is not None:
        _check_padding_idx("Embedding", args)
    if x.dtype not in INDEX:
        require("Embedding", x, INDEX)
    return TensorSpec((*x.shape, args["embedding_dim"]), args["dtype"] or "float32")


def _parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the weight, shaped as under Attributes on the pages of torch.nn.Embedding and torch.nn.EmbeddingBag."""
    return (ParameterSpec("weight", (args["num_embeddings"], args["embedding_dim"]), args["dtype"] or "float32"),)


def _embedding_bag(
    args: Args, x: TensorSpec, offsets: TensorSpec | None = None, weights: TensorSpec | None = None
) -> TensorSpec:
    """Return a row for each bag: under Shape on the page of torch.nn.functional.embedding_bag."""
    _bag_constraint(args)
    expect_dims("EmbeddingBag", x, 1, 2)
    if weights is not None:
        _check_weights(args, x, weights)
    return TensorSpec((_bags(args, x, offsets), args["embedding_dim"]), args["dtype"] or "float32")


def _bag_constraint(args: Args) -> None:
    """Refuse beside mode "max" what the page of torch.nn.EmbeddingBag says under Args it does not support."""
    _check_padding_idx("EmbeddingBag", args)
    if args["mode"] == "max" and (args["scale_grad_by_freq"] or args["sparse"]):
        name = "scale_grad_by_freq" if args["scale_grad_by_freq"] else "sparse"
        raise ShapeError(say("layers.embedding.max", argument=name), name, False)


def _bags(args: Args, x: TensorSpec, offsets: TensorSpec | None) -> int:
    """Count the bags, as under Shape on torch.nn.functional.embedding_bag's page and at `include_last_offset`."""
    # `embedding_renorm_` comes before the promotion, and takes these two alone.
    if args["max_norm"] is not None:
        require(later("layers.embedding.with-max_norm"), x, INDEX)
    if len(x.shape) == 2:
        if offsets is not None:
            raise ShapeError(say("layers.embedding.no-offsets"))
        require("EmbeddingBag", x, INDEX)
        return x.shape[0]
    if offsets is None or len(offsets.shape) != 1:
        raise ShapeError(say("layers.embedding.needs-offsets"))
    # Torch promotes the two to one dtype, which has to be int64 or int32: `promoteIndicesAndOffsets` of ATen
    # (aten/src/ATen/native/EmbeddingBag.cpp).
    wider = INTEGER | BOOL
    require("EmbeddingBag", x, wider if offsets.dtype in INDEX else INDEX)
    require("EmbeddingBag", offsets, wider if x.dtype in INDEX else INDEX)
    return offsets.shape[0] - (1 if args["include_last_offset"] else 0)


def _check_weights(args: Args, x: TensorSpec, weights: TensorSpec) -> None:
    """Refuse weights of another shape, or beside another mode than sum, as the page of torch.nn.EmbeddingBag says."""
    if args["mode"] != "sum":
        raise ShapeError(say("layers.embedding.only-sum"), "mode", "sum")
    if weights.shape != x.shape:
        raise ShapeError(say("layers.embedding.weights", expected=[*x.shape], received=[*weights.shape]))
    require("EmbeddingBag", weights, frozenset({args["dtype"] or "float32"}))


KINDS: tuple[Kind, ...] = (
    Kind(
        name="Embedding",
        category="embedding",
        summary=later("layers.Embedding"),
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
        summary=later("layers.EmbeddingBag"),
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
                help=later("layers.EmbeddingBag.mode"),
            ),
            _SPARSE,
            switch("include_last_offset", later("layers.EmbeddingBag.include_last_offset"), False),
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
