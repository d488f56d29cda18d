"""Functions that gather the elements along dims: sums, means, extremes, norms; sorting and running sums."""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.dtypes import ANY, BOOL, COMPLEX, FLOATING, INTEGER
from builder.catalogue.functions.arguments import KEEPDIM, dim, dims, wrapped_dims
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.broadcasting import to_floating, to_real
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, TensorSpec, Value
from builder.errors import ShapeError
from builder.sentences import Later, later, say

REAL = FLOATING | INTEGER
# As `mean` and `std` (aten/src/ATen/native/ReduceOps.cpp) ask: "either a floating point or complex dtype".
_SMOOTH = FLOATING | COMPLEX
_DIMS = dims("dim", later("functions.reduction.dims"), None, optional=True)
_DIM = dim("dim", later("functions.reduction.dim"), None, optional=True)


def reduced_shape(name: str, args: Args, x: TensorSpec) -> tuple[int, ...]:
    """Return the shape that is left when `dim` is gathered.

    With `keepdim` and without, as the page of torch.sum says.

    Args:
        name: of the function, for a refusal.
        args: those of the call: `dim` is one dim, a list or None, which is all; `keepdim` leaves them with size 1.
        x: what is known of the input.

    Raises:
        ShapeError: there is no such dim, or it is named twice.
    """
    gone = wrapped_dims(name, args["dim"], len(x.shape))
    if args.get("keepdim"):
        return tuple(1 if i in gone else n for i, n in enumerate(x.shape))
    return tuple(n for i, n in enumerate(x.shape) if i not in gone)


def _same_dtype(dtype: str) -> str:
    """Return the dtype itself: REDUCTION_OUTPUT_TYPE_KIND.SAME, which amax has in torch/_refs/__init__.py."""
    return dtype


def _whole(dtype: str) -> str:
    """Return int64 for integers and bool, as the note on the page of torch.sum says of int32."""
    return "int64" if dtype in INTEGER or dtype == "bool" else dtype


def _index(dtype: str) -> str:
    """Return int64, as the page of torch.argmax says it returns a LongTensor."""
    return "int64"


def _truth(dtype: str) -> str:
    """Return bool, of uint8 uint8, as the note on the page of torch.any says."""
    return "uint8" if dtype == "uint8" else "bool"


def _require_some(name: str, args: Args, x: TensorSpec) -> None:
    """Refuse to look for an extreme among no elements.

    As `zero_numel_check_dims` (aten/src/ATen/native/ReduceOpsUtils.h) does.
    """
    if 0 in [x.shape[i] for i in wrapped_dims(name, args["dim"], len(x.shape)) if x.shape]:
        raise ShapeError(say("functions.reduction.empty", name=name, shape=[*x.shape]))


def _kind(
    name: str,
    summary: Later,
    accepted: frozenset[str],
    becomes: Callable[[str], str] = _same_dtype,
    arguments: tuple[Argument, ...] = (_DIMS, KEEPDIM),
) -> FunctionKind:
    """Describe a function that reduces dims; shapes are those of `dim` and `keepdim` on the page of torch.sum."""
    full = f"Tensor.{name}"

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        require(full, x, accepted)
        shape = reduced_shape(full, args, x)
        if name in _OF_SOME:
            _require_some(full, args, x)
        return TensorSpec(shape, becomes(x.dtype))

    def constraint(args: Args) -> None:
        if args["keepdim"] and args["dim"] is None:
            raise ShapeError(say("functions.reduction.keepdim", name=full), "keepdim", False)

    return FunctionKind(
        name=full,
        summary=summary,
        arguments=arguments,
        style="method",
        aliases=(f"torch.{name}",),
        output=output,
        constraint=constraint if name in _NEED_DIM else lambda args: None,
        follows=("Linear",),
    )


_OF_SOME = frozenset({"amax", "amin", "argmax", "argmin"})
_NEED_DIM = frozenset({"sum", "mean", "prod"})
"""Those that take `keepdim` only beside `dim`: their overloads in aten/src/ATen/native/native_functions.yaml."""


def _norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return a norm, of complex numbers a real one, as `input` on the page of torch.norm says."""
    require("Tensor.norm", x, _SMOOTH)
    if args["p"] == "fro" and isinstance(args["dim"], tuple) and len(args["dim"]) > 2:
        raise ShapeError(say("functions.reduction.fro"), "p", 2.0)
    if args["dim"] is None and args["keepdim"] and args["p"] != "fro":
        return TensorSpec((1,) * len(x.shape), to_real(x.dtype))
    return TensorSpec(reduced_shape("Tensor.norm", args, x), to_real(x.dtype))


def _cumulative(name: str) -> Callable[..., TensorSpec]:
    """Return the rule of a running sum or product: the size stays, as the page of torch.cumsum says."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        wrapped_dim(name, args["dim"], len(x.shape))
        return TensorSpec(x.shape, _whole(x.dtype))

    return output


def _pair(shape: tuple[int, ...], x: TensorSpec) -> Value:
    """Return values and int64 indices of one shape, as the pages of torch.max, torch.topk and torch.sort say."""
    return (TensorSpec(shape, x.dtype), TensorSpec(shape, "int64"))


def _extreme_kind(name: str, summary: Later, accepted: frozenset[str]) -> FunctionKind:
    """Describe max or min: values and, along a dim, indices, as the page of torch.max says."""
    full = f"Tensor.{name}"

    # torch.max has `keepdim` in its overload with `dim` alone (aten/src/ATen/native/native_functions.yaml).
    def constraint(args: Args) -> None:
        if args["keepdim"] and args["dim"] is None:
            raise ShapeError(say("functions.reduction.keepdim", name=full), "keepdim", False)

    def output(args: Args, x: TensorSpec) -> Value:
        constraint(args)
        require(full, x, accepted)
        _require_some(full, args, x)
        shape = reduced_shape(full, args, x)
        return TensorSpec(shape, x.dtype) if args["dim"] is None else _pair(shape, x)

    return FunctionKind(
        name=full,
        summary=summary,
        arguments=(_DIM, KEEPDIM),
        style="method",
        aliases=(f"torch.{name}",),
        output=output,
        constraint=constraint,
    )


def _topk(args: Args, x: TensorSpec) -> Value:
    """Return `k` elements along `dim`, as the page of torch.topk says."""
    require("Tensor.topk", x, REAL)
    at = wrapped_dim("Tensor.topk", args["dim"], len(x.shape))
    n = x.shape[at] if x.shape else 1
    if args["k"] > n:
        raise ShapeError(say("functions.reduction.topk", k=args["k"], size=n), "k", n)
    return _pair((*x.shape[:at], args["k"], *x.shape[at + 1 :]) if x.shape else (), x)


def _sort(args: Args, x: TensorSpec) -> Value:
    """Return values and indices of the input's shape, as the page of torch.sort says."""
    require("Tensor.sort", x, REAL | BOOL)
    wrapped_dim("Tensor.sort", args["dim"], len(x.shape))
    return _pair(x.shape, x)


def _argsort(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the second value of sort, as the page of torch.argsort says."""
    require("Tensor.argsort", x, REAL | BOOL)
    wrapped_dim("Tensor.argsort", args["dim"], len(x.shape))
    return TensorSpec(x.shape, "int64")


_ORDER = Argument(
    name="p", type="float", default="fro", choices=("fro", "-inf", "inf"), help=later("functions.reduction.p")
)
_ONE_DIM = (_DIM, KEEPDIM)
_CORRECTION = Argument(
    name="correction",
    type="int",
    default=1,
    minimum=0,
    maximum=MAX_SIZE,
    keyword_only=True,
    help=later("functions.reduction.correction"),
)
_ALONG = dim("dim", later("functions.reduction.along"))
_SORTED = dim("dim", later("functions.reduction.sorted"), -1)
_DESCENDING = Argument(name="descending", type="bool", default=False, help=later("functions.reduction.descending"))

KINDS: tuple[FunctionKind, ...] = (
    _kind("sum", later("functions.sum"), ANY, _whole),
    _kind("mean", later("functions.mean"), _SMOOTH),
    _kind("prod", later("functions.prod"), ANY, _whole, _ONE_DIM),
    _kind("amax", later("functions.amax"), REAL | BOOL),
    _kind("amin", later("functions.amin"), REAL | BOOL),
    _kind("std", later("functions.std"), _SMOOTH, to_real, (_DIMS, _CORRECTION, KEEPDIM)),
    _kind("var", later("functions.var"), _SMOOTH, to_real, (_DIMS, _CORRECTION, KEEPDIM)),
    _kind("argmax", later("functions.argmax"), REAL, _index, _ONE_DIM),
    _kind("argmin", later("functions.argmin"), REAL, _index, _ONE_DIM),
    _kind("any", later("functions.any"), ANY, _truth),
    _kind("all", later("functions.all"), ANY, _truth),
    _kind(
        "logsumexp",
        later("functions.logsumexp"),
        ANY,
        to_floating,
        (dims("dim", later("functions.logsumexp.dim")), KEEPDIM),
    ),
    FunctionKind(
        name="Tensor.norm",
        summary=later("functions.norm"),
        arguments=(_ORDER, _DIMS, KEEPDIM),
        style="method",
        aliases=("torch.norm",),
        output=_norm,
    ),
    FunctionKind(
        name="Tensor.cumsum",
        summary=later("functions.cumsum"),
        arguments=(_ALONG,),
        style="method",
        aliases=("torch.cumsum",),
        output=_cumulative("Tensor.cumsum"),
    ),
    FunctionKind(
        name="Tensor.cumprod",
        summary=later("functions.cumprod"),
        arguments=(_ALONG,),
        style="method",
        aliases=("torch.cumprod",),
        output=_cumulative("Tensor.cumprod"),
    ),
    _extreme_kind("max", later("functions.max"), REAL | BOOL),
    _extreme_kind("min", later("functions.min"), REAL | BOOL),
    FunctionKind(
        name="Tensor.topk",
        summary=later("functions.topk"),
        arguments=(
            Argument(name="k", type="int", minimum=0, maximum=MAX_SIZE, help=later("functions.topk.k")),
            dim("dim", later("functions.topk.dim"), -1),
            Argument(name="largest", type="bool", default=True, help=later("functions.topk.largest")),
            Argument(name="sorted", type="bool", default=True, help=later("functions.topk.sorted")),
        ),
        style="method",
        positional=1,
        aliases=("torch.topk",),
        output=_topk,
    ),
    FunctionKind(
        name="Tensor.sort",
        summary=later("functions.sort"),
        arguments=(_SORTED, _DESCENDING),
        style="method",
        aliases=("torch.sort",),
        output=_sort,
    ),
    FunctionKind(
        name="Tensor.argsort",
        summary=later("functions.argsort"),
        arguments=(_SORTED, _DESCENDING),
        style="method",
        aliases=("torch.argsort",),
        output=_argsort,
    ),
)
