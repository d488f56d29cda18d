"""What all losses share: how the elements are reduced, and the weights that torch takes as a tensor.

A loss's `weight` and `pos_weight` are lists of numbers in a document; torch takes them as a float32 tensor and keeps
them as a buffer, as `_WeightedLoss` and `BCEWithLogitsLoss` of torch/nn/modules/loss.py do.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.dtypes import ANY_COMPLEX, FLOATING
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, no_constraint
from builder.catalogue.layers.phrases import takes_shape
from builder.errors import ShapeError
from builder.sentences import Later, later, say

REDUCTION = Argument(
    name="reduction",
    type="choice",
    default="mean",
    choices=("none", "mean", "sum"),
    help=later("layers.reduction.reduction"),
)
INPUT_TARGET = ("input", "target")


def weight(help: Later, name: str = "weight", keyword_only: bool = False) -> Argument:
    """Describe a list of numbers that torch takes as a tensor."""
    return Argument(
        name=name, type="floats", default=None, optional=True, scalar=False, keyword_only=keyword_only, help=help
    )


def margin(help: Later, default: float, minimum: float | None = None, keyword_only: bool = False) -> Argument:
    """Describe the margin of a loss."""
    return Argument(name="margin", type="float", default=default, minimum=minimum, keyword_only=keyword_only, help=help)


def weight_buffers(args: Args) -> tuple[ParameterSpec, ...]:
    """List the buffers that `_WeightedLoss` of torch/nn/modules/loss.py makes of `weight` and `pos_weight`."""
    return tuple(
        ParameterSpec(name, (len(args[name]),), "float32", buffer=True)
        for name in ("weight", "pos_weight")
        if args.get(name) is not None
    )


def weight_spec(args: Args, name: str = "weight") -> TensorSpec | None:
    """Return what is known of the tensor made of `weight`, or None where it is not given.

    A float32 vector, as torch.tensor makes of a list of numbers.
    """
    return None if args[name] is None else TensorSpec((len(args[name]),))


def reduce_losses(kind: str, args: Args, shape: tuple[int, ...], dtype: str) -> TensorSpec:
    """Return what is left of losses of `shape` and `dtype` after the reduction.

    By `apply_loss_reduction` (aten/src/ATen/native/Loss.cpp), a mean() or sum(). The page of torch.sum says that
    int32 becomes int64, that of torch.mean that it takes no integers.

    Args:
        kind: the loss that a refusal names.
        args: those of the loss, of which `reduction` is read.
        shape: of the losses before the reduction, one for each element or sample.
        dtype: of these losses.

    Raises:
        ShapeError: integers cannot be averaged, nor complex32 summed.
    """
    if args["reduction"] == "none":
        return TensorSpec(shape, dtype)
    refuse_complex_half(kind, dtype)
    whole = dtype not in FLOATING and dtype not in ANY_COMPLEX
    if whole and args["reduction"] == "mean":
        raise ShapeError(say("layers.reduction.mean", name=kind, dtype=dtype))
    return TensorSpec((), "int64" if whole else dtype)


def refuse_complex_half(kind: str, dtype: str) -> None:
    """Refuse losses of complex32, as float16 and a complex scalar give: the CPU can neither square nor sum them.

    Raises:
        ShapeError: they are.
    """
    if dtype == "complex32":
        raise ShapeError(say("layers.reduction.sum", name=kind, dtype=dtype))


def require_floating(kind: str, name: str | Later, x: TensorSpec) -> None:
    """Refuse a tensor that is not of a real floating dtype.

    Raises:
        ShapeError: it is not.
    """
    if x.dtype not in FLOATING:
        raise ShapeError(say("layers.takes.floating", name=kind, input=name, dtype=x.dtype))


def refuse_dtypes(kind: str, name: str | Later, x: TensorSpec, *dtypes: str) -> None:
    """Refuse a tensor of one of `dtypes`.

    Raises:
        ShapeError: it has one of them.
    """
    if x.dtype in dtypes:
        raise ShapeError(say("layers.reduction.refused", name=kind, input=name, dtype=x.dtype))


def require_shape(kind: str, name: str, x: TensorSpec, shape: tuple[int, ...]) -> None:
    """Refuse a tensor that has not exactly this shape.

    Args:
        kind: the loss that a refusal names.
        name: of the input.
        x: what is known of it.
        shape: the sizes that all its dims have to have, batch included.

    Raises:
        ShapeError: it has another.
    """
    if x.shape != shape:
        raise ShapeError(takes_shape(kind, name, [*shape], [*x.shape]))


def loss_kind(
    name: str,
    summary: Later,
    output: Callable[..., TensorSpec],
    *arguments: Argument,
    inputs: tuple[str, ...] = INPUT_TARGET,
    constraint: Callable[[Args], None] = no_constraint,
) -> Kind:
    """Describe a loss; its weights, where it has any, are its buffers."""
    return Kind(
        name=name,
        category="loss",
        summary=summary,
        arguments=arguments,
        inputs=inputs,
        output=output,
        parameters=weight_buffers,
        constraint=constraint,
    )
