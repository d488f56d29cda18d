"""Losses that are a negative log likelihood of each element: of counts, of normals, of distributions, of yes or no.

Loss.cpp is aten/src/ATen/native/Loss.cpp.
"""

from __future__ import annotations

from builder.catalogue.dtypes import ANY_COMPLEX
from builder.catalogue.layers.broadcasting import broadcast, promote, to_floating
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.phrases import takes_shape
from builder.catalogue.layers.reduction import (
    REDUCTION,
    loss_kind,
    reduce_losses,
    refuse_complex_half,
    refuse_dtypes,
    require_floating,
    require_shape,
    weight,
    weight_spec,
)
from builder.errors import ShapeError
from builder.sentences import later, say


def _poisson_nll(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the loss by the formula of `poisson_nll_loss` (Loss.cpp), each operation broadcast."""
    kind = "PoissonNLLLoss"
    if args["full"]:
        refuse_dtypes(kind, "target", target, "bool", *ANY_COMPLEX)
    if not args["log_input"]:
        refuse_dtypes(kind, "input", x, "bool")
    shape = broadcast(kind, x.shape, target.shape)
    floated = TensorSpec(x.shape, to_floating(x.dtype))
    product = TensorSpec(shape, promote(target, x if args["log_input"] else floated))
    refuse_dtypes(kind, later("layers.input-and-target"), product, "bool")
    return reduce_losses(kind, args, shape, promote(floated if args["log_input"] else x, product))


def _require_variance(x: TensorSpec, var: TensorSpec) -> tuple[int, ...]:
    """Return the shape of `var` as it is broadcast; it may lack the last dim or have one dim of 1.

    As `gaussian_nll_loss` of torch/nn/functional.py checks it.
    """
    if var.shape == x.shape:
        return var.shape
    if var.shape == x.shape[:-1] and x.shape:
        return (*var.shape, 1)
    differing = [m for n, m in zip(x.shape, var.shape, strict=False) if n != m]
    if len(var.shape) != len(x.shape) or sum(differing) != 1:
        raise ShapeError(takes_shape("GaussianNLLLoss", "var", [*x.shape], [*var.shape]))
    return var.shape


def _gaussian_nll(args: Args, x: TensorSpec, target: TensorSpec, var: TensorSpec) -> TensorSpec:
    """Return the loss by the formula of `gaussian_nll_loss` in torch/nn/functional.py, each operation broadcast."""
    kind = "GaussianNLLLoss"
    require_floating(kind, "var", var)
    refuse_dtypes(kind, "input", x, "bool")
    refuse_dtypes(kind, "target", target, "bool")
    variance = TensorSpec(_require_variance(x, var), var.dtype)
    difference = TensorSpec(broadcast(kind, x.shape, target.shape), promote(x, target))
    refuse_complex_half(kind, difference.dtype)
    quotient = TensorSpec(broadcast(kind, difference.shape, variance.shape), promote(difference, variance))
    return reduce_losses(kind, args, quotient.shape, promote(quotient, variance))


def _kl_div(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the loss by the formula of `kl_div` (Loss.cpp), broadcast."""
    require_floating("KLDivLoss", "input", x)
    require_floating("KLDivLoss", "target", target)
    return reduce_losses("KLDivLoss", args, broadcast("KLDivLoss", x.shape, target.shape), promote(x, target))


def _require_weight(kind: str, args: Args, name: str, x: TensorSpec) -> None:
    """Refuse a weight that does not broadcast to the input: `weight` on the page of torch.nn.BCEWithLogitsLoss."""
    spec = weight_spec(args, name)
    if spec is not None and broadcast(kind, x.shape, spec.shape) != x.shape:
        raise ShapeError(
            say("layers.likelihood_loss.weight-length", argument=name, count=spec.shape[0], shape=[*x.shape])
        )


def _bce(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element, as under Shape on the page of torch.nn.BCELoss."""
    kind = "BCELoss"
    require_shape(kind, "target", target, x.shape)
    require_floating(kind, "input", x)
    if target.dtype != x.dtype:
        raise ShapeError(say("layers.one-dtype", name=kind, one=x.dtype, other=target.dtype))
    _require_weight(kind, args, "weight", x)
    return reduce_losses(kind, args, x.shape, x.dtype)


def _bce_with_logits(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each element, as under Shape on the page of torch.nn.BCEWithLogitsLoss.

    `binary_cross_entropy_with_logits` (Loss.cpp) works on `1 - target` in place: its dtype stays.
    """
    kind = "BCEWithLogitsLoss"
    require_shape(kind, "target", target, x.shape)
    require_floating(kind, "input", x)
    if target.dtype not in ANY_COMPLEX or args["pos_weight"] is not None:
        require_floating(kind, "target", target)
    _require_weight(kind, args, "weight", x)
    _require_weight(kind, args, "pos_weight", x)
    return reduce_losses(kind, args, x.shape, target.dtype)


def _multi_label_soft_margin(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the loss by the formula of `multilabel_soft_margin_loss` in torch/nn/functional.py."""
    kind = "MultiLabelSoftMarginLoss"
    require_floating(kind, "input", x)
    refuse_dtypes(kind, "target", target, "bool")
    if not x.shape:
        raise ShapeError(say("layers.class_loss.scalar", name=kind))
    tensors = [spec for spec in (x, target, weight_spec(args)) if spec is not None]
    shape, dim = broadcast(kind, *(spec.shape for spec in tensors)), len(x.shape) - 1
    refuse_complex_half(kind, promote(*tensors))
    return reduce_losses(kind, args, (*shape[:dim], *shape[dim + 1 :]), promote(*tensors))


def _eps(default: float, keyword_only: bool = False) -> Argument:
    return Argument(
        name="eps",
        type="float",
        default=default,
        minimum=0,
        keyword_only=keyword_only,
        help=later("layers.likelihood_loss.eps"),
    )


def _full(keyword_only: bool = False) -> Argument:
    return Argument(
        name="full",
        type="bool",
        default=False,
        keyword_only=keyword_only,
        help=later("layers.likelihood_loss.full"),
    )


_KEYWORD_REDUCTION = Argument(
    name="reduction",
    type="choice",
    default="mean",
    choices=REDUCTION.choices,
    keyword_only=True,
    help=REDUCTION.help,
)
_BATCHMEAN = Argument(
    name="reduction",
    type="choice",
    default="mean",
    choices=(*REDUCTION.choices, "batchmean"),
    help=later("layers.likelihood_loss.reduction"),
)

KINDS = (
    loss_kind(
        "PoissonNLLLoss",
        later("layers.PoissonNLLLoss"),
        _poisson_nll,
        Argument(
            name="log_input",
            type="bool",
            default=True,
            help=later("layers.PoissonNLLLoss.log_input"),
        ),
        _full(),
        _eps(1e-8),
        REDUCTION,
    ),
    loss_kind(
        "GaussianNLLLoss",
        later("layers.GaussianNLLLoss"),
        _gaussian_nll,
        _full(keyword_only=True),
        _eps(1e-6, keyword_only=True),
        _KEYWORD_REDUCTION,
        inputs=("input", "target", "var"),
    ),
    loss_kind(
        "KLDivLoss",
        later("layers.KLDivLoss"),
        _kl_div,
        _BATCHMEAN,
        Argument(name="log_target", type="bool", default=False, help=later("layers.KLDivLoss.log_target")),
    ),
    loss_kind(
        "BCELoss",
        later("layers.BCELoss"),
        _bce,
        weight(later("layers.likelihood_loss.weight")),
        REDUCTION,
    ),
    loss_kind(
        "BCEWithLogitsLoss",
        later("layers.BCEWithLogitsLoss"),
        _bce_with_logits,
        weight(later("layers.likelihood_loss.weight")),
        REDUCTION,
        weight(later("layers.BCEWithLogitsLoss.pos_weight"), "pos_weight"),
    ),
    loss_kind(
        "MultiLabelSoftMarginLoss",
        later("layers.MultiLabelSoftMarginLoss"),
        _multi_label_soft_margin,
        weight(later("layers.MultiLabelSoftMarginLoss.weight")),
        REDUCTION,
    ),
)
