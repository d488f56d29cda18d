"""One matrix alone is a table without names: its last column is the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from builder.datasets.own.columns import Piece, Table
from builder.datasets.own.of_arrays import check_finite
from builder.datasets.own.reading import PIECE, Array


def table_of_array(arrays: Sequence[Array], name: str) -> Table | None:
    """Return a matrix as a table, or None where it is another array, or one of several."""
    if len(arrays) != 1 or len(arrays[0].shape) != 2 or arrays[0].shape[1] < 2:
        return None
    array = arrays[0]

    def pieces(used: tuple[int, ...]) -> Iterator[Piece]:
        row = 0
        for chunk in array.chunks(max(1, PIECE // array.row_bytes)):
            check_finite(chunk, array.name, row)
            columns = [chunk[:, at].astype(np.float64) for at in used]
            yield Piece(list(columns), range(row + 1, row + len(chunk) + 1), 0)
            row += len(chunk)

    return Table(name, tuple(str(at + 1) for at in range(array.shape[1])), pieces)
