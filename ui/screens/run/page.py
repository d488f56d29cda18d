"""The frame of the Run page: the sample on the left, what it showed on the right."""

from __future__ import annotations

import streamlit as st

from builder.inspection.report import Report
from builder.sentences import say
from ui.screens import state, tensors, work
from ui.screens.run import against, blocks, compare_panel, difference, gradients, quantities, sample_panel, verdicts
from ui.server import inspections
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown, number

_CHOSEN = ("run-view", "run-quantity", "run-containers", "run-part", "run-compare-quantity")
"""The fields beside the results, which are gone while a worker runs."""


def show(live: Live) -> None:
    """Draw the page; a sample that ran once stays, and runs again after every edit."""
    for key in _CHOSEN:
        state.kept_field(key)
    st.subheader(say("run.title"))
    if live.reading.analysis.errors:
        st.warning(say("run.errors"))
        st.button(say("run.to-problems"), on_click=state.show_problems, key="run-problems")
        return
    left, right = st.columns([4, 9], gap="large")
    with left:
        asked = sample_panel.draw(live)
    with right:
        if asked is None:
            _empty()
        else:
            _results(live, asked)


def _empty() -> None:
    with st.container(border=True, key="run-empty"):
        st.markdown(say("run.empty"))


def _results(live: Live, asked: RunRequest) -> None:
    path = tensors.weights_file(live)
    if path is None:
        return
    report = work.outcome(
        "inspection",
        (tensors.question(live), path, asked.key),
        say("run.running"),
        lambda: inspections.inspect_sample(live, path, asked),
    )
    if report is None:
        return
    against.note(live, asked)
    _summary(report)
    verdicts.show(live, report)
    views = {
        "blocks": say("run.view.blocks"),
        "parameters": say("run.view.parameters"),
        "difference": say("run.view.difference"),
        "compare": say("run.view.compare"),
    }
    view = st.segmented_control(
        say("run.view"), list(views), format_func=lambda name: views[name], default="blocks", key="run-view",
        label_visibility="collapsed",
    )  # fmt: skip
    if view == "parameters":
        gradients.show(live, path, asked, report)
    elif view == "difference":
        difference.show(live, path, asked)
    elif view == "compare":
        compare_panel.show(live, path, asked, report)
    else:
        blocks.show(live, path, asked, report)


def _summary(report: Report) -> None:
    """Draw what is to be said of the run as a whole."""
    st.markdown(" · ".join(_figures(report)))
    if report.timing != "alone":
        st.caption(quantities.timing_words(report))
    for fed in (*report.inputs, *((report.target,) if report.target is not None else ())):
        if fed.said:
            st.caption(f"**{escape_markdown(fed.name)}**  {escape_markdown(' '.join(fed.said))}")
    if report.partial is not None:
        st.warning(escape_markdown(report.partial))
    for note in report.notes:
        st.caption(escape_markdown(note))


def _figures(report: Report) -> list[str]:
    parts = [say("run.calls", count=len(report.calls))]
    if report.forward_seconds is not None:
        parts.append(say("run.forward", milliseconds=number(report.forward_seconds * 1e3)))
    if report.backward_seconds is not None:
        parts.append(say("run.backward-time", milliseconds=number(report.backward_seconds * 1e3)))
    if report.loss is not None:
        parts.append(say("run.loss", loss=number(report.loss)))
    return parts
