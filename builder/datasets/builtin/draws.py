"""Random numbers that are the same on every machine: the bits of PCG64, and arithmetic that rounds in one way alone.

NumPy promises to keep the bits of a generator, not what its distributions make of them; and the last digit of a sine is
up to the processor.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_STEPS = 2.0**16


class Draws:
    """A stream of numbers by a seed."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed % 2**63)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> npt.NDArray[np.float64]:
        """Draw from `low` to below `high`."""
        bits = np.asarray(self._bits.random_raw(int(np.prod(shape)))) >> np.uint64(11)
        return np.asarray(low + (high - low) * (bits * 2.0**-53).reshape(shape), np.float64)

    def normal(self, *shape: int, std: float = 1.0) -> npt.NDArray[np.float64]:
        """Draw about 0: twelve uniform numbers added up are as good as normal, up to 6 standard deviations."""
        drawn = self.uniform(12, *shape)
        total = drawn[0]
        for one in drawn[1:]:
            total = total + one
        return np.asarray(std * (total - 6), np.float64)


def round_to_grid(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Round to 1/65,536, so that nothing is left of how a processor rounds a sine."""
    return np.asarray(np.round(values * _STEPS) / _STEPS, np.float64)
