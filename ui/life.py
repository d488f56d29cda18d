"""The lifespan of the server: warm-ups at the first page, garbage collection between reruns, shutdown.

A full collection after every rerun costs 150 ms of CPU with torch imported, so `.streamlit/config.toml` turns it off.
Instead all that was imported is frozen once, and what reruns leave behind is collected when they pause.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import streamlit as st

from builder import templates
from ui.address import tell
from ui.screens.state import FIRST
from ui.server import log, pace, training_queue
from ui.server.reading import Reading
from ui.server.service import service
from ui.server.visits import EVERY
from ui.sessions import lives

PATIENCE = 6.0
"""Seconds that the warm-ups wait for a first page, so as not to slow it down."""
SWITCH = 0.0005
"""Seconds that a thread which computes keeps the others waiting (Python's own: 0.005): what answers one person stops
for the disk and the network many times, and each time would wait so long beside another's large network."""
PAUSE = 5.0
"""Seconds without a rerun after which garbage is collected."""
LONGEST = 60.0
"""Seconds after which it is collected though there was no pause."""
YOUNG = (1_000, 30, 1_000_000)
"""When Python collects by itself: young objects alone, for to look at all of them takes a second with many large
networks, in which nothing else runs; and often, for long work rests only then (`ui.server.pace`)."""

_log = logging.getLogger(__name__)


class Housekeeper:
    """A thread that waits for the first rerun, warms things up, and then collects garbage and sweeps in the pauses.

    Args:
        warm_ups: what is done once.
        sweep: what is done in the pauses.
        checkpoint: what is done every few seconds while there is none.
    """

    def __init__(
        self, warm_ups: tuple[Callable[[], object], ...], sweep: Callable[[], object], checkpoint: Callable[[], object]
    ) -> None:
        self._warm_ups = warm_ups
        self._sweep = sweep
        self._checkpoint = checkpoint
        self._touched = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nnblocks-housekeeper", daemon=True)

    def start(self) -> None:
        """Start the thread and return."""
        self._thread.start()

    def touch(self) -> None:
        """Record that a script has run."""
        self._touched.set()

    def end(self) -> None:
        """Stop at the next opportunity."""
        self._ended.set()
        self._touched.set()

    def _run(self) -> None:
        self._touched.wait(PATIENCE)
        for warm_up in self._warm_ups:
            if self._ended.is_set():
                return
            self._try("a warm-up", warm_up)
        gc.collect()
        gc.freeze()
        while not self._ended.is_set():
            self._try("a sweep", self._sweep)
            if not self._touched.wait(EVERY):
                continue
            end = time.monotonic() + LONGEST
            while self._touched.is_set() and not self._ended.is_set() and time.monotonic() < end:
                self._touched.clear()
                time.sleep(PAUSE)
                self._try("a checkpoint", self._checkpoint)
            gc.collect()

    def _try(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:  # where it matters to a person, a page hits the same error and shows it
            _log.exception("%s failed", name)


def _diagrams() -> None:
    """Compile Graphviz."""
    from ui.server.pictures import Drawing, svg

    svg(Reading(templates.load(FIRST), service().trials), Drawing())


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start the pool and the warm-ups with the server, and end the workers with it."""
    log.set_up()
    found = service()
    housekeeper = Housekeeper(
        (found.pool.warm, training_queue.restore, _diagrams), found.visits.sweep, found.library.checkpoint
    )
    found.after_rerun = housekeeper.touch
    found.visits.lives = lives
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*YOUNG)
    pace.set_up()
    housekeeper.start()
    tell()
    yield
    housekeeper.end()
    found.close()
