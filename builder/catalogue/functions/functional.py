"""Functions of `torch.nn.functional` with rules of their own: pad, interpolate, one_hot, normalize, layer_norm."""

from __future__ import annotations

from builder.catalogue.dtypes import COMPLEX, FLOATING
from builder.catalogue.functions.arguments import dims, wrapped_dims
from builder.catalogue.functions.arithmetic import require_fitting
from builder.catalogue.functions.from_layers import like_layer, rename_refusal
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE, number, size
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.padding import pads
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import later, say

_PADDINGS = {"reflect": "ReflectionPad", "replicate": "ReplicationPad", "circular": "CircularPad"}
_IMAGE = CATALOGUE["Upsample"]


def _pad_constraint(args: Args) -> None:
    """Refuse an odd number of sizes, and a value in another mode: aten/src/ATen/native/PadNd.cpp, `_pad_enum`."""
    if len(args["pad"]) % 2:
        raise ShapeError(say("functions.functional.pairs", count=len(args["pad"])))
    if args["mode"] != "constant" and args["value"]:
        raise ShapeError(say("functions.functional.no-value", mode=args["mode"]), "value", None)


def _pad(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the padded shape: Padding size and Padding mode on the page of torch.nn.functional.pad.

    The other modes are those of the layers, for the last 1, 2 or 3 dims.
    """
    _pad_constraint(args)
    count = len(args["pad"]) // 2
    if args["mode"] == "constant":
        return _constant_pad(args, x, count)
    if count > 3:
        raise ShapeError(say("functions.functional.at-most-3", mode=args["mode"], count=count))
    layer = f"{_PADDINGS[args['mode']]}{count}d"
    result: TensorSpec = rename_refusal(lambda: CATALOGUE[layer].output({"padding": args["pad"]}, x), layer, "F.pad")
    return result


def _constant_pad(args: Args, x: TensorSpec, count: int) -> TensorSpec:
    """Return the shape of constant padding; cut first, as by `constant_pad_nd` (aten/src/ATen/native/PadNd.cpp)."""
    if len(x.shape) < count:
        raise ShapeError(say("functions.functional.pad-dims", count=count, dims=n_dims(len(x.shape))))
    at = len(x.shape) - count
    grown = []
    for n, (before, after) in zip(x.shape[at:], pads({"padding": args["pad"]}, count), strict=True):
        if n + min(before, 0) + min(after, 0) < 0:
            raise ShapeError(
                say("layers.padding.cuts", name="F.pad", count=-min(before, 0) - min(after, 0), size=n),
                hint=say("layers.padding.hint"),
            )
        grown.append(n + before + after if before or after else n)
    # Unlike `full_like` and `masked_fill` the padding takes no negative number for uint8.
    if max(args["pad"], default=0) > 0:  # what is only cut is filled with nothing
        require_fitting("F.pad", x.dtype, args["value"] or 0, wraps=False)
    return TensorSpec((*x.shape[:at], *grown), x.dtype)


def _interpolate(args: Args, x: TensorSpec, *like: TensorSpec) -> TensorSpec:
    """Return the size as Upsample does, or that of `like`: `size` on torch.nn.functional.interpolate's page."""
    given = {**args, "size": like[0].shape[2:]} if like else args
    if like and (args["size"] is not None or args["scale_factor"]):
        raise ShapeError(say("functions.functional.like"), hint=say("functions.functional.like.hint"))
    if like and (len(like[0].shape) != len(x.shape) or not all(given["size"])):
        raise ShapeError(say("functions.functional.unlike", shape=[*x.shape], like=[*like[0].shape]))
    result: TensorSpec = rename_refusal(lambda: _IMAGE.output(given, x), "Upsample", "F.interpolate")
    return result


def _one_hot(args: Args, x: TensorSpec) -> TensorSpec:
    """Return one dim more, of `num_classes`, as the page of torch.nn.functional.one_hot says."""
    require("F.one_hot", x, frozenset({"int64"}))
    return TensorSpec((*x.shape, args["num_classes"]), "int64")


def _normalize(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in: each vector along `dim` is divided, see torch.nn.functional.normalize."""
    require("F.normalize", x, FLOATING | COMPLEX)
    wrapped_dims("F.normalize", args["dim"], len(x.shape))
    return x


def _layer_norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Shape on the page of torch.nn.LayerNorm."""
    shape = args["normalized_shape"]
    if x.shape[-len(shape) :] != shape:
        raise ShapeError(
            say("layers.layer_norm.trailing", name="F.layer_norm", expected=[*shape], received=[*x.shape]),
            "normalized_shape",
            [*map(int, x.shape[-len(shape) :])] or None,
        )
    require("F.layer_norm", x, FLOATING)
    return x


def _gumbel(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Returns on the page of torch.nn.functional.gumbel_softmax."""
    require("F.gumbel_softmax", x, FLOATING)
    wrapped_dims("F.gumbel_softmax", args["dim"], len(x.shape))
    return x


_VALUE = Argument(
    name="value",
    type="float",
    default=None,
    optional=True,
    choices=("-inf", "inf"),
    help=later("functions.pad.value"),
)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="F.pad",
        category="padding",
        summary=later("functions.pad"),
        arguments=(
            Argument(
                name="pad",
                type="ints",
                scalar=False,
                minimum=-MAX_SIZE,
                maximum=MAX_SIZE,
                help=later("functions.pad.pad"),
            ),
            Argument(
                name="mode",
                type="choice",
                default="constant",
                choices=("constant", *_PADDINGS),
                help=later("functions.pad.mode"),
            ),
            _VALUE,
        ),
        positional=1,
        output=_pad,
        constraint=_pad_constraint,
        follows=("Conv2d", "torch.cat"),
    ),
    like_layer(
        "F.interpolate",
        "Upsample",
        inputs=("input", "like"),
        optional=1,
        reference=True,
        output=_interpolate,
        # The size may come from `like`, so that `_interpolate` looks at the arguments beside the inputs.
        constraint=lambda args: None,
        aliases=("F.upsample",),
    ),
    FunctionKind(
        name="F.one_hot",
        category="embedding",
        summary=later("functions.one_hot"),
        arguments=(size("num_classes", later("functions.one_hot.num_classes")),),
        positional=1,
        output=_one_hot,
        follows=("Tensor.float",),
    ),
    FunctionKind(
        name="F.normalize",
        category="normalisation",
        summary=later("functions.normalize"),
        arguments=(
            number("p", later("layers.pooling.norm_type"), 2.0),
            dims("dim", later("functions.normalize.dim"), 1),
            number("eps", later("layers.CosineSimilarity.eps"), 1e-12, 0),
        ),
        output=_normalize,
        follows=("torch.matmul",),
    ),
    FunctionKind(
        name="F.layer_norm",
        category="normalisation",
        summary=later("functions.layer_norm"),
        arguments=(
            Argument(
                name="normalized_shape",
                type="ints",
                scalar=False,
                minimum=1,
                maximum=MAX_SIZE,
                help=later("functions.layer_norm.normalized_shape"),
            ),
            number("eps", later("functions.layer_norm.eps"), 1e-5, 0),
        ),
        positional=1,
        aliases=("torch.layer_norm",),
        output=_layer_norm,
        follows=("Linear",),
    ),
    FunctionKind(
        name="F.gumbel_softmax",
        category="activation",
        summary=later("functions.gumbel_softmax"),
        arguments=(
            Argument(name="tau", type="float", default=1, help=later("functions.gumbel_softmax.tau")),
            Argument(name="hard", type="bool", default=False, help=later("functions.gumbel_softmax.hard")),
            Argument(
                name="dim", type="int", default=-1, minimum=-64, maximum=63, help=later("functions.gumbel_softmax.dim")
            ),
        ),
        output=_gumbel,
    ),
)
