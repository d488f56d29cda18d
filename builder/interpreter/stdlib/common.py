"""The modules that both namespaces offer: math, collections, typing and their like."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

from builder.interpreter.annotations import Annotation
from builder.interpreter.builtins import ORDERED_DICT
from builder.interpreter.dataclass import dataclass_module
from builder.interpreter.enums import enum_module
from builder.interpreter.failures import LimitExceeded
from builder.interpreter.iteration import SIZED_TYPES, collect
from builder.interpreter.limits import Value
from builder.interpreter.records import NAMEDTUPLE
from builder.interpreter.stdlib.containers import COLLECTIONS
from builder.interpreter.stdlib.standard import standard_modules
from builder.interpreter.values import BoundMethod, Class, Function, ModuleValue, Native
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MATH = words(
    """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh degrees erf erfc exp exp2 expm1 fabs floor
    fmod gamma gcd hypot isclose isfinite isinf isnan isqrt  lgamma log log10 log1p log2 modf pow radians
    remainder sin sinh sqrt tan tanh trunc
    """
)
_TYPING = words(
    """
    Any Callable Dict Iterable Iterator List Literal Optional Sequence Tuple Type TypeVar Union Generator Mapping Set
    Final ClassVar NoReturn FrozenSet Collection Hashable Sized MutableMapping Generic Protocol Annotated TypeAlias
    NamedTuple TypedDict Self Iterable SupportsFloat NewType ParamSpec Concatenate Never Required NotRequired Unpack
    TypeGuard Text IO AnyStr Deque DefaultDict Awaitable Coroutine AsyncIterator Container Reversible SupportsInt
    SupportsIndex MutableSequence TypeVarTuple ForwardRef Counter Coroutine BinaryIO TextIO LiteralString
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
            raise LimitExceeded(say("interpreter.number-limit", most=_MOST), say("interpreter.number-limit.hint"))
        return function(*args)

    return call


def product(numbers: list[Value]) -> Value:
    """Return the product of numbers; `math.prod` would take what a size knows of itself from it."""
    return reduce(operator.mul, numbers, 1)


def _of_items(function: Callable[..., Value]) -> Callable[..., Value]:
    def call(interpreter: Interpreter, items: Value) -> Value:
        numbers = collect(interpreter, items)
        interpreter.budget.bits(sum(number.bit_length() for number in numbers if isinstance(number, int)))
        return function(numbers)

    return call


def _lcm(interpreter: Interpreter, *numbers: Value) -> int:
    return int(_of_items(lambda items: math.lcm(*items))(interpreter, numbers))


def _dist(interpreter: Interpreter, p: Value, q: Value) -> float:
    return math.dist(collect(interpreter, p), collect(interpreter, q))


def _annotation(interpreter: Interpreter, *args: Value, **kwargs: Value) -> None:
    return None


def common_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    maths: dict[str, Value] = {name: Native(name, _number(getattr(math, name))) for name in _MATH}
    maths |= {name: getattr(math, name) for name in ("pi", "e", "inf", "nan", "tau")}
    maths |= {name: Native(name, _small(getattr(math, name))) for name in ("factorial", "comb", "perm")}
    maths |= {"prod": Native("prod", _of_items(product)), "fsum": Native("fsum", _of_items(math.fsum))}
    maths |= {"lcm": Native("lcm", _lcm), "dist": Native("dist", _dist)}
    typing = {name: Annotation(name, _annotation, _KINDS.get(name, (_Never,))) for name in _TYPING}
    return {
        "math": ModuleValue("math", maths),
        "collections": ModuleValue(
            "collections", {**COLLECTIONS, "OrderedDict": ORDERED_DICT, "namedtuple": NAMEDTUPLE}
        ),
        "collections.abc": ModuleValue("collections.abc", dict(typing)),
        "typing": ModuleValue("typing", {**typing, **_TYPING_FUNCTIONS, "OrderedDict": ORDERED_DICT}),
        "typing_extensions": ModuleValue("typing_extensions", {**typing, **_TYPING_FUNCTIONS}),
        "dataclasses": dataclass_module(),
        "enum": enum_module(),
        **standard_modules(),
    }


def _cast(interpreter: Interpreter, kind: Value, value: Value) -> Value:
    return value


def _decorator(interpreter: Interpreter, function: Value = None) -> Value:
    return function


_TYPING_FUNCTIONS: dict[str, Value] = {
    "cast": Native("cast", _cast), **{n: Native(n, _decorator) for n in ("overload", "final", "override")},
    "TYPE_CHECKING": False,
}  # fmt: skip


class _Never:
    """The type of no value: annotations are never looked at."""


_KINDS: dict[str, tuple[type, ...]] = {
    "Sequence": (list, tuple, str, range), "List": (list,), "Tuple": (tuple,), "Dict": (dict,), "Mapping": (dict,),
    "Set": (set,), "Iterable": SIZED_TYPES, "Collection": SIZED_TYPES,
    "Callable": (Function, BoundMethod, Native, Class),
}  # fmt: skip
"""What `isinstance` takes for an object of some names of typing."""
