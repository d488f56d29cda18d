"""Merges the modules of a list that are called one after another into a sequential."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise

from builder.trace.steps import Recording


def as_chain(recording: Recording, name: str, keys: tuple[str, ...]) -> Recording:
    """Call the list of modules at `name` as one, where each takes just what the one before it returns."""
    paths = [f"{name}.{key}" for key in keys]
    known = {*paths, name}
    steps, outputs = recording.steps, recording.outputs
    found = [step for step in steps if step.kind is None and step.path in known]
    if not found or [step.path for step in found] != paths or len(found[0].sources) != 1:
        return recording
    below = tuple(f"{path}." for path in paths)
    if any(step.path.startswith(below) for step in steps):
        return recording
    uses = Counter(source[0] for source in chain(outputs, *(step.sources for step in steps)))
    if any(step.sources != ((before.name, ()),) or uses[before.name] != 1 for before, step in pairwise(found)):
        return recording
    # The whole runs where its last part did, so that what was called between stays before it.
    whole = found[-1]._replace(path=name, sources=found[0].sources)
    gone = {step.name for step in found[:-1]}
    kept = [whole if step.name == whole.name else step for step in steps if step.name not in gone]
    return recording._replace(steps=kept)
