"""Which documents are open, so that those which visits made and nobody touched can be removed a day later."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from builder.library import Library

EVERY = 3600.0
"""Seconds from one sweep to the next."""


class Visits:
    """The document that each session of this process has open."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._open: dict[str, str] = {}
        self._asked: dict[str, float] = {}
        self._swept = 0.0
        self.lives: Callable[[str], bool] = _never
        """Tells whether a session is connected; the server knows once it runs (`ui.life`)."""

    def note(self, session: str, document: str) -> None:
        """Remember that a session shows a document."""
        with self._lock:
            self._open[session] = document

    def asked(self, document: str) -> None:
        """Record that a page has polled a document: it is open even if its session is disconnected."""
        with self._lock:
            self._asked[document] = time.monotonic()

    def open(self) -> set[str]:
        """Return what connected sessions show and what was asked for since the last sweep; forget all else."""
        with self._lock:
            self._open = {session: document for session, document in self._open.items() if self.lives(session)}
            recent = time.monotonic() - EVERY
            self._asked = {document: at for document, at in self._asked.items() if at >= recent}
            return {*self._open.values(), *self._asked}

    def sweep(self) -> None:
        """Have the library remove what nobody has touched and old checkpoints, unless that was done within the hour."""
        # The clock may begin with the machine, so that the first sweep would look as if it were done already.
        if time.monotonic() - self._swept >= EVERY or not self._swept:
            self._swept = time.monotonic()
            self._library.sweep_visits(time.time(), self.open())
            self._library.sweep_checkpoints(time.time())


def _never(session: str) -> bool:
    """Say of every session that it is gone: outside the server there are none."""
    return False
