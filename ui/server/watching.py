"""What is seen of a run's network while it learns, as a browser asks for it."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.errors import BuilderError
from builder.sentences import say
from builder.training import folder as runs
from builder.training.seen import SEEN, seen_of
from ui.server.live import Live
from ui.server.tint import tint_of
from ui.server.trainings import GOING, folder_of


def look_since(document: str, run: str, since: str) -> bytes:
    """Return what was last seen of a run's network as JSON with its version; nothing where that is the one asked by.

    Raises:
        BuilderError: there is no such run.
    """
    file = folder_of(document, run) / SEEN
    try:
        version = str(file.stat().st_mtime_ns)
        content = file.read_bytes()
    except OSError:
        return b"{}"
    return b"{}" if version == since else b'{"version":"%s","seen":%s}' % (version.encode(), content)


def update_tint(live: Live, run: str) -> dict[str, Any]:
    """Return by what the canvas is coloured while a run goes on: how far a step moves each block.

    Before the first look no block has a colour; the canvas asks again at the address.
    """
    nothing = {"title": say("train.watch.tint"), "low": "", "high": "", "values": {}}
    found = _tint(live.id, run) or nothing
    return {**found, "token": live.reading.token, "address": f"nnblocks/training/{live.id}/{run}/tint"}


def tint_news(document: str, run: str) -> bytes:
    """Return the colours of the canvas as they are now, and whether the run goes on, as JSON.

    Raises:
        BuilderError: there is no such run.
    """
    state = runs.status_of(folder_of(document, run)).state
    return msgspec.json.encode({"tint": _tint(document, run), "going": state in GOING})


def _tint(document: str, run: str) -> dict[str, Any] | None:
    try:
        seen = seen_of(folder_of(document, run))
    except BuilderError:
        return None
    if seen is None:
        return None
    found = tint_of(seen.updates.items(), say("train.watch.tint"), "")
    return None if found is None else {name: value for name, value in found.items() if name != "token"}
