"""What a parallel returns: its children's outputs joined as torch joins them."""

from __future__ import annotations

from builder.analysis.values import check_extent
from builder.catalogue.layers.broadcasting import broadcast, promote
from builder.catalogue.layers.kind import TensorSpec, Value
from builder.document.blocks import Parallel
from builder.errors import ShapeError
from builder.sentences import say

_VERBS = {"add": "add", "mul": "multiply", "cat": "concatenate", "stack": "stack"}


def merge_outputs(block: Parallel, outputs: tuple[Value, ...]) -> Value:
    """Return the joined output.

    Raises:
        ShapeError: torch would refuse to join these, or they are too many.
    """
    if block.merge == "none":
        return check_extent(outputs)
    tensors = []
    for output in outputs:
        if not isinstance(output, TensorSpec):
            raise ShapeError(
                say("analysis.merge-tuple", verb=_VERBS[block.merge]),
                hint=say("analysis.merge-tuple.hint"),
            )
        tensors.append(output)
    if block.merge in ("add", "mul"):
        return _elementwise(block, tensors)
    return _concatenate(block, tensors) if block.merge == "cat" else _stack(block, tensors)


def _elementwise(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    out = tensors[0]
    for other in tensors[1:]:
        try:
            shape = broadcast("It", out.shape, other.shape)
        except ShapeError:
            raise ShapeError(
                say("analysis.merge-shapes", verb=_VERBS[block.merge], one=[*out.shape], other=[*other.shape]),
                hint=say("analysis.merge-shapes.hint"),
            ) from None
        out = TensorSpec(shape, promote(out, other))
    return out


def _dim(block: Parallel, dims: int) -> int:
    if not -dims <= block.dim < dims:
        raise ShapeError(
            say("analysis.merge-dim", verb=_VERBS[block.merge], dim=block.dim, dims=dims),
            hint=say("analysis.merge-dim.hint", low=-dims, high=dims - 1),
        )
    return block.dim % dims


def _concatenate(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    if any(not tensor.shape for tensor in tensors):
        raise ShapeError(say("analysis.merge-scalars"), hint=say("analysis.merge-scalars.hint"))
    # For backward compatibility torch skips empty tensors of one dim.
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
                say("analysis.cat-shapes", one=[*first], other=[*other.shape], dim=block.dim),
                hint=say("analysis.cat-shapes.hint", dim=block.dim),
            )
    total = sum(tensor.shape[dim] for tensor in tensors)
    return TensorSpec((*first[:dim], total, *first[dim + 1 :]), dtype)


def _stack(block: Parallel, tensors: list[TensorSpec]) -> TensorSpec:
    first = tensors[0].shape
    for other in tensors[1:]:
        if other.shape != first:
            raise ShapeError(
                say("analysis.stack-shapes", one=[*first], other=[*other.shape]),
                hint=say("analysis.stack-shapes.hint"),
            )
    dim = _dim(block, len(first) + 1)
    return TensorSpec((*first[:dim], len(tensors), *first[dim:]), promote(*tensors))
