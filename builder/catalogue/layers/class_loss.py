"""Losses over classes: cross entropy and its kin, the margin losses over class scores, and CTC."""

from __future__ import annotations

from math import prod

from builder.catalogue.dtypes import FLOATING, INTEGER
from builder.catalogue.layers.arguments import MAX_SIZE, size
from builder.catalogue.layers.broadcasting import promote
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.phrases import any_of, takes, takes_input, takes_shape
from builder.catalogue.layers.reduction import (
    REDUCTION,
    loss_kind,
    margin,
    reduce_losses,
    require_floating,
    require_shape,
    weight,
    weight_spec,
)
from builder.errors import ShapeError
from builder.sentences import later, say


def require_classes(kind: str, args: Args, classes: int) -> None:
    """Refuse a weight that has not one number a class.

    As `nll_loss_forward` (aten/src/ATen/native/LossNLL.cpp) and `multi_margin_loss_shape_check` (LossMulti.h there) do.

    Args:
        kind: the loss that a refusal names.
        args: those of the loss, of which `weight` is read.
        classes: how many there are.

    Raises:
        ShapeError: it has fewer or more.
    """
    given = weight_spec(args)
    if given is not None and given.shape != (classes,):
        raise ShapeError(say("layers.class_loss.weight-length", name=kind, count=given.shape[0], classes=classes))


def _require_weight_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse weights, of float32, beside another input: `optional_data` of aten/src/ATen/native/LossNLL.cpp."""
    if args["weight"] is not None and x.dtype != "float32":
        raise ShapeError(say("layers.class_loss.weight-dtype", name=kind, dtype=x.dtype))


def _class_dim(kind: str, x: TensorSpec) -> int:
    """Return the dim of the classes, 1, or 0 without a batch: `class_dim` in aten/src/ATen/native/LossNLL.cpp."""
    if not x.shape:
        raise ShapeError(say("layers.class_loss.scalar", name=kind))
    return min(len(x.shape) - 1, 1)


def _class_indices(kind: str, args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the negative log likelihood of classes given by index: x (N, C, ...), target (N, ...).

    Shapes are those under Shape on the page of torch.nn.NLLLoss.
    """
    dim = _class_dim(kind, x)
    require_floating(kind, "input", x)
    weighted = args["weight"] is not None and args.get("label_smoothing") and args["reduction"] == "mean"
    # `nll_loss` takes uint8, `nll_loss2d` does not, and smoothing gathers the weights by the target, which takes none.
    if target.dtype != "int64" and (target.dtype != "uint8" or len(x.shape) > 2 or weighted):
        raise ShapeError(takes_input(kind, later("layers.class_loss.indices"), "int64", target.dtype))
    # Without a batch `nll_loss_forward` also takes a target of one element; smoothing cannot broadcast it.
    if len(x.shape) == 1 and target.shape == (1,) and not args.get("label_smoothing"):
        target = TensorSpec((), target.dtype)
    require_shape(kind, "target", target, (*x.shape[:dim], *x.shape[dim + 1 :]))
    require_classes(kind, args, x.shape[dim])
    _require_weight_dtype(kind, args, x)
    return reduce_losses(kind, args, target.shape, x.dtype)


def _class_probabilities(kind: str, args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the cross entropy of classes given by probability, a target of the input's shape.

    As under Shape on the page of torch.nn.CrossEntropyLoss, with the checks of aten/src/ATen/native/LossNLL.cpp.
    """
    dim = _class_dim(kind, x)
    require_floating(kind, "input", x)
    if (args["ignore_index"] or 0) >= 0 and args["ignore_index"] is not None:
        raise ShapeError(say("layers.class_loss.no-ignore_index"), "ignore_index", -100)
    if target.dtype not in FLOATING:
        raise ShapeError(say("layers.class_loss.probabilities", name=kind, dtype=target.dtype))
    require_classes(kind, args, x.shape[dim])
    given = () if args["weight"] is None else (TensorSpec(x.shape),)
    return reduce_losses(kind, args, (*x.shape[:dim], *x.shape[dim + 1 :]), promote(x, target, *given))


def cross_entropy(kind: str, args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the loss of logits and classes; a target of the input's shape holds probabilities.

    As `cross_entropy_loss` (aten/src/ATen/native/LossNLL.cpp) tells the two apart.

    Raises:
        ShapeError: shapes or dtypes do not fit.
    """
    if target.shape == x.shape:
        return _class_probabilities(kind, args, x, target)
    return _class_indices(kind, args, x, target)


def _require_scores(kind: str, x: TensorSpec, target: TensorSpec) -> None:
    """Refuse scores as `multi_margin_loss_shape_check` (aten/src/ATen/native/LossMulti.h) does, and other dtypes."""
    if len(x.shape) > 2 or 0 in x.shape[-1:]:
        raise ShapeError(takes(kind, later("layers.class_loss.scores"), [*x.shape]))
    if x.dtype not in ("float32", "float64"):
        raise ShapeError(takes(kind, any_of(("float32", "float64")), x.dtype))
    if target.dtype != "int64":
        raise ShapeError(takes_input(kind, "target", "int64", target.dtype))


def _multi_margin(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each sample, as under Shape on the page of torch.nn.MultiMarginLoss."""
    kind = "MultiMarginLoss"
    _require_scores(kind, x, target)
    batch = x.shape[0] if len(x.shape) == 2 else 1
    if target.shape != (batch,) and (target.shape or batch != 1):
        raise ShapeError(takes_shape(kind, "target", [batch], [*target.shape]))
    require_classes(kind, args, x.shape[-1] if x.shape else 1)
    _require_weight_dtype(kind, args, x)
    return reduce_losses(kind, args, target.shape, x.dtype)


def _multi_label_margin(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return a loss of each sample, as under Shape on the page of torch.nn.MultiLabelMarginLoss.

    Targets fit as in `multilabel_margin_loss_shape_check` (aten/src/ATen/native/LossMulti.h).
    """
    kind = "MultiLabelMarginLoss"
    _require_scores(kind, x, target)
    fits = target.shape == x.shape or (
        len(x.shape) < 2 and prod(target.shape) == prod(x.shape) and len(target.shape) < 2
    )
    if not fits:
        raise ShapeError(takes_shape(kind, "target", [*x.shape], [*target.shape]))
    return reduce_losses(kind, args, target.shape[:-1], x.dtype)


def _require_targets(kind: str, targets: TensorSpec, batch: int) -> None:
    """Refuse targets that are neither one row a sample nor all rows end to end; their lengths are not known here.

    The two forms under Shape on the page of torch.nn.CTCLoss.
    """
    if len(targets.shape) not in (1, 2) or (len(targets.shape) == 2 and targets.shape[0] != batch):
        raise ShapeError(say("layers.class_loss.rows", name=kind, batch=batch, shape=[*targets.shape]))


def _ctc(
    args: Args, log_probs: TensorSpec, targets: TensorSpec, input_lengths: TensorSpec, target_lengths: TensorSpec
) -> TensorSpec:
    """Return a loss of each sample of log_probs (T, N, C) or (T, C), as under Shape on the page of torch.nn.CTCLoss."""
    kind = "CTCLoss"
    if len(log_probs.shape) not in (2, 3):
        raise ShapeError(say("layers.class_loss.log_probs", name=kind, count=len(log_probs.shape)))
    if log_probs.dtype not in ("float32", "float64"):
        raise ShapeError(takes_input(kind, "log_probs", any_of(("float32", "float64")), log_probs.dtype))
    batch = log_probs.shape[1] if len(log_probs.shape) == 3 else 1
    if args["blank"] >= log_probs.shape[-1]:
        raise ShapeError(
            say("layers.class_loss.no-blank", blank=args["blank"], classes=log_probs.shape[-1]), "blank", 0
        )
    _require_targets(kind, targets, batch)
    for name, x in (("input_lengths", input_lengths), ("target_lengths", target_lengths)):
        if x.dtype not in INTEGER or prod(x.shape) != batch:
            raise ShapeError(
                say("layers.class_loss.lengths", name=kind, batch=batch, lengths=name, dtype=x.dtype, shape=[*x.shape])
            )
    return reduce_losses(kind, args, log_probs.shape[1:-1], log_probs.dtype)


IGNORE_INDEX = Argument(
    name="ignore_index",
    type="int",
    default=-100,
    minimum=-MAX_SIZE,
    maximum=MAX_SIZE,
    help=later("layers.class_loss.ignore_index"),
)
LABEL_SMOOTHING = Argument(
    name="label_smoothing",
    type="float",
    default=0.0,
    minimum=0,
    maximum=1,
    help=later("layers.class_loss.label_smoothing"),
)
CLASS_WEIGHT = weight(later("layers.class_loss.weight"))


KINDS = (
    loss_kind(
        "CrossEntropyLoss",
        later("layers.CrossEntropyLoss"),
        lambda args, x, target: cross_entropy("CrossEntropyLoss", args, x, target),
        CLASS_WEIGHT,
        IGNORE_INDEX,
        REDUCTION,
        LABEL_SMOOTHING,
    ),
    loss_kind(
        "NLLLoss",
        later("layers.NLLLoss"),
        lambda args, x, target: _class_indices("NLLLoss", args, x, target),
        CLASS_WEIGHT,
        IGNORE_INDEX,
        REDUCTION,
    ),
    loss_kind(
        "NLLLoss2d",
        later("layers.NLLLoss2d"),
        lambda args, x, target: _class_indices("NLLLoss2d", args, x, target),
        CLASS_WEIGHT,
        IGNORE_INDEX,
        REDUCTION,
    ),
    loss_kind(
        "MultiMarginLoss",
        later("layers.MultiMarginLoss"),
        _multi_margin,
        Argument(name="p", type="int", default=1, minimum=1, maximum=2, help=later("layers.MultiMarginLoss.p")),
        margin(later("layers.MultiMarginLoss.margin"), 1.0),
        CLASS_WEIGHT,
        REDUCTION,
    ),
    loss_kind(
        "MultiLabelMarginLoss",
        later("layers.MultiLabelMarginLoss"),
        _multi_label_margin,
        REDUCTION,
    ),
    Kind(
        name="CTCLoss",
        category="loss",
        summary=later("layers.CTCLoss"),
        arguments=(
            size("blank", later("layers.CTCLoss.blank"), 0, minimum=0),
            REDUCTION,
            Argument(
                name="zero_infinity",
                type="bool",
                default=False,
                help=later("layers.CTCLoss.zero_infinity"),
            ),
        ),
        inputs=("log_probs", "targets", "input_lengths", "target_lengths"),
        output=_ctc,
    ),
)
