"""What is known of one column of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from builder.datasets.own.reading import Numbers
from builder.errors import BuilderError
from builder.sentences import say

Cells: TypeAlias = Sequence[str] | Numbers
_BYTE = 255
_MOST = float(np.finfo(np.float32).max)


class Column:
    """What is known of a column: whether all of it are numbers, and which words it has."""

    def __init__(self, name: str, is_comma_decimal: bool, most: int) -> None:
        self.name = name
        self.is_number = True
        self.is_byte = True
        self.odd = ""
        self.words: dict[str, None] = {}
        self._most = most
        self._is_comma_decimal = is_comma_decimal

    def see(self, cells: Cells, rows: Sequence[int]) -> None:
        """Look at some more of the column; `rows` are their numbers.

        Raises:
            BuilderError: a number is infinite, or larger than float32 holds.
        """
        if not isinstance(cells, np.ndarray) and len(self.words) <= self._most:
            self.words.update(dict.fromkeys(cells))
        if not self.is_number:
            return
        found = self.numbers(cells)
        if found is None:
            self.is_number = False
            at = next(i for i, cell in enumerate(cells) if self.numbers([str(cell)]) is None)
            self.odd = say("datasets.own.odd", value=str(cells[at]), row=rows[at])
            return
        is_held = np.abs(found) <= _MOST
        if not is_held.all():
            at = int(np.argmin(is_held))
            raise BuilderError(
                say("datasets.own.not-finite", name=self.name, row=rows[at], value=str(cells[at])),
                hint=say("datasets.own.not-finite.hint"),
            )
        if self.is_byte:
            self.is_byte = bool(((found >= 0) & (found <= _BYTE) & (found == np.floor(found))).all())

    def numbers(self, cells: Cells) -> Numbers | None:
        """Return cells as numbers, or None where one is none."""
        if isinstance(cells, np.ndarray):
            return cells
        try:
            texts = [cell.replace(",", ".") for cell in cells] if self._is_comma_decimal else cells
            found = np.array([float(cell) for cell in texts])
        except ValueError:
            return None
        # Python takes 1_000 for a number, which no table means.
        return None if "_" in "".join(cells) else found
