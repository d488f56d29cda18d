"""Mounts the two components of the bundle: the Build page and the header on every page."""

from __future__ import annotations

import streamlit as st

from ui import opening, state
from ui.head import head_view
from ui.live import Live
from ui.view import build_view

_build = st.components.v2.component("nnblocks.build", js="index.js", css="index.css", html="<div></div>")
_header = st.components.v2.component("nnblocks.header", js="index.js", css="index.css", html="<div></div>")

BUILD = "build"
HEADER = "header"


def build(live: Live) -> None:
    """Draw palette, canvas, inspector and pane."""
    _build(
        key=BUILD,
        data=build_view(live, state.tab()),
        on_commands_change=lambda: state.receive(BUILD),
        on_tab_change=lambda: state.choose_tab(BUILD),
    )


def header(live: Live) -> None:
    """Draw the header."""
    _header(
        key=HEADER,
        data=head_view(live, state.session()),
        on_commands_change=lambda: state.receive(HEADER),
        on_action_change=lambda: opening.choose(state.sent(HEADER, "action")),
        on_problems_change=state.show_problems,
    )
