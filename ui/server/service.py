"""The one service object of a process: library, open documents, workers, downloads.

It is no `st.cache_resource`: any client may empty that cache for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from builder.jobs.pool import Pool
from builder.jobs.service import pool
from builder.library import Library
from ui.server.consoles import Consoles
from ui.server.downloads import Downloads
from ui.server.jobs import Jobs
from ui.server.live import LiveDocuments
from ui.server.trials import Trials
from ui.server.visits import Visits
from ui.server.weight_jobs import Makings


class Service:
    """What all sessions of a process share."""

    def __init__(self) -> None:
        self.library = Library()
        self.trials = Trials(lambda: self.pool)
        self.documents = LiveDocuments(self.library, self.trials)
        self.visits = Visits(self.library)
        self.downloads = Downloads()
        self.making = Makings()
        self.jobs = Jobs()
        self.consoles = Consoles(lambda: self.pool)
        self.after_rerun: Callable[[], None] = _nothing

    @property
    def pool(self) -> Pool:
        """The workers."""
        return pool()

    def close(self) -> None:
        """End the workers and let go of the database."""
        self.consoles.close()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.library.close()


def _nothing() -> None:
    """Do nothing: outside the server nobody waits for the end of a rerun."""


@cache
def service() -> Service:
    """Return the service of this process; made at the first call."""
    return Service()
