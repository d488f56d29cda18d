"""Pooling by a window, adaptive and fractional pooling, and unpooling, in 1, 2 and 3 spatial dims.

Shapes follow `pooling_output_shape` of ATen (aten/src/ATen/native/Pool.h).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from builder.errors import ShapeError
from builder.layers.arguments import MAX_SIZE, expect_dims, number, per_dim, size, spread, switch
from builder.layers.dtypes import BOOL, FLOATING, INTEGER, require
from builder.layers.kind import Args, Argument, Kind, TensorSpec, Value, no_constraint

_WHERE = ("sequences", "images", "volumes")
_DOUBLES = frozenset({"float32", "float64"})


def _padding_constraint(name: str, dims: int, args: Args) -> None:
    for p, k in zip(spread(args["padding"], dims), spread(args["kernel_size"], dims), strict=True):
        if p > k // 2:
            raise ShapeError(f"{name} has padding {p}, more than half of its kernel of {k}.", "padding", k // 2)


def _norm_constraint(name: str, args: Args) -> None:
    if args["norm_type"] == 0:
        raise ShapeError(f"{name} takes the root of order norm_type, which is 0.", "norm_type", 2)


def _fractional_constraint(name: str, args: Args) -> None:
    ratio = args["output_ratio"]
    if (args["output_size"] is None) == (ratio is None):
        raise ShapeError(f"{name} takes either output_size or output_ratio.", hint="Give one of the two.")
    if ratio is not None and not all(0 < r < 1 for r in (ratio if isinstance(ratio, tuple) else (ratio,))):
        raise ShapeError(f"{name} takes an output_ratio between 0 and 1.", "output_ratio", 0.5)


def _pooled(name: str, dims: int, args: Args, x: TensorSpec) -> tuple[int, ...]:
    """Return the spatial dims that a sliding window leaves, or refuse it."""
    kernel, stride = args["kernel_size"], args["stride"]
    padding, dilation = args.get("padding", 0), args.get("dilation", 1)
    if padding:
        _padding_constraint(name, dims, args)
    ceil_mode = args["ceil_mode"]
    shape = x.shape
    spatial = []
    for i in range(-dims, 0):
        n = shape[i]
        k = kernel if kernel.__class__ is int else kernel[i]
        s = k if stride is None else stride if stride.__class__ is int else stride[i]
        p = padding if padding.__class__ is int else padding[i]
        d = dilation if dilation.__class__ is int else dilation[i]
        span = d * (k - 1) + 1
        room = n + 2 * p - span
        out = room // s + 1
        if ceil_mode and room % s and out * s < n + p:
            out += 1
        if out < 1:
            raise ShapeError(
                f"{name} has a kernel that spans {span} and receives {n + 2 * p}, its padding included.",
                hint="Take a smaller kernel_size.",
            )
        spatial.append(out)
    return tuple(spatial)


def _check_whole_window(name: str, args: Args, x: TensorSpec) -> None:
    """Refuse a window larger than the input without its padding, as the mean over volumes does."""
    for n, k in zip(x.shape[-3:], spread(args["kernel_size"], 3), strict=True):
        if k > n:
            raise ShapeError(f"{name} has a kernel of {k} and receives {n}.", hint="Take a smaller kernel_size.")


def _max_pool(name: str, dims: int) -> Callable[..., Value]:
    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_pooled(name, dims, args, x))
        indices = args["return_indices"]
        require(name, x, FLOATING if dims == 1 and not indices else FLOATING | INTEGER)
        pooled = TensorSpec(shape, x.dtype)
        return (pooled, TensorSpec(shape, "int64")) if indices else pooled

    return output


def _avg_pool(name: str, dims: int) -> Callable[..., TensorSpec]:
    accepted = (_DOUBLES if dims == 3 else FLOATING) | {"int64"}

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_pooled(name, dims, args, x))
        if dims == 3:
            _check_whole_window(name, args, x)
        require(name, x, accepted)
        return TensorSpec(shape, x.dtype)

    return output


def _lp_pool(name: str, dims: int) -> Callable[..., TensorSpec]:
    accepted = (_DOUBLES if dims == 3 else FLOATING) | INTEGER | BOOL

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        _norm_constraint(name, args)
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_pooled(name, dims, args, x))
        if dims == 3:
            _check_whole_window(name, args, x)
        require(name, x, accepted)
        return TensorSpec(shape, x.dtype if x.dtype in FLOATING else "float32")

    return output


def _adaptive(name: str, dims: int) -> Callable[..., Value]:
    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        require(name, x, FLOATING)
        wanted = spread(args["output_size"], dims)
        kept = tuple(n if w is None else w for n, w in zip(x.shape[-dims:], wanted, strict=True))
        pooled = TensorSpec((*x.shape[:-dims], *kept), x.dtype)
        return (pooled, TensorSpec(pooled.shape, "int64")) if args.get("return_indices") else pooled

    return output


def _fractional(name: str, dims: int) -> Callable[..., Value]:
    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        _fractional_constraint(name, args)
        spatial = _fractional_size(args, x.shape[-dims:])
        for n, k, out in zip(x.shape[-dims:], spread(args["kernel_size"], dims), spatial, strict=True):
            # In 3 dims torch refuses the windows that would just fill the input.
            if out + k - 1 > n - (dims == 3):
                raise ShapeError(f"{name} cannot take {out} windows of {k} from a dim of {n}.")
        require(name, x, FLOATING)
        pooled = TensorSpec((*x.shape[:-dims], *spatial), x.dtype)
        return (pooled, TensorSpec(pooled.shape, "int64")) if args["return_indices"] else pooled

    return output


def _fractional_size(args: Args, spatial: tuple[int, ...]) -> tuple[int, ...]:
    wanted, ratio = args["output_size"], args["output_ratio"]
    if wanted is not None:
        return spread(wanted, len(spatial))
    ratios = ratio if isinstance(ratio, tuple) else (ratio,) * len(spatial)
    return tuple(int(n * r) for n, r in zip(spatial, ratios, strict=True))


def _unpool(name: str, dims: int) -> Callable[..., TensorSpec]:
    def output(args: Args, x: TensorSpec, indices: TensorSpec) -> TensorSpec:
        expect_dims(name, x, dims + 1, dims + 2)
        if indices.shape != x.shape:
            raise ShapeError(
                f"{name} takes as many indices as values, {list(x.shape)}, and receives {list(indices.shape)}."
            )
        require(name, x, FLOATING)
        require(f"The second input of {name}", indices, frozenset({"int64"}))
        kernel = spread(args["kernel_size"], dims)
        stride = kernel if args["stride"] is None else spread(args["stride"], dims)
        sides = zip(x.shape[-dims:], kernel, stride, spread(args["padding"], dims), strict=True)
        spatial = tuple((n - 1) * s - 2 * p + k for n, k, s, p in sides)
        if min(spatial) < 0:
            raise ShapeError(f"{name} would return {list(spatial)}.", "padding", 0)
        return TensorSpec((*x.shape[:-dims], *spatial), x.dtype)

    return output


_CEIL = switch("ceil_mode", "Whether a last window that is not full counts, too.", False)
_INDICES = switch("return_indices", "Whether it also returns where each maximum stood, for MaxUnpool.", False)
_DIVISOR = Argument(
    name="divisor_override",
    type="int",
    default=None,
    optional=True,
    minimum=1,
    maximum=MAX_SIZE,
    help="What sums are divided by in place of the number of elements.",
)
_RATIO_HELP = "Spatial dims of the output as a fraction of those of the input; one of this and output_size."


def _window(dims: int, padding: bool = True) -> tuple[Argument, ...]:
    kernel = per_dim("kernel_size", "Extent of the window.", dims)
    stride = per_dim("stride", "Step of the window; the extent of the window when left out.", dims, None, optional=True)
    if not padding:
        return kernel, stride
    return kernel, stride, per_dim("padding", "Added on both sides of each spatial dim.", dims, 0, minimum=0)


def _output_size(dims: int) -> Argument:
    help = "Spatial dims of the output" + ("; null in a list keeps that of the input." if dims > 1 else ".")
    return per_dim("output_size", help, dims, holes=dims > 1)


def _kind(
    name: str,
    summary: str,
    output: Callable[..., Value],
    *arguments: Argument,
    inputs: tuple[str, ...] = ("input",),
    constraint: Callable[[Args], None] = no_constraint,
) -> Kind:
    return Kind(
        name=name,
        category="pooling",
        summary=summary,
        arguments=arguments,
        inputs=inputs,
        output=output,
        constraint=constraint,
        follows=("Conv2d", "Flatten", "Dropout", "Linear"),
    )


def _max_pools(dims: int) -> tuple[Kind, ...]:
    where, end = _WHERE[dims - 1], f"{dims}d"
    dilation = per_dim("dilation", "Distance between the elements of the window.", dims, 1)
    return (
        _kind(
            f"MaxPool{end}",
            f"Largest value in each window of {where}.",
            _max_pool(f"MaxPool{end}", dims),
            *_window(dims),
            dilation,
            _INDICES,
            _CEIL,
            constraint=partial(_padding_constraint, f"MaxPool{end}", dims),
        ),
        _kind(
            f"AdaptiveMaxPool{end}",
            f"Largest values, in as many windows as the output of {where} has places.",
            _adaptive(f"AdaptiveMaxPool{end}", dims),
            _output_size(dims),
            _INDICES,
        ),
        _kind(
            f"MaxUnpool{end}",
            f"Puts the values of a MaxPool{end} back to their places, zeros elsewhere.",
            _unpool(f"MaxUnpool{end}", dims),
            *_window(dims),
            inputs=("input", "indices"),
        ),
    )


def _other_pools(dims: int) -> tuple[Kind, ...]:
    where, end = _WHERE[dims - 1], f"{dims}d"
    include = switch("count_include_pad", "Whether the padding counts in the mean.", True)
    # LPPool1d multiplies by kernel_size itself, so that a list of one fails there.
    window = _window(dims, padding=False)
    norm_type = number("norm_type", "The p of the p-norm.")
    if dims == 1:
        window = (
            size("kernel_size", "Extent of the window."),
            Argument(
                name="stride",
                type="int",
                default=None,
                optional=True,
                minimum=1,
                maximum=MAX_SIZE,
                help="Step of the window; the extent of the window when left out.",
            ),
        )
    return (
        _kind(
            f"AvgPool{end}",
            f"Mean of each window of {where}.",
            _avg_pool(f"AvgPool{end}", dims),
            *_window(dims),
            _CEIL,
            include,
            *(() if dims == 1 else (_DIVISOR,)),
            constraint=partial(_padding_constraint, f"AvgPool{end}", dims),
        ),
        _kind(
            f"AdaptiveAvgPool{end}",
            f"Means, in as many windows as the output of {where} has places.",
            _adaptive(f"AdaptiveAvgPool{end}", dims),
            _output_size(dims),
        ),
        _kind(
            f"LPPool{end}",
            f"p-norm of each window of {where}.",
            _lp_pool(f"LPPool{end}", dims),
            norm_type,
            *window,
            _CEIL,
            constraint=partial(_norm_constraint, f"LPPool{end}"),
        ),
    )


def _fractional_pool(dims: int) -> Kind:
    name = f"FractionalMaxPool{dims}d"
    return _kind(
        name,
        f"Largest values of {_WHERE[dims - 1]} in windows whose places are drawn at random.",
        _fractional(name, dims),
        per_dim("kernel_size", "Extent of the window.", dims),
        per_dim("output_size", "Spatial dims of the output; or output_ratio.", dims, None, optional=True),
        Argument(
            name="output_ratio",
            type="floats",
            default=None,
            optional=True,
            minimum=0,
            maximum=1,
            lengths=(dims,),
            help=_RATIO_HELP,
        ),
        _INDICES,
        constraint=partial(_fractional_constraint, name),
    )


KINDS: tuple[Kind, ...] = (
    *(kind for dims in (1, 2, 3) for kind in (*_max_pools(dims), *_other_pools(dims))),
    _fractional_pool(2),
    _fractional_pool(3),
)
