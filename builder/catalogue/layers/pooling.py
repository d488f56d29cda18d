"""Pooling by a sliding window in 1, 2 and 3 spatial dims: its maximum, mean or p-norm.

Shapes follow `pooling_output_shape` of ATen (aten/src/ATen/native/Pool.h).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from builder.catalogue.dtypes import BOOL, FLOATING, INTEGER
from builder.catalogue.layers.arguments import MAX_SIZE, expect_dims, number, per_dim, size, spread, switch
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec, Value, no_constraint
from builder.catalogue.layers.phrases import WHERE
from builder.errors import ShapeError
from builder.sentences import Later, later, say

_DOUBLES = frozenset({"float32", "float64"})
"""What `avg_pool3d` of the CPU takes beside int64: it has no kernel of the half-precision dtypes."""


def _padding_constraint(name: str, dims: int, args: Args) -> None:
    """Refuse more padding than half the kernel, the limit under Args on the page of torch.nn.MaxPool1d."""
    for p, k in zip(spread(args["padding"], dims), spread(args["kernel_size"], dims), strict=True):
        if p > k // 2:
            raise ShapeError(say("layers.pooling.too-much", name=name, padding=p, kernel=k), "padding", k // 2)


def _norm_constraint(name: str, args: Args) -> None:
    """Refuse a norm of 0: `lp_pool2d` of torch/nn/functional.py takes the root of that order."""
    if args["norm_type"] == 0:
        raise ShapeError(say("layers.pooling.norm_type-0", name=name), "norm_type", 2)


def _window_dims(name: str, dims: int, args: Args, x: TensorSpec) -> tuple[int, ...]:
    """Return the spatial dims that a sliding window leaves, or refuse it.

    As `pooling_output_shape` (aten/src/ATen/native/Pool.h): with `ceil_mode` the last window has to start before the
    padding behind the input, which Note on the page of torch.nn.MaxPool2d says in words.
    """
    kernel, stride = args["kernel_size"], args["stride"]
    padding, dilation = args.get("padding", 0), args.get("dilation", 1)
    if padding:
        _padding_constraint(name, dims, args)
    ceil_mode = args["ceil_mode"]
    shape = x.shape
    spatial = []
    for i in range(-dims, 0):
        n = shape[i]
        k = kernel if isinstance(kernel, int) else kernel[i]
        s = k if stride is None else stride if isinstance(stride, int) else stride[i]
        p = padding if isinstance(padding, int) else padding[i]
        d = dilation if isinstance(dilation, int) else dilation[i]
        span = d * (k - 1) + 1
        room = n + 2 * p - span
        out = room // s + 1
        if ceil_mode and room % s and out * s < n + p:
            out += 1
        if out < 1:
            raise ShapeError(
                say("layers.kernel-too-large", name=name, span=span, size=n + 2 * p),
                hint=say("layers.kernel-too-large.hint"),
            )
        spatial.append(out)
    return tuple(spatial)


def _check_whole_window(name: str, args: Args, x: TensorSpec) -> None:
    """Refuse a window larger than the input without its padding, as the mean over volumes does.

    As `pool3d_shape_check` (aten/src/ATen/native/Pool.h) with `check_input_size`.
    """
    for n, k in zip(x.shape[-3:], spread(args["kernel_size"], 3), strict=True):
        if k > n:
            raise ShapeError(
                say("layers.pooling.kernel-larger", name=name, kernel=k, size=n),
                hint=say("layers.kernel-too-large.hint"),
            )


def _max_pool(name: str, dims: int) -> Callable[..., Value]:
    """Return the rule of a maximum, by the formula under Shape on the page of torch.nn.MaxPool2d."""

    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_window_dims(name, dims, args, x))
        indices = args["return_indices"]
        # Without indices `max_pool1d` (aten/src/ATen/native/MaxPooling.cpp) has its own kernel, of floating dtypes.
        require(name, x, FLOATING if dims == 1 and not indices else FLOATING | INTEGER)
        pooled = TensorSpec(shape, x.dtype)
        return (pooled, TensorSpec(shape, "int64")) if indices else pooled

    return output


def _avg_pool(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of a mean, by the formula under Shape on the page of torch.nn.AvgPool2d."""
    accepted = (_DOUBLES if dims == 3 else FLOATING) | {"int64"}

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_window_dims(name, dims, args, x))
        if dims == 3:
            _check_whole_window(name, args, x)
        require(name, x, accepted)
        return TensorSpec(shape, x.dtype)

    return output


def _lp_pool(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of a p-norm, which `lp_pool2d` of torch/nn/functional.py works out by a mean of powers."""
    accepted = (_DOUBLES if dims == 3 else FLOATING) | INTEGER | BOOL

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        _norm_constraint(name, args)
        expect_dims(name, x, dims + 1, dims + 2)
        shape = (*x.shape[:-dims], *_window_dims(name, dims, args, x))
        if dims == 3:
            _check_whole_window(name, args, x)
        require(name, x, accepted)
        return TensorSpec(shape, x.dtype if x.dtype in FLOATING else "float32")

    return output


_CEIL = switch("ceil_mode", later("layers.pooling.ceil_mode"), False)
INDICES = switch("return_indices", later("layers.pooling.return_indices"), False)
_DIVISOR = Argument(
    name="divisor_override",
    type="int",
    default=None,
    optional=True,
    minimum=1,
    maximum=MAX_SIZE,
    help=later("layers.pooling.divisor_override"),
)


def window_arguments(dims: int, padding: bool = True) -> tuple[Argument, ...]:
    """Describe kernel_size, stride and, unless the kind has none, padding.

    Args:
        dims: how many spatial dims there are, 1 to 3.
        padding: whether the kind has any.
    """
    kernel = per_dim("kernel_size", later("layers.pooling.kernel_size"), dims)
    stride = per_dim("stride", later("layers.pooling.stride"), dims, None, optional=True)
    if not padding:
        return kernel, stride
    return kernel, stride, per_dim("padding", later("layers.pooling.padding"), dims, 0, minimum=0)


def pooling_kind(
    name: str,
    summary: Later,
    output: Callable[..., Value],
    *arguments: Argument,
    inputs: tuple[str, ...] = ("input",),
    constraint: Callable[[Args], None] = no_constraint,
) -> Kind:
    """Describe a kind of pooling."""
    return Kind(
        name=name,
        category="pooling",
        summary=summary,
        arguments=arguments,
        inputs=inputs,
        output=output,
        constraint=constraint,
        follows=(f"Conv{name[-2:]}", "Flatten", "Dropout", "Linear"),
    )


def _max_pool_kind(dims: int) -> Kind:
    name = f"MaxPool{dims}d"
    return pooling_kind(
        name,
        later("layers.MaxPool", where=WHERE[dims - 1]),
        _max_pool(name, dims),
        *window_arguments(dims),
        per_dim("dilation", later("layers.pooling.dilation"), dims, 1),
        INDICES,
        _CEIL,
        constraint=partial(_padding_constraint, name, dims),
    )


def _mean_kinds(dims: int) -> tuple[Kind, ...]:
    where, end = WHERE[dims - 1], f"{dims}d"
    include = switch("count_include_pad", later("layers.pooling.count_include_pad"), True)
    # LPPool1d multiplies by kernel_size itself, so that a list of one fails there.
    window = window_arguments(dims, padding=False)
    norm_type = number("norm_type", later("layers.pooling.norm_type"))
    if dims == 1:
        window = (
            size("kernel_size", later("layers.pooling.kernel_size")),
            Argument(
                name="stride",
                type="int",
                default=None,
                optional=True,
                minimum=1,
                maximum=MAX_SIZE,
                help=later("layers.pooling.stride"),
            ),
        )
    return (
        pooling_kind(
            f"AvgPool{end}",
            later("layers.AvgPool", where=where),
            _avg_pool(f"AvgPool{end}", dims),
            *window_arguments(dims),
            _CEIL,
            include,
            *(() if dims == 1 else (_DIVISOR,)),
            constraint=partial(_padding_constraint, f"AvgPool{end}", dims),
        ),
        pooling_kind(
            f"LPPool{end}",
            later("layers.LPPool", where=where),
            _lp_pool(f"LPPool{end}", dims),
            norm_type,
            *window,
            _CEIL,
            constraint=partial(_norm_constraint, f"LPPool{end}"),
        ),
    )


KINDS: tuple[Kind, ...] = tuple(kind for dims in (1, 2, 3) for kind in (_max_pool_kind(dims), *_mean_kinds(dims)))
