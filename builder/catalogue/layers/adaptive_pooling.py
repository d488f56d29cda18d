"""Pooling to a given shape, adaptive or fractional, and unpooling, in 1, 2 and 3 spatial dims."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.arguments import expect_dims, per_dim, spread
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec, Value
from builder.catalogue.layers.phrases import WHERE
from builder.catalogue.layers.pooling import INDICES, pooling_kind, window_arguments
from builder.errors import ShapeError
from builder.sentences import later, say


def _fractional_constraint(name: str, args: Args) -> None:
    """Refuse both or neither of size and ratio, and ratios outside (0, 1), as torch.nn.FractionalMaxPool2d's page."""
    ratio = args["output_ratio"]
    if (args["output_size"] is None) == (ratio is None):
        raise ShapeError(
            say("layers.either", name=name, one="output_size", other="output_ratio"), hint=say("layers.either.hint")
        )
    if ratio is not None and not all(0 < r < 1 for r in (ratio if isinstance(ratio, tuple) else (ratio,))):
        raise ShapeError(say("layers.adaptive_pooling.ratio", name=name), "output_ratio", 0.5)


def _adaptive(name: str, dims: int) -> Callable[..., Value]:
    """Return the rule of an adaptive pooling: Shape and `output_size` on the page of torch.nn.AdaptiveAvgPool2d."""

    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        require(name, x, FLOATING)
        wanted = spread(args["output_size"], dims)
        kept = tuple(n if w is None else w for n, w in zip(x.shape[-dims:], wanted, strict=True))
        pooled = TensorSpec((*x.shape[:-dims], *kept), x.dtype)
        return (pooled, TensorSpec(pooled.shape, "int64")) if args.get("return_indices") else pooled

    return output


def _fractional(name: str, dims: int) -> Callable[..., Value]:
    """Return the rule of a fractional maximum, with the bound under Args on torch.nn.FractionalMaxPool2d's page.

    The stricter one of 3 dims is that of aten/src/ATen/native/FractionalMaxPool3d.cpp.
    """

    def output(args: Args, x: TensorSpec) -> Value:
        expect_dims(name, x, dims + 1, dims + 2)
        _fractional_constraint(name, args)
        spatial = _fractional_size(args, x.shape[-dims:])
        for n, k, out in zip(x.shape[-dims:], spread(args["kernel_size"], dims), spatial, strict=True):
            # In 3 dims torch refuses the windows that would just fill the input.
            if out + k - 1 > n - (dims == 3):
                raise ShapeError(say("layers.adaptive_pooling.windows", name=name, count=out, kernel=k, size=n))
        require(name, x, FLOATING)
        pooled = TensorSpec((*x.shape[:-dims], *spatial), x.dtype)
        return (pooled, TensorSpec(pooled.shape, "int64")) if args["return_indices"] else pooled

    return output


def _fractional_size(args: Args, spatial: tuple[int, ...]) -> tuple[int, ...]:
    """Return the size by the formula under Shape on torch.nn.FractionalMaxPool2d's page, cut to whole numbers."""
    wanted, ratio = args["output_size"], args["output_ratio"]
    if wanted is not None:
        return spread(wanted, len(spatial))
    ratios = ratio if isinstance(ratio, tuple) else (ratio,) * len(spatial)
    return tuple(int(n * r) for n, r in zip(spatial, ratios, strict=True))


def _unpool(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of an unpooling, by the formula under Shape on the page of torch.nn.MaxUnpool2d."""

    def output(args: Args, x: TensorSpec, indices: TensorSpec) -> TensorSpec:
        expect_dims(name, x, dims + 1, dims + 2)
        if indices.shape != x.shape:
            raise ShapeError(
                say("layers.adaptive_pooling.indices", name=name, expected=[*x.shape], received=[*indices.shape])
            )
        require(name, x, FLOATING)
        require(later("layers.adaptive_pooling.second-input", name=name), indices, frozenset({"int64"}))
        kernel = spread(args["kernel_size"], dims)
        stride = kernel if args["stride"] is None else spread(args["stride"], dims)
        sides = zip(x.shape[-dims:], kernel, stride, spread(args["padding"], dims), strict=True)
        spatial = tuple((n - 1) * s - 2 * p + k for n, k, s, p in sides)
        if min(spatial) < 0:
            raise ShapeError(say("layers.adaptive_pooling.negative", name=name, shape=[*spatial]), "padding", 0)
        return TensorSpec((*x.shape[:-dims], *spatial), x.dtype)

    return output


_RATIO_HELP = later("layers.adaptive_pooling.output_ratio")


def _output_size(dims: int) -> Argument:
    if dims == 1:
        return per_dim("output_size", later("layers.adaptive_pooling.output_size"), dims)
    return per_dim("output_size", later("layers.adaptive_pooling.output_size.holes"), dims, holes=True)


def _adaptive_kinds(dims: int) -> tuple[Kind, ...]:
    where, end = WHERE[dims - 1], f"{dims}d"
    return (
        pooling_kind(
            f"AdaptiveAvgPool{end}",
            later("layers.AdaptiveAvgPool", where=where),
            _adaptive(f"AdaptiveAvgPool{end}", dims),
            _output_size(dims),
        ),
        pooling_kind(
            f"AdaptiveMaxPool{end}",
            later("layers.AdaptiveMaxPool", where=where),
            _adaptive(f"AdaptiveMaxPool{end}", dims),
            _output_size(dims),
            INDICES,
        ),
        pooling_kind(
            f"MaxUnpool{end}",
            later("layers.MaxUnpool", name=f"MaxPool{end}"),
            _unpool(f"MaxUnpool{end}", dims),
            *window_arguments(dims),
            inputs=("input", "indices"),
        ),
    )


def _fractional_pool(dims: int) -> Kind:
    name = f"FractionalMaxPool{dims}d"
    return pooling_kind(
        name,
        later("layers.FractionalMaxPool", where=WHERE[dims - 1]),
        _fractional(name, dims),
        per_dim("kernel_size", later("layers.pooling.kernel_size"), dims),
        per_dim("output_size", later("layers.adaptive_pooling.output_size-or-ratio"), dims, None, optional=True),
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
        INDICES,
        constraint=partial(_fractional_constraint, name),
    )


KINDS: tuple[Kind, ...] = (
    *(kind for dims in (1, 2, 3) for kind in _adaptive_kinds(dims)),
    _fractional_pool(2),
    _fractional_pool(3),
)
