"""Sizes of tensors while a forward runs on symbols: numbers that track their dim and their relation to the batch."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

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

    `origin` is the tensor and its dim; `free` says that another input may well have another size there, so that a
    document had better not hold the number.
    """

    batch: Relation
    free: bool
    origin: tuple[Symbol, int] | None

    def __new__(
        cls,
        value: int,
        batch: Relation = Relation.INDEPENDENT,
        free: bool = False,
        origin: tuple[Symbol, int] | None = None,
    ) -> Size:
        """Make one."""
        made = super().__new__(cls, value)
        made.batch, made.free, made.origin = batch, free, origin
        return made

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        return int, (int(self),)


def at(size: int, tensor: Symbol, dim: int) -> Size:
    """Return a dim of a tensor as a size that remembers it."""
    return Size(size, getattr(size, "batch", Relation.INDEPENDENT), getattr(size, "free", False), (tensor, dim))


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
        sides = [side for side in (self, other) if isinstance(side, Size)]
        free, batch = any(side.free for side in sides), any(side.batch for side in sides)
        return Size(value, Relation.DERIVED if batch else Relation.INDEPENDENT, free) if free or batch else value

    return operate


for _name in ("add", "sub", "mul", "floordiv", "mod", "pow", "lshift"):
    setattr(Size, f"__{_name}__", _computed(getattr(operator, _name), False))
    setattr(Size, f"__r{_name}__", _computed(getattr(operator, _name), True))
