"""Which documents are open, so that those which visits made and nobody touched can be removed a day later."""

from __future__ import annotations

import threading
import time

from streamlit import runtime

from builder.library import Library

EVERY = 3600.0
"""Seconds from one sweep to the next."""


class Visits:
    """The document that each session of this process has open."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._open: dict[str, str] = {}
        self._swept = 0.0

    def note(self, session: str, document: str) -> None:
        """Remember that a session shows a document."""
        with self._lock:
            self._open[session] = document

    def open(self) -> set[str]:
        """Return the documents of all sessions that are connected, and forget the sessions that are not."""
        with self._lock:
            self._open = {session: document for session, document in self._open.items() if lives(session)}
            return set(self._open.values())

    def sweep(self) -> None:
        """Have the library remove what nobody has touched, if that was not done within the last hour."""
        if time.monotonic() - self._swept >= EVERY or not self._swept:
            self._swept = time.monotonic()
            self._library.sweep_visits(time.time(), self.open())


def lives(session: str) -> bool:
    """Tell whether a session is connected."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)
