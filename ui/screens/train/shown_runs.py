"""Which runs a session looks at: the first one in the fore, the others beside it on one axis."""

from __future__ import annotations

from ui.screens import state
from ui.server.trainings import Run

MOST_SHOWN = 6
"""Runs whose curves are drawn on one axis: there are so many colours."""
_SHOWN = "train-shown"


def choose(*ids: str) -> bool:
    """Show some runs, as one that has just begun; tell whether others were shown before."""
    changes = not state.wants(_SHOWN, ids[:MOST_SHOWN])
    state.want(_SHOWN, ids[:MOST_SHOWN])
    return changes


def shown_runs(runs: list[Run]) -> list[Run]:
    """Return the runs that are shown, the first one in the fore; the newest where none was chosen."""
    by_id = {run.id: run for run in runs}
    return [by_id[id] for id in state.request_of(_SHOWN) or () if id in by_id] or runs[:1]
