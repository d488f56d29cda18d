"""Joins what one forward did at several sizes to one that does it at all of them."""

from __future__ import annotations

from collections.abc import Sequence

from builder.document.blocks import BATCH
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.size_numbers import Place, fixed_size, join_runs, plain
from builder.trace.memory import SIZE
from builder.trace.steps import Recording, Step

_FREE = {"Tensor.view": "shape", "Tensor.reshape": "shape"}
"""The functions that find one size themselves, and the argument with a -1 for it."""


def joined_sizes(several: Sequence[Recording]) -> Recording:
    """Return the forward that does what all of these do.

    Raises:
        UntraceableError: none does.
    """
    one = several[0]
    if any(len(other.steps) != len(one.steps) or other.outputs != one.outputs for other in several):
        raise fixed_size()
    joining = _RecordingJoin()
    for same in zip(*(other.steps for other in several), strict=True):
        joining.add(same)
    return one._replace(steps=joining.steps)


def plain_sizes(recording: Recording) -> Recording:
    """Return a forward in which no number knows where it comes from."""
    steps = [step._replace(args=plain(step.args), call=plain(step.call)) for step in recording.steps]
    return recording._replace(steps=steps)


class _RecordingJoin:
    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.sizes: dict[Place, str] = {}
        """The steps that measure, by what they measure."""

    def add(self, several: Sequence[Step]) -> None:
        one = several[0]
        if all(other._replace(shape=one.shape) == one for other in several):
            self.steps.append(one)
        elif one.kind is None or any(other._replace(args=one.args, shape=one.shape) != one for other in several):
            raise fixed_size()
        else:
            self.steps.append(self._free(several) or self._opened(several))

    def _free(self, several: Sequence[Step]) -> Step | None:
        """Return a view that finds the one size that differs; None where more differ, or it is no view."""
        one = several[0]
        name = _FREE.get(one.kind or "")
        shapes = list(zip(*(other.shape for other in several), strict=False))
        given = [_size(sizes) for sizes in shapes]
        if name is None or given.count(-1) > 1 or any(len(other.shape) != len(given) for other in several):
            return None
        return one._replace(args={**one.args, name: given})

    def _opened(self, several: Sequence[Step]) -> Step:
        """Return a call whose numbers are worked out of sizes."""
        one = several[0]
        names: dict[Place, str] = {}

        def name(place: Place) -> str:
            return names.setdefault(place, f"n_{len(names) + 1}" if names else "n")

        if any(other.args.keys() != one.args.keys() for other in several):
            raise fixed_size()
        args = {key: join_runs([other.args[key] for other in several], name) for key in one.args}
        sources = (*one.sources, *((self._measured(place), ()) for place in names))
        return one._replace(args=args, sources=sources, names=tuple(names.values()))

    def _measured(self, place: Place) -> str:
        if place not in self.sizes:
            self.sizes[place] = f"=size.{len(self.sizes)}"
            self.steps.append(Step(self.sizes[place], SIZE, "", {"dim": place.dim}, (place.source,)))
        return self.sizes[place]


def _size(sizes: Sequence[int]) -> int | str:
    """Return one size of a view as a document gives it: that of all runs, N for the batch, -1 for an open one."""
    if set(sizes) == {BATCH_SIZE}:
        return BATCH
    return sizes[0] if len(set(sizes)) == 1 and sizes[0] % BATCH_SIZE else -1
