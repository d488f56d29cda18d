"""What the init rules change: each affected tensor before and after, side by side."""

from __future__ import annotations

import streamlit as st

from builder.jobs.tasks import Change, Look
from ui import charts, state, tensors
from ui.live import Live
from ui.wording import counted, escaped, number


def compare(live: Live) -> None:
    """Draw the comparison, which runs when it is asked for."""
    if not live.document.init:
        st.caption("With a rule on the left, you can see here what it changes.")
        return
    if st.button("Apply", type="primary", key="apply", icon=":material/play_arrow:"):
        state.want("comparison", tensors.question(live))
    if not state.wants("comparison", tensors.question(live)):
        st.caption("Apply makes the weights by these rules and shows them beside what torch begins with.")
        return
    found = tensors.comparison(live)
    if found is None:
        return
    if not found.changes:
        st.warning("These rules change no tensor: none is selected that the scheme can fill.")
        return
    st.caption(f"{counted(found.affected, 'tensor')} changed. Left: as torch begins. Right: by the rules.")
    for i, change in enumerate(found.changes):
        _draw(i, change)
    if found.affected > len(found.changes):
        st.caption(f"… and {found.affected - len(found.changes):,} more, which the Parameters page lists.")


def _draw(i: int, change: Change) -> None:
    with st.container(border=True, key=f"change-{i}"):
        st.markdown(f"**{escaped(change.after.name)}**  `{list(change.after.shape)}`")
        before, after = st.columns(2)
        with before:
            _spread("before", i, change.before)
        with after:
            _spread("after", i, change.after)


def _spread(name: str, i: int, summary: Look) -> None:
    st.caption(f"{name}: mean {number(summary.mean)}, std {number(summary.std)}")
    charts.histogram(summary.edges, summary.counts, key=f"{name}-{i}", small=True)
