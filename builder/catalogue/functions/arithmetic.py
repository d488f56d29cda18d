"""Arithmetic on two tensors, or on a tensor and a number: operators, comparisons, and choices between values.

How a Python number counts in type promotion: a number of a higher category (bool, int, float) than the tensor's makes
the result the default dtype of that category, https://docs.pytorch.org/docs/stable/tensor_attributes.html.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from builder.catalogue.dtypes import ANY_COMPLEX, BOOL, INTEGER
from builder.catalogue.functions.arguments import constant, number
from builder.catalogue.functions.function import FunctionKind, operands_in_order
from builder.catalogue.layers.broadcasting import broadcast, promote, to_floating
from builder.catalogue.layers.kind import Args, TensorSpec
from builder.catalogue.layers.phrases import takes_input
from builder.errors import ShapeError
from builder.sentences import Later, later, say

Operand: TypeAlias = "TensorSpec | int | float"
# Torch mostly lets a negative number into uint8, where it wraps round: `overflows` (c10/util/overflows.h) without
# `strict_unsigned`.
_RANGES = {"int8": (-128, 127), "uint8": (-255, 255), "int16": (-(2**15), 2**15 - 1), "int32": (-(2**31), 2**31 - 1)}


def result_dtype(*operands: Operand) -> str:
    """Return the dtype of arithmetic on tensors and numbers.

    By the rules on the page above; `elementwise_dtypes` in torch/_prims_common/__init__.py has them as code.
    """
    tensors = [x for x in operands if isinstance(x, TensorSpec)]
    numbers = [x for x in operands if not isinstance(x, TensorSpec)]
    real = any(isinstance(x, float | str) for x in numbers)
    if not tensors:
        return "float32" if real else "int64"
    dtype = promote(*tensors)
    if not numbers:
        return dtype
    if dtype == "bool" and all(isinstance(x, bool) for x in numbers):
        return dtype
    return to_floating(dtype) if real else "int64" if dtype == "bool" else dtype


def spread_shape(name: str, *operands: Operand) -> tuple[int, ...]:
    """Return the shape that operands broadcast to; a number goes with every shape.

    By General semantics on https://docs.pytorch.org/docs/stable/notes/broadcasting.html.

    Raises:
        ShapeError: they do not.
    """
    return broadcast(name, *(x.shape for x in operands if isinstance(x, TensorSpec)))


def require_fitting(name: str, dtype: str, value: float | str, wraps: bool = True) -> None:
    """Refuse a number that a tensor of `dtype` cannot hold; `wraps`: whether torch takes a negative one for uint8.

    As `checked_convert` (c10/util/TypeCast.h) does.

    Raises:
        ShapeError: with the dtype and the number.
    """
    if dtype not in INTEGER:
        return
    low, high = _RANGES.get(dtype, (-(2**63), 2**63 - 1))
    if dtype == "uint8" and not wraps:
        low = 0
    if isinstance(value, str) or not low <= value <= high:
        raise ShapeError(say("functions.arithmetic.too-large", name=name, value=value, dtype=dtype))


def _dtypes(operands: list[Operand]) -> set[str]:
    return {x.dtype for x in operands if isinstance(x, TensorSpec)}


def _no_rule(name: str, operands: list[Operand], dtype: str) -> None:
    """Accept all dtypes that can be promoted, which the page of torch.add calls type promotion."""
    return


def _refuse(what: frozenset[str], name: str, operands: list[Operand], dtype: str) -> None:
    if dtype in what:
        raise ShapeError(say("functions.no-dtype", name=name, dtype=dtype))


def _no_bool_operand(name: str, operands: list[Operand], dtype: str) -> None:
    """Refuse bool, as `sub_check` (aten/src/ATen/native/BinaryOps.h) does."""
    if "bool" in _dtypes(operands):
        raise ShapeError(
            say("functions.no-dtype", name=name, dtype="bool"), hint=say("functions.arithmetic.no-bool.hint")
        )


def _divisible(name: str, operands: list[Operand], dtype: str) -> None:
    """Refuse a division by the number 0, and complex, which the page of torch.remainder says it does not take."""
    _refuse(ANY_COMPLEX | BOOL, name, operands, dtype)
    if dtype in INTEGER and operands[1] == 0:
        raise ShapeError(say("functions.arithmetic.by-0", name=name), "other", 1)


def _no_negative_power(name: str, operands: list[Operand], dtype: str) -> None:
    """Refuse negative powers of integers, as the shape check of pow (aten/src/ATen/native/Pow.cpp) does."""
    exponent = operands[1]
    if dtype == "bool":
        raise ShapeError(say("functions.no-dtype", name=name, dtype="bool"))
    if dtype in INTEGER and not isinstance(exponent, TensorSpec) and exponent < 0:
        raise ShapeError(
            say("functions.arithmetic.negative-power", name=name, dtype=dtype), "exponent", float(exponent)
        )


def _whole_numbers(name: str, operands: list[Operand], dtype: str) -> None:
    """Refuse all but integers and bool, as the page of torch.bitwise_and says."""
    if dtype not in INTEGER | BOOL:
        raise ShapeError(say("functions.arithmetic.whole", name=name, dtype=dtype))


Check: TypeAlias = Callable[[str, list[Operand], str], None]


def _promoted_dtype(dtype: str) -> str:
    """Return the promoted dtype: DEFAULT of ELEMENTWISE_TYPE_PROMOTION_KIND in torch/_prims_common/__init__.py."""
    return dtype


def _truth(dtype: str) -> str:
    """Return bool, whatever comes in: ALWAYS_BOOL of `elementwise_dtypes` in torch/_prims_common/__init__.py."""
    return "bool"


def _binary(
    name: str,
    symbol: str | None,
    summary: Later,
    check: Check = _no_rule,
    **more: Any,
) -> FunctionKind:
    """Describe an operator, or a function of two tensors where there is no symbol.

    Operands broadcast and their dtypes are promoted, as the page of torch.add says.

    `more` may give `becomes`, what the promoted dtype turns into, `second`, the name of the second input, and aliases.
    """
    full = f"torch.{name}"
    names = ("input", more.get("second", "other"))
    becomes: Callable[[str], str] = more.get("becomes", _promoted_dtype)

    def output(args: Args, *inputs: TensorSpec) -> TensorSpec:
        operands = operands_in_order(kind, args, inputs)
        dtype = result_dtype(*operands)
        check(full, operands, dtype)
        return TensorSpec(spread_shape(full, *operands), becomes(dtype))

    def constraint(args: Args) -> None:
        if all(args.get(name) is not None for name in kind.constants) and kind.constants:
            raise ShapeError(
                say("functions.arithmetic.two-numbers", name=full),
                hint=say("functions.leave-out.hint", argument=names[1]),
            )

    kind = FunctionKind(
        name=full,
        summary=summary,
        arguments=tuple(map(constant, names)) if symbol else (),
        inputs=names,
        constants=names if symbol else (),
        style="operator" if symbol else "function",
        symbol=symbol,
        aliases=(f"Tensor.{name}", *more.get("aliases", ())),
        output=output,
        constraint=constraint,
        follows=("F.relu", "LayerNorm", "torch.add"),
    )
    return kind


# Complex numbers have no order.
_UNORDERED = partial(_refuse, ANY_COMPLEX)
# The CPU has no "logical_and_cpu" of complex32.
_NO_COMPLEX_HALF = partial(_refuse, frozenset({"complex32"}))
# The kernels in aten/src/ATen/native/cpu/BinaryOpsKernel.cpp take floating dtypes, that of logaddexp complex ones too.
_FLOATING = partial(_refuse, INTEGER | BOOL | ANY_COMPLEX)
_NO_INTEGER = partial(_refuse, INTEGER | BOOL)

BINARY = (
    _binary("add", "+", later("functions.add"), aliases=("operator.add", "operator.iadd")),
    _binary(
        "sub",
        "-",
        later("functions.sub"),
        _no_bool_operand,
        aliases=("operator.sub", "torch.subtract", "Tensor.subtract"),
    ),
    _binary("mul", "*", later("functions.mul"), aliases=("operator.mul", "torch.multiply", "Tensor.multiply")),
    _binary(
        "div",
        "/",
        later("functions.div"),
        becomes=to_floating,
        aliases=("operator.truediv", "torch.divide", "torch.true_divide"),
    ),
    _binary("floor_divide", "//", later("functions.floor_divide"), _divisible, aliases=("operator.floordiv",)),
    _binary("remainder", "%", later("functions.remainder"), _divisible, aliases=("operator.mod",)),
    _binary("pow", "**", later("functions.pow"), _no_negative_power, second="exponent", aliases=("operator.pow",)),
    _binary("eq", "==", later("functions.eq"), becomes=_truth, aliases=("operator.eq",)),
    _binary("ne", "!=", later("functions.ne"), becomes=_truth, aliases=("operator.ne", "torch.not_equal")),
    _binary("lt", "<", later("functions.lt"), _UNORDERED, becomes=_truth, aliases=("operator.lt", "torch.less")),
    _binary("le", "<=", later("functions.le"), _UNORDERED, becomes=_truth, aliases=("operator.le", "torch.less_equal")),
    _binary("gt", ">", later("functions.gt"), _UNORDERED, becomes=_truth, aliases=("operator.gt", "torch.greater")),
    _binary(
        "ge",
        ">=",
        later("functions.ge"),
        _UNORDERED,
        becomes=_truth,
        aliases=("operator.ge", "torch.greater_equal"),
    ),
    _binary("bitwise_and", "&", later("functions.bitwise_and"), _whole_numbers, aliases=("operator.and_",)),
    _binary("bitwise_or", "|", later("functions.bitwise_or"), _whole_numbers, aliases=("operator.or_",)),
    _binary("bitwise_xor", "^", later("functions.bitwise_xor"), _whole_numbers, aliases=("operator.xor",)),
    _binary("maximum", None, later("functions.maximum"), _UNORDERED),
    _binary("minimum", None, later("functions.minimum"), _UNORDERED),
    _binary("logical_and", None, later("functions.logical_and"), _NO_COMPLEX_HALF, becomes=_truth),
    _binary("logical_or", None, later("functions.logical_or"), _NO_COMPLEX_HALF, becomes=_truth),
    _binary("logical_xor", None, later("functions.logical_xor"), _NO_COMPLEX_HALF, becomes=_truth),
    _binary("atan2", None, later("functions.atan2"), _UNORDERED, becomes=to_floating, aliases=("torch.arctan2",)),
    _binary("hypot", None, later("functions.hypot"), _FLOATING),
    _binary("logaddexp", None, later("functions.logaddexp"), _NO_INTEGER),
    _binary("nextafter", None, later("functions.nextafter"), _FLOATING),
)


def _where(args: Args, *inputs: TensorSpec) -> TensorSpec:
    """Return the broadcast shape, as under Returns on the page of torch.where, and the promoted dtype."""
    condition, *chosen = operands_in_order(WHERE, args, inputs)
    # torch.where still takes uint8, with a warning that it is deprecated.
    if condition.dtype not in ("bool", "uint8"):
        raise ShapeError(takes_input("torch.where", later("functions.arithmetic.condition"), "bool", condition.dtype))
    return TensorSpec(spread_shape("torch.where", condition, *chosen), result_dtype(*chosen))


WHERE = FunctionKind(
    name="torch.where",
    summary=later("functions.where"),
    arguments=(constant("input"), constant("other")),
    inputs=("condition", "input", "other"),
    constants=("input", "other"),
    output=_where,
)


def _masked_fill(args: Args, x: TensorSpec, mask: TensorSpec) -> TensorSpec:
    """Return the broadcast shape: the page of torch.Tensor.masked_fill_ asks for a mask that broadcasts."""
    if mask.dtype != "bool":
        raise ShapeError(takes_input("Tensor.masked_fill", later("functions.arithmetic.mask"), "bool", mask.dtype))
    require_fitting("Tensor.masked_fill", x.dtype, args["value"])
    return TensorSpec(spread_shape("Tensor.masked_fill", x, mask), x.dtype)


def _clamp_constraint(args: Args) -> None:
    """Refuse no bound at all, as clamp (aten/src/ATen/native/TensorCompare.cpp) does."""
    if args["min"] is None and args["max"] is None:
        raise ShapeError(say("functions.arithmetic.clamp"), "min", 0)


def _clamp(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the promoted dtype, without complex, as clamp (aten/src/ATen/native/TensorCompare.cpp) does."""
    _clamp_constraint(args)
    dtype = result_dtype(x, *(args[name] for name in ("min", "max") if args[name] is not None))
    _refuse(ANY_COMPLEX, "torch.clamp", [x], dtype)
    return TensorSpec(x.shape, dtype)


KINDS: tuple[FunctionKind, ...] = (
    *BINARY,
    WHERE,
    FunctionKind(
        name="Tensor.masked_fill",
        summary=later("functions.masked_fill"),
        arguments=(number("value", later("functions.masked_fill.value"), infinite=True),),
        inputs=("input", "mask"),
        style="method",
        positional=1,
        aliases=("torch.masked_fill",),
        output=_masked_fill,
        follows=("F.softmax",),
    ),
    FunctionKind(
        name="torch.clamp",
        summary=later("functions.clamp"),
        arguments=(
            number("min", later("functions.clamp.min"), None, optional=True),
            number("max", later("functions.clamp.max"), None, optional=True),
        ),
        aliases=("Tensor.clamp", "torch.clip", "Tensor.clip"),
        output=_clamp,
        constraint=_clamp_constraint,
    ),
)
