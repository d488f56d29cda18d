"""What a trained network makes of the examples that it has not learned from, as data; no torch."""

from __future__ import annotations

import msgspec

COLOURS = (
    *("#4c8df5", "#e69f00", "#2ba87e", "#cc79a7", "#9673d3"),
    *("#d55e00", "#56b4e9", "#b8a800", "#7f7f7f", "#8c564b"),
)
"""What classes are painted in, in their order; more of them begin anew."""


class Mistake(msgspec.Struct, frozen=True):
    """One example that is taken for another class: `share` is what the network gives that class, from 0 to 1.

    `picture` is a PNG of an input that is a picture; `values` are the numbers of one that is a row.
    """

    row: int
    target: int
    predicted: int
    share: float
    picture: bytes | None = None
    values: tuple[float, ...] = ()


class Surface(msgspec.Struct, frozen=True):
    """What a network of two numbers returns on a grid, and the examples as points `(x, y, class)`.

    `png` is the grid as a picture, `low` and `high` are its corners.
    """

    png: bytes
    low: tuple[float, float]
    high: tuple[float, float]
    points: tuple[tuple[float, float, int], ...] = ()


class Predictions(msgspec.Struct, frozen=True):
    """What comes out for the validation part, or for the training part where nothing is kept apart.

    `matrix[target][predicted]` counts examples. For numbers, `pairs` are some `(target, predicted)`, and for an input
    of one number `curve` is `(input, target, predicted)` of them, all in the units of the data: `units` are the mean
    and the deviation by which targets were scaled, None where they were not. `mistakes` begin with the surest. `text`
    is what a model of characters writes.
    """

    rows: int
    loss: float
    is_validation: bool
    classes: tuple[str, ...] = ()
    matrix: tuple[tuple[int, ...], ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    surface: Surface | None = None
    pairs: tuple[tuple[float, float], ...] = ()
    curve: tuple[tuple[float, float, float], ...] = ()
    text: str = ""
    units: tuple[float, float] | None = None

    @property
    def accuracy(self) -> float | None:
        """The share of examples on the diagonal; None where there are no classes."""
        total = sum(map(sum, self.matrix))
        return sum(row[i] for i, row in enumerate(self.matrix)) / total if total else None
