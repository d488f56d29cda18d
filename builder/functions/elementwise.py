"""Functions of each element: exponentials, roots, rounding, trigonometry, tests for inf and nan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.functions.function import FunctionKind
from builder.layers.broadcasting import to_floating, to_real
from builder.layers.dtypes import ANY, BOOL, COMPLEX, FLOATING, INTEGER, require
from builder.layers.kind import Args, TensorSpec

REAL = FLOATING | INTEGER | BOOL


def _kept(dtype: str) -> str:
    return dtype


def _truth(dtype: str) -> str:
    return "bool"


def _counted(dtype: str) -> str:
    return "int64" if dtype == "bool" else dtype


def _kind(
    name: str,
    summary: str,
    accepted: frozenset[str],
    becomes: Callable[[str], str] = _kept,
    **more: Any,
) -> FunctionKind:
    """Describe one function; `more` may give a symbol and aliases."""

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
        output=output,
        follows=("Linear", "torch.mul") if name in ("sigmoid", "tanh") else ("torch.mul", "torch.add"),
    )


def _smooth(name: str, summary: str, aliases: tuple[str, ...] = ()) -> FunctionKind:
    return _kind(name, summary, ANY, to_floating, aliases=aliases)


def _real(name: str, summary: str, aliases: tuple[str, ...] = ()) -> FunctionKind:
    return _kind(name, summary, REAL, to_floating, aliases=aliases)


KINDS: tuple[FunctionKind, ...] = (
    _smooth("exp", "e to the power of x."),
    _smooth("exp2", "2 to the power of x.", ("torch.special.exp2",)),
    _smooth("expm1", "exp(x) - 1, exact near 0.", ("torch.special.expm1",)),
    _smooth("log", "Natural logarithm."),
    _smooth("log2", "Logarithm to base 2."),
    _smooth("log10", "Logarithm to base 10."),
    _smooth("log1p", "log(1 + x), exact near 0.", ("torch.special.log1p",)),
    _smooth("sqrt", "Square root."),
    _smooth("rsqrt", "1 / sqrt(x)."),
    _smooth("reciprocal", "1 / x."),
    _smooth("sigmoid", "1 / (1 + exp(-x)).", ("F.sigmoid", "torch.special.expit")),
    _smooth("tanh", "Hyperbolic tangent.", ("F.tanh",)),
    _smooth("sin", "Sine."),
    _smooth("cos", "Cosine."),
    _smooth("tan", "Tangent."),
    _smooth("asin", "Inverse sine.", ("torch.arcsin", "Tensor.arcsin")),
    _smooth("acos", "Inverse cosine.", ("torch.arccos", "Tensor.arccos")),
    _smooth("atan", "Inverse tangent.", ("torch.arctan", "Tensor.arctan")),
    _smooth("sinh", "Hyperbolic sine."),
    _smooth("cosh", "Hyperbolic cosine."),
    _smooth("asinh", "Inverse hyperbolic sine.", ("torch.arcsinh", "Tensor.arcsinh")),
    _smooth("acosh", "Inverse hyperbolic cosine.", ("torch.arccosh", "Tensor.arccosh")),
    _smooth("atanh", "Inverse hyperbolic tangent.", ("torch.arctanh", "Tensor.arctanh")),
    _smooth("sinc", "sin(pi x) / (pi x), 1 at 0.", ("torch.special.sinc",)),
    _real("erf", "Error function.", ("torch.special.erf",)),
    _real("erfc", "1 - erf(x).", ("torch.special.erfc",)),
    _real("erfinv", "Inverse of the error function.", ("torch.special.erfinv",)),
    _real("lgamma", "Logarithm of the absolute gamma function.", ("torch.special.gammaln",)),
    _real("digamma", "Derivative of the logarithm of the gamma function.", ("torch.special.digamma",)),
    _real("logit", "log(x / (1 - x)), the inverse of the sigmoid.", ("torch.special.logit",)),
    _real("deg2rad", "Degrees to radians."),
    _real("rad2deg", "Radians to degrees."),
    _kind("ceil", "Rounds up.", FLOATING | INTEGER),
    _kind("floor", "Rounds down.", FLOATING | INTEGER),
    _kind("round", "Rounds to the nearest whole number, halves to the even one.", FLOATING | INTEGER),
    _kind("trunc", "Rounds towards 0.", FLOATING | INTEGER, aliases=("torch.fix", "Tensor.fix")),
    _kind("frac", "What is behind the point.", FLOATING),
    _kind(
        "abs",
        "Absolute value.",
        ANY - BOOL,
        to_real,
        aliases=("torch.absolute", "Tensor.absolute", "operator.abs", "builtins.abs"),
    ),
    _kind("square", "x times x.", ANY, _counted),
    _kind("sign", "-1, 0 or 1.", ANY - COMPLEX),
    _kind("sgn", "Sign; of a complex number, that number scaled to absolute value 1.", ANY),
    _kind("nan_to_num", "Puts 0 for nan and the largest finite numbers for inf.", ANY),
    _kind("neg", "-x.", ANY - BOOL, symbol="-", aliases=("torch.negative", "Tensor.negative", "operator.neg")),
    _kind(
        "bitwise_not",
        "Not, bit by bit; of bool, the opposite.",
        INTEGER | BOOL,
        symbol="~",
        aliases=("operator.invert",),
    ),
    _kind("logical_not", "Whether x is 0.", ANY, _truth),
    _kind("isnan", "Whether x is not a number.", ANY, _truth),
    _kind("isinf", "Whether x is infinite.", ANY, _truth),
    _kind("isfinite", "Whether x is neither infinite nor nan.", ANY, _truth),
)
