"""Which dims of the inputs are the batch, where a call in the text shows their sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

Shape = tuple[int | Literal["N"], ...]
Sizes = Sequence[tuple[int, ...]]
Placed = tuple[list[Shape], int]


def batch_placed(sizes: Sizes, fits: Callable[[list[Shape], int], bool]) -> Placed:
    """Return the shapes with N in place of the batch, and the batch; `fits` tells whether they go with another one.

    The batch is the first dim where all inputs share it. Where they do not it may be the second, as in networks that
    read sequences step by step, or that of a state (layers, N, features) beside its sequence. What is no batch stays
    the number that it is: inputs of different lengths do not have the same N.
    """
    firsts = [shape[0] for shape in sizes if shape]
    batch = firsts[0] if firsts else 2
    plain = [_at(shape, 0 if shape and shape[0] == batch else None) for shape in sizes]
    if len(set(firsts)) < 2:
        return plain, batch
    seconds = {shape[1] if len(shape) == 3 else None for shape in sizes}
    (second,) = seconds if len(seconds) == 1 else (None,)
    if second is not None:
        shapes = [_at(shape, 1) for shape in sizes]
        if fits(shapes, second + 1):
            return shapes, second
    states = [_at(shape, _place(shape, batch)) for shape in sizes]
    return (states if states != plain and fits(states, batch + 1) else plain), batch


def _place(shape: tuple[int, ...], batch: int) -> int | None:
    if shape and shape[0] == batch:
        return 0
    return 1 if len(shape) == 3 and shape[1] == batch else None


def _at(shape: tuple[int, ...], place: int | None) -> Shape:
    """Put N at a place.

    >>> _at((10, 4, 16), 1)
    (10, 'N', 16)
    """
    return tuple("N" if i == place else int(n) for i, n in enumerate(shape))
