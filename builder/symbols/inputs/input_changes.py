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


def of_size(dim: int, taken: int, received: int) -> Change:
    """Return the change of a dim from a size that was received to one that is taken; of features the dim is -1."""

    def change(one: Input) -> Iterator[Input]:
        # The dim that the failure names comes first; dim 0 is the batch.
        dims = sorted(range(1, len(one.shape)), key=lambda at: at != dim % len(one.shape))
        for at in dims if not one.dtype.startswith("int") else ():
            if one.shape[at] == received:
                yield with_size(one, at, taken)
        features = one.shape[1] if len(one.shape) == len(("N", "features", "steps")) else None
        if isinstance(features, int) and dim == -1 and taken % received == 0:
            yield with_size(one, 1, features * taken // received)  # a spectrogram, joined with channels later
        yield from _concatenated_features(one, dim, taken, received)
        if len(one.shape) == len(("N", "C", "H", "W")) and dim == -1:
            yield from scale_image(one, (2, 3), taken / received)
        if dim == -1:
            yield from _shorter(one, taken / received)
        yield from _joined_dims(one, taken, received)

    return change


def _joined_dims(one: Input, taken: int, received: int) -> Iterator[Input]:
    """Yield an input with other sizes in two dims next to each other that are made one, as points and coordinates."""
    for at in range(len(one.shape) - 2, 0, -1):
        before, last = one.shape[at : at + 2]
        if isinstance(before, int) and isinstance(last, int) and before * last == received:
            pairs = ((taken // n, n) for n in (3, 2, last) if taken % n == 0)
            yield from (structs.replace(one, shape=(*one.shape[:at], *pair, *one.shape[at + 2 :])) for pair in pairs)


def features_last(taken: int, received: int) -> Change:
    """Return the change of the features, which are the last dim: a sequence may have them before the steps now."""
    of_features = of_size(-1, taken, received)

    def change(one: Input) -> Iterator[Input]:
        batch, *rest = one.shape
        if rest == [taken, received]:
            yield structs.replace(one, shape=(batch, received, taken))
        yield from of_features(one)

    return change


def _shorter(one: Input, factor: float) -> Iterator[Input]:
    """Yield token ids of another length, where all steps are joined later."""
    steps = one.shape[-1]
    is_sequence = one.dtype == "int64" and len(one.shape) == len(("N", "steps"))
    if is_sequence and isinstance(steps, int) and (steps * factor).is_integer():
        yield with_size(one, 1, int(steps * factor))


def _concatenated_features(one: Input, dim: int, taken: int, received: int) -> Iterator[Input]:
    """Yield an input that has more or fewer features or channels, where others were joined to them.

    One that has all of them already can have half, as have the others.
    """
    rank = len(one.shape)
    at = rank - 1 if dim == -1 else 2 if rank == _FRAMES else 1
    if one.dtype.startswith("int") or at >= rank or (dim == -1 and rank > len(("N", "steps", "features"))):
        return
    n, difference = one.shape[at], taken - received
    if at and isinstance(n, int) and difference and n + difference > 0:
        yield with_size(one, at, n + difference)
    elif at and n == taken < received and taken > 1:
        yield with_size(one, at, taken // 2)


_FRAMES = len(("N", "frames", "channels", "height", "width"))
_HALF_THE_SAMPLES = 256
