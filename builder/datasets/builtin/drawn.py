"""Pictures and curves that are drawn: shapes of 28 × 28 pixels, and digits as strokes in one dimension.

The digits are made in the spirit of MNIST-1D (Greydanus and Kobak 2020, arXiv:2011.14439): one stroke each, stretched,
sheared, moved and disturbed. Strokes and numbers are our own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from builder.datasets.builtin.draws import Draws, round_to_grid
from builder.datasets.builtin.points import Examples

_Floats: TypeAlias = npt.NDArray[np.float64]

SHAPES = ("circle", "square", "triangle", "cross", "ring")
SIDE = 28
_FINE = 3
"""Points along each side of a pixel that are asked whether the shape covers them."""
_AT_ONCE = 256
LENGTH = 40
_STROKES = np.array(
    [
        [4.0, 2.2, 1.0, 0.4, 0.1, 0.0, 0.0, 0.1, 0.4, 1.0, 2.2, 4.0],
        [2.0, 2.9, 3.6, 3.6, 3.6, 3.6, 3.6, 3.6, 3.6, 3.6, 3.6, 3.6],
        [0.5, 2.2, 3.6, 4.4, 4.6, 4.2, 3.3, 2.3, 1.4, 0.8, 1.9, 4.8],
        [0.6, 3.0, 4.4, 4.2, 3.0, 2.0, 3.0, 4.4, 4.9, 4.4, 3.0, 0.6],
        [3.2, 2.6, 2.0, 1.4, 0.8, 0.2, 2.4, 4.6, 3.4, 3.4, 3.4, 3.4],
        [4.8, 2.8, 0.9, 0.8, 0.8, 2.4, 3.9, 4.7, 4.8, 4.3, 3.0, 0.8],
        [3.6, 2.4, 1.5, 0.8, 0.3, 0.2, 1.4, 3.4, 1.2, 0.6, 1.6, 3.4],
        [0.4, 1.9, 3.3, 4.6, 4.2, 3.8, 3.4, 3.0, 2.6, 2.2, 1.8, 1.4],
        [2.5, 4.2, 4.8, 4.2, 2.5, 0.8, 0.2, 0.8, 2.5, 4.2, 4.8, 2.5],
        [2.4, 0.9, 0.6, 1.3, 3.0, 4.4, 4.5, 4.4, 4.2, 3.9, 3.4, 2.8],
    ]
)
"""How far right a pen is on its way down, for each digit."""


def digits_1d(rows: int, draws: Draws) -> Examples:
    """Draw a digit as one stroke among noise, 40 numbers long."""
    targets = np.arange(rows) % len(_STROKES)
    height = draws.uniform(rows, 1, low=0.75, high=1.25)
    slope = draws.uniform(rows, 1, low=-1.0)
    span = draws.uniform(rows, 1, low=16.0, high=26.0)
    start = draws.uniform(rows, 1) * (LENGTH - 1 - span)
    at = (np.arange(LENGTH) - start) / span * (_STROKES.shape[1] - 1)
    below = np.clip(np.floor(at), 0, _STROKES.shape[1] - 2).astype(np.int64)
    part = np.clip(at - below, 0, 1)
    strokes = _STROKES[targets] - 2.4
    stroke = np.take_along_axis(strokes, below, 1) * (1 - part) + np.take_along_axis(strokes, below + 1, 1) * part
    is_inside = (at >= 0) & (at <= _STROKES.shape[1] - 1)
    sheared = height * stroke + slope * (2 * at / (_STROKES.shape[1] - 1) - 1)
    made = np.where(is_inside, sheared, 0.0) + _slow_noise(rows, draws) + draws.normal(rows, LENGTH, std=0.05)
    return Examples(round_to_grid(made).astype(np.float32), targets.astype(np.uint8))


def _slow_noise(rows: int, draws: Draws) -> _Floats:
    """Draw noise that changes slowly: the mean of five neighbours."""
    fast = draws.normal(rows, LENGTH + 4, std=0.6)
    return (fast[:, :-4] + fast[:, 1:-3] + fast[:, 2:-2] + fast[:, 3:-1] + fast[:, 4:]) / 5


def shapes(rows: int, draws: Draws) -> Examples:
    """Draw a white shape of any size, place and turn on a dark ground with noise."""
    targets = np.arange(rows) % len(SHAPES)
    parts = [_pictures(targets[start : start + _AT_ONCE], draws) for start in range(0, rows, _AT_ONCE)]
    return Examples(np.concatenate(parts), targets.astype(np.uint8))


def _pictures(targets: npt.NDArray[np.int64], draws: Draws) -> npt.NDArray[np.uint8]:
    rows, fine = len(targets), SIDE * _FINE
    radius = draws.uniform(rows, 1, 1, low=5.0, high=10.0)
    angle = draws.uniform(rows, 1, 1, high=2 * np.pi)
    cos, sin = round_to_grid(np.cos(angle)), round_to_grid(np.sin(angle))
    middle = draws.uniform(2, rows, 1, 1, low=-1.0) * (SIDE / 2 - radius - 1) + SIDE / 2
    points = (np.arange(fine) + 0.5) / _FINE
    right, down = points - middle[0], points[:, None] - middle[1]
    x, y = (cos * right + sin * down) / radius, (cos * down - sin * right) / radius
    covered = np.zeros((rows, fine, fine), bool)
    for at, covers in enumerate(_COVERS):
        of_class = targets == at
        covered[of_class] = covers(x[of_class], y[of_class])
    share = covered.reshape(rows, SIDE, _FINE, SIDE, _FINE).sum((2, 4)) / _FINE**2
    bright = draws.uniform(rows, 1, 1, low=160.0, high=255.0)
    noise = draws.uniform(rows, SIDE, SIDE, high=40.0)
    return np.asarray(np.minimum(np.floor(share * bright + noise), 255)[:, None], np.uint8)


def _circle(x: _Floats, y: _Floats) -> npt.NDArray[np.bool_]:
    return x * x + y * y <= 1


def _square(x: _Floats, y: _Floats) -> npt.NDArray[np.bool_]:
    return np.maximum(np.abs(x), np.abs(y)) <= 0.75


def _triangle(x: _Floats, y: _Floats) -> npt.NDArray[np.bool_]:
    return (y <= 0.5) & (1.732 * np.abs(x) - y <= 1)


def _cross(x: _Floats, y: _Floats) -> npt.NDArray[np.bool_]:
    x, y = np.abs(x), np.abs(y)
    return (np.minimum(x, y) <= 0.25) & (np.maximum(x, y) <= 1)


def _ring(x: _Floats, y: _Floats) -> npt.NDArray[np.bool_]:
    distance = x * x + y * y
    return (distance <= 1) & (distance >= 0.4)


_COVERS: tuple[Callable[[_Floats, _Floats], npt.NDArray[np.bool_]], ...] = (_circle, _square, _triangle, _cross, _ring)
"""Whether a shape of radius 1 covers points, in the order of `SHAPES`."""
