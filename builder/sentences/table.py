"""The rows of `sentences.csv`: read strictly, and written in the one form that the file has."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import Counter
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("sentences.csv")
COLUMNS = ["key", "en"]


@cache
def table() -> MappingProxyType[str, str]:
    """Return the English sentence of each key."""
    return MappingProxyType(dict(rows(FILE.read_text(encoding="utf-8"))))


@cache
def sentence(key: str) -> str:
    """Return the English sentence of a key.

    Its row alone is taken apart: all of them cost a process that says one as much as 1,000 layers to analyse.

    Raises:
        KeyError: the table has no such key.
    """
    lines, start = _lines(), f"{key},"
    at = bisect_left(lines, start, lo=1)
    if at == len(lines) or not lines[at].startswith(start):
        return table()[key]  # a row that nobody has sorted yet, or none
    return next(csv.reader(lines[at : at + 1], strict=True))[1]


@cache
def _lines() -> tuple[str, ...]:
    """Return the header and the rows, which are sorted and have a line each."""
    return tuple(FILE.read_text(encoding="utf-8").rstrip("\n").split("\n"))


def rows(text: str) -> list[tuple[str, str]]:
    """Read the rows of a table.

    Raises:
        ValueError: a row has not two cells, or stands under a key for the second time.
    """
    header, *found = csv.reader(io.StringIO(text), strict=True)
    if header != COLUMNS:
        raise ValueError(f"The first row is {header}; it names the columns {COLUMNS}.")
    if odd := [row for row in found if len(row) != len(COLUMNS) or not all(row)]:
        raise ValueError(f"{odd[0]} has not the cells {COLUMNS}.")
    if twice := {key for key, count in Counter(key for key, _ in found).items() if count > 1}:
        raise ValueError(f"These keys stand in two rows: {sorted(twice)}.")
    return [(key, english) for key, english in found]


def to_csv(found: list[tuple[str, str]]) -> str:
    """Write a table: sorted by key, quotes only where they are needed, so that each edit changes its own row."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *sorted(found)])
    return out.getvalue()
