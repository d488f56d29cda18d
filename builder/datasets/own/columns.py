"""A table as a data set: one column is the target, the others are inputs, words among them as a column for each word.

A table is read twice, in pieces: first to see what its columns hold, then to write the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias

import numpy as np

from builder.datasets.own.column import Cells, Column
from builder.datasets.own.labels import labels_of, narrow
from builder.datasets.own.reading import Bounds, FileDataSet, Numbers, Reading
from builder.datasets.stored import DataSet
from builder.errors import BuilderError, LimitError
from builder.sentences import Sentence, near, say

MISSING = frozenset({"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?"})
"""What stands for a value that is not there."""
_SHOWN = 6


class Piece(NamedTuple):
    """Some whole rows as columns, words or numbers; `rows` are their numbers from 1, `left_out` counts the others."""

    columns: list[Cells]
    rows: Sequence[int]
    left_out: int


Pieces: TypeAlias = Callable[[tuple[int, ...]], Iterator[Piece]]
"""Reads the columns at some positions, as often as needed."""


class NotNumbersError(Exception):
    """A table that was to be of numbers alone, and is not."""


class Table(NamedTuple):
    """Columns by name, and how they are read; `numbers` is a faster way for a table of numbers alone."""

    name: str
    columns: tuple[str, ...]
    pieces: Pieces
    is_comma_decimal: bool = False
    numbers: Pieces | None = None


def of_table(table: Table, reading: Reading, bounds: Bounds) -> FileDataSet:
    """Return the data set that a table is.

    Raises:
        BuilderError: a column is not there, or holds what cannot be a number or one of a few words.
        LimitError: there are too many columns, rows, words or classes.
    """
    target, inputs = _positions(table, reading, bounds)
    seen = _survey(table, (*inputs, target), bounds)
    goal, columns = seen.columns[-1], seen.columns[:-1]
    targets, classes = _targets(goal, seen.targets, reading, bounds)
    encodings = [_encoding(column, bounds) for column in columns]
    names = tuple(name for column, words in zip(columns, encodings, strict=True) for name in _names(column, words))
    most = bounds.stored_bytes // 4 // len(names)
    if seen.rows > most:
        raise _too_many(table, most)
    info = DataSet(
        name=table.name,
        task="classes" if classes else "numbers",
        shape=(len(names),),
        dtype="float32",
        target_shape=() if classes else (1,),
        target_dtype="int64" if classes else "float32",
        classes=classes,
        columns=names,
    )
    is_byte = all(column.is_byte for column in columns if column.is_number)
    dtype = np.dtype(np.uint8 if is_byte else np.float32)
    pieces = (_matrix(piece, columns, encodings, dtype) for piece in seen.pieces((*inputs, target)))
    return FileDataSet(info, pieces, targets.reshape(-1, *info.target_shape), _said(table, seen, encodings))


class _Survey(NamedTuple):
    """What the first reading of a table has found: its columns, the target last, and the targets themselves."""

    pieces: Pieces
    columns: list[Column]
    targets: list[Cells]
    rows: int
    left_out: int


def _survey(table: Table, used: tuple[int, ...], bounds: Bounds) -> _Survey:
    if table.numbers is not None:
        with suppress(NotNumbersError):
            return _survey_pieces(table, table.numbers, used, bounds)
    return _survey_pieces(table, table.pieces, used, bounds)


def _survey_pieces(table: Table, pieces: Pieces, used: tuple[int, ...], bounds: Bounds) -> _Survey:
    """Read a table to see what its columns hold.

    Raises:
        BuilderError: it has no whole rows.
        LimitError: it has too many.
    """
    most = [*(bounds.categories for _ in used[:-1]), bounds.classes]
    columns = [Column(table.columns[at], table.is_comma_decimal, count) for at, count in zip(used, most, strict=True)]
    targets: list[Cells] = []
    rows = left_out = 0
    for piece in pieces(used):
        for column, cells in zip(columns, piece.columns, strict=True):
            column.see(cells, piece.rows)
        targets.append(piece.columns[-1])
        rows, left_out = rows + len(piece.rows), left_out + piece.left_out
        if rows > bounds.rows:
            raise _too_many(table, bounds.rows)
    if not rows:
        raise BuilderError(say("datasets.own.nothing", name=table.name), hint=say("datasets.own.nothing.hint"))
    return _Survey(pieces, columns, targets, rows, left_out)


def _too_many(table: Table, most: int) -> LimitError:
    return LimitError(say("datasets.own.many-rows", name=table.name, most=most), hint=say("datasets.own.fewer.hint"))


def _said(table: Table, seen: _Survey, encodings: list[list[str] | None]) -> list[str]:
    said = [say("datasets.own.target", name=seen.columns[-1].name)]
    if seen.left_out:
        said.append(say("datasets.own.left-out", count=seen.left_out))
    said += [
        say("datasets.own.words", name=column.name, count=len(words))
        for column, words in zip(seen.columns, encodings, strict=False)
        if words is not None
    ]
    if table.is_comma_decimal:
        said.append(say("datasets.own.comma"))
    return said


def _positions(table: Table, reading: Reading, bounds: Bounds) -> tuple[int, tuple[int, ...]]:
    """Return the position of the target and those of the inputs.

    Raises:
        BuilderError: there is no such column, or nothing is left.
        LimitError: there are too many columns.
    """
    names = table.columns
    if len(names) > bounds.columns:
        raise LimitError(
            say("datasets.own.many-columns", name=table.name, count=len(names), most=bounds.columns),
            hint=say("datasets.own.many-columns.hint"),
        )
    for name in (*reading.leave_out, *([reading.target] if reading.target else [])):
        if name not in names:
            hint = near(name, list(names)) or say("datasets.own.names.hint", names=_name_list(names))
            raise BuilderError(say("datasets.own.no-column", name=name), hint=hint)
    kept = [at for at, name in enumerate(names) if name not in reading.leave_out or name == reading.target]
    target = names.index(reading.target) if reading.target else kept[-1] if kept else 0
    inputs = tuple(at for at in kept if at != target)
    if not inputs:
        raise BuilderError(say("datasets.own.one-column", name=table.name), hint=say("datasets.own.one-column.hint"))
    return target, inputs


def _name_list(names: Sequence[str]) -> Sentence:
    words = [name[:30] for name in names[:_SHOWN]]
    return Sentence(", ".join([*words, "…"] if len(names) > _SHOWN else words))


def _targets(goal: Column, parts: list[Cells], reading: Reading, bounds: Bounds) -> tuple[Numbers, tuple[str, ...]]:
    """Return targets and the classes that they count.

    Raises:
        BuilderError: numbers are asked for, and there are words; or the other way round.
        LimitError: there are too many classes.
    """
    if goal.is_number:
        found = [goal.numbers(part) for part in parts]
        labels = labels_of(np.concatenate([part for part in found if part is not None]), goal.name, reading, bounds)
        return labels.targets, labels.classes
    if reading.task == "numbers":
        raise BuilderError(
            say("datasets.own.no-numbers-there", name=goal.name, odd=Sentence(goal.odd)),
            hint=say("datasets.own.no-numbers-there.hint"),
        )
    if len(goal.words) > bounds.classes:
        raise LimitError(
            say("datasets.own.many-classes", name=goal.name, count=len(goal.words), most=bounds.classes),
            hint=say("datasets.own.many-classes.hint"),
        )
    classes = sorted(goal.words)
    index = {word: at for at, word in enumerate(classes)}
    return narrow(np.array([index[cell] for part in parts for cell in part]), len(classes)), tuple(classes)


def _encoding(column: Column, bounds: Bounds) -> list[str] | None:
    """Return the words of a column that has a column for each, None for one of numbers.

    Raises:
        BuilderError: there are too many of them.
    """
    if column.is_number:
        return None
    if len(column.words) > bounds.categories:
        raise BuilderError(
            say("datasets.own.many-words", name=column.name, odd=Sentence(column.odd), most=bounds.categories),
            hint=say("datasets.own.many-words.hint"),
        )
    return sorted(column.words)


def _names(column: Column, words: list[str] | None) -> list[str]:
    return [column.name] if words is None else [f"{column.name}={word}" for word in words]


def _matrix(
    piece: Piece, columns: list[Column], encodings: list[list[str] | None], dtype: np.dtype[np.generic]
) -> Numbers:
    """Return some rows as numbers."""
    made: list[Numbers] = []
    for column, words, cells in zip(columns, encodings, piece.columns, strict=False):
        if words is None:
            found = column.numbers(cells)
            made.append(np.zeros(len(cells)) if found is None else found)
        else:
            made += [np.array([cell == word for cell in cells], np.float64) for word in words]
    return np.stack(made, axis=1).astype(dtype)
