"""What the init rules change: each affected tensor before and after, on one axis."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.jobs.tasks import Change
from builder.sentences import say
from builder.weights.tensor_summary import TensorSummary
from ui.screens import charts, state, tensors, work
from ui.server import weights
from ui.server.live import Live
from ui.server.readable import escape_markdown, number


def compare(live: Live) -> None:
    """Draw the comparison, which runs when it is asked for."""
    if not live.document.init:
        st.caption(say("initialise.compare.none"))
        return
    st.caption(_apply_words(live))
    if st.button(say("initialise.apply"), type="primary", key="apply", icon=":material/play_arrow:"):
        state.want("apply", live.id)
    if state.wants("apply", live.id):
        _apply(live)
        return
    shown = state.request_of("comparison")
    if shown is not None and shown[0] == tensors.question(live):
        _changes(live, shown[1])


def _apply(live: Live) -> None:
    """Apply the rules to the weights, and redraw the page when that is done."""
    path, earlier = tensors.weights_file(live), None
    if path is None:
        return
    if not weights.follows_rules(live):
        if (
            work.outcome(
                "applying", path, say("initialise.applying"), lambda: weights.begin_apply(live, state.person())
            )
            is None
        ):
            return
        weights.settle_applied(path)
        work.forget("applying")
        earlier = path
    state.want("apply", None)
    state.want("comparison", (tensors.question(live), earlier))
    st.rerun()


def _apply_words(live: Live) -> str:
    """Describe what Apply would do."""
    if weights.fresh(live):
        return say("initialise.state.new")
    if weights.follows_rules(live):
        return say("initialise.state.applied")
    return say("initialise.state.changed")


def _changes(live: Live, earlier: Path | None) -> None:
    found = tensors.comparison(live, earlier)
    if found is None:
        return
    if not found.changes:
        st.warning(say("initialise.compare.unchanged"))
        return
    count = found.affected
    is_first = earlier is None
    st.caption(
        say("initialise.compare.defaults", count=count) if is_first else say("initialise.compare.weights", count=count)
    )
    for i, change in enumerate(found.changes):
        draw(f"change-{i}", change, say("initialise.default") if is_first else say("initialise.before"))
    if count > len(found.changes):
        st.caption(say("initialise.compare.more", count=count - len(found.changes)))


def draw(key: str, change: Change, before: str, after: str | None = None) -> None:
    """Draw a tensor as it is before and after, on one axis, with the words for both."""
    after = say("initialise.after") if after is None else after
    counts = {before: change.before.counts, after: change.after.counts}
    moments = {before: _moments(change.before), after: _moments(change.after)}
    with st.container(border=True, key=key):
        st.markdown(f"**{escape_markdown(change.after.name)}**  `{list(change.after.shape)}`")
        st.html(charts.legend(moments))
        charts.histograms(change.after.edges, counts, key=f"{key}-spread")


def _moments(summary: TensorSummary) -> str:
    return say("common.moments", mean=number(summary.mean), std=number(summary.std))
