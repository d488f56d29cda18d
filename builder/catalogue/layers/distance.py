"""CosineSimilarity and PairwiseDistance: how far two tensors of vectors are apart."""

from __future__ import annotations

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.broadcasting import broadcast, broadcast_result, promote, to_floating, to_real
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.errors import ShapeError
from builder.sentences import later, say


def wrapped_dim(kind: str, dim: int, dims: int, argument: str = "dim") -> int:
    """Return `dim` counted from the front; a scalar counts as one dim, as in torch.

    By `maybe_wrap_dim` (c10/core/WrapDimMinimal.h) with `wrap_scalar`.

    Args:
        kind: the layer or function that a refusal names.
        dim: the position of a dim, negative from behind.
        dims: how many dims the tensor has, batch included.
        argument: the one that gives `dim`.

    Raises:
        ShapeError: there is no such dim.
    """
    bound = max(dims, 1)
    if not -bound <= dim < bound:
        raise ShapeError(say("layers.no-dim", name=kind, argument=argument, dim=dim, count=dims), argument, bound - 1)
    return dim % bound


def _cosine_similarity(args: Args, x1: TensorSpec, x2: TensorSpec) -> TensorSpec:
    """Return the shape without `dim`, as under Shape on the page of torch.nn.CosineSimilarity."""
    result = broadcast_result("CosineSimilarity", x1, x2)
    if result.dtype not in FLOATING:
        raise ShapeError(say("layers.takes.floating-pair", name="CosineSimilarity", one=x1.dtype, other=x2.dtype))
    dim = wrapped_dim("CosineSimilarity", args["dim"], len(result.shape))
    return TensorSpec((*result.shape[:dim], *result.shape[dim + 1 :]), result.dtype)


def pairwise_distance(kind: str, x1: TensorSpec, x2: TensorSpec, keepdim: bool = False) -> TensorSpec:
    """Return the norm of `x1 - x2 + eps` over the last dim.

    By the formula of `pairwise_distance` (aten/src/ATen/native/Distance.cpp).

    Raises:
        ShapeError: the shapes do not broadcast, or a dtype is bool.
    """
    if "bool" in (x1.dtype, x2.dtype):
        raise ShapeError(say("layers.distance.bool", name=kind))
    shape = broadcast(kind, x1.shape, x2.shape)
    dtype = to_real(to_floating(promote(x1, x2)))
    return TensorSpec(shape[:-1] + (1,) * bool(keepdim and shape), dtype)


KINDS = (
    Kind(
        name="CosineSimilarity",
        category="distance",
        summary=later("layers.CosineSimilarity"),
        arguments=(
            Argument(
                name="dim", type="int", default=1, minimum=-64, maximum=63, help=later("layers.CosineSimilarity.dim")
            ),
            Argument(name="eps", type="float", default=1e-8, minimum=0, help=later("layers.CosineSimilarity.eps")),
        ),
        inputs=("x1", "x2"),
        output=_cosine_similarity,
    ),
    Kind(
        name="PairwiseDistance",
        category="distance",
        summary=later("layers.PairwiseDistance"),
        arguments=(
            Argument(name="p", type="float", default=2.0, help=later("layers.PairwiseDistance.p")),
            Argument(
                name="eps",
                type="float",
                default=1e-6,
                help=later("layers.PairwiseDistance.eps"),
            ),
            Argument(name="keepdim", type="bool", default=False, help=later("layers.PairwiseDistance.keepdim")),
        ),
        inputs=("x1", "x2"),
        output=lambda args, x1, x2: pairwise_distance("PairwiseDistance", x1, x2, args["keepdim"]),
    ),
)
