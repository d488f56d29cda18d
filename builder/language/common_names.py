"""The modules that both namespaces offer: math, collections, typing and their like."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.language.builtins import ORDERED_DICT
from builder.language.failures import Exhausted
from builder.language.iteration import collect
from builder.language.limits import Value
from builder.language.listing import words
from builder.language.values import ModuleValue, Native, NativeClass

if TYPE_CHECKING:
    from builder.language.interpreter import Interpreter

_MATH = words(
    """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh degrees erf erfc exp exp2 expm1 fabs floor
    fmod gamma gcd hypot isclose isfinite isinf isnan isqrt  lgamma log log10 log1p log2 modf pow radians
    remainder sin sinh sqrt tan tanh trunc
    """
)
_TYPING = words(
    """
    Any Callable Dict Iterable Iterator List Literal Optional Sequence Tuple Type TypeVar Union Generator
    """
)
_MOST = 1_000


def _number(function: Callable[..., Value]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
        numbers = [arg if isinstance(arg, int | float) else interpreter.host.number(arg) for arg in args]
        return function(*numbers, **kwargs)

    return call


def _small(function: Callable[..., Value]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, *args: int) -> Value:
        if any(arg > _MOST for arg in args):
            raise Exhausted(f"This takes numbers up to {_MOST:,}.", "Use math.lgamma.")
        return function(*args)

    return call


def _of_items(function: Callable[..., Value]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, items: Value) -> Value:
        numbers = collect(interpreter, items)
        interpreter.budget.bits(sum(number.bit_length() for number in numbers if isinstance(number, int)))
        return function(numbers)

    return call


def _annotation(interpreter: Interpreter, *args: Value, **kwargs: Value) -> None:
    return None


def common_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    maths: dict[str, Value] = {name: Native(name, _number(getattr(math, name))) for name in _MATH}
    maths |= {name: getattr(math, name) for name in ("pi", "e", "inf", "nan", "tau")}
    maths |= {name: Native(name, _small(getattr(math, name))) for name in ("factorial", "comb", "perm")}
    maths |= {name: Native(name, _of_items(getattr(math, name))) for name in ("prod", "fsum")}
    typing = {name: NativeClass(name, _annotation, (_Never,)) for name in _TYPING}
    return {
        "math": ModuleValue("math", maths),
        "collections": ModuleValue("collections", {"OrderedDict": ORDERED_DICT}),
        "collections.abc": ModuleValue("collections.abc", dict(typing)),
        "typing": ModuleValue("typing", {**typing, "OrderedDict": ORDERED_DICT}),
    }


class _Never:
    """The type of no value: annotations are never looked at."""
