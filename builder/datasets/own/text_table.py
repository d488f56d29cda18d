"""A table as text: CSV, with commas, semicolons or tabs, with a first line of names or without one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter, methodcaller
from pathlib import Path

import numpy as np

from builder.datasets.own.column import Cells
from builder.datasets.own.columns import MISSING, NotNumbersError, Piece, Table
from builder.datasets.own.opening import content_of
from builder.datasets.own.reading import Bounds, Reading
from builder.errors import BuilderError
from builder.file_kind import refusal
from builder.sentences import say

_MARKS = ",;\t"
_LINES = 5
_CELLS = 2**18
"""Cells that are read at a time, about."""


def text_table(file: Path, reading: Reading, bounds: Bounds) -> Table:
    """Return the table in a file.

    Raises:
        BuilderError: it is no table of at least two columns.
        LimitError: it is too large.
    """
    with _lines(file, bounds) as lines:
        first = list(islice((line for line in lines if line.strip()), _LINES))
    mark = _mark(first)
    rows = list(csv.reader(first, delimiter=mark, skipinitialspace=True))
    width = len(rows[0]) if rows else 0
    if width < 2:
        raise BuilderError(say("datasets.own.one-column", name=file.name), hint=say("datasets.own.one-column.hint"))
    has_names = _has_names(rows) if reading.header is None else reading.header
    names = tuple(_distinct(rows[0])) if has_names else tuple(str(at + 1) for at in range(width))
    source = _Source(file, bounds, mark, width, has_names)
    is_comma_decimal = mark == ";" and _has_commas(rows)
    return Table(file.name, names, source.pieces, is_comma_decimal, None if is_comma_decimal else source.numbers)


def looks_like_table(lines: list[str]) -> bool:
    """Tell whether lines are rows of one width with a number in the second one: prose with commas is none."""
    rows = list(csv.reader(lines[:_LINES], delimiter=_mark(lines[:_LINES]), skipinitialspace=True))
    if len(rows) < 2 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return False
    return all(any(_is_number(cell) for cell in row) for row in rows[1:])


class _Source:
    """Rows of a file, as columns."""

    def __init__(self, file: Path, bounds: Bounds, mark: str, width: int, has_names: bool) -> None:
        self._file, self._bounds = file, bounds
        self._mark, self._width, self._has_names = mark, width, has_names

    def pieces(self, used: tuple[int, ...]) -> Iterator[Piece]:
        """Return the columns at some positions, in pieces.

        Raises:
            BuilderError: a row has another width, or no end.
        """
        pick = itemgetter(*used)
        row = 0
        with _lines(self._file, self._bounds) as lines:
            reader = csv.reader(lines, delimiter=self._mark, skipinitialspace=True, strict=True)
            rows = self._checked(reader)
            if self._has_names:
                next(rows, None)
            while chunk := list(islice(rows, max(1, _CELLS // self._width))):
                picked = [pick(cells) for cells in chunk]
                rows_kept = [at for at, cells in enumerate(picked) if MISSING.isdisjoint(cells)]
                whole = [picked[at] for at in rows_kept]
                columns: list[Cells] = list(zip(*whole, strict=True)) or [() for _ in used]
                yield Piece(columns, [row + at + 1 for at in rows_kept], len(picked) - len(whole))
                row += len(chunk)

    def numbers(self, used: tuple[int, ...]) -> Iterator[Piece]:
        """Return the columns at some positions, in pieces, several times faster than cell by cell.

        Raises:
            NotNumbersError: something there is no number, quoted, or a gap: cells say which.
        """
        row = 0
        with _lines(self._file, self._bounds) as lines:
            filled = (line for line in lines if line.strip())
            if self._has_names and next(filled, "").count('"') % 2:
                raise NotNumbersError
            while chunk := list(islice(filled, max(1, _CELLS // self._width))):
                try:
                    found = np.loadtxt(chunk, delimiter=self._mark, comments=None, usecols=used, ndmin=2)
                except ValueError:
                    raise NotNumbersError from None
                is_wide = sum(map(methodcaller("count", self._mark), chunk)) == len(chunk) * (self._width - 1)
                if not is_wide or not bool(np.isfinite(found).all()):
                    raise NotNumbersError
                yield Piece(list(found.T), range(row + 1, row + len(chunk) + 1), 0)
                row += len(chunk)

    def _checked(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        count = 0
        try:
            for cells in reader:
                if not "".join(cells).strip() and len(cells) <= 1:
                    continue
                count += 1
                if len(cells) != self._width:
                    raise BuilderError(
                        say(
                            "datasets.own.width",
                            name=self._file.name,
                            row=count,
                            found=len(cells),
                            width=self._width,
                        ),
                        hint=say("datasets.own.width.hint"),
                    )
                yield cells
        except csv.Error:
            raise BuilderError(
                say("datasets.own.quote", name=self._file.name, row=count + 1), hint=say("datasets.own.quote.hint")
            ) from None


@contextmanager
def _lines(file: Path, bounds: Bounds) -> Iterator[io.TextIOWrapper]:
    """Open a text.

    Raises:
        BuilderError: it is not UTF-8.
    """
    with content_of(file, bounds) as opened:
        text = io.TextIOWrapper(opened, "utf-8-sig", newline="")
        try:
            yield text
        except UnicodeDecodeError:
            raise refusal("encoding", file.name) from None
        finally:
            text.detach()


def _mark(lines: list[str]) -> str:
    """Return what separates the cells: what each line has equally often, and most of; a comma where none does."""
    counts = {mark: [len(row) for row in csv.reader(lines, delimiter=mark)] for mark in _MARKS}
    fitting = [mark for mark, found in counts.items() if found and min(found) == max(found) > 1]
    return max(fitting or [","], key=lambda mark: counts[mark][0] if counts[mark] else 0)


def _has_names(rows: list[list[str]]) -> bool:
    """Tell whether the first row names the columns: it has words alone, and numbers below, or words that come once."""
    if any(_is_number(cell) for cell in rows[0]):
        return False
    if any(_is_number(cell) for row in rows[1:] for cell in row):
        return True
    return not any(cell in row for row in rows[1:] for cell in rows[0])


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return cell not in MISSING


def _has_commas(rows: list[list[str]]) -> bool:
    """Tell whether numbers have a decimal comma: one does, and none has a point."""
    numbers = [cell for row in rows for cell in row if _is_number(cell)]
    return any("," in cell for cell in numbers) and not any("." in cell for cell in numbers)


def _distinct(names: list[str]) -> Iterator[str]:
    """Name columns that are called alike, or not at all, by their position."""
    seen: set[str] = set()
    for at, name in enumerate(names):
        made = name.strip() or str(at + 1)
        while made in seen:
            made = f"{made} ({at + 1})"
        seen.add(made)
        yield made
