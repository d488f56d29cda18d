"""The rows of `sentences.csv`: read strictly, and written in the one form that the file has."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("sentences.csv")
COLUMNS = ["key", "en"]


@cache
def table() -> MappingProxyType[str, str]:
    """Return the English sentence of each key. What `rows` refuses is no matter of each start, but of a test."""
    return MappingProxyType(dict(islice(_cells(FILE.read_text(encoding="utf-8")), 1, None)))


def _cells(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text), strict=True)


def rows(text: str) -> list[tuple[str, str]]:
    """Read the rows of a table.

    Raises:
        ValueError: a row has not two cells, or stands under a key for the second time.
    """
    header, *found = _cells(text)
    if header != COLUMNS:
        raise ValueError(f"The first row is {header}; it names the columns {COLUMNS}.")
    if odd := [row for row in found if len(row) != len(COLUMNS) or not all(row)]:
        raise ValueError(f"{odd[0]} has not the cells {COLUMNS}.")
    if twice := {key for key, count in Counter(key for key, _ in found).items() if count > 1}:
        raise ValueError(f"These keys stand in two rows: {sorted(twice)}.")
    return [(key, english) for key, english in found]


def written(found: list[tuple[str, str]]) -> str:
    """Write a table: sorted by key, quotes only where they are needed, so that each edit changes its own row."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *sorted(found)])
    return out.getvalue()
