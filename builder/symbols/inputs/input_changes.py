"""What may be tried in place of an input: other dims, another size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import structs

from builder.document.blocks import Input

Change = Callable[[Input], Iterator[Input]]
"""What an input may be instead, the likeliest first; nothing where it cannot be meant."""
STEPS = 16
SAMPLES = 2
"""The batch of what is tried: a size that equals it is mostly the batch, and nothing that an input should have."""
LARGEST = 4_096
_HEADS = 4
_SIDE = 32
_MOST_DIMS = 6


def with_rank(entry: Input, rank: int) -> Iterator[Input]:
    """Yield an input with another number of dims, its last ones kept where they are features."""
    batch, *rest = entry.shape
    if not 1 <= rank <= _MOST_DIMS or rank == len(entry.shape):
        return
    while len(rest) > rank - 1:
        rest.pop(0)
    is_image = len(entry.shape) == rank - 1 == len(("N", "steps", "features"))
    while len(rest) < rank - 1:
        rest.insert(0, STEPS if len(rest) < 2 else _HEADS)
    yield structs.replace(entry, shape=(batch, *rest))
    if is_image and entry.dtype == "float32":
        yield structs.replace(entry, shape=(batch, entry.shape[-1], _SIDE, _SIDE))
    if len(entry.shape) - 1 == rank > 2:
        yield structs.replace(entry, shape=entry.shape[:-1])


def of_rank(rank: int, received: int | None = None) -> Change:
    """Return the change to a number of dims, of all inputs or of those that have another number now."""
    return lambda one: with_rank(one, rank) if received in (None, len(one.shape)) else iter(())


def by(difference: int) -> Change:
    """Return the change to more or fewer dims."""
    return lambda one: with_rank(one, len(one.shape) + difference)


def scale_image(one: Input, dims: tuple[int, ...], factor: float) -> Iterator[Input]:
    """Yield an image that has so many times the pixels."""
    sides = [round(n * factor ** (1 / len(dims))) for i, n in enumerate(one.shape) if i in dims and isinstance(n, int)]
    if len(sides) == len(dims) and all(0 < n < LARGEST for n in sides):
        yield structs.replace(one, shape=(*one.shape[: dims[0]], *sides))


def with_size(one: Input, dim: int, size: int) -> Input:
    """Return an input with another size in a dim."""
    return structs.replace(one, shape=tuple(size if i == dim else n for i, n in enumerate(one.shape)))


def of_sizes(one_size: int, other: int) -> Change:
    """Return the change of a size to another one, either of which may be an input's, or be a little more than that.

    Where two images do not meet that were halved and doubled again, one that can be halved often is tried.
    """
    pairs = ((other, one_size), (one_size, other))

    def change(one: Input) -> Iterator[Input]:
        for missing in (0, 1, 2):
            for old, new in pairs:
                yield from _instead_of(one, old - missing, new - missing)
        for old, new in pairs:
            if old == SAMPLES < new and one.shape[0] == "N":  # all samples share it
                yield structs.replace(one, shape=(new, *one.shape[1:]))
        if len(one.shape) > 3 and isinstance(one.shape[-1], int) and one.shape[-1] < _HALF_THE_SAMPLES:
            yield structs.replace(one, shape=(*one.shape[:-2], _HALF_THE_SAMPLES, _HALF_THE_SAMPLES))

    return change


def _instead_of(one: Input, old: int, new: int) -> Iterator[Input]:
    """Yield an input with another size in each dim that has a size."""
    if new > SAMPLES:
        yield from (with_size(one, i, new) for i, n in enumerate(one.shape) if n == old)


_HALF_THE_SAMPLES = 256
