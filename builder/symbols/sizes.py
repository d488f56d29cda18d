"""Sizes of tensors while a forward runs on symbols: numbers that track their dim and their relation to the batch."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from builder.interpreter.limits import Value
from builder.symbols.formula import Formula, combined, number

if TYPE_CHECKING:
    from builder.symbols.values import Symbol

_MOST_BITS = 64


class Relation(IntEnum):
    """How a size depends on the batch: not at all, it is the batch, or it is computed from it."""

    INDEPENDENT = 0
    BATCH = 1
    DERIVED = 2


class Size(int):
    """One dim of a tensor, or a number computed from some.

    `origin` is the tensor and its dim, or the number that it is and None; `free` says that another input may well have
    another size there, so that a document had better not hold the number. `formula` tells how it was computed from such
    sizes, `parts` the last operator of that and its sides; `name` is the variable that it was first put into.
    """

    batch: Relation
    free: bool
    origin: tuple[Symbol, int | None] | None
    formula: Formula
    parts: tuple[str, int, int] | None
    name: str | None

    def __new__(
        cls,
        value: int,
        batch: Relation = Relation.INDEPENDENT,
        free: bool = False,
        origin: tuple[Symbol, int | None] | None = None,
        formula: Formula | None = None,
    ) -> Size:
        """Make one; without a formula the batch, or a size that equals no other."""
        made = super().__new__(cls, value)
        made.batch, made.free, made.origin = batch, free, origin
        made.parts = made.name = None
        made.formula = formula or Formula.of("N" if batch == Relation.BATCH else object())
        return made

    def called(self, name: str) -> Size:
        """Return the same size in a variable; one that has a name keeps it."""
        if self.name is not None:
            return self
        made = Size(int(self), self.batch, self.free, self.origin, self.formula)
        made.parts, made.name = self.parts, name
        return made

    def __neg__(self) -> int:
        return 0 - self

    def __pos__(self) -> Size:
        return self

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        return int, (int(self),)


class Fraction(float):
    """A number that is not whole and was computed from sizes of the input: `h / 2`, `n ** 0.5`.

    `parts` are the operator and its sides. A square root is `exact` if an expression gives its very bits.
    """

    parts: tuple[str, Any, Any]
    exact: bool

    @classmethod
    def of(cls, value: float, parts: tuple[str, Any, Any], exact: bool = True) -> Fraction:
        """Make one."""
        made = cls(value)
        made.parts, made.exact = parts, exact
        return made


def derived(name: str, values: tuple[Value, ...], result: Value) -> Value:
    """Return the result of an operator or function that knows the sizes it was computed from; None where none can."""
    if not any(map(is_open, values)) or type(result) not in (int, float):
        return None
    match name, values:
        case "truediv", (int() as left, int() as right):
            return Fraction.of(result, ("truediv", left, right))
        case "pow", (int() as left, float() as right) if not isinstance(right, Fraction):
            return Fraction.of(result, ("pow", left, float(right)))
        case "sqrt", (int() as root,):
            return Fraction.of(result, ("pow", root, 0.5), exact=False)
        case (("int" | "floor" | "ceil"), (Fraction() as fraction,)):
            return _whole(name, fraction, result)
    return None


def _whole(name: str, fraction: Fraction, result: Value) -> Size | None:
    sign, left, right = fraction.parts
    if sign == "truediv" and left >= 0 and right > 0:
        found = 0 - (0 - left) // right if name == "ceil" else left // right
        return found if isinstance(found, Size) and found == result else None
    if name != "int" or sign != "pow":
        return None
    batch = Relation.DERIVED if left.batch else Relation.INDEPENDENT
    made = Size(int(result), batch, True, formula=Formula.of(("int", left.formula, right)))
    made.parts = ("int", left, right)
    return made


def is_open(value: Value) -> bool:
    """Tell whether another input may have another size in the place of this one, or of one in this shape."""
    if isinstance(value, list | tuple):
        return any(map(is_open, value))
    return isinstance(value, Fraction) or (isinstance(value, Size) and (value.free or bool(value.batch)))


def is_settled(left: Value, right: Value) -> bool:
    """Tell whether values compare in the same way whatever the sizes of the input are."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) != len(right) or all(map(is_settled, left, right))
    if not (is_open(left) or is_open(right)):
        return True
    return isinstance(left, int) and isinstance(right, int) and combined("sub", _of(left), _of(right)).is_number


def _of(value: int) -> Formula:
    return value.formula if isinstance(value, Size) and is_open(value) else number(value)


def at(size: int, tensor: Symbol, dim: int | None) -> Size:
    """Return a dim of a tensor as a size that remembers it."""
    if not isinstance(size, Size):
        return Size(size, origin=(tensor, dim))
    return Size(size, size.batch, size.free, (tensor, dim), size.formula)


def _computed(apply: Callable[[int, int], int], swapped: bool) -> Callable[[Size, Any], Any]:
    def operate(self: Size, other: Any) -> Any:  # noqa: ANN401 - any number
        if not isinstance(other, int):
            return NotImplemented
        left, right = (int(other), int(self)) if swapped else (int(self), int(other))
        if apply in (operator.pow, operator.lshift) and abs(left) > 1 and left.bit_length() * right > _MOST_BITS:
            raise OverflowError("this size is too large")
        value = apply(left, right)
        if not isinstance(value, int):
            return value
        if value.bit_length() > _MOST_BITS:
            raise OverflowError("this size is too large")
        found = [side for side in (self, other) if isinstance(side, Size)]
        free, batch = any(side.free for side in found), any(side.batch for side in found)
        if not (free or batch):
            return value
        sides = (_of(other), _of(self)) if swapped else (_of(self), _of(other))
        formula = combined(apply.__name__, *sides)
        made = Size(value, Relation.DERIVED if batch else Relation.INDEPENDENT, free, formula=formula)
        made.parts = (apply.__name__, other, self) if swapped else (apply.__name__, self, other)
        return made

    return operate


for _name in ("add", "sub", "mul", "floordiv", "mod", "pow", "lshift"):
    setattr(Size, f"__{_name}__", _computed(getattr(operator, _name), False))
    setattr(Size, f"__r{_name}__", _computed(getattr(operator, _name), True))
