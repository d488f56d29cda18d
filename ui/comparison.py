"""What the init rules change: each affected tensor before and after, side by side."""

from __future__ import annotations

import streamlit as st

from ui import charts, tensors
from ui.live import Live
from ui.wording import counted, escaped


def compare(live: Live) -> None:
    """Draw the comparison, which runs when it is asked for."""
    if not live.document.init:
        st.caption("With a rule on the left, you can see here what it changes.")
        return
    if st.button("Apply", type="primary", key="apply", icon=":material/play_arrow:"):
        tensors.begin_comparison(live)
    if not tensors.comparison_asked(live):
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
        with st.container(border=True, key=f"change-{i}"):
            st.markdown(f"**{escaped(change.path)}**  `{change.shape}`")
            for column, name, spread in zip(st.columns(2), ("before", "after"), (change.before, change.after), strict=True):
                with column:
                    st.caption(f"{name}: mean {spread.mean:.4g}, std {spread.std:.4g}")
                    charts.histogram(spread.edges, spread.counts, key=f"{name}-{i}", height=90)
    if found.affected > len(found.changes):
        st.caption(f"… and {found.affected - len(found.changes):,} more, which the Parameters page lists.")
