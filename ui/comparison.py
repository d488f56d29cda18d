"""What the init rules change: each affected tensor before and after, on one axis."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.jobs.tasks import Change, Look
from ui import charts, state, tensors, weights, work
from ui.live import Live
from ui.wording import counted, escaped, number


def compare(live: Live) -> None:
    """Draw the comparison, which runs when it is asked for."""
    if not live.document.init:
        st.caption("With a rule on the left, you can see here what it changes.")
        return
    st.caption(_standing(live))
    if st.button("Apply", type="primary", key="apply", icon=":material/play_arrow:"):
        state.want("apply", live.id)
    if state.wants("apply", live.id):
        _apply(live)
        return
    shown = state.wanted("comparison")
    if shown is not None and shown[0] == tensors.question(live):
        _changes(live, shown[1])


def _apply(live: Live) -> None:
    """Let the weights follow the rules, and draw the page anew once they do."""
    path, earlier = tensors.made(live), None
    if path is None:
        return
    if not weights.follows_rules(live):
        if work.outcome("applying", path, "Applying the rules", lambda: weights.applying(live)) is None:
            return
        weights.settle_applied(path)
        work.forget("applying")
        earlier = path
    state.want("apply", None)
    state.want("comparison", (tensors.question(live), earlier))
    st.rerun()


def _standing(live: Live) -> str:
    """Say what Apply would do."""
    if weights.fresh(live):
        return "No weights are made yet. They will be drawn by these rules; Apply makes them and shows what changes."
    if weights.follows_rules(live):
        return "The weights follow these rules and this seed. Blocks that are added are drawn by them too."
    return (
        "Weights that exist keep their values until you press **Apply**: it draws again what the rules select, and "
        "nothing else. Blocks that are added are drawn by the rules at once, and another seed draws everything anew."
    )


def _changes(live: Live, earlier: Path | None) -> None:
    found = tensors.comparison(live, earlier)
    if found is None:
        return
    if not found.changes:
        st.warning("These rules change no tensor: none is selected that the scheme can fill.")
        return
    before = "PyTorch's defaults" if earlier is None else "the weights until now"
    st.caption(f"{counted(found.affected, 'tensor')} changed. Before: {before}. After: by the rules.")
    for i, change in enumerate(found.changes):
        _draw(i, change)
    if found.affected > len(found.changes):
        st.caption(f"… and {found.affected - len(found.changes):,} more, which the Parameters page lists.")


def _draw(i: int, change: Change) -> None:
    with st.container(border=True, key=f"change-{i}"):
        st.markdown(f"**{escaped(change.after.name)}**  `{list(change.after.shape)}`")
        st.caption(f"Before: {_moments(change.before)}. After: {_moments(change.after)}.")
        charts.histograms(change.after.edges, change.before.counts, change.after.counts, key=f"spread-{i}")


def _moments(summary: Look) -> str:
    return f"mean {number(summary.mean)}, std {number(summary.std)}"
