"""Functions that join tensors and take them apart: cat, stack, split, chunk, unbind."""

from __future__ import annotations

from builder.errors import ShapeError
from builder.functions.arguments import dim
from builder.functions.function import FunctionKind
from builder.layers.arguments import MAX_SIZE
from builder.layers.broadcasting import promote
from builder.layers.kind import Args, Argument, TensorSpec, Value

MAX_PARTS = 1024
"""The most tensors that one call returns."""


def _dim(name: str, value: int, count: int) -> int:
    if not -count <= value < count:
        raise ShapeError(f"{name} has a dim of {value} and receives {count} dims.", "dim", max(count - 1, 0))
    return value % count


def _cat(args: Args, *inputs: TensorSpec) -> TensorSpec:
    if any(not x.shape for x in inputs):
        raise ShapeError("torch.cat cannot join scalars.", hint="Use torch.stack.")
    dtype = promote(*inputs)
    # torch skips empty tensors of one dim, of old.
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
                f"torch.cat cannot join {[*first]} and {[*x.shape]} along dim {args['dim']}.",
                hint=f"Let them differ in dim {args['dim']} only.",
            )
    total = first[at] if len(tensors) == 1 else sum(x.shape[at] for x in tensors)
    return TensorSpec((*first[:at], total, *first[at + 1 :]), dtype)


def _stack(args: Args, *inputs: TensorSpec) -> TensorSpec:
    first = inputs[0].shape
    for x in inputs[1:]:
        if x.shape != first:
            raise ShapeError(f"torch.stack takes equal shapes and receives {[*first]} and {[*x.shape]}.")
    at = _dim("torch.stack", args["dim"], len(first) + 1)
    return TensorSpec((*first[:at], len(inputs), *first[at:]), promote(*inputs))


def _parts(name: str, x: TensorSpec, at: int, lengths: list[int]) -> Value:
    if len(lengths) > MAX_PARTS:
        raise ShapeError(f"{name} returns {len(lengths)} tensors, more than {MAX_PARTS}.")
    return tuple(TensorSpec((*x.shape[:at], n, *x.shape[at + 1 :]), x.dtype) for n in lengths)


def _require_dims(name: str, x: TensorSpec) -> None:
    if not x.shape:
        raise ShapeError(f"{name} takes a tensor apart and receives a scalar.")


def _steps(name: str, n: int, step: int) -> list[int]:
    """Return the lengths of pieces of `step`, the last of which may be shorter."""
    if n and not step:
        raise ShapeError(f"{name} cannot take {n} apart in pieces of 0.")
    if step and -(-n // step) > MAX_PARTS:
        raise ShapeError(f"{name} returns {-(-n // step)} tensors, more than {MAX_PARTS}.")
    return [step] * (n // step) + [n % step] * bool(n % step) if n else [n]


def _split(args: Args, x: TensorSpec) -> Value:
    _require_dims("Tensor.split", x)
    at = _dim("Tensor.split", args["dim"], len(x.shape))
    lengths, n = args["split_size"], x.shape[at]
    if isinstance(lengths, int):
        return _parts("Tensor.split", x, at, _steps("Tensor.split", n, lengths))
    if sum(lengths) != n:
        raise ShapeError(f"Tensor.split makes {sum(lengths)} of a dim of {n}.")
    return _parts("Tensor.split", x, at, [*lengths])


def _chunk(args: Args, x: TensorSpec) -> Value:
    _require_dims("Tensor.chunk", x)
    at = _dim("Tensor.chunk", args["dim"], len(x.shape))
    n, chunks = x.shape[at], args["chunks"]
    if not n:
        return _parts("Tensor.chunk", x, at, [0] * min(chunks, MAX_PARTS + 1))
    return _parts("Tensor.chunk", x, at, _steps("Tensor.chunk", n, -(-n // chunks)))


def _unbind(args: Args, x: TensorSpec) -> Value:
    _require_dims("Tensor.unbind", x)
    at = _dim("Tensor.unbind", args["dim"], len(x.shape))
    if x.shape[at] > MAX_PARTS:
        raise ShapeError(f"Tensor.unbind returns {x.shape[at]} tensors, more than {MAX_PARTS}.")
    return (TensorSpec((*x.shape[:at], *x.shape[at + 1 :]), x.dtype),) * x.shape[at]


_SPLIT_SIZE = Argument(
    name="split_size",
    type="ints",
    minimum=0,
    maximum=MAX_SIZE,
    help="The length of each piece, the last of which may be shorter; or a list of all lengths.",
)

KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="torch.cat",
        category="shape",
        summary="Joins tensors along a dim that they all have.",
        arguments=(dim("dim", "The dim along which they are joined.", 0),),
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
        summary="Joins tensors of one shape along a new dim.",
        arguments=(dim("dim", "Where the new dim stands.", 0),),
        inputs=("tensors",),
        unbounded=True,
        style="sequence",
        output=_stack,
        follows=("Tensor.mean", "Tensor.sum"),
    ),
    FunctionKind(
        name="Tensor.split",
        category="shape",
        summary="Takes a dim apart into pieces of given lengths.",
        arguments=(_SPLIT_SIZE, dim("dim", "The dim that is taken apart.", 0)),
        style="method",
        positional=1,
        aliases=("torch.split",),
        output=_split,
        strides="view",
    ),
    FunctionKind(
        name="Tensor.chunk",
        category="shape",
        summary="Takes a dim apart into so many pieces.",
        arguments=(
            Argument(name="chunks", type="int", minimum=1, maximum=MAX_SIZE, help="How many pieces, at most."),
            dim("dim", "The dim that is taken apart.", 0),
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
        summary="Takes a dim apart into single entries, without that dim.",
        arguments=(dim("dim", "The dim that is taken apart.", 0),),
        style="method",
        aliases=("torch.unbind",),
        output=_unbind,
        strides="view",
    ),
)
