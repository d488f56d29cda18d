"""Draws the page again once workers have found the shapes that it waits for."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.live import Live
from ui.service import service

TICK = 0.3
"""Seconds between two looks at what workers have found."""


def watch(live: Live) -> None:
    """Look from time to time, as long as blocks of this document have shapes to come."""
    if live.reading.waiting is not None:
        _look(live.id)


@st.fragment(run_every=TICK)
def _look(id: str) -> None:
    live = state.current()
    waiting = live.reading.waiting
    if live.id != id or waiting is None or not service().trials.goes_on(waiting):
        st.rerun()
