"""Mounts the components of the bundle: the Build page, the header on every page, the prompt of the Console page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.canvas.bundle import loader
from ui.screens import open_panel, state
from ui.server.header_view import head_view
from ui.server.live import Live
from ui.server.view import build_view

_build = st.components.v2.component("nnblocks.build", js=loader(), css="index.css", html="<div></div>")
_header = st.components.v2.component("nnblocks.header", js=loader(), css="index.css", html="<div></div>")
_recent = st.components.v2.component("nnblocks.recent", js=loader(), css="index.css", html="<div></div>")
_console = st.components.v2.component("nnblocks.console", js=loader(), css="index.css", html="<div></div>")

BUILD = "build"
HEADER = "header"
RECENT = "recent"
CONSOLE = "console"


def build(live: Live) -> None:
    """Draw palette, canvas, inspector and pane; from then on the canvas asks `ui.server.exchange`."""
    _build(
        key=BUILD,
        data={
            **build_view(live),
            "pane": state.pane_view(),
            "focus": state.focus_view(live.id),
            "tint": state.tint_of(live.id),
        },
        on_tab_change=lambda: state.choose_tab(BUILD),
        on_tint_change=lambda: state.want("tint", None),
    )


def header(live: Live | None, pages: Sequence[StreamlitPage], shown: StreamlitPage, goes: str | None) -> None:
    """Draw the header, with the document that is open if there is one, and the rail of pages with the one shown.

    Args:
        live: the document.
        pages: all pages.
        shown: the one that is drawn.
        goes: the address, within the app, to which the browser goes now.
    """
    links = [{"title": page.title, "path": page.url_path} for page in pages]
    head = {"view": "header", "document": None} if live is None else head_view(live, state.visitor())
    _header(
        key=HEADER,
        data={**head, "pages": links, "page": shown.title, "goes": goes},
        on_commands_change=lambda: state.receive(HEADER),
        on_action_change=lambda: open_panel.choose(state.component_event(HEADER, "action")),
        on_problems_change=state.show_problems,
        on_news_change=_drawn_again,
        on_open_change=lambda: state.show_sent(HEADER),
    )


def recent(gone: str | None) -> None:
    """Draw what this browser had open; forget the one that is gone."""
    _recent(key=RECENT, data={"view": "recent", "gone": gone})


def console(
    data: dict[str, Any], inputs: Callable[[], None], complete: Callable[[], None], action: Callable[[], None]
) -> None:
    """Draw the prompt; the functions are called when it sends inputs, a name to complete, or a button's action."""
    _console(key=CONSOLE, data=data, on_inputs_change=inputs, on_complete_change=complete, on_action_change=action)


def _drawn_again() -> None:
    """Do nothing: the header has asked for a run because the document has changed elsewhere, and here it is."""
