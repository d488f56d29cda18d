"""Losses that are an error of each element; likelihoods, classes and pairs have modules of their own.

Loss.cpp is aten/src/ATen/native/Loss.cpp.
"""

from __future__ import annotations

from builder.catalogue.dtypes import ANY_COMPLEX, FLOATING
from builder.catalogue.layers.broadcasting import broadcast, broadcast_result, to_real
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.reduction import (
    REDUCTION,
    loss_kind,
    margin,
    reduce_losses,
    refuse_dtypes,
    require_floating,
)
from builder.errors import ShapeError
from builder.sentences import later, say


def _l1(args: Args, x: TensorSpec, target: TensorSpec, kind: str = "L1Loss") -> TensorSpec:
    """Return a loss of each element: `l1_loss` of torch/nn/functional.py expands both, Loss.cpp takes abs()."""
    refuse_dtypes(kind, "input", x, "bool")
    refuse_dtypes(kind, "target", target, "bool")
    result = broadcast_result(kind, x, target)
    return reduce_losses(kind, args, result.shape, to_real(result.dtype))


def _elementwise_loss(kind: str, args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element: `mse_loss` and `smooth_l1_loss` of torch/nn/functional.py expand both first."""
    result = broadcast_result(kind, x, target)
    if result.dtype not in FLOATING:
        raise ShapeError(say("layers.takes.floating-pair", name=kind, one=x.dtype, other=target.dtype))
    return reduce_losses(kind, args, result.shape, result.dtype)


def _mse(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element, reduced, as `mse_loss` of torch/nn/functional.py does."""
    return _elementwise_loss("MSELoss", args, x, target)


def _smooth_l1(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element; with a beta of 0 it is the L1 loss, as in torch/nn/functional.py."""
    if args["beta"] == 0:
        return _l1(args, x, target, "SmoothL1Loss")
    return _elementwise_loss("SmoothL1Loss", args, x, target)


def _delta_constraint(args: Args) -> None:
    """Refuse a delta of 0 or less, as `huber_loss` (Loss.cpp) does."""
    if args["delta"] <= 0:
        raise ShapeError(say("layers.above-0", argument="delta", value=args["delta"]), "delta", 1.0)


def _huber(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element, of the input's dtype, in which `huber_loss` (Loss.cpp) allocates it."""
    _delta_constraint(args)
    require_floating("HuberLoss", "input", x)
    refuse_dtypes("HuberLoss", "target", target, *ANY_COMPLEX)
    return reduce_losses("HuberLoss", args, broadcast("HuberLoss", x.shape, target.shape), x.dtype)


def _soft_margin(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element: `soft_margin_loss_out` (Loss.cpp) works in place, in x's shape."""
    if x.dtype not in ANY_COMPLEX:
        require_floating("SoftMarginLoss", "input", x)
        refuse_dtypes("SoftMarginLoss", "target", target, *ANY_COMPLEX)
    if broadcast("SoftMarginLoss", x.shape, target.shape) != x.shape:
        raise ShapeError(say("layers.loss.target", expected=[*x.shape], received=[*target.shape]))
    return reduce_losses("SoftMarginLoss", args, x.shape, x.dtype)


def _hinge_embedding(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element by the formula of `hinge_embedding_loss` (Loss.cpp), broadcast."""
    refuse_dtypes("HingeEmbeddingLoss", "input", x, "bool", *ANY_COMPLEX)
    return reduce_losses("HingeEmbeddingLoss", args, broadcast("HingeEmbeddingLoss", x.shape, target.shape), x.dtype)


def _threshold(name: str, minimum: float = 0) -> Argument:
    return Argument(
        name=name,
        type="float",
        default=1.0,
        minimum=minimum,
        help=later("layers.loss.threshold"),
    )


KINDS = (
    loss_kind("L1Loss", later("layers.L1Loss"), _l1, REDUCTION),
    loss_kind("MSELoss", later("layers.MSELoss"), _mse, REDUCTION),
    loss_kind("SmoothL1Loss", later("layers.SmoothL1Loss"), _smooth_l1, REDUCTION, _threshold("beta")),
    loss_kind(
        "HuberLoss",
        later("layers.HuberLoss"),
        _huber,
        REDUCTION,
        _threshold("delta"),
        constraint=_delta_constraint,
    ),
    loss_kind("SoftMarginLoss", later("layers.SoftMarginLoss"), _soft_margin, REDUCTION),
    loss_kind(
        "HingeEmbeddingLoss",
        later("layers.HingeEmbeddingLoss"),
        _hinge_embedding,
        margin(later("layers.HingeEmbeddingLoss.margin"), 1.0),
        REDUCTION,
    ),
)
