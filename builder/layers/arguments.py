"""Arguments that many kinds share, and short ways to write the common ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.layers.kind import REQUIRED, Argument

MAX_SIZE = 2**31 - 1
"""The largest single dim that is accepted."""

BIAS = Argument(name="bias", type="bool", default=True, help="Whether it learns an additive bias.")
DTYPE = Argument(
    name="dtype", type="dtype", default=None, optional=True, help="dtype of its parameters; float32 when left out."
)
INPLACE = Argument(
    name="inplace", type="bool", default=False, help="Whether it overwrites its input instead of returning a new tensor."
)


def size(
    name: str, help: str, default: Any = REQUIRED, minimum: int = 1, auto: Callable[..., Any] | None = None
) -> Argument:
    """Describe a whole number such as `out_features`."""
    return Argument(name=name, type="int", help=help, default=default, minimum=minimum, maximum=MAX_SIZE, auto=auto)
