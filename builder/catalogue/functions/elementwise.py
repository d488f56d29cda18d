"""Functions of each element: exponentials, roots, rounding, trigonometry, tests for inf and nan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.catalogue.dtypes import ANY, BOOL, COMPLEX, FLOATING, INTEGER
from builder.catalogue.functions.arguments import number
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.broadcasting import to_floating, to_real
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, TensorSpec
from builder.sentences import Later, later

REAL = FLOATING | INTEGER | BOOL


def _same_dtype(dtype: str) -> str:
    """Return the dtype itself: DEFAULT of ELEMENTWISE_TYPE_PROMOTION_KIND in torch/_prims_common/__init__.py."""
    return dtype


def _truth(dtype: str) -> str:
    """Return bool, whatever comes in: ALWAYS_BOOL of `elementwise_dtypes` in torch/_prims_common/__init__.py."""
    return "bool"


def _bool_to_int64(dtype: str) -> str:
    """Return int64 for bool: BOOL_TO_LONG of `elementwise_dtypes` in torch/_prims_common/__init__.py."""
    return "int64" if dtype == "bool" else dtype


def _kind(
    name: str,
    summary: Later,
    accepted: frozenset[str],
    becomes: Callable[[str], str] = _same_dtype,
    **more: Any,
) -> FunctionKind:
    """Describe a function of each element, which its page in torch's documentation calls it.

    `more` may give a symbol, aliases and arguments.
    """

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        require(f"torch.{name}", x, accepted)
        return TensorSpec(x.shape, becomes(x.dtype))

    return FunctionKind(
        name=f"torch.{name}",
        category="activation" if name in ("sigmoid", "tanh") else "function",
        summary=summary,
        style="operator" if "symbol" in more else "function",
        symbol=more.get("symbol"),
        aliases=(f"Tensor.{name}", *more.get("aliases", ())),
        arguments=more.get("arguments", ()),
        output=output,
        follows=("Linear", "torch.mul") if name in ("sigmoid", "tanh") else ("torch.mul", "torch.add"),
    )


def _smooth(name: str, summary: Later, aliases: tuple[str, ...] = ()) -> FunctionKind:
    """Describe one that turns integers into float32.

    By INT_TO_FLOAT of `elementwise_dtypes` in torch/_prims_common/__init__.py.
    """
    return _kind(name, summary, ANY, to_floating, aliases=aliases)


def _real(name: str, summary: Later, aliases: tuple[str, ...] = (), **more: Any) -> FunctionKind:
    """Describe one that does the same and takes no complex numbers, which the CPU refuses."""
    return _kind(name, summary, REAL, to_floating, aliases=aliases, **more)


_EPS = number("eps", later("functions.logit.eps"), None, optional=True)
_INSTEAD = tuple(
    number(name, later("functions.nan_to_num.number", name=name), None, optional=True, infinite=True)
    for name in ("nan", "posinf", "neginf")
)
KINDS: tuple[FunctionKind, ...] = (
    _smooth("exp", later("functions.exp")),
    _smooth("exp2", later("functions.exp2"), ("torch.special.exp2",)),
    _smooth("expm1", later("functions.expm1"), ("torch.special.expm1",)),
    _smooth("log", later("functions.log")),
    _smooth("log2", later("functions.log2")),
    _smooth("log10", later("functions.log10")),
    _smooth("log1p", later("functions.log1p"), ("torch.special.log1p",)),
    _smooth("sqrt", later("functions.sqrt")),
    _smooth("rsqrt", later("functions.rsqrt")),
    _smooth("reciprocal", later("functions.reciprocal")),
    _smooth("sigmoid", later("layers.Sigmoid"), ("F.sigmoid", "torch.special.expit")),
    _smooth("tanh", later("layers.Tanh"), ("F.tanh",)),
    _smooth("sin", later("functions.sin")),
    _smooth("cos", later("functions.cos")),
    _smooth("tan", later("functions.tan")),
    _smooth("asin", later("functions.asin"), ("torch.arcsin", "Tensor.arcsin")),
    _smooth("acos", later("functions.acos"), ("torch.arccos", "Tensor.arccos")),
    _smooth("atan", later("functions.atan"), ("torch.arctan", "Tensor.arctan")),
    _smooth("sinh", later("functions.sinh")),
    _smooth("cosh", later("functions.cosh")),
    _smooth("asinh", later("functions.asinh"), ("torch.arcsinh", "Tensor.arcsinh")),
    _smooth("acosh", later("functions.acosh"), ("torch.arccosh", "Tensor.arccosh")),
    _smooth("atanh", later("functions.atanh"), ("torch.arctanh", "Tensor.arctanh")),
    _smooth("sinc", later("functions.sinc"), ("torch.special.sinc",)),
    _real("erf", later("functions.erf"), ("torch.special.erf",)),
    _real("erfc", later("functions.erfc"), ("torch.special.erfc",)),
    _real("erfinv", later("functions.erfinv"), ("torch.special.erfinv",)),
    _real("i0", later("functions.i0"), ("torch.special.i0",)),
    _real("lgamma", later("functions.lgamma"), ("torch.special.gammaln",)),
    _real("digamma", later("functions.digamma"), ("torch.special.digamma",)),
    _real("logit", later("functions.logit"), ("torch.special.logit",), arguments=(_EPS,)),
    _real("deg2rad", later("functions.deg2rad")),
    _real("rad2deg", later("functions.rad2deg")),
    _kind("ceil", later("functions.ceil"), FLOATING | INTEGER),
    _kind("floor", later("functions.floor"), FLOATING | INTEGER),
    _kind("round", later("functions.round"), FLOATING | INTEGER),
    _kind("trunc", later("functions.trunc"), FLOATING | INTEGER, aliases=("torch.fix", "Tensor.fix")),
    _kind("frac", later("functions.frac"), FLOATING),
    _kind(
        "abs",
        later("functions.abs"),
        ANY - BOOL,
        to_real,
        aliases=("torch.absolute", "Tensor.absolute", "operator.abs", "builtins.abs"),
    ),
    _kind("square", later("functions.square"), ANY, _bool_to_int64),
    _kind("sign", later("functions.sign"), ANY - COMPLEX),
    _kind("sgn", later("functions.sgn"), ANY),
    _kind("nan_to_num", later("functions.nan_to_num"), ANY, arguments=_INSTEAD),
    _kind(
        "neg",
        later("functions.neg"),
        ANY - BOOL,
        symbol="-",
        aliases=("torch.negative", "Tensor.negative", "operator.neg"),
    ),
    _kind(
        "bitwise_not",
        later("functions.bitwise_not"),
        INTEGER | BOOL,
        symbol="~",
        aliases=("operator.invert",),
    ),
    _kind("logical_not", later("functions.logical_not"), ANY, _truth),
    _kind("isnan", later("functions.isnan"), ANY, _truth),
    _kind("isinf", later("functions.isinf"), ANY, _truth),
    _kind("isfinite", later("functions.isfinite"), ANY, _truth),
)
