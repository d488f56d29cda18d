"""What is seen of a run's network while it learns, as a browser asks for it."""

from __future__ import annotations

from builder.training.seen import SEEN
from ui.server.trainings import run_folder


def seen(document: str, run: str, since: str) -> bytes:
    """Return what was last seen of a run's network as JSON with its version; nothing where that is the one asked by.

    Raises:
        BuilderError: there is no such run.
    """
    file = run_folder(document, run) / SEEN
    try:
        version = str(file.stat().st_mtime_ns)
        content = file.read_bytes()
    except OSError:
        return b"{}"
    return b"{}" if version == since else b'{"version":"%s","seen":%s}' % (version.encode(), content)
