"""The gradients of the last run with a loss, as the Parameters page shows them beside the values."""

from __future__ import annotations

import msgspec
import streamlit as st

from builder.inspection.report import Parameter, Report
from builder.sentences import say
from ui.screens import last_request, state, tensors, work
from ui.server import inspections
from ui.server.live import Live


class Gradients(msgspec.Struct, frozen=True):
    """What reached each tensor, by all of its keys."""

    by_key: dict[str, Parameter]

    def rms(self, key: str) -> float | None:
        """Return the root of the mean square of a tensor's gradient; None where none reached it."""
        one = self.by_key.get(key)
        return None if one is None or one.gradient is None else one.gradient.rms


def find(live: Live) -> Gradients | None:
    """Return the gradients of the sample that ran last, with these weights; None without such a run, or while it runs.

    The Run page asks for the same work, so what it has found is there at once.
    """
    asked = last_request.last_request(live)
    if asked is None or asked.settings.loss == "none" or live.reading.analysis.errors:
        return None
    path = tensors.there(live)
    if path is None:
        return _former(live)
    report = work.outcome(
        "inspection",
        (tensors.question(live), path, asked.key),
        say("run.running"),
        lambda: inspections.inspect_sample(live, path, asked),
    )
    if report is None:
        return _former(live)
    found = Gradients(_by_key(report))
    state.want("last-gradients", (live.id, found))
    return found


def _former(live: Live) -> Gradients | None:
    """Return those of before, which stay while the next ones are computed."""
    last = state.request_of("last-gradients")
    return last[1] if last is not None and last[0] == live.id else None


def _by_key(report: Report) -> dict[str, Parameter]:
    return {name: one for one in report.parameters for name in (one.name, *one.names)}


def say_how() -> None:
    """Say how one comes to a gradient."""
    st.caption(say("parameters.no-gradients"), width="content")
    st.button(say("parameters.to-run"), key="to-run", on_click=state.go, args=("run",), type="tertiary")
