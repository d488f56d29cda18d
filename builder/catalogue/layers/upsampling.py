"""Upsample and its two shorthands: making an image larger by interpolation."""

from __future__ import annotations

from math import floor

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import Later, later, say

DIMS = {
    "nearest": (3, 4, 5),
    "nearest-exact": (3, 4, 5),
    "linear": (3,),
    "bilinear": (4,),
    "bicubic": (4,),
    "trilinear": (5,),
}
"""How many dims each mode takes, batch and channels counted; as the page of torch.nn.functional.interpolate says."""


def _constraint(kind: str, args: Args) -> None:
    """Refuse arguments that do not go together, as `interpolate` of torch/nn/functional.py does."""
    if (args["size"] is None) == (not args["scale_factor"]):
        raise ShapeError(say("layers.either", name=kind, one="size", other="scale_factor"))
    if args["mode"].startswith("nearest") and args["align_corners"] is not None:
        raise ShapeError(say("layers.upsampling.align_corners-mode", mode=args["mode"]), "align_corners", None)
    if args["size"] is not None and args["recompute_scale_factor"]:
        raise ShapeError(say("layers.upsampling.recompute"), "recompute_scale_factor", None)


def _require_input(kind: str, mode: str, x: TensorSpec) -> None:
    """Refuse dims that a mode does not take, as the end of `interpolate` in torch/nn/functional.py does."""
    dims = DIMS[mode]
    if len(x.shape) not in dims:
        raise ShapeError(
            say("layers.upsampling.dims", name=kind, mode=mode, expected=n_dims(*dims), count=len(x.shape))
        )
    # In 1 and 3 dims the CPU has no linear kernel of uint8.
    bytes_too = mode not in ("linear", "trilinear")
    if x.dtype not in FLOATING and not (bytes_too and x.dtype == "uint8"):
        raise ShapeError(say("layers.upsampling.dtype", name=kind, mode=mode, dtype=x.dtype))
    if 0 in x.shape[1:]:
        raise ShapeError(say("layers.upsampling.empty", name=kind, shape=[*x.shape]))


def _spatial(kind: str, args: Args, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sizes given, or those by the formula under Shape on the page of torch.nn.Upsample."""
    name = "scale_factor" if args["size"] is None else "size"
    value = args[name]
    values = value if isinstance(value, tuple) else (value,) * len(shape)
    if len(values) != len(shape):
        raise ShapeError(say("layers.upsampling.numbers", argument=name, count=len(values), dims=n_dims(len(shape))))
    if name == "size":
        return values
    return tuple(floor(float(n) * float(scale)) for n, scale in zip(shape, values, strict=True))


def _upsample(kind: str, args: Args, x: TensorSpec) -> TensorSpec:
    """Return the spatial dims scaled, as under Shape on the page of torch.nn.Upsample."""
    _constraint(kind, args)
    _require_input(kind, args["mode"], x)
    spatial = _spatial(kind, args, x.shape[2:])
    if min(spatial) < 1:
        raise ShapeError(say("layers.upsampling.nothing", name=kind, shape=[*x.shape[2:]], returned=[*spatial]))
    return TensorSpec((*x.shape[:2], *spatial), x.dtype)


def _arguments(lengths: tuple[int, ...]) -> tuple[Argument, ...]:
    return (
        Argument(
            name="size",
            type="ints",
            default=None,
            optional=True,
            minimum=1,
            maximum=MAX_SIZE,
            lengths=lengths,
            help=later("layers.upsampling.size"),
        ),
        Argument(
            name="scale_factor",
            type="floats",
            default=None,
            optional=True,
            minimum=0,
            maximum=MAX_SIZE,
            lengths=lengths,
            help=later("layers.upsampling.scale_factor"),
        ),
    )


def _shorthand(name: str, mode: str, align_corners: bool | None, summary: Later) -> Kind:
    """Describe an `Upsample` of a fixed mode, as torch/nn/modules/upsampling.py derives the class from it."""
    fixed = {"mode": mode, "align_corners": align_corners, "recompute_scale_factor": None}

    return Kind(
        name=name,
        category="shape",
        summary=summary,
        arguments=_arguments((2,)),
        output=lambda args, x: _upsample(name, {**args, **fixed}, x),
        constraint=lambda args: _constraint(name, {**args, **fixed}),
        follows=("Conv2d",),
    )


KINDS = (
    Kind(
        name="Upsample",
        category="shape",
        summary=later("layers.Upsample"),
        arguments=(
            *_arguments((1, 2, 3)),
            Argument(
                name="mode",
                type="choice",
                default="nearest",
                choices=tuple(DIMS),
                help=later("layers.Upsample.mode"),
            ),
            Argument(
                name="align_corners",
                type="bool",
                default=None,
                optional=True,
                help=later("layers.Upsample.align_corners"),
            ),
            Argument(
                name="recompute_scale_factor",
                type="bool",
                default=None,
                optional=True,
                help=later("layers.Upsample.recompute_scale_factor"),
            ),
        ),
        output=lambda args, x: _upsample("Upsample", args, x),
        constraint=lambda args: _constraint("Upsample", args),
        follows=("Conv1d", "Conv2d", "Conv3d"),
    ),
    _shorthand("UpsamplingNearest2d", "nearest", None, later("layers.UpsamplingNearest2d")),
    _shorthand("UpsamplingBilinear2d", "bilinear", True, later("layers.UpsamplingBilinear2d")),
)
