"""Which sizes a network takes in the dims of its inputs: its rules are asked for others, and what holds is said.

Nothing is proven: a claim is what all sizes showed that were tried, and says up to where. What hangs on values is no
matter of rules (positions that are looked up, code of a person's own); of such a network nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import NamedTuple, TypeAlias

import msgspec

from builder.analysis.memo import Memo
from builder.analysis.nodes import nodes, root_node
from builder.analysis.results import Result
from builder.analysis.run import run
from builder.analysis.single import errors_in
from builder.catalogue.layers.kind import Args
from builder.document.blocks import AUTO, Block, Document, Function, Layer, Written
from builder.document.tree import walk
from builder.runner import Runner

Place: TypeAlias = tuple[int, int]
"""The number of an input, and a dim of it."""
HIGHEST = 1024
"""Up to where sizes are tried, unless an input is larger than a quarter of that."""
_MOST_STEP = 64
_MOST_DIMS = 8
_SAMPLES = 12
_MOST_RUNS = 400
_MOST_WORK = 60_000
"""Blocks times runs, which take a second at most."""
_INDEXED = frozenset(
    {"Embedding", "EmbeddingBag", "F.embedding", "torch.gather", "torch.index_select", "F.one_hot", "torch.take"}
)
_COUNTS = frozenset({"torch.arange", "torch.linspace"})


class SizeRule(NamedTuple):
    """What sizes were taken in a dim, or in dims that have one size together.

    These are `size` plus multiples of `step` from `least` to `most`; None where the largest that was tried was taken.
    """

    places: tuple[Place, ...]
    size: int
    step: int
    least: int
    most: int | None


class Sizes(NamedTuple):
    """What was found out: dims with more than one size, whether they go with each other freely, and how it was."""

    taken: tuple[SizeRule, ...]
    free: bool
    tried: int
    highest: int


class _UnknownError(Exception):
    """No more sizes can be tried, or no rule holds for all that were."""


def sizes_taken(document: Document, result: Result, runner: Runner) -> Sizes | None:
    """Return which sizes an expanded document takes beside its own; None where the rules alone do not tell.

    Args:
        document: with every instance expanded.
        result: of this document at its own sizes.
        runner: as `analyse` takes it.
    """
    blocks = list(walk(document.root))
    if result.outflow is None or errors_in(result) or _by_values(blocks):
        return None
    places = [(i, d) for i, entry in enumerate(document.inputs) for d, n in enumerate(entry.shape) if n != "N"]
    if not places or len(places) > _MOST_DIMS:
        return None
    has_auto = any(isinstance(block, Layer) and AUTO in block.args.values() for block in blocks)
    trial = _Trial(document, runner, _all_args(document, result) if has_auto else None, _runs(len(blocks)))
    try:
        found = [taken for place in places if (taken := trial.taken((place,))) is not None]
        alone = {place for taken in found for place in taken.places}
        for pair in combinations([place for place in places if place not in alone], 2):
            if alone.isdisjoint(pair) and trial.size(pair[0]) == trial.size(pair[1]):
                together = trial.taken(pair)
                found += [] if together is None else [together]
                alone |= set() if together is None else set(pair)
        return Sizes(tuple(found), all(map(trial.works, _mixed_sizes(found))), len(trial.known), trial.highest)
    except _UnknownError:
        return None


def _by_values(blocks: Sequence[Block]) -> bool:
    kinds = {block.kind for block in blocks if isinstance(block, Layer | Function)}
    return any(isinstance(block, Written) for block in blocks) or bool(kinds & _COUNTS and kinds & _INDEXED)


def _runs(blocks: int) -> int:
    return min(_MOST_RUNS, _MOST_WORK // max(blocks, 1))


def _all_args(document: Document, result: Result) -> list[Args | None]:
    found = nodes(root_node(document.root, result))
    return [node.layer.args for node in found if isinstance(node.block, Layer) and node.layer is not None]


class _Trial:
    """The runs of one document with other sizes."""

    def __init__(self, document: Document, runner: Runner, args: list[Args | None] | None, runs: int) -> None:
        self.document, self.runner, self.memo = document, runner, Memo()
        self.args, self.left = args, runs
        self.known: dict[tuple[tuple[Place, int], ...], bool] = {}
        sizes = [n for entry in document.inputs for n in entry.shape if isinstance(n, int)]
        self.highest = max(HIGHEST, 4 * max(sizes, default=1))

    def size(self, place: Place) -> int:
        """Return the size that the document has at a place."""
        return int(self.document.inputs[place[0]].shape[place[1]])

    def works(self, sizes: Mapping[Place, int]) -> bool:
        """Tell whether the network takes these sizes in the place of its own.

        Raises:
            _UnknownError: it would be one run too many.
        """
        key = tuple(sorted(sizes.items()))
        if key not in self.known:
            if self.left <= 0:
                raise _UnknownError
            self.left -= 1
            self.known[key] = self._runs(sizes)
        return self.known[key]

    def _runs(self, sizes: Mapping[Place, int]) -> bool:
        inputs = tuple(
            msgspec.structs.replace(entry, shape=tuple(sizes.get((i, d), n) for d, n in enumerate(entry.shape)))
            for i, entry in enumerate(self.document.inputs)
        )
        document = msgspec.structs.replace(self.document, inputs=inputs)
        result = run(document, self.runner, self.memo)
        if result.outflow is None or errors_in(result):
            return False
        return self.args is None or _all_args(document, result) == self.args

    def taken(self, places: tuple[Place, ...]) -> SizeRule | None:
        """Return what sizes are taken at places that have one together; None where it is no other.

        Raises:
            _UnknownError: some are, by no rule that is known here.
        """
        size, tried = self.size(places[0]), {}

        def works(n: int) -> bool:
            tried[n] = n >= 1 and self.works(dict.fromkeys(places, n))
            return tried[n]

        step = next((p for p in _steps(size) if works(size + p)), 0)
        step = step or next((p for p in _steps(size) if works(size - p)), 0)
        if not step:
            return None
        least = size - step * _last(lambda k: works(size - k * step), (size - 1) // step)
        above = (self.highest - size) // step
        count = _last(lambda k: works(size + k * step), above)
        found = SizeRule(places, size, step, least, None if count == above else size + count * step)
        for n in _sizes_to_check(found, self.highest):
            works(n)
        if any(works != _is_taken(found, n) for n, works in tried.items()):
            raise _UnknownError
        return found


def _steps(size: int) -> Iterator[int]:
    yield from range(1, _MOST_STEP + 1)
    yield from (n for n in range(_MOST_STEP + 1, size + 1) if size % n == 0)


def _last(works: Callable[[int], bool], most: int) -> int:
    """Return the last number from 0 up to `most` for which something works, if it does up to some number."""
    if most <= 0 or works(most):
        return max(most, 0)
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def _is_taken(found: SizeRule, n: int) -> bool:
    return n >= found.least and (n - found.size) % found.step == 0 and (found.most is None or n <= found.most)


def _sizes_to_check(found: SizeRule, highest: int) -> Iterator[int]:
    """Yield sizes to hold a rule against: over all that was tried, and at both ends, those beside them as well."""
    top = found.most or highest
    span = (top - found.least) // found.step
    yield from (found.least + k * found.step for k in range(min(3, span + 1)))
    yield from (found.least + span * i // _SAMPLES * found.step for i in range(_SAMPLES + 1))
    yield from (n for n in (found.least - 1, found.least // 2, found.least + 1, top - 1, top // 2 + 1) if n >= 1)
    if found.most is not None:
        yield from (n for n in (top + 1, top + found.step, top * 2) if n <= highest)


def _mixed_sizes(found: list[SizeRule]) -> Iterator[dict[Place, int]]:
    """Yield sizes for all dims at once: the least, and some larger ones that differ from each other."""
    if len(found) < 2:
        return
    for steps in islice(((0, 0), (1, 3), (4, 1), (0, 5)), 4):
        yield {place: _nth(taken, steps[i % 2] + i // 2) for i, taken in enumerate(found) for place in taken.places}


def _nth(taken: SizeRule, n: int) -> int:
    size = taken.least + n * taken.step
    return size if taken.most is None else min(size, taken.most)
