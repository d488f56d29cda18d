"""Numbers as sums of unknown sizes, to tell what is equal whatever the sizes are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple

_MOST_TERMS = 16
_MOST_FACTORS = 8
"""What a product may grow to; beyond, it is an unknown size of its own."""


class Formula(NamedTuple):
    """A sum of terms, each some factors and how often they count, and of a number."""

    terms: frozenset[tuple[tuple[Hashable, ...], int]]
    number: int

    @classmethod
    def of(cls, factor: Hashable) -> Formula:
        """Return the formula of one unknown size."""
        return cls(frozenset({((factor,), 1)}), 0)

    @property
    def is_number(self) -> bool:
        """Whether it hangs on no size."""
        return not self.terms


def number(value: int) -> Formula:
    """Return the formula of a number."""
    return Formula(frozenset(), value)


def combine(name: str, left: Formula, right: Formula) -> Formula:
    """Return the formula of an operator's result; one that is no sum is an unknown size of its own.

    >>> h = Formula.of("h")
    >>> padded = combine("sub", combine("add", h, number(2)), number(2))
    >>> combine("floordiv", padded, number(1)) == h, combine("floordiv", h, number(2)) == h
    (True, False)
    """
    if name in ("add", "sub") and len(left.terms) + len(right.terms) > _MOST_TERMS:
        return Formula.of((name, left, right))
    if name == "add":
        return _sum((left, right))
    if name == "sub":
        return _sum((left, _times(right, -1)))
    if name == "mul" and len(left.terms) * len(right.terms) <= _MOST_TERMS and _degree(left, right) <= _MOST_FACTORS:
        return _product(left, right)
    if name == "floordiv" and right.is_number and right.number:
        divisor = right.number
        if all(count % divisor == 0 for _, count in left.terms):
            return Formula(
                frozenset((factors, count // divisor) for factors, count in left.terms), left.number // divisor
            )
    return Formula.of((name, left, right))


def _sum(formulas: Iterable[Formula]) -> Formula:
    counts: Counter[tuple[Hashable, ...]] = Counter()
    rest = 0
    for formula in formulas:
        for factors, count in formula.terms:
            counts[factors] += count
        rest += formula.number
    return Formula(frozenset((factors, count) for factors, count in counts.items() if count), rest)


def _times(formula: Formula, count: int) -> Formula:
    return Formula(frozenset((factors, n * count) for factors, n in formula.terms if count), formula.number * count)


def _degree(*formulas: Formula) -> int:
    return sum(max((len(factors) for factors, _ in formula.terms), default=0) for formula in formulas)


def _product(left: Formula, right: Formula) -> Formula:
    parts = [_times(left, right.number), _times(Formula(right.terms, 0), left.number)]
    for mine, count in left.terms:
        for yours, other in right.terms:
            # Sorted by anything that is the same on both sides, so that a * b is b * a.
            factors = tuple(sorted((*mine, *yours), key=hash))
            parts.append(Formula(frozenset({(factors, count * other)}), 0))
    return _sum(parts)
