"""What was asked to run last on the Run page, which other pages show results of too."""

from __future__ import annotations

from ui.screens import state
from ui.server.inspections import RunRequest
from ui.server.live import Live


def pin(live: Live, asked: RunRequest) -> None:
    """Keep what a person asks to run, until something else is asked."""
    state.want(_name(live), asked)


def last_asked(live: Live) -> RunRequest | None:
    """Return what was asked last as it was asked, though the network may have other inputs by now."""
    found: RunRequest | None = state.request_of(_name(live))
    return found


def last_request(live: Live) -> RunRequest | None:
    """Return what was asked last, for the inputs that there are now; None until something was."""
    found = last_asked(live)
    return None if found is None else found.for_inputs({entry.name for entry in live.document.inputs})


def _name(live: Live) -> str:
    return f"run-{live.id}"
