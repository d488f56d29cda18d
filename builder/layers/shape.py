"""Layers that only move elements: Flatten, Unflatten, Fold, Unfold and the channel shuffles."""

from __future__ import annotations

from math import prod

from builder.errors import ShapeError
from builder.layers.arguments import MAX_SIZE, size
from builder.layers.distance import wrapped_dim
from builder.layers.dtypes import INTEGER
from builder.layers.kind import REQUIRED, Args, Argument, Kind, TensorSpec


def _flatten(args: Args, x: TensorSpec) -> TensorSpec:
    dims = len(x.shape)
    start = wrapped_dim("Flatten", args["start_dim"], dims, "start_dim")
    end = wrapped_dim("Flatten", args["end_dim"], dims, "end_dim")
    if start > end:
        raise ShapeError(f"start_dim {args['start_dim']} comes after end_dim {args['end_dim']}.", "end_dim", -1)
    if start == end and x.shape:
        return x
    return TensorSpec((*x.shape[:start], prod(x.shape[start : end + 1]), *x.shape[end + 1 :]), x.dtype)


def _unflatten(args: Args, x: TensorSpec) -> TensorSpec:
    if not x.shape:
        raise ShapeError("Unflatten splits a dim and receives a scalar.")
    dim = wrapped_dim("Unflatten", args["dim"], len(x.shape))
    sizes, n = args["unflattened_size"], x.shape[dim]
    known = prod(m for m in sizes if m != -1)
    if sizes.count(-1) > 1:
        raise ShapeError("Only one number of unflattened_size can be -1, worked out from the others.")
    if -1 in sizes:
        if not known or n % known:
            raise ShapeError(f"Unflatten cannot split a dim of {n} into {[*sizes]}.")
        sizes = tuple(n // known if m == -1 else m for m in sizes)
    elif known != n:
        raise ShapeError(f"Unflatten makes {known} elements of a dim of {n}.")
    return TensorSpec((*x.shape[:dim], *sizes, *x.shape[dim + 1 :]), x.dtype)


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    return value if isinstance(value, tuple) else (value, value)


def _require_foldable(kind: str, x: TensorSpec) -> None:
    if x.dtype in INTEGER:
        raise ShapeError(f"{kind} takes no integers and receives {x.dtype}.")


def _blocks(kind: str, args: Args, spatial: tuple[int, ...]) -> int:
    """Return how many blocks a window visits in an image of shape `spatial`."""
    kernel, dilation = _pair(args["kernel_size"]), _pair(args["dilation"])
    padding, stride = _pair(args["padding"]), _pair(args["stride"])
    counts = [
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, d, p, s in zip(spatial, kernel, dilation, padding, stride, strict=True)
    ]
    if min(counts) < 1:
        raise ShapeError(f"{kind} has a window of {[*kernel]} that does not fit into {[*spatial]}.")
    return prod(counts)


def _unfold(args: Args, x: TensorSpec) -> TensorSpec:
    _require_foldable("Unfold", x)
    if len(x.shape) not in (3, 4) or 0 in x.shape[-3:]:
        raise ShapeError(
            f"Unfold takes an image, (channels, height, width) with or without a batch, and receives {[*x.shape]}."
        )
    *batch, channels, height, width = x.shape
    blocks = _blocks("Unfold", args, (height, width))
    return TensorSpec((*batch, channels * prod(_pair(args["kernel_size"])), blocks), x.dtype)


def _fold(args: Args, x: TensorSpec) -> TensorSpec:
    _require_foldable("Fold", x)
    if len(x.shape) not in (2, 3) or 0 in x.shape[-2:]:
        raise ShapeError(
            f"Fold takes blocks, (channels x window, blocks) with or without a batch, and receives {[*x.shape]}."
        )
    *batch, columns, blocks = x.shape
    window, output_size = prod(_pair(args["kernel_size"])), _pair(args["output_size"])
    if columns % window:
        raise ShapeError(f"Fold takes a multiple of {window} channels and receives {columns}.")
    expected = _blocks("Fold", args, output_size)
    if blocks != expected:
        raise ShapeError(f"Fold takes {expected} blocks and receives {blocks}.")
    return TensorSpec((*batch, columns // window, *output_size), x.dtype)


def _require_image(kind: str, x: TensorSpec) -> None:
    if len(x.shape) < 3:
        raise ShapeError(f"{kind} takes at least 3 dims, (channels, height, width), and receives {len(x.shape)}.")


def _pixel_shuffle(args: Args, x: TensorSpec) -> TensorSpec:
    _require_image("PixelShuffle", x)
    *batch, channels, height, width = x.shape
    r = args["upscale_factor"]
    if channels % (r * r):
        raise ShapeError(f"PixelShuffle takes a multiple of {r * r} channels and receives {channels}.")
    return TensorSpec((*batch, channels // (r * r), height * r, width * r), x.dtype)


def _pixel_unshuffle(args: Args, x: TensorSpec) -> TensorSpec:
    _require_image("PixelUnshuffle", x)
    *batch, channels, height, width = x.shape
    r = args["downscale_factor"]
    for n, side in ((height, "height"), (width, "width")):
        if n % r:
            raise ShapeError(f"PixelUnshuffle takes a {side} that is a multiple of {r} and receives {n}.")
    return TensorSpec((*batch, channels * r * r, height // r, width // r), x.dtype)


def _channel_shuffle(args: Args, x: TensorSpec) -> TensorSpec:
    _require_image("ChannelShuffle", x)
    if x.shape[1] % args["groups"]:
        raise ShapeError(f"ChannelShuffle makes {args['groups']} groups and receives {x.shape[1]} channels.")
    return x


def _window(name: str, help: str, default: int = REQUIRED, minimum: int = 1) -> Argument:
    return Argument(name=name, type="ints", help=help, default=default, minimum=minimum, maximum=MAX_SIZE, lengths=(2,))


def _dim(name: str, help: str, default: int = REQUIRED) -> Argument:
    return Argument(name=name, type="int", help=help, default=default, minimum=-64, maximum=63)


_WINDOW = (
    _window("kernel_size", "Height and width of the sliding window."),
    _window("dilation", "Distance between the elements of the window.", 1),
    _window("padding", "Zeros added on every side of the image.", 0, 0),
    _window("stride", "Step of the window.", 1),
)

KINDS = (
    Kind(
        name="Flatten",
        category="shape",
        summary="Joins a range of dims into one; all but the batch by default.",
        arguments=(
            _dim("start_dim", "The first dim that is joined.", 1),
            _dim("end_dim", "The last dim that is joined; -1 is the last.", -1),
        ),
        output=_flatten,
        follows=("Linear",),
    ),
    Kind(
        name="Unflatten",
        category="shape",
        summary="Splits one dim into several.",
        arguments=(
            _dim("dim", "The dim that is split."),
            Argument(
                name="unflattened_size",
                type="ints",
                minimum=-1,
                maximum=MAX_SIZE,
                scalar=False,
                help="The new dims; one of them may be -1, worked out from the others.",
            ),
        ),
        output=_unflatten,
        follows=("Conv2d", "ConvTranspose2d"),
    ),
    Kind(
        name="Fold",
        category="shape",
        summary="Puts sliding blocks together into an image, overlaps summed.",
        arguments=(_window("output_size", "Height and width of the image."), *_WINDOW),
        output=_fold,
    ),
    Kind(
        name="Unfold",
        category="shape",
        summary="Cuts sliding blocks out of an image, each one a column.",
        arguments=_WINDOW,
        output=_unfold,
        follows=("Linear",),
    ),
    Kind(
        name="PixelShuffle",
        category="shape",
        summary="Moves channels into space: (C r^2, H, W) becomes (C, H r, W r).",
        arguments=(size("upscale_factor", "How much larger height and width become."),),
        output=_pixel_shuffle,
        follows=("Conv2d",),
    ),
    Kind(
        name="PixelUnshuffle",
        category="shape",
        summary="Moves space into channels: (C, H r, W r) becomes (C r^2, H, W).",
        arguments=(size("downscale_factor", "How much smaller height and width become."),),
        output=_pixel_unshuffle,
        follows=("Conv2d",),
    ),
    Kind(
        name="ChannelShuffle",
        category="shape",
        summary="Mixes the channels of groups, as ShuffleNet does.",
        arguments=(size("groups", "How many groups the channels stand in."),),
        output=_channel_shuffle,
        follows=("Conv2d",),
    ),
)
