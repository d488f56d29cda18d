"""Two runs beside each other: which calls and parameters belong together, and how they differ; no torch."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any, TypeVar

import msgspec

from builder.inspection.quantities import QUANTITIES, first_output
from builder.inspection.report import Call, Parameter, Report

_SIDES = ("a", "b", "ratio")
_Key = TypeVar("_Key", str, tuple[str, int])


class Apart(msgspec.Struct, frozen=True, gc=False):
    """How far apart two runs are in what one call returned, all its tensors, element by element.

    `largest` is the largest magnitude of the differences that are finite, None where there is none. `relative` is the
    norm of the differences against that of the first run's values, None where that is 0. `not_finite` counts elements
    whose difference is no number: one of the two is infinite or NaN and the other is not just that. Of `outputs`
    tensors `compared` are in both runs and have one shape; the others count nowhere.
    """

    path: str
    number: int
    largest: float | None
    relative: float | None
    not_finite: int = 0
    compared: int = 1
    outputs: int = 1


class CallTime(msgspec.Struct, frozen=True, gc=False):
    """The wall time of one call, forward and back."""

    path: str
    number: int
    seconds: float
    backward_seconds: float | None = None


class Comparison(msgspec.Struct, frozen=True):
    """The second of two runs, and how far apart what both returned is.

    `times` are those of the first run's calls, taken in the same process and as warm as those in `second`: of a report
    that was made elsewhere they tell little. `said` tells which inputs the two do not share. `partial` is a sentence
    where values were not compared to the end.
    """

    second: Report
    apart: tuple[Apart, ...]
    times: tuple[CallTime, ...] = ()
    said: tuple[str, ...] = ()
    partial: str | None = None


class Pair(msgspec.Struct, frozen=True, gc=False):
    """One call by its path and number, in each of two runs; None where that run has no such call."""

    path: str
    number: int
    first: Call | None
    second: Call | None
    apart: Apart | None = None

    @property
    def either(self) -> Call:
        """The call of the first run, or of the second where it is in that one alone."""
        found = self.first or self.second
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        """What is called there; both where the two runs have different ones at one path."""
        found = [one.kind for one in (self.first, self.second) if one is not None]
        return " / ".join(dict.fromkeys(found))

    def values(self, quantity: str) -> tuple[float | None, float | None]:
        """Return a quantity of `QUANTITIES` in both runs."""
        take = QUANTITIES[quantity]
        return (
            None if self.first is None else take(self.first),
            None if self.second is None else take(self.second),
        )


class ParameterPair(msgspec.Struct, frozen=True, gc=False):
    """One learned tensor in each of two runs; None where that run has none of the name."""

    name: str
    first: Parameter | None
    second: Parameter | None

    @property
    def norms(self) -> tuple[float | None, float | None]:
        """The norm of the gradient in both runs; None where none arrived."""
        return _norm(self.first), _norm(self.second)


def pairs_of(first: Report, comparison: Comparison) -> tuple[Pair, ...]:
    """Return all calls of two runs in their order, matched by path and number.

    Between two calls that both have stand those of the first run alone, then those of the second.

    Args:
        first: of the first run; its times are replaced by those in `comparison`.
        comparison: the second run against the first.
    """
    ones = {(call.path, call.number): call for call in with_times(first, comparison.times).calls}
    others = {(call.path, call.number): call for call in comparison.second.calls}
    apart = {(one.path, one.number): one for one in comparison.apart}
    return tuple(
        Pair(*key, ones.get(key), others.get(key), apart.get(key)) for key in _merge_keys(list(ones), list(others))
    )


def with_times(report: Report, times: Iterable[CallTime]) -> Report:
    """Return a report with other times for its calls; None for those without.

    Args:
        report: of one run.
        times: in seconds; that of the path `""` and the number 0 is the whole forward's.
    """
    found = {(one.path, one.number): (one.seconds, one.backward_seconds) for one in times}
    calls = tuple(_with_times(call, *found.get((call.path, call.number), (None, None))) for call in report.calls)
    forward, backward = found.get(("", 0), (None, None))
    return msgspec.structs.replace(
        report, calls=calls, forward_seconds=forward, backward_seconds=backward, timing="alone"
    )


def _with_times(call: Call, forward: float | None, backward: float | None) -> Call:
    return msgspec.structs.replace(call, seconds=forward, backward_seconds=backward)


def parameter_pairs(first: Report, second: Report) -> tuple[ParameterPair, ...]:
    """Return the learned tensors of two runs, matched by any name that they have: one may tie what the other does not.

    A tensor that the other run holds once for several of this one stands beside each of them.
    """
    ones = {name: one for one in first.parameters for name in one.names}
    others = {name: one for one in second.parameters for name in one.names}
    rows: dict[str, tuple[Parameter | None, Parameter | None]] = {
        one.name: (one, next((others[name] for name in one.names if name in others), None)) for one in first.parameters
    }
    row_of = {id(other): name for name, (_, other) in reversed(rows.items())}
    rows |= {one.name: (ones.get(one.name), one) for one in second.parameters if id(one) not in row_of}
    order = [row_of.get(id(one), one.name) for one in second.parameters]
    return tuple(
        ParameterPair(name, *rows[name]) for name in _merge_keys([one.name for one in first.parameters], order)
    )


def ratio(values: tuple[float | None, float | None]) -> float | None:
    """Return how many times the first value the second is; None where one is missing, or the first is 0.

    >>> ratio((2.0, 3.0)), ratio((0.0, 1.0)), ratio((None, 1.0))
    (1.5, None, None)

    Args:
        values: of the first and the second run, in the same unit.
    """
    first, second = values
    if first is None or second is None or not first:
        return None
    found = second / first
    return found if isfinite(found) else None


def only_in(pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the calls that the first run alone has, and those of the second; of what is nested the outermost."""
    first, second = [], []
    for one in pairs:
        if one.second is None:
            first.append(one)
        elif one.first is None:
            second.append(one)
    return _outermost(first), _outermost(second)


def _outermost(pairs: list[Pair]) -> tuple[Pair, ...]:
    paths = {one.path for one in pairs}
    return tuple(one for one in pairs if not any(above in paths for above in _above(one.path)))


def _above(path: str) -> Iterator[str]:
    """Yield the paths of what a block is in, the root aside.

    >>> list(_above("a.b.c"))
    ['a.b', 'a']
    """
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def csv_of(pairs: Sequence[Pair], parameters: Sequence[ParameterPair]) -> str:
    """Write everything as CSV: a row for each call with all quantities, then one for each parameter's gradient norm."""
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    columns = [f"{name}_{side}" for name in QUANTITIES for side in _SIDES]
    norms = [f"gradient_norm_{side}" for side in _SIDES]
    apart = ["largest_difference", "relative_difference"]
    writer.writerow(["path", "call", "kind", "shape_a", "shape_b", *columns, *apart, *norms])
    writer.writerows(_row(pair) for pair in pairs)
    empty = [""] * (len(columns) + 2)
    for one in parameters:
        shapes = [_shape(side.value.shape if side else None) for side in (one.first, one.second)]
        writer.writerow([one.name, "", "parameter", *shapes, *empty, *_cells(one.norms)])
    return into.getvalue()


def _row(pair: Pair) -> list[Any]:
    apart = pair.apart
    figures = [cell for name in QUANTITIES for cell in _cells(pair.values(name))]
    return [
        pair.path, pair.number, pair.kind, _shape_of(pair.first), _shape_of(pair.second), *figures,
        _cell(None if apart is None else apart.largest), _cell(None if apart is None else apart.relative), "", "", "",
    ]  # fmt: skip


def _cells(values: tuple[float | None, float | None]) -> list[float | str]:
    return [_cell(values[0]), _cell(values[1]), _cell(ratio(values))]


def _cell(value: float | None) -> float | str:
    return "" if value is None else value


def _shape_of(call: Call | None) -> str:
    first = None if call is None else first_output(call)
    return _shape(None if first is None else first.shape)


def _shape(shape: tuple[int, ...] | None) -> str:
    return "" if shape is None else str(list(shape))


def _norm(parameter: Parameter | None) -> float | None:
    return None if parameter is None or parameter.gradient is None else parameter.gradient.norm


def _merge_keys(first: Sequence[_Key], second: Sequence[_Key]) -> Iterator[_Key]:
    """Yield all keys as a comparison of texts does: between two that both have, those of the first, then the others."""
    known, others, before = set(first), set(second), None
    behind: dict[_Key | None, list[_Key]] = {}
    for key in second:
        if key in known:
            before = key
        else:
            behind.setdefault(before, []).append(key)
    before = None
    for key in first:
        if key in others:
            yield from behind.get(before, ())
            before = key
        yield key
    yield from behind.get(before, ())
