"""Handles modules that change an input in place while other nodes read it too."""

from __future__ import annotations

from collections import defaultdict

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.steps import Overwrite, Recording, Source, Step

CLONE = "Tensor.clone"
SIZE = "Tensor.size"


def copy_changed_inputs(recording: Recording) -> Recording:
    """Give what a module changes in place to it as a copy, and to those that read it later as it then is.

    A graph says what flows where, and not when: without the copy, whoever reads the tensor might do so too early or
    too late.

    Raises:
        UntraceableError: no function gives what later steps find in that memory.
    """
    if not any(step.overwrites or step.stale for step in recording.steps):
        return recording
    return _Separation(recording).run()


class _Separation:
    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.found: list[Step] = []
        self.fresh = {*recording.inputs, *(step.name for step in recording.steps)}
        self.reads: dict[str, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        """By whom each is read, outputs last: the index of the step, and the way to the part."""
        self.now: dict[Source, Source] = {}
        """Where a tensor that was changed is to be read from."""

        read = [
            () if step.kind == SIZE else step.sources for step in recording.steps
        ]  # which no change in place alters
        for i, sources in enumerate((*read, recording.outputs)):
            for name, way in sources:
                self.reads[name].append((i, way))

    def run(self) -> Recording:
        for i, step in enumerate(self.recording.steps):
            self.found.append(step._replace(sources=tuple(map(self._source, step.sources))))
            if any(self.reads[name][-1][0] > i for name in step.stale if self.reads[name]):
                raise _refusal()
            for overwrite in step.overwrites:
                self._separate(i, step, overwrite)
        return self.recording._replace(steps=self.found, outputs=tuple(map(self._source, self.recording.outputs)))

    def _source(self, source: Source) -> Source:
        name, way = source
        for length in range(len(way), -1, -1):
            if (name, way[:length]) in self.now:
                there = self.now[name, way[:length]]
                return there[0], (*there[1], *way[length:])
        return source

    def _separate(self, i: int, step: Step, overwrite: Overwrite) -> None:
        source = step.sources[overwrite.source]
        if source[0] not in self.fresh:  # a parameter or buffer: what the next call finds is changed too
            raise _refusal()
        readers = [(reader, way) for reader, way in self.reads[source[0]] if _overlap(way, source[1])]
        later = [way for reader, way in readers if reader > i]
        stale = any(self.reads[alias][-1][0] > i for alias in overwrite.aliases if self.reads[alias])
        if stale or any(len(way) < len(source[1]) for way in later):
            raise _refusal()
        if len(readers) == 1:  # the step itself
            return
        if not self.recording.outside.isdisjoint({source[0], *overwrite.aliases}):
            raise _refusal()
        this = self.found[-1]
        here = this.sources[overwrite.source]
        copy = Step(f"={i}.{overwrite.source}", CLONE, "", {}, (here,))
        sources = (*this.sources[: overwrite.source], (copy.name, ()), *this.sources[overwrite.source + 1 :])
        self.found[-1:] = [copy, this._replace(sources=sources)]
        if not later:
            return
        if overwrite.returned:
            self.now[source] = (step.name, ())
        elif overwrite.function is not None:
            kind, args = overwrite.function
            changed = Step(f"={i}.{overwrite.source}.changed", kind, "", args, (here,))
            self.found.append(changed)
            self.now[source] = (changed.name, ())
        else:
            raise _refusal()


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether of two ways into one result one leads to the other's part, or to a part of that."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _refusal() -> UntraceableError:
    return UntraceableError(say("trace.in-place-below"), say("trace.in-place-below.hint"))
