"""The Devices page: what this machine has, where the network lies, copies, the mixed-device error, and timing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.inspection.device_report import Answer, Devices, Timing
from builder.jobs import tasks
from builder.sentences import say
from ui.screens import device_choice, state, tensors, work
from ui.server.live import Live
from ui.server.readable import number
from ui.server.service import service

SIZES = (256, 512, 1024, 2048)


def show(live: Live) -> None:
    """Draw the page."""
    st.subheader(say("devices.title"))
    path = tensors.weights_file(live)
    if path is None:
        return
    found = work.outcome(
        "devices", path, say("devices.looking"), lambda: service().pool.submit(tasks.devices, live.document, path)
    )
    if found is None:
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        _machine(found)
        device_choice.choose(live, found)
        st.markdown(say("devices.code"))
        st.code(found.code.rstrip(), language="python", wrap_lines=True)
        _answers(found.answers)
    with right:
        st.markdown(say("devices.network"))
        _tensors_table(found)
        st.markdown(say("devices.copies"))
        _answers(found.copies)
        st.caption(say("devices.copies.about"))
        st.markdown(say("devices.mixed"))
        _answers(found.mixed)
        st.caption(say("devices.mixed.about"))
        _timing_panel(live)


def _machine(found: Devices) -> None:
    table = pd.DataFrame(
        {
            "device": [one.name for one in found.devices],
            "title": [one.title for one in found.devices],
            "memory": ["" if one.total is None else shown_size(one.total) for one in found.devices],
            "free": ["" if one.free is None else shown_size(one.free) for one in found.devices],
        }
    )
    columns = {
        "device": st.column_config.TextColumn(say("devices.column.device")),
        "title": st.column_config.TextColumn(say("devices.column.title")),
        "memory": st.column_config.TextColumn(say("devices.column.memory")),
        "free": st.column_config.TextColumn(say("devices.column.free")),
    }
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns, key="devices-table")
    st.caption(say("devices.torch", torch=found.torch, threads=found.threads, cores=found.cores))


def _answers(answers: Sequence[Answer]) -> None:
    """Draw lines of code, each with what it gives."""
    lines = []
    for one in answers:
        *before, asked = one.code.split("; ")
        lines += [*(f">>> {line}" for line in before), f">>> {asked}", one.answer]
    st.code("\n".join(lines), language="python", wrap_lines=True)


def _tensors_table(found: Devices) -> None:
    if not found.held:
        st.caption(say("run.no-parameters"))
    for one in found.held:
        st.markdown(
            say(
                "devices.held",
                device=one.device,
                parameters=one.parameters,
                buffers=one.buffers,
                size=shown_size(one.bytes),
            )
        )


def _timing_panel(live: Live) -> None:
    st.markdown(say("devices.timing"))
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    size = left.selectbox(say("devices.size"), SIZES, index=2, key="devices-size")
    asked = (tensors.question(live), size)
    if right.button(say("devices.measure"), key="devices-measure", width="stretch"):
        state.want("timing", asked)
        work.forget("timing")
    path = tensors.weights_file(live)
    if path is None or not state.wants("timing", asked):
        st.caption(say("devices.timing.about"))
        return
    found = work.outcome(
        "timing", asked, say("devices.measuring"),
        lambda: service().pool.submit(tasks.time_devices, live.document, path, size),
    )  # fmt: skip
    if found is not None:
        _timings(found)


def _timings(found: Sequence[Timing]) -> None:
    table = pd.DataFrame(
        {
            "what": [one.what for one in found],
            "device": [one.device for one in found],
            "median": [f"{number(one.median * 1e3)} ms" for one in found],
            "spread": [f"{number(one.fastest * 1e3)} to {number(one.slowest * 1e3)} ms" for one in found],
            "runs": [one.runs for one in found],
        }
    )
    columns = {
        "what": st.column_config.Column(say("devices.column.what")),
        "device": st.column_config.Column(say("devices.column.device")),
        "median": st.column_config.Column(say("devices.column.median")),
        "spread": st.column_config.Column(say("devices.column.spread")),
        "runs": st.column_config.Column(say("devices.column.runs")),
    }
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns, key="devices-timings")
    st.caption(say("devices.timing.about"))
