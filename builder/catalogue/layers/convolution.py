"""Convolutions and transposed convolutions in 1, 2 and 3 spatial dims.

Shapes follow the formulas under Shape on the pages of torch.nn.Conv2d and torch.nn.ConvTranspose2d.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from builder.catalogue.layers.arguments import BIAS, DTYPE, channel_dim, expect_dims, per_dim, size, spread
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value, lazy
from builder.catalogue.layers.phrases import WHERE
from builder.errors import ShapeError
from builder.sentences import later, say


def _check_groups(name: str, args: Args) -> None:
    """Refuse groups that do not divide the channels, as the page of torch.nn.Conv2d asks."""
    groups = args["groups"]
    for argument in ("in_channels", "out_channels"):
        if args[argument] % groups:
            raise ShapeError(
                say("layers.groups", name=name, argument=argument, count=args[argument], groups=groups), "groups", 1
            )


def _conv_constraint(name: str, dims: int, args: Args) -> None:
    """Refuse padding="same" beside a stride, as `_ConvNd.__init__` of torch/nn/modules/conv.py does."""
    _check_groups(name, args)
    if args["padding"] == "same" and spread(args["stride"], dims) != (1,) * dims:
        raise ShapeError(say("layers.convolution.same", name=name), "stride", 1)


def _transposed_constraint(name: str, dims: int, args: Args) -> None:
    """Refuse other modes than zeros, and an `output_padding` that is below neither stride nor dilation.

    As `_ConvTransposeNd.__init__` of torch/nn/modules/conv.py does the former, and
    `slow_conv_transpose2d_shape_check` (aten/src/ATen/native/NaiveConvolutionTranspose2d.cpp) the latter.
    """
    _check_groups(name, args)
    if args["padding_mode"] != "zeros":
        raise ShapeError(say("layers.convolution.zeros", name=name), "padding_mode", "zeros")
    extras = (spread(args[a], dims) for a in ("output_padding", "stride", "dilation"))
    for extra, s, d in zip(*extras, strict=True):
        if extra >= max(s, d):
            problem = say("layers.convolution.extra", name=name, extra=extra, stride=s, dilation=d)
            raise ShapeError(problem, "output_padding", 0)


def _check_channels(name: str, dims: int, args: Args, x: TensorSpec) -> None:
    """Refuse other dims or channels than the input under Shape on the page of torch.nn.Conv2d has."""
    channels, shape = args["in_channels"], x.shape
    if not dims < len(shape) < dims + 3:
        expect_dims(name, x, dims + 1, dims + 2)
    if shape[-dims - 1] != channels:
        found = int(shape[-dims - 1])
        raise ShapeError(
            say("layers.takes.channels", name=name, expected=channels, received=found), "in_channels", found
        )
    if x.dtype != (args["dtype"] or "float32"):
        require_dtype(name, args, x)


def _conv(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of a convolution, by the formula under Shape on the page of torch.nn.Conv2d."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if args["groups"] != 1 or args["padding"] == "same":
            _conv_constraint(name, dims, args)
        _check_channels(name, dims, args, x)
        shape = x.shape
        kernel, stride, dilation = args["kernel_size"], args["stride"], args["dilation"]
        padding = args["padding"]
        if args["padding_mode"] != "zeros":
            _check_padding(name, args, shape[-dims:])
        if padding == "same":
            return TensorSpec((*shape[: -dims - 1], args["out_channels"], *shape[-dims:]), x.dtype)
        spatial = []
        for i in range(-dims, 0):
            k = kernel if isinstance(kernel, int) else kernel[i]
            p = padding if isinstance(padding, int) else 0 if padding == "valid" else padding[i]
            s = stride if isinstance(stride, int) else stride[i]
            d = dilation if isinstance(dilation, int) else dilation[i]
            room = shape[i] + 2 * p - d * (k - 1) - 1
            if room < 0:
                raise ShapeError(
                    say("layers.kernel-too-large", name=name, span=d * (k - 1) + 1, size=shape[i] + 2 * p),
                    hint=say("layers.kernel-too-large.hint-padding"),
                )
            spatial.append(room // s + 1)
        return TensorSpec((*shape[: -dims - 1], args["out_channels"], *spatial), x.dtype)

    return output


def _check_padding(name: str, args: Args, spatial: tuple[int, ...]) -> None:
    """Refuse a padding by the input's own values that is too large for it.

    The limits are those under Args on the pages of torch.nn.ReflectionPad2d and torch.nn.CircularPad2d.
    """
    dims, padding, mode = len(spatial), args["padding"], args["padding_mode"]
    if mode == "replicate" or padding == "valid":
        return
    if padding == "same":
        spans = zip(spread(args["dilation"], dims), spread(args["kernel_size"], dims), strict=True)
        most = tuple((d * (k - 1) + 1) // 2 for d, k in spans)
    else:
        most = spread(padding, dims)
    for n, p in zip(spatial, most, strict=True):
        limit = n - 1 if mode == "reflect" else n
        if p > limit:
            raise ShapeError(
                say("layers.convolution.too-much", name=name, mode=mode, limit=limit, size=n, padding=p),
                "padding_mode",
                "zeros",
            )


def _transposed_rule(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of a transposed convolution, by the formula under Shape on torch.nn.ConvTranspose2d's page."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        _transposed_constraint(name, dims, args)
        _check_channels(name, dims, args, x)
        spread_out = (spread(args[a], dims) for a in ("kernel_size", "stride", "padding", "output_padding", "dilation"))
        spatial = []
        for n, k, s, p, extra, d in zip(x.shape[-dims:], *spread_out, strict=True):
            spatial.append((n - 1) * s - 2 * p + d * (k - 1) + extra + 1)
        # Whether torch refuses an empty output hangs on its backend and the dtype, so it is refused.
        if min(spatial) < 1:
            raise ShapeError(
                say("layers.convolution.empty", name=name, returned=spatial, given=[*x.shape[-dims:]]),
                hint=say("layers.convolution.empty.hint"),
            )
        return TensorSpec((*x.shape[: -dims - 1], args["out_channels"], *spatial), x.dtype)

    return output


def _parameters(dims: int, transposed: bool, args: Args) -> tuple[ParameterSpec, ...]:
    """List weight and bias, shaped as under Attributes on the pages of torch.nn.Conv2d and ConvTranspose2d."""
    dtype = args["dtype"] or "float32"
    out = args["out_channels"]
    first, second = (args["in_channels"], out) if transposed else (out, args["in_channels"])
    kernel = args["kernel_size"]
    kernel = (kernel,) * dims if isinstance(kernel, int) else kernel
    weight = ParameterSpec("weight", (first, second // args["groups"], *kernel), dtype)
    return (weight, ParameterSpec("bias", (out,), dtype)) if args["bias"] else (weight,)


def _multiply_adds(dims: int, transposed: bool, args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count one product per weight of the kernel and place: of the input when transposed, else of the output.

    As `conv_flop_count` of torch/utils/flop_counter.py does.
    """
    x = inputs[0]
    placed = x if transposed else output
    assert isinstance(placed, TensorSpec)
    count: int = args["in_channels"] * args["out_channels"] // args["groups"]
    kernel = args["kernel_size"]
    if isinstance(kernel, int):
        count *= kernel**dims
    else:
        for n in kernel:
            count *= n
    if len(x.shape) == dims + 2:
        count *= x.shape[0]
    for n in placed.shape[-dims:]:
        count *= n
    return count


def _arguments(dims: int, transposed: bool) -> tuple[Argument, ...]:
    words = {} if transposed else {"choices": ("valid", "same")}
    added = later("layers.pooling.padding") if transposed else later("layers.convolution.padding")
    dilation = per_dim("dilation", later("layers.convolution.dilation"), dims, 1)
    start = (
        size("in_channels", later("layers.channels-of-input"), auto=channel_dim(dims)),
        size("out_channels", later("layers.convolution.out_channels")),
        per_dim("kernel_size", later("layers.convolution.kernel_size"), dims),
        per_dim("stride", later("layers.convolution.stride"), dims, 1),
        per_dim("padding", added, dims, 0, minimum=0, **words),
    )
    groups = size("groups", later("layers.convolution.groups"), 1)
    mode = Argument(
        name="padding_mode",
        type="choice",
        default="zeros",
        choices=("zeros",) if transposed else ("zeros", "reflect", "replicate", "circular"),
        help=later("layers.convolution.padding_mode"),
    )
    if transposed:
        extra = per_dim("output_padding", later("layers.convolution.output_padding"), dims, 0, minimum=0)
        return (*start, extra, groups, BIAS, dilation, mode, DTYPE)
    return (*start, dilation, groups, BIAS, mode, DTYPE)


def _kind(dims: int, transposed: bool) -> Kind:
    name = f"Conv{'Transpose' if transposed else ''}{dims}d"
    where = WHERE[dims - 1]
    return Kind(
        name=name,
        category="convolution",
        summary=later("layers.ConvTranspose", where=where, name=f"Conv{dims}d")
        if transposed
        else later("layers.Conv", where=where),
        arguments=_arguments(dims, transposed),
        output=(_transposed_rule if transposed else _conv)(name, dims),
        parameters=partial(_parameters, dims, transposed),
        multiply_adds=partial(_multiply_adds, dims, transposed),
        # Without a batch dim 0 are the channels, which are summed.
        by_sample=lambda args, rank: rank == dims + 2,
        constraint=partial(_transposed_constraint if transposed else _conv_constraint, name, dims),
        follows=(f"BatchNorm{dims}d", "ReLU", f"MaxPool{dims}d", f"Conv{dims}d"),
    )


_KINDS = tuple(_kind(dims, transposed) for transposed in (False, True) for dims in (1, 2, 3))
KINDS: tuple[Kind, ...] = (*_KINDS, *(lazy(kind, "in_channels") for kind in _KINDS))
