"""Losses that hold linear layers of their own: LinearCrossEntropyLoss and AdaptiveLogSoftmaxWithLoss."""

from __future__ import annotations

from itertools import pairwise
from math import prod

from builder.catalogue.layers.arguments import DTYPE, MAX_SIZE, last_dim, size
from builder.catalogue.layers.class_loss import (
    CLASS_WEIGHT,
    IGNORE_INDEX,
    LABEL_SMOOTHING,
    cross_entropy,
    require_classes,
)
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value
from builder.catalogue.layers.phrases import any_of, takes, takes_features, takes_input
from builder.catalogue.layers.reduction import INPUT_TARGET, REDUCTION, weight_buffers
from builder.errors import ShapeError
from builder.sentences import later, say


def _class_constraint(args: Args) -> None:
    """Refuse a weight of another size than C: `weight` on the page of torch.nn.LinearCrossEntropyLoss."""
    require_classes("LinearCrossEntropyLoss", args, args["num_classes"])


def _linear_cross_entropy(args: Args, x: TensorSpec, target: TensorSpec) -> TensorSpec:
    """Return the loss of logits (N, C, ...), as under Shape on the page of torch.nn.LinearCrossEntropyLoss."""
    kind = "LinearCrossEntropyLoss"
    if len(x.shape) not in (1, 2) or (len(x.shape) == 1 and args["out_features"]):
        raise ShapeError(takes(kind, later("layers.linear_loss.rows"), [*x.shape]))
    if x.shape[-1] != args["in_features"]:
        raise ShapeError(
            takes_features(kind, args["in_features"], x.shape[-1]),
            "in_features",
            x.shape[-1],
        )
    require_dtype(kind, args, x)
    _class_constraint(args)
    logits = TensorSpec((*x.shape[:-1], args["num_classes"], *args["out_features"]), x.dtype)
    if target.shape == logits.shape and args["ignore_index"] is not None:
        raise ShapeError(say("layers.class_loss.no-ignore_index"), "ignore_index", None)
    return cross_entropy(kind, args, logits, target)


def _linear_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the weights and the linear layer of `LinearCrossEntropyLoss.__init__` in torch/nn/modules/loss.py."""
    rows, dtype = prod(args["out_features"], start=args["num_classes"]), args["dtype"] or "float32"
    linear = (ParameterSpec("linear.weight", (rows, args["in_features"]), dtype),)
    bias = (ParameterSpec("linear.bias", (rows,), dtype),) if args["bias"] else ()
    return weight_buffers(args) + linear + bias


def _linear_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the product of the linear layer as `mm_flop` of torch/utils/flop_counter.py does."""
    rows = inputs[0].shape[0] if len(inputs[0].shape) == 2 else 1
    return int(rows * args["in_features"] * prod(args["out_features"], start=args["num_classes"]))


def _cutoff_constraint(args: Args) -> None:
    """Refuse cutoffs as `AdaptiveLogSoftmaxWithLoss.__init__` of torch/nn/modules/adaptive.py does."""
    cutoffs = args["cutoffs"]
    if any(a >= b for a, b in zip(cutoffs, (*cutoffs[1:], args["n_classes"]), strict=True)):
        raise ShapeError(say("layers.linear_loss.not-rising", cutoffs=[*cutoffs], last=args["n_classes"] - 1))


def _adaptive(args: Args, x: TensorSpec, target: TensorSpec) -> Value:
    """Return output and loss, as under Shape on the page of torch.nn.AdaptiveLogSoftmaxWithLoss."""
    kind = "AdaptiveLogSoftmaxWithLoss"
    _cutoff_constraint(args)
    if len(target.shape) > 1 or len(x.shape) != len(target.shape) + 1 or x.shape[:-1] != target.shape:
        raise ShapeError(say("layers.linear_loss.adaptive", name=kind, one=[*x.shape], other=[*target.shape]))
    if x.shape[-1] != args["in_features"]:
        raise ShapeError(
            takes_features(kind, args["in_features"], x.shape[-1]),
            "in_features",
            x.shape[-1],
        )
    require_dtype(kind, args, x)
    if target.dtype not in ("int64", "int32"):
        raise ShapeError(
            takes_input(kind, later("layers.class_loss.indices"), any_of(("int64", "int32")), target.dtype)
        )
    return (TensorSpec(target.shape, x.dtype), TensorSpec((), x.dtype))


def _head_size(args: Args) -> int:
    """Return the classes of the shortlist and one entry for each cluster of rare classes.

    `head_size` of torch/nn/modules/adaptive.py.
    """
    return int(args["cutoffs"][0] + len(args["cutoffs"]))


def _adaptive_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List head and tail as `AdaptiveLogSoftmaxWithLoss.__init__` of torch/nn/modules/adaptive.py makes them."""
    features, dtype = args["in_features"], args["dtype"] or "float32"
    specs = [ParameterSpec("head.weight", (_head_size(args), features), dtype)]
    if args["head_bias"]:
        specs.append(ParameterSpec("head.bias", (_head_size(args),), dtype))
    ends = (*args["cutoffs"], args["n_classes"])
    for i, (start, end) in enumerate(pairwise(ends)):
        hidden = int(features // args["div_value"] ** (i + 1))
        specs.append(ParameterSpec(f"tail.{i}.0.weight", (hidden, features), dtype))
        specs.append(ParameterSpec(f"tail.{i}.1.weight", (end - start, hidden), dtype))
    return tuple(specs)


def _adaptive_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count the head alone: which clusters are computed depends on the classes in the target, not on shapes.

    As `mm_flop` of torch/utils/flop_counter.py counts it.
    """
    rows = inputs[0].shape[0] if len(inputs[0].shape) == 2 else 1
    return int(rows * args["in_features"] * _head_size(args))


def _keyword_only(argument: Argument, **changes: object) -> Argument:
    fields = {name: getattr(argument, name) for name in argument.__struct_fields__}
    return Argument(**{**fields, "keyword_only": True, **changes})


KINDS = (
    Kind(
        name="LinearCrossEntropyLoss",
        category="loss",
        summary=later("layers.LinearCrossEntropyLoss"),
        arguments=(
            size("in_features", later("layers.linear.in_features"), auto=last_dim),
            size("num_classes", later("layers.LinearCrossEntropyLoss.num_classes")),
            Argument(
                name="out_features",
                type="ints",
                default=(),
                minimum=1,
                maximum=MAX_SIZE,
                lengths=(0, 1, 2, 3, 4),
                scalar=False,
                keyword_only=True,
                help=later("layers.LinearCrossEntropyLoss.out_features"),
            ),
            Argument(
                name="bias",
                type="bool",
                default=False,
                keyword_only=True,
                help=later("layers.LinearCrossEntropyLoss.bias"),
            ),
            _keyword_only(DTYPE),
            _keyword_only(REDUCTION),
            _keyword_only(CLASS_WEIGHT),
            _keyword_only(IGNORE_INDEX, default=None, optional=True),
            _keyword_only(LABEL_SMOOTHING),
        ),
        inputs=INPUT_TARGET,
        output=_linear_cross_entropy,
        parameters=_linear_parameters,
        multiply_adds=_linear_multiply_adds,
        constraint=_class_constraint,
    ),
    Kind(
        name="AdaptiveLogSoftmaxWithLoss",
        category="loss",
        summary=later("layers.AdaptiveLogSoftmaxWithLoss"),
        arguments=(
            size("in_features", later("layers.linear.in_features"), auto=last_dim),
            size("n_classes", later("layers.AdaptiveLogSoftmaxWithLoss.n_classes")),
            Argument(
                name="cutoffs",
                type="ints",
                minimum=1,
                maximum=MAX_SIZE,
                scalar=False,
                help=later("layers.AdaptiveLogSoftmaxWithLoss.cutoffs"),
            ),
            Argument(
                name="div_value",
                type="float",
                default=4.0,
                minimum=1,
                maximum=MAX_SIZE,
                help=later("layers.AdaptiveLogSoftmaxWithLoss.div_value"),
            ),
            Argument(
                name="head_bias", type="bool", default=False, help=later("layers.AdaptiveLogSoftmaxWithLoss.head_bias")
            ),
            DTYPE,
        ),
        inputs=INPUT_TARGET,
        output=_adaptive,
        parameters=_adaptive_parameters,
        multiply_adds=_adaptive_multiply_adds,
        constraint=_cutoff_constraint,
    ),
)
