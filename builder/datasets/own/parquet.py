"""A table in a parquet file, read in batches by pyarrow, which Streamlit brings along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from builder.datasets.own.column import Cells
from builder.datasets.own.columns import MISSING, Piece, Table
from builder.datasets.own.reading import Bounds, Numbers, damage_error
from builder.errors import BuilderError, LimitError
from builder.sentences import say

if TYPE_CHECKING:
    from pyarrow import Array, DataType

_CELLS = 2**20


def parquet_table(file: Path, bounds: Bounds) -> Table:
    """Return the table in a parquet file.

    Raises:
        BuilderError: pyarrow is not there, the file is damaged, or a column holds neither numbers nor words.
        LimitError: it has too many rows.
    """
    parquet = _parquet()
    with _readable(file, parquet) as opened:
        rows, schema = opened.metadata.num_rows, opened.schema_arrow
    if rows > bounds.rows:
        raise LimitError(
            say("datasets.own.many-rows", name=file.name, most=bounds.rows), hint=say("datasets.own.fewer.hint")
        )

    def pieces(used: tuple[int, ...]) -> Iterator[Piece]:
        for at in used:
            _check_type(schema.field(at).type, schema.field(at).name)
        names = [schema.field(at).name for at in used]
        row = 0
        with _readable(file, parquet) as source:
            batches = source.iter_batches(max(1, _CELLS // len(used)), columns=names)
            for batch in _whole(batches, file):
                columns = [_cells(batch.column(name)) for name in names]
                is_kept = np.logical_and.reduce([_is_there(cells) for cells in columns])
                kept = np.flatnonzero(is_kept)
                chosen = [_select_rows(cells, kept) for cells in columns]
                yield Piece(chosen, [row + int(at) + 1 for at in kept], len(is_kept) - len(kept))
                row += len(is_kept)

    return Table(file.name, tuple(schema.names), pieces)


def _parquet() -> Any:  # noqa: ANN401 - a module, which may not be there
    """Return pyarrow's reader.

    Raises:
        BuilderError: it is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        raise BuilderError(say("datasets.own.no-pyarrow"), hint=say("datasets.own.no-pyarrow.hint")) from None
    return parquet


def _readable(file: Path, parquet: Any) -> Any:  # noqa: ANN401 - as above
    """Open a parquet file.

    Raises:
        BuilderError: it is damaged.
    """
    try:
        return parquet.ParquetFile(file)
    except (OSError, ValueError):  # pyarrow's own errors are of these
        raise damage_error(file.name) from None


def _whole(batches: Iterator[Any], file: Path) -> Iterator[Any]:
    try:
        yield from batches
    except (OSError, ValueError):
        raise damage_error(file.name) from None


def _check_type(kind: DataType, name: str) -> None:
    """Refuse lists, dates and whatever else is neither a number nor a word.

    Raises:
        BuilderError: it is one of these.
    """
    from pyarrow import types

    value = kind.value_type if types.is_dictionary(kind) else kind
    takes = (types.is_integer, types.is_floating, types.is_boolean, types.is_string, types.is_large_string)
    if not any(is_one(value) for is_one in takes):
        raise BuilderError(
            say("datasets.own.no-cells", name=name, kind=str(kind)), hint=say("datasets.own.no-cells.hint")
        )


def _cells(column: Array) -> Cells:
    """Return a column as numbers, NaN where there is none, or as words."""
    from pyarrow import types

    if types.is_integer(column.type) or types.is_floating(column.type):
        return np.asarray(column.to_numpy(zero_copy_only=False), np.float64)
    return ["" if value is None else str(value) for value in column.to_pylist()]


def _is_there(cells: Cells) -> Numbers:
    if isinstance(cells, np.ndarray):
        return ~np.isnan(cells)
    return np.array([cell not in MISSING for cell in cells], bool)


def _select_rows(cells: Cells, kept: Numbers) -> Cells:
    return cells[kept] if isinstance(cells, np.ndarray) else [cells[at] for at in kept]
