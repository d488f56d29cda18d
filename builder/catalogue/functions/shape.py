"""Functions that give the elements another shape and leave their order: view, reshape, flatten, squeeze, expand."""

from __future__ import annotations

from math import prod
from typing import Any

from builder.catalogue.functions.arguments import Rule, dim, dims, same, sizes, sizes_with_batch, wrapped_dims
from builder.catalogue.functions.from_layers import like_layer, rename_refusal
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _view_rule(name: str) -> Rule:
    """Return the rule of a shape of as many elements, as the page of torch.Tensor.view says."""

    def output(args: Args, x: TensorSpec, *batch: TensorSpec) -> TensorSpec:
        shape = sizes_with_batch(args, "shape", (x, *batch))
        return TensorSpec(_complete_shape(name, shape, prod(x.shape), x.shape), x.dtype)

    return output


def _complete_shape(name: str, shape: tuple[int, ...], elements: int, given: tuple[int, ...]) -> tuple[int, ...]:
    """Return `shape` with the size that is -1 worked out.

    From the other sizes and the number of elements, as the page of torch.reshape says.
    """
    known = prod(n for n in shape if n != -1)
    if shape.count(-1) > 1:
        raise ShapeError(say("layers.shape.one-left", argument="shape"))
    if -1 not in shape:
        if known != elements:
            raise ShapeError(
                say(
                    "functions.shape.other-count",
                    name=name,
                    shape=[*shape],
                    count=known,
                    given=[*given],
                    elements=elements,
                )
            )
        return shape
    if not known or elements % known:
        raise ShapeError(
            say("functions.shape.no-multiple", name=name, shape=[*shape], given=[*given], elements=elements)
        )
    rest = elements // known
    return tuple(rest if n == -1 else n for n in shape)


def _squeeze(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape without the dims of 1 that are meant, as the page of torch.squeeze says."""
    chosen = wrapped_dims("Tensor.squeeze", args["dim"], len(x.shape))
    return TensorSpec(tuple(n for i, n in enumerate(x.shape) if n != 1 or i not in chosen), x.dtype)


def _unsqueeze(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape with a dim of 1 at `dim`, counted as the page of torch.unsqueeze says."""
    at = wrapped_dim("Tensor.unsqueeze", args["dim"], len(x.shape) + 1)
    return TensorSpec((*x.shape[:at], 1, *x.shape[at:]), x.dtype)


def _expand_shape(name: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape with dims of 1 widened and new ones in front, as the page of torch.Tensor.expand says."""
    new = len(wanted) - len(shape)
    if new < 0:
        raise ShapeError(say("functions.shape.sizes", name=name, count=len(wanted), dims=n_dims(len(shape))))
    result = []
    for i, size in enumerate(wanted):
        own = shape[i - new] if i >= new else None
        if own is None and size == -1:
            raise ShapeError(say("functions.shape.new-dim", name=name))
        if own is not None and own != 1 and size not in (-1, own):
            raise ShapeError(say("functions.shape.only-1", name=name, wanted=[*wanted], shape=[*shape]))
        result.append(own if own is not None and size in (-1, own) else size)
    return tuple(result)


def _expand(args: Args, x: TensorSpec, *batch: TensorSpec) -> TensorSpec:
    """Return the shape that the page of torch.Tensor.expand says, N filled in."""
    return TensorSpec(_expand_shape("Tensor.expand", x.shape, sizes_with_batch(args, "size", (x, *batch))), x.dtype)


def _expand_as(args: Args, x: TensorSpec, other: TensorSpec) -> TensorSpec:
    """Return the sizes of `other`, as the page of torch.Tensor.expand_as says."""
    return TensorSpec(_expand_shape("Tensor.expand_as", x.shape, other.shape), x.dtype)


def _repeat(args: Args, x: TensorSpec, *batch: TensorSpec) -> TensorSpec:
    """Return each size times its number, with dims of 1 in front, as in the example of torch.Tensor.repeat's page."""
    times = sizes_with_batch(args, "repeats", (x, *batch))
    new = len(times) - len(x.shape)
    if new < 0:
        raise ShapeError(
            say("functions.shape.sizes", name="Tensor.repeat", count=len(times), dims=n_dims(len(x.shape)))
        )
    shape = (1,) * new + x.shape
    return TensorSpec(tuple(n if t == 1 and n != 1 else n * t for n, t in zip(shape, times, strict=True)), x.dtype)


def _movedim(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the dims moved, the others in their order, as the page of torch.movedim says."""
    count = len(x.shape)
    if isinstance(args["source"], int) != isinstance(args["destination"], int):
        raise ShapeError(say("functions.shape.two-lists"))
    source = wrapped_dims("Tensor.movedim", args["source"], count, "source")
    destination = wrapped_dims("Tensor.movedim", args["destination"], count, "destination")
    if len(source) != len(destination):
        raise ShapeError(say("functions.shape.places", count=len(source), places=len(destination)))
    if not count:
        return x
    order: list[int | None] = [None] * count
    for a, b in zip(source, destination, strict=True):
        order[b] = a
    rest = iter(i for i in range(count) if i not in source)
    return TensorSpec(tuple(x.shape[next(rest) if i is None else i] for i in order), x.dtype)


def _permute(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the dims in the order given, as the page of torch.permute says."""
    if len(args["dims"]) != len(x.shape):
        raise ShapeError(say("functions.shape.permute-dims", count=len(args["dims"]), received=n_dims(len(x.shape))))
    order = wrapped_dims("Tensor.permute", args["dims"], len(x.shape), "dims")
    return TensorSpec(tuple(x.shape[i] for i in order), x.dtype)


def _transpose(args: Args, x: TensorSpec) -> TensorSpec:
    """Return two dims swapped, as the page of torch.transpose says."""
    count = len(x.shape)
    a, b = (wrapped_dim("Tensor.transpose", args[name], count, name) for name in ("dim0", "dim1"))
    shape = [*x.shape]
    if shape:
        shape[a], shape[b] = shape[b], shape[a]
    return TensorSpec(tuple(shape), x.dtype)


def method(name: str, summary: Later, output: Rule, *arguments: Any, **more: Any) -> FunctionKind:
    """Describe a method of a tensor whose required arguments are written without their names."""
    entry: dict[str, Any] = {
        "name": f"Tensor.{name}",
        "category": "shape",
        "summary": summary,
        "arguments": arguments,
        "style": "method",
        "positional": len(arguments),
        "aliases": (f"torch.{name}",),
        "output": output,
        "follows": ("Linear",),
    }
    return FunctionKind(**(entry | more))


def _unflatten(args: Args, x: TensorSpec) -> TensorSpec:
    """Return one dim as several, as the page of torch.unflatten says."""
    given = {"dim": args["dim"], "unflattened_size": args["sizes"]}
    result: TensorSpec = rename_refusal(lambda: CATALOGUE["Unflatten"].output(given, x), "unflattened_size", "sizes")
    return result


_SIZES = Argument(
    name="sizes",
    type="ints",
    scalar=False,
    minimum=-1,
    maximum=MAX_SIZE,
    help=later("layers.Unflatten.sizes"),
)
_BATCHED: dict[str, Any] = {"inputs": ("input", "batch"), "optional": 1, "reference": True, "spread": True}
_SHAPE = later("functions.shape.view")

KINDS: tuple[FunctionKind, ...] = (
    method(
        "view",
        later("functions.view"),
        _view_rule("Tensor.view"),
        sizes("shape", _SHAPE, -1),
        **_BATCHED,
        aliases=(),
        strides="needs",
        shares=True,
    ),
    method(
        "reshape",
        later("functions.reshape"),
        _view_rule("Tensor.reshape"),
        sizes("shape", _SHAPE, -1),
        **_BATCHED,
        shares=True,
    ),
    like_layer(
        "torch.flatten",
        "Flatten",
        arguments=(
            dim("start_dim", later("layers.Flatten.start_dim"), 0),
            dim("end_dim", later("layers.Flatten.end_dim"), -1),
        ),
        positional=2,
        aliases=("Tensor.flatten",),
        follows=("Linear",),
    ),
    like_layer(
        "Tensor.unflatten",
        "Unflatten",
        arguments=(dim("dim", later("layers.Unflatten.dim")), _SIZES),
        output=_unflatten,
        style="method",
        positional=2,
        aliases=("torch.unflatten",),
    ),
    method(
        "squeeze",
        later("functions.squeeze"),
        _squeeze,
        dims("dim", later("functions.squeeze.dim"), None, optional=True),
        shares=True,
    ),
    method(
        "unsqueeze", later("functions.unsqueeze"), _unsqueeze, dim("dim", later("functions.stack.dim")), shares=True
    ),
    method(
        "expand",
        later("functions.expand"),
        _expand,
        sizes("size", later("functions.expand.size"), -1),
        **_BATCHED,
        aliases=(),
        strides="view",
    ),
    method(
        "expand_as",
        later("functions.expand_as"),
        _expand_as,
        inputs=("input", "other"),
        aliases=(),
        strides="view",
    ),
    method(
        "repeat",
        later("functions.repeat"),
        _repeat,
        sizes("repeats", later("functions.repeat.repeats")),
        **_BATCHED,
        aliases=(),
    ),
    method(
        "permute",
        later("functions.permute"),
        _permute,
        dims("dims", later("functions.permute.dims"), scalar=False),
        spread=True,
        strides="view",
    ),
    method(
        "transpose",
        later("functions.transpose"),
        _transpose,
        dim("dim0", later("functions.transpose.dim0")),
        dim("dim1", later("functions.transpose.dim1")),
        strides="view",
        aliases=("torch.transpose", "torch.swapaxes", "Tensor.swapaxes", "torch.swapdims", "Tensor.swapdims"),
    ),
    method(
        "movedim",
        later("functions.movedim"),
        _movedim,
        dims("source", later("functions.movedim.source")),
        dims("destination", later("functions.movedim.destination")),
        strides="view",
        aliases=("torch.movedim", "torch.moveaxis", "Tensor.moveaxis"),
    ),
    method("contiguous", later("functions.contiguous"), same, aliases=(), shares=True),
)
