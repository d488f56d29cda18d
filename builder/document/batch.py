"""Finds the batch dims of inputs of which only the sizes are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Literal, NamedTuple

Shape = tuple[int | Literal["N"], ...]
Sizes = Sequence[tuple[int, ...]]
Placed = tuple[list[Shape], int]
LAYERS = frozenset(
    {
        "RNN", "LSTM", "GRU", "MultiheadAttention", "Transformer", "TransformerEncoder", "TransformerDecoder",
        "TransformerEncoderLayer", "TransformerDecoderLayer",
    }
)  # fmt: skip
"""The layers whose `batch_first` says which dim is the batch."""
STEPS = ("input", "query", "key", "value", "src", "tgt", "memory")
"""Their inputs that are sequences."""
STATES = ("hx",)
"""Their inputs that are states: (layers, batch, features), whatever `batch_first` says."""


class Trial(NamedTuple):
    """How a network takes inputs with N at some place."""

    fits: bool
    """Whether it runs for another batch than the one shown."""
    misplaced: int
    """How often the batch is not where it belongs (`count_misplaced`), or missing from what the network returns."""


def batch_placed(sizes: Sizes, tried: Callable[[list[Shape], int], Trial], told: bool) -> Placed:
    """Return the shapes with N in place of the batch, and the batch.

    The batch is the first dim where all inputs share it and no layer says otherwise; `told` is whether there are
    layers that say which dim they take it for. Else it may be the second dim, as in networks that read sequences
    step by step, or that of a state (layers, N, features) beside its sequence. What is no batch stays the number that
    it is: inputs of different lengths do not have the same N.
    """
    firsts = [shape[0] for shape in sizes if shape]
    batch = firsts[0] if firsts else 2
    plain = [_at(shape, 0 if shape and shape[0] == batch else None) for shape in sizes]
    differ = len(set(firsts)) > 1
    others = [(shapes, size) for shapes, size in (_seconds(sizes), _states(sizes, batch)) if shapes not in ([], plain)]
    if not others or not (differ or told):
        return plain, batch
    found, least = (plain, batch), tried(plain, _another(batch, sizes)).misplaced
    for shapes, size in others:
        most = least + (differ and found[0] is plain and _is_likely(shapes))
        trial = tried(shapes, _another(size, sizes)) if most else None
        if trial is not None and trial.fits and trial.misplaced < most:
            found, least = (shapes, size), trial.misplaced
    return found


def count_misplaced(
    batch_first: bool, sequences: Sequence[Sequence[bool]], states: Sequence[Sequence[bool]] = ()
) -> int:
    """Count the tensors whose batch is at the dim that a layer takes for the steps, or for its states.

    Each is given as whether a dim is the batch: of a sequence (steps, batch, features) or with `batch_first` (batch,
    steps, features), of a state (layers, batch, features).

    >>> count_misplaced(False, [(True, False, False)])
    1
    """
    steps = int(batch_first)
    return sum(len(dims) == 3 and dims[steps] for dims in sequences) + sum(
        len(dims) == 3 and dims[0] for dims in states
    )


def _seconds(sizes: Sizes) -> Placed:
    """Put N for the second dim of the first input that has one, wherever others have that size too."""
    batch = next((shape[1] for shape in sizes if len(shape) > 1), 0)
    return [_at(shape, _place(shape, batch, 1)) for shape in sizes] if batch else [], batch


def _states(sizes: Sizes, batch: int) -> Placed:
    return [_at(shape, _place(shape, batch, 0)) for shape in sizes], batch


def _place(shape: tuple[int, ...], batch: int, likely: int) -> int | None:
    """Return which of the first two dims is the batch; of a state, but not of a picture, it may be the second."""
    places = [i for i in (likely, 1 - likely) if shape[i : i + 1] == (batch,)]
    return next((i for i in places if i == likely or len(shape) == 3 or i == 0), None)


def _another(batch: int, sizes: Sizes) -> int:
    """Return a larger batch that differs from all other sizes."""
    return next(n for n in count(batch + 1) if not any(n in shape for shape in sizes))


def _is_likely(shapes: list[Shape]) -> bool:
    """Tell whether N is in all that may be sequences or states, and in the second dim of nothing else."""
    return all("N" in shape if len(shape) == 3 else shape[1:2] != ("N",) for shape in shapes)


def _at(shape: tuple[int, ...], place: int | None) -> Shape:
    """Put N at a place.

    >>> _at((10, 4, 16), 1)
    (10, 'N', 16)
    """
    return tuple("N" if i == place else int(n) for i, n in enumerate(shape))
