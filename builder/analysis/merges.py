"""What a parallel returns: its children's outputs joined as torch joins them."""

from __future__ import annotations

from builder.analysis.values import bounded
from builder.document.blocks import Parallel
from builder.errors import ShapeError
from builder.layers.broadcasting import broadcast, promote
from builder.layers.kind import TensorSpec, Value

_VERBS = {"add": "add", "mul": "multiply", "cat": "concatenate", "stack": "stack"}


def merged(block: Parallel, outputs: tuple[Value, ...]) -> Value:
    """Return the joined output.

    Raises:
        ShapeError: torch would refuse to join these, or they are too many.
    """
    if block.merge == "none":
        return bounded(outputs)
    tensors = []
    for output in outputs:
        if not isinstance(output, TensorSpec):
            raise ShapeError(
                f"It cannot {_VERBS[block.merge]} branches of which one returns a tuple.",
                hint="Set merge to none, or let that branch return one tensor.",
            )
        tensors.append(output)
    if block.merge in ("add", "mul"):
        return _elementwise(block, tensors)
    return _concatenated(block, tensors) if block.merge == "cat" else _stacked(block, tensors)


def _elementwise(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    out = tensors[0]
    for other in tensors[1:]:
        try:
            shape = broadcast("It", out.shape, other.shape)
        except ShapeError:
            raise ShapeError(
                f"It cannot {_VERBS[block.merge]} branches of shapes {[*out.shape]} and {[*other.shape]}.",
                hint="Let all branches return one shape, or set merge to cat.",
            ) from None
        out = TensorSpec(shape, promote(out, other))
    return out


def _dim(block: Parallel, dims: int) -> int:
    if not -dims <= block.dim < dims:
        raise ShapeError(
            f"It cannot {_VERBS[block.merge]} along dim {block.dim}: there are {dims} dims.",
            hint=f"Set dim between {-dims} and {dims - 1}.",
        )
    return block.dim % dims


def _concatenated(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    if any(not tensor.shape for tensor in tensors):
        raise ShapeError("It cannot concatenate scalars.", hint="Set merge to stack, with dim 0.")
    # torch skips empty tensors of one dim, of old.
    dtype = promote(*tensors)
    tensors = [tensor for tensor in tensors if tensor.shape != (0,)]
    if not tensors:
        return TensorSpec((0,), dtype)
    first = tensors[0].shape
    dim = _dim(block, len(first))
    for other in tensors[1:]:
        same = len(other.shape) == len(first)
        if not same or any(a != b for i, (a, b) in enumerate(zip(first, other.shape, strict=True)) if i != dim):
            raise ShapeError(
                f"It cannot concatenate branches of shapes {[*first]} and {[*other.shape]} along dim {block.dim}.",
                hint=f"Let them differ in dim {block.dim} only.",
            )
    total = sum(tensor.shape[dim] for tensor in tensors)
    return TensorSpec((*first[:dim], total, *first[dim + 1 :]), dtype)


def _stacked(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    first = tensors[0].shape
    for other in tensors[1:]:
        if other.shape != first:
            raise ShapeError(
                f"It cannot stack branches of shapes {[*first]} and {[*other.shape]}.",
                hint="Let all branches return one shape.",
            )
    dim = _dim(block, len(first) + 1)
    return TensorSpec((*first[:dim], len(tensors), *first[dim:]), promote(*tensors))
