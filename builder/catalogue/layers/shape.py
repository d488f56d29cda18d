"""Layers that only move elements: Flatten, Unflatten, Fold, Unfold and the channel shuffles."""

from __future__ import annotations

from math import prod

from builder.catalogue.dtypes import INTEGER
from builder.catalogue.layers.arguments import MAX_SIZE, size
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.kind import REQUIRED, Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _flatten(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Flatten; a scalar becomes one dim, see torch.flatten."""
    dims = len(x.shape)
    start = wrapped_dim("Flatten", args["start_dim"], dims, "start_dim")
    end = wrapped_dim("Flatten", args["end_dim"], dims, "end_dim")
    if start > end:
        raise ShapeError(
            say("layers.shape.start-after-end", start=args["start_dim"], end=args["end_dim"]), "end_dim", -1
        )
    if start == end and x.shape:
        return x
    return TensorSpec((*x.shape[:start], prod(x.shape[start : end + 1]), *x.shape[end + 1 :]), x.dtype)


def _unflatten(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Unflatten; -1 is worked out, see torch.unflatten."""
    if not x.shape:
        raise ShapeError(takes("Unflatten", least_dims(1), n_dims(0)))
    dim = wrapped_dim("Unflatten", args["dim"], len(x.shape))
    sizes, n = args["unflattened_size"], x.shape[dim]
    known = prod(m for m in sizes if m != -1)
    if sizes.count(-1) > 1:
        raise ShapeError(say("layers.shape.one-left", argument="unflattened_size"))
    if -1 in sizes:
        if not known or n % known:
            raise ShapeError(say("layers.shape.cannot-split", size=n, sizes=[*sizes]))
        sizes = tuple(n // known if m == -1 else m for m in sizes)
    elif known != n:
        raise ShapeError(say("layers.shape.other-count", count=known, size=n))
    return TensorSpec((*x.shape[:dim], *sizes, *x.shape[dim + 1 :]), x.dtype)


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """Return (height, width); one number stands for both: `kernel_size` under Args on torch.nn.Unfold's page."""
    return value if isinstance(value, tuple) else (value, value)


def _require_foldable(kind: str, x: TensorSpec) -> None:
    """Refuse integers, of which im2col and col2im (aten/src/ATen/native) have no kernel on the CPU; bool has one."""
    if x.dtype in INTEGER:
        raise ShapeError(say("layers.shape.integers", name=kind, dtype=x.dtype))


def _blocks(kind: str, args: Args, spatial: tuple[int, ...]) -> int:
    """Return how many blocks a window visits in an image of shape `spatial`.

    By the formula of L on the pages of torch.nn.Unfold and torch.nn.Fold.
    """
    kernel, dilation = _pair(args["kernel_size"]), _pair(args["dilation"])
    padding, stride = _pair(args["padding"]), _pair(args["stride"])
    counts = [
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, d, p, s in zip(spatial, kernel, dilation, padding, stride, strict=True)
    ]
    if min(counts) < 1:
        raise ShapeError(say("layers.shape.window", name=kind, kernel=[*kernel], spatial=[*spatial]))
    return prod(counts)


def _unfold(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Unfold."""
    _require_foldable("Unfold", x)
    if len(x.shape) not in (3, 4) or 0 in x.shape[-3:]:
        raise ShapeError(say("layers.shape.unfold", shape=[*x.shape]))
    *batch, channels, height, width = x.shape
    blocks = _blocks("Unfold", args, (height, width))
    return TensorSpec((*batch, channels * prod(_pair(args["kernel_size"])), blocks), x.dtype)


def _fold(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on torch.nn.Fold's page; checks as in aten/src/ATen/native/im2col_shape_check.h."""
    _require_foldable("Fold", x)
    if len(x.shape) not in (2, 3) or 0 in x.shape[-2:]:
        raise ShapeError(say("layers.shape.fold", shape=[*x.shape]))
    *batch, columns, blocks = x.shape
    window, output_size = prod(_pair(args["kernel_size"])), _pair(args["output_size"])
    if columns % window:
        raise ShapeError(say("layers.shape.multiple", name="Fold", factor=window, count=columns))
    expected = _blocks("Fold", args, output_size)
    if blocks != expected:
        raise ShapeError(say("layers.shape.blocks", expected=expected, received=blocks))
    return TensorSpec((*batch, columns // window, *output_size), x.dtype)


def _require_image(kind: str, x: TensorSpec) -> None:
    """Refuse fewer than 3 dims, as `check_pixel_shuffle_shapes` (aten/src/ATen/native/PixelShuffle.h) does."""
    if len(x.shape) < 3:
        raise ShapeError(say("layers.shape.image", name=kind, count=len(x.shape)))


def _pixel_shuffle(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape by the formula under Shape on the page of torch.nn.PixelShuffle."""
    _require_image("PixelShuffle", x)
    *batch, channels, height, width = x.shape
    r = args["upscale_factor"]
    if channels % (r * r):
        raise ShapeError(say("layers.shape.multiple", name="PixelShuffle", factor=r * r, count=channels))
    return TensorSpec((*batch, channels // (r * r), height * r, width * r), x.dtype)


def _pixel_unshuffle(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape by the formula under Shape on the page of torch.nn.PixelUnshuffle."""
    _require_image("PixelUnshuffle", x)
    *batch, channels, height, width = x.shape
    r = args["downscale_factor"]
    for n, side in ((height, "height"), (width, "width")):
        if n % r:
            raise ShapeError(say("layers.shape.multiple-side", side=side, factor=r, size=n))
    return TensorSpec((*batch, channels * r * r, height // r, width // r), x.dtype)


def _channel_shuffle(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, which is kept, as the page of torch.nn.ChannelShuffle says."""
    _require_image("ChannelShuffle", x)
    if x.shape[1] % args["groups"]:
        raise ShapeError(
            say(
                "layers.groups",
                name="ChannelShuffle",
                argument=later("layers.phrase.channels"),
                count=x.shape[1],
                groups=args["groups"],
            )
        )
    return x


def _window(name: str, help: Later, default: int = REQUIRED, minimum: int = 1) -> Argument:
    return Argument(name=name, type="ints", help=help, default=default, minimum=minimum, maximum=MAX_SIZE, lengths=(2,))


def _dim(name: str, help: Later, default: int = REQUIRED) -> Argument:
    return Argument(name=name, type="int", help=help, default=default, minimum=-64, maximum=63)


_WINDOW = (
    _window("kernel_size", later("layers.shape.kernel_size")),
    _window("dilation", later("layers.pooling.dilation"), 1),
    _window("padding", later("layers.shape.padding"), 0, 0),
    _window("stride", later("layers.shape.stride"), 1),
)

KINDS = (
    Kind(
        name="Flatten",
        category="shape",
        summary=later("layers.Flatten"),
        arguments=(
            _dim("start_dim", later("layers.Flatten.start_dim"), 1),
            _dim("end_dim", later("layers.Flatten.end_dim"), -1),
        ),
        output=_flatten,
        shares=True,
        follows=("Linear",),
    ),
    Kind(
        name="Unflatten",
        category="shape",
        summary=later("layers.Unflatten"),
        arguments=(
            _dim("dim", later("layers.Unflatten.dim")),
            Argument(
                name="unflattened_size",
                type="ints",
                minimum=-1,
                maximum=MAX_SIZE,
                scalar=False,
                help=later("layers.Unflatten.sizes"),
            ),
        ),
        output=_unflatten,
        shares=True,
        follows=("Conv2d", "ConvTranspose2d"),
    ),
    Kind(
        name="Fold",
        category="shape",
        summary=later("layers.Fold"),
        arguments=(_window("output_size", later("layers.Fold.output_size")), *_WINDOW),
        output=_fold,
    ),
    Kind(
        name="Unfold",
        category="shape",
        summary=later("layers.Unfold"),
        arguments=_WINDOW,
        output=_unfold,
        follows=("Linear",),
    ),
    Kind(
        name="PixelShuffle",
        category="shape",
        summary=later("layers.PixelShuffle"),
        arguments=(size("upscale_factor", later("layers.PixelShuffle.upscale_factor")),),
        output=_pixel_shuffle,
        follows=("Conv2d",),
    ),
    Kind(
        name="PixelUnshuffle",
        category="shape",
        summary=later("layers.PixelUnshuffle"),
        arguments=(size("downscale_factor", later("layers.PixelUnshuffle.downscale_factor")),),
        output=_pixel_unshuffle,
        follows=("Conv2d",),
    ),
    Kind(
        name="ChannelShuffle",
        category="shape",
        summary=later("layers.ChannelShuffle"),
        arguments=(size("groups", later("layers.ChannelShuffle.groups")),),
        output=_channel_shuffle,
        follows=("Conv2d",),
    ),
)
