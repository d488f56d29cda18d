"""The device on which a network's samples run: chosen for each network among those that a worker finds here."""

from __future__ import annotations

import streamlit as st

from builder.inspection.device_report import Devices
from builder.sentences import say
from builder.settings import DEVICE
from ui.screens import state
from ui.server.live import Live


def of(live: Live) -> str:
    """Return the device of a network: what was chosen in this session, else what the server is set to."""
    chosen = state.request_of(_name(live))
    return DEVICE.value if chosen is None else str(chosen)


def _name(live: Live) -> str:
    return f"device-{live.id}"


def choose(live: Live, found: Devices) -> None:
    """Draw the choice, where there is more than one device, and say what runs where."""
    names = [one.name for one in found.devices]
    if len(names) > 1:
        key = state.field("device", listed_device(of(live), names))
        st.selectbox(
            say("devices.choose"), names, key=key, help=say("devices.choose.help"),
            on_change=lambda: state.want(_name(live), state.value(key)),
        )  # fmt: skip
    else:
        st.info(say("live.device"))
    st.caption(say("devices.runs", device=of(live)))


def listed_device(name: str, names: list[str]) -> str:
    """Return a device as the list has it: `cuda` is the first one."""
    found = f"{name}:0" if name == "cuda" else name
    return found if found in names else names[0]


def tell(live: Live) -> None:
    """Say where a sample runs, with the way to the choice."""
    with st.container(horizontal=True, vertical_alignment="center", key="runs-on"):
        st.caption(say("run.device", device=of(live)), width="content")
        st.button(say("run.to-devices"), key="to-devices", on_click=state.go, args=("devices",), type="tertiary")
