"""Points in the plane, and a curve: data that one sees learned."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from builder.datasets.builtin.draws import Draws, round_to_grid


class Examples(NamedTuple):
    """Inputs and what is to be told of them, a row each."""

    inputs: npt.NDArray[Any]
    targets: npt.NDArray[Any]


def blobs(rows: int, draws: Draws) -> Examples:
    """Draw three clouds about three places."""
    targets = _turns(rows, 3)
    centres = np.array([[-1.5, -1.0], [1.5, -1.0], [0.0, 1.5]])
    return _points(centres[targets] + draws.normal(rows, 2, std=0.5), targets)


def moons(rows: int, draws: Draws) -> Examples:
    """Draw two half circles that reach into each other."""
    targets = _turns(rows, 2)
    angle = draws.uniform(rows, high=np.pi)
    x, y = round_to_grid(np.cos(angle)), round_to_grid(np.sin(angle))
    inputs = np.where(targets[:, None] == 0, np.stack([x, y], 1), np.stack([1 - x, 0.5 - y], 1))
    return _points(inputs - [0.5, 0.25] + draws.normal(rows, 2, std=0.1), targets)


def spirals(rows: int, draws: Draws) -> Examples:
    """Draw two arms that wind about each other one and a half times."""
    targets = _turns(rows, 2)
    way = round_to_grid(np.sqrt(draws.uniform(rows, low=0.01)))
    angle = 3 * np.pi * way + np.pi * targets
    inputs = np.stack([way * round_to_grid(np.cos(angle)), way * round_to_grid(np.sin(angle))], 1)
    return _points(2 * inputs + draws.normal(rows, 2, std=0.04), targets)


def xor(rows: int, draws: Draws) -> Examples:
    """Draw four squares, of which opposite ones are of one class."""
    inputs = draws.uniform(rows, 2, low=-1.0)
    inputs = np.where(inputs < 0, inputs - 0.1, inputs + 0.1)
    return _points(inputs, (inputs[:, 0] * inputs[:, 1] < 0).astype(np.int64))


def sine(rows: int, draws: Draws) -> Examples:
    """Draw a sine with noise; the target is a number."""
    x = round_to_grid(draws.uniform(rows, 1, low=-4.0, high=4.0))
    y = round_to_grid(np.sin(x)) + draws.normal(rows, 1, std=0.1)
    return Examples(x.astype(np.float32), round_to_grid(y).astype(np.float32))


def _turns(rows: int, classes: int) -> npt.NDArray[np.int64]:
    return np.arange(rows) % classes


def _points(inputs: npt.NDArray[Any], targets: npt.NDArray[Any]) -> Examples:
    return Examples(round_to_grid(inputs).astype(np.float32), targets.astype(np.uint8))
