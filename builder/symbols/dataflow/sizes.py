"""Sizes of tensors while a forward runs on symbols: numbers that track their dim and their relation to the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from builder.interpreter.doubles import Double, Whole
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.formula import Formula, combine, number

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
    another size there, so that a document had better not hold the number. `parts` are the last operator that it was
    computed by and its sides; `name` is the variable that it was first put into.
    """

    batch: Relation = Relation.INDEPENDENT
    free: bool = False
    origin: tuple[Symbol, int | None] | None = None
    parts: tuple[str, int, Any] | None = None
    name: str | None = None
    _alike: Size | None = None
    """The same size elsewhere, whose formula it has."""
    _formula: Formula | None = None

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
        made.batch, made.free, made.origin, made._formula = batch, free, origin, formula
        return made

    @property
    def formula(self) -> Formula:
        """How it was computed from sizes of the input; worked out when it is asked for, as few ever are."""
        waiting = [self] if self._formula is None else []
        while waiting:  # no recursion: a deep network computes each size from that of the layer before
            here = waiting[-1]
            missing = [side for side in here._sides() if side._formula is None]
            waiting += missing
            if not missing:
                here._formula = here._compute_formula()
                waiting.pop()
        assert self._formula is not None
        return self._formula

    def _sides(self) -> list[Size]:
        """Return the sizes whose formulas make up its own."""
        if self._alike is not None:
            return [self._alike]
        return [side for side in (self.parts or ()) if isinstance(side, Size) and is_open(side)]

    def _compute_formula(self) -> Formula:
        if self._alike is not None:
            return self._alike.formula
        if self.parts is None:
            return Formula.of("N" if self.batch == Relation.BATCH else object())
        sign, left, right = self.parts
        return combine(sign, _of(left), _of(right))

    def at(self, origin: tuple[Symbol, int | None] | None) -> Size:
        """Return the same size at another tensor and dim."""
        made = Size(self, self.batch, self.free, origin)
        made._alike = self
        return made

    def with_name(self, name: str) -> Size:
        """Return the same size in a variable; one that has a name keeps it."""
        if self.name is not None:
            return self
        made = self.at(self.origin)
        made.parts, made.name = self.parts, name
        return made

    def __neg__(self) -> int:
        # By `sub`, whose result knows what it was computed from.
        return 0 - self

    def __pos__(self) -> Size:
        return self

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        return int, (int(self),)


class Fraction(float):
    """A number that is not whole and was computed from sizes of the input: `h / 2`, `n ** 0.5`.

    `parts` are the operator or function and what it was given.
    """

    parts: tuple[str, Any, Any]

    @classmethod
    def of(cls, value: float, *parts: Any) -> Fraction:  # noqa: ANN401 - any numbers
        """Make one of an operator or function and its one or two numbers."""
        made = cls(value)
        made.parts = (*parts, None)[:3]
        return made


_OPERATORS = frozenset({"add", "sub", "mul", "truediv", "floordiv", "mod", "pow"})
_TO_WHOLE = frozenset({"int", "floor", "ceil", "round"})


class Parts(tuple[Value, ...]):
    """Parts of a tensor whose number hangs on the size of the input: as many as are named, one by one.

    `a, b = x.chunk(2, 1)` fails where there is one part alone, and so does what is drawn; a loop would go on.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[Value]:
        raise Refusal(say("symbols.parts-size"), say("symbols.loop-size.hint"))

    def __len__(self) -> int:
        raise Refusal(say("symbols.parts-size"), say("symbols.loop-size.hint"))


def track_sizes(name: str, values: tuple[Value, ...], result: Value) -> Value:
    """Return the result of an operator or function that knows the sizes it was computed from; None where none can."""
    numbers = all(isinstance(value, int | float) for value in values)
    values = tuple(int(value) if type(value) is Whole else value for value in values)
    result = int(result) if type(result) is Whole else result
    if not numbers or not any(map(is_open, values)) or type(result) not in (int, float, Double):
        return None
    match name, values:
        case _, (left, right) if name in _OPERATORS and type(result) is float:
            return Fraction.of(result, name, left, right)
        case "__neg__", (value,):
            return Fraction.of(result, "mul", -1, value)
        case (("float" | "sqrt"), (value,)):
            return Fraction.of(result, name, value)
        case _, (Fraction() as fraction,) if name in _TO_WHOLE and type(result) is int:
            return _whole(name, fraction, result)
    return None


def _whole(name: str, fraction: Fraction, result: int) -> Size:
    sign, left, right = fraction.parts
    # Whole-number division only where it cannot differ: below 0 `int` rounds up and `//` down.
    if name != "round" and sign == "truediv" and isinstance(left, int) and isinstance(right, int) and left >= 0 < right:
        found = 0 - (0 - left) // right if name == "ceil" else left // right
        # The quotient of large numbers is rounded as a float, and is then another.
        if isinstance(found, Size) and found == result:
            return found
    return _of_function(name, result, (fraction,))


def _of_function(name: str, value: int, given: tuple[Value, ...]) -> Size:
    batch = Relation.DERIVED if any(map(_hangs_on_batch, given)) else Relation.INDEPENDENT
    made = Size(value, batch, True, formula=Formula.of((name, *map(_key, given))))
    made.parts = (name, *given, None)[:3]
    return made


def _hangs_on_batch(value: Value) -> bool:
    if isinstance(value, Fraction):
        return any(map(_hangs_on_batch, value.parts[1:]))
    return isinstance(value, Size) and bool(value.batch)


def _key(value: Value) -> Value:
    """Return what is the same of numbers that are computed in the same way."""
    if isinstance(value, Fraction):
        return (value.parts[0], *map(_key, value.parts[1:]))
    return _of(value) if isinstance(value, int) else value


def extreme(values: list[Value], largest: bool) -> Value:
    """Return the largest or smallest of numbers, of which sizes of the input may be any."""
    name, found = ("max" if largest else "min"), values[0]
    for value in values[1:]:
        if not is_comparison_fixed(found, value):
            chosen = max(found, value) if largest else min(found, value)
            if isinstance(found, int) and isinstance(value, int):
                found = _of_function(name, int(chosen), (found, value))
            else:
                found = Fraction.of(chosen, name, found, value)
        elif (value > found) if largest else (value < found):
            found = value
    return found


def is_open(value: Value) -> bool:
    """Tell whether another input may have another size in the place of this one, or of one in this shape."""
    if value.__class__ is int:
        return False
    if isinstance(value, Size):
        return value.free or value.batch != Relation.INDEPENDENT
    if isinstance(value, list | tuple):
        return not isinstance(value, Parts) and any(map(is_open, value))
    return isinstance(value, Fraction)


def is_comparison_fixed(left: Value, right: Value) -> bool:
    """Tell whether values compare in the same way whatever the sizes of the input are."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) != len(right) or all(map(is_comparison_fixed, left, right))
    if not (is_open(left) or is_open(right)):
        return True
    return isinstance(left, int) and isinstance(right, int) and combine("sub", _of(left), _of(right)).is_number


def _of(value: int) -> Formula:
    return value.formula if isinstance(value, Size) and is_open(value) else number(value)


def at(size: int, tensor: Symbol, dim: int | None) -> Size:
    """Return a dim of a tensor as a size that remembers it."""
    if not isinstance(size, Size):
        return Size(size, origin=(tensor, dim))
    return size.at((tensor, dim))


def _operation(name: str, swapped: bool) -> Callable[[Size, Any], Any]:
    """Return an operator of sizes: what whole numbers give, which remembers what it was computed from."""
    apply = getattr(int, f"__r{name}__" if swapped else f"__{name}__")
    grows = name in ("pow", "lshift")

    def operate(self: Size, other: Any) -> Any:  # noqa: ANN401 - any number
        if not isinstance(other, int):
            return NotImplemented
        sides = (other, self) if swapped else (self, other)
        # Asked beforehand, as Python would work the whole number out first.
        if grows and abs(sides[0]) > 1 and sides[0].bit_length() * sides[1] > _MOST_BITS:
            raise OverflowError("this size is too large")
        value = apply(self, other)
        if not isinstance(value, int):
            return value
        if value.bit_length() > _MOST_BITS:
            raise OverflowError("this size is too large")
        free, batch = self.free, bool(self.batch)
        if isinstance(other, Size):
            free, batch = free or other.free, batch or bool(other.batch)
        if not (free or batch):
            return value
        made = Size(value, Relation.DERIVED if batch else Relation.INDEPENDENT, free)
        made.parts = (name, *sides)
        return made

    return operate


for _name in ("add", "sub", "mul", "floordiv", "mod", "pow", "lshift"):
    setattr(Size, f"__{_name}__", _operation(_name, False))
    setattr(Size, f"__r{_name}__", _operation(_name, True))
