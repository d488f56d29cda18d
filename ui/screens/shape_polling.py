"""Redraws the page once workers have found the shapes that it waits for."""

from __future__ import annotations

import streamlit as st

from ui.screens import state
from ui.server.live import Live

TICK = 0.3
"""Seconds between two looks at what workers have found."""


def watch(live: Live) -> None:
    """Poll as long as blocks of this document wait for their shapes."""
    if live.reading.waits:
        _look(live.id)


@st.fragment(run_every=TICK)
def _look(id: str) -> None:
    live = state.current()
    if live.id != id or live.reading.is_stale or not live.reading.waits:
        st.rerun()
