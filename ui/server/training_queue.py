"""Puts runs that waited when a server ended back into a queue, in their order."""

from __future__ import annotations

from contextlib import suppress

from builder.errors import BuilderError
from builder.training import folder as runs
from ui.server import trainings
from ui.server.service import service


def restore() -> None:
    """Take over the runs that no server has in its queue any more, each for the person who had asked for it.

    One that was training is left to them: it may be what the server has ended of.
    """
    waiting = []
    for folder in service().library.all_training.glob("*/runs/*"):
        with suppress(BuilderError):  # it is just being made or removed
            status = runs.status_of(folder)
            if status.state == "queued" and not runs.is_taken(folder):
                waiting.append((status.updated, folder))
    for _, folder in sorted(waiting):
        with suppress(BuilderError):  # its network was deleted, or another server has just taken it
            live = service().documents.get(folder.parent.parent.name)
            trainings.submit(live, folder.name, runs.person_of(folder))
