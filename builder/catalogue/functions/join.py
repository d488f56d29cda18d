"""Functions that join tensors and take them apart: cat, stack, split, chunk, unbind."""

from __future__ import annotations

from builder.catalogue.functions.arguments import dim
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.broadcasting import promote
from builder.catalogue.layers.kind import Args, Argument, TensorSpec, Value
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import later, say

MAX_PARTS = 1024
"""The most tensors that one call returns: each is described on its own, and a dim may be 2**31 - 1 long."""


def _dim(name: str, value: int, count: int) -> int:
    """Return `value` counted from the front, by `maybe_wrap_dim` (c10/core/WrapDimMinimal.h)."""
    if not -count <= value < count:
        raise ShapeError(
            say("layers.no-dim", name=name, argument="dim", dim=value, count=count), "dim", max(count - 1, 0)
        )
    return value % count


def _cat(args: Args, *inputs: TensorSpec) -> TensorSpec:
    """Return the sizes along `dim` summed, all others being equal, as the page of torch.cat says."""
    if any(not x.shape for x in inputs):
        raise ShapeError(say("functions.joining.scalars"), hint=say("functions.use.hint", name="torch.stack"))
    dtype = promote(*inputs)
    # For backward compatibility torch skips empty tensors of one dim: `cat_should_skip_tensor` (TensorShape.h).
    tensors = [x for x in inputs if x.shape != (0,)]
    if not tensors:
        return TensorSpec((0,), dtype)
    first = tensors[0].shape
    at = _dim("torch.cat", args["dim"], len(first))
    for x in tensors[1:]:
        if len(x.shape) != len(first) or any(
            i != at and a != b for i, (a, b) in enumerate(zip(first, x.shape, strict=True))
        ):
            raise ShapeError(
                say("functions.joining.cat", one=[*first], other=[*x.shape], dim=args["dim"]),
                hint=say("functions.joining.cat.hint", dim=args["dim"]),
            )
    total = first[at] if len(tensors) == 1 else sum(x.shape[at] for x in tensors)
    return TensorSpec((*first[:at], total, *first[at + 1 :]), dtype)


def _stack(args: Args, *inputs: TensorSpec) -> TensorSpec:
    """Return one dim more, all shapes being equal, as the page of torch.stack says."""
    first = inputs[0].shape
    for x in inputs[1:]:
        if x.shape != first:
            raise ShapeError(say("functions.joining.stack", one=[*first], other=[*x.shape]))
    at = _dim("torch.stack", args["dim"], len(first) + 1)
    return TensorSpec((*first[:at], len(inputs), *first[at:]), promote(*inputs))


def _meshgrid(args: Args, *inputs: TensorSpec) -> Value:
    """Return a grid for each tensor, of all their lengths, as the page of torch.meshgrid says."""
    for x in inputs:
        if len(x.shape) > 1:
            raise ShapeError(say("functions.joining.meshgrid", count=len(x.shape)))
        if x.dtype != inputs[0].dtype:
            raise ShapeError(say("functions.joining.meshgrid.dtype", one=inputs[0].dtype, other=x.dtype))
    lengths = [x.shape[0] if x.shape else 1 for x in inputs]
    if args["indexing"] == "xy":
        lengths[:2] = reversed(lengths[:2])
    return tuple(TensorSpec(tuple(lengths), x.dtype) for x in inputs)


def _parts(name: str, x: TensorSpec, at: int, lengths: list[int]) -> Value:
    if len(lengths) > MAX_PARTS:
        raise ShapeError(say("functions.joining.too-many", name=name, count=len(lengths), limit=MAX_PARTS))
    return tuple(TensorSpec((*x.shape[:at], n, *x.shape[at + 1 :]), x.dtype) for n in lengths)


def _require_dims(name: str, x: TensorSpec) -> None:
    """Refuse a scalar, as `split`, `chunk` and `unbind` (aten/src/ATen/native/TensorShape.cpp) do."""
    if not x.shape:
        raise ShapeError(takes(name, least_dims(1), n_dims(0)))


def _steps(name: str, n: int, step: int) -> list[int]:
    """Return the lengths of pieces of `step`, the last of which may be shorter.

    As the page of torch.split says of an integer `split_size_or_sections`.
    """
    if n and not step:
        raise ShapeError(say("functions.joining.pieces-of-0", name=name, size=n))
    if step and -(-n // step) > MAX_PARTS:
        raise ShapeError(say("functions.joining.too-many", name=name, count=-(-n // step), limit=MAX_PARTS))
    return [step] * (n // step) + [n % step] * bool(n % step) if n else [n]


def _pieces(args: Args, x: TensorSpec) -> Value:
    """Return pieces of one length or of the lengths listed, as the page of torch.split says."""
    _require_dims("Tensor.split", x)
    at = _dim("Tensor.split", args["dim"], len(x.shape))
    lengths, n = args["split_size"], x.shape[at]
    if isinstance(lengths, int):
        return _parts("Tensor.split", x, at, _steps("Tensor.split", n, lengths))
    if sum(lengths) != n:
        raise ShapeError(say("functions.joining.sum", count=sum(lengths), size=n))
    return _parts("Tensor.split", x, at, [*lengths])


def _chunk(args: Args, x: TensorSpec) -> Value:
    """Return at most `chunks` pieces of one length, the last shorter, as the page of torch.chunk says."""
    _require_dims("Tensor.chunk", x)
    at = _dim("Tensor.chunk", args["dim"], len(x.shape))
    n, chunks = x.shape[at], args["chunks"]
    if not n:
        return _parts("Tensor.chunk", x, at, [0] * min(chunks, MAX_PARTS + 1))
    return _parts("Tensor.chunk", x, at, _steps("Tensor.chunk", n, -(-n // chunks)))


def _unbind(args: Args, x: TensorSpec) -> Value:
    """Return all slices along `dim`, without it, as the page of torch.unbind says."""
    _require_dims("Tensor.unbind", x)
    at = _dim("Tensor.unbind", args["dim"], len(x.shape))
    if x.shape[at] > MAX_PARTS:
        raise ShapeError(say("functions.joining.too-many", name="Tensor.unbind", count=x.shape[at], limit=MAX_PARTS))
    return (TensorSpec((*x.shape[:at], *x.shape[at + 1 :]), x.dtype),) * x.shape[at]


_SPLIT_SIZE = Argument(
    name="split_size",
    type="ints",
    minimum=0,
    maximum=MAX_SIZE,
    help=later("functions.joining.split_size"),
)

KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.cat",
        category="shape",
        summary=later("functions.cat"),
        arguments=(dim("dim", later("functions.cat.dim"), 0),),
        inputs=("tensors",),
        unbounded=True,
        style="sequence",
        aliases=("torch.concat", "torch.concatenate"),
        output=_cat,
        follows=("Conv2d", "Linear"),
    ),
    FunctionKind(
        name="torch.stack",
        category="shape",
        summary=later("functions.stack"),
        arguments=(dim("dim", later("functions.stack.dim"), 0),),
        inputs=("tensors",),
        unbounded=True,
        style="sequence",
        output=_stack,
        follows=("Tensor.mean", "Tensor.sum"),
    ),
    FunctionKind(
        name="torch.meshgrid",
        category="shape",
        summary=later("functions.meshgrid"),
        arguments=(
            Argument(name="indexing", type="choice", choices=("ij", "xy"), help=later("functions.meshgrid.indexing")),
        ),
        inputs=("tensors",),
        unbounded=True,
        output=_meshgrid,
        follows=("torch.stack",),
        strides="view",
    ),
    FunctionKind(
        name="Tensor.split",
        category="shape",
        summary=later("functions.split"),
        arguments=(_SPLIT_SIZE, dim("dim", later("layers.Unflatten.dim"), 0)),
        style="method",
        positional=1,
        aliases=("torch.split",),
        output=_pieces,
        strides="view",
    ),
    FunctionKind(
        name="Tensor.chunk",
        category="shape",
        summary=later("functions.chunk"),
        arguments=(
            Argument(name="chunks", type="int", minimum=1, maximum=MAX_SIZE, help=later("functions.chunk.chunks")),
            dim("dim", later("layers.Unflatten.dim"), 0),
        ),
        style="method",
        positional=1,
        aliases=("torch.chunk",),
        output=_chunk,
        strides="view",
    ),
    FunctionKind(
        name="Tensor.unbind",
        category="shape",
        summary=later("functions.unbind"),
        arguments=(dim("dim", later("layers.Unflatten.dim"), 0),),
        style="method",
        aliases=("torch.unbind",),
        output=_unbind,
        strides="view",
    ),
)
