"""The Console page: the prompt as a component, and what it sends."""

from __future__ import annotations

from functools import partial

import msgspec
import streamlit as st

from ui.screens import component, device_choice, state
from ui.screens.component import CONSOLE
from ui.server import console_view
from ui.server.console_sources import source_of
from ui.server.consoles import LiveConsole
from ui.server.live import Live
from ui.server.service import service

PATIENCE = 0.3
"""Seconds that a page waits for a quick answer, so that it need not draw twice."""
TICK = 0.25
MAX_SENT = 20
USE = "use "
"""What stands before the name of a network in an action."""
MAX_NAME = 200


class Input(msgspec.Struct, frozen=True):
    """What the component sends: an input, or a text whose last name is to be completed."""

    id: str
    text: str


def show(live: Live) -> None:
    """Draw the prompt, its answers as they come."""
    console = prompt(live)
    console.device = device_choice.of(live)
    before = live.head.position
    console.wait(PATIENCE)
    was_busy = console.busy  # before the view: an answer that comes while that is made would never be shown
    component.console(
        console_view.view(live, console, state.person()),
        partial(_enter, live),
        partial(_complete, live),
        partial(_act, live),
    )
    if live.head.position != before:
        st.rerun()  # the header was drawn before the weights changed
    if was_busy:
        _watch(live)


def prompt(live: Live) -> LiveConsole:
    """Return the prompt of the open document."""
    return service().consoles.get(live, source_of)


@st.fragment(run_every=TICK)
def _watch(live: Live) -> None:
    if not prompt(live).busy:
        st.rerun()


def _enter(live: Live) -> None:
    try:
        inputs = msgspec.convert(state.component_event(CONSOLE, "inputs"), list[Input])
    except msgspec.ValidationError:
        return
    for one in inputs[:MAX_SENT]:
        prompt(live).enter(one.id, one.text, state.person())


def _complete(live: Live) -> None:
    try:
        asked = msgspec.convert(state.component_event(CONSOLE, "complete"), Input)
    except msgspec.ValidationError:
        return
    prompt(live).complete(asked.id, asked.text)


def _act(live: Live) -> None:
    match state.component_event(CONSOLE, "action"):
        case "stop":
            prompt(live).stop()
        case "clear":
            prompt(live).clear()
        case "restart":
            prompt(live).restart()
        case "undo":
            state.attempt(lambda: live.undo(state.person()))
        case str() as action if action.startswith(USE):
            prompt(live).use(action.removeprefix(USE)[:MAX_NAME], state.person())
        case _:
            pass
