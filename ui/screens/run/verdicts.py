"""What is worth knowing of a run, in words, each with its rule and a fix where there is one."""

from __future__ import annotations

import streamlit as st

from builder.inspection.report import Report, Verdict
from builder.sentences import say
from ui.screens import state
from ui.server.live import Live
from ui.server.readable import escape_markdown

MOST = 4
"""Verdicts that are shown at once."""


def show(live: Live, report: Report) -> None:
    """Draw the verdicts; the first few at once, all on demand."""
    found = report.verdicts
    for i, verdict in enumerate(found[:MOST]):
        _draw(live, i, verdict)
    if len(found) > MOST:
        with st.expander(say("run.verdicts.more", count=len(found) - MOST)):
            for i, verdict in enumerate(found[MOST:], MOST):
                _draw(live, i, verdict)


def _draw(live: Live, i: int, verdict: Verdict) -> None:
    with st.container(border=True, key=f"verdict-{i}"):
        where = escape_markdown(verdict.path or say("errors.root"))
        st.markdown(f"**{where}**  {escape_markdown(verdict.problem)}")
        st.caption(f"{escape_markdown(verdict.rule)}  {escape_markdown(verdict.hint)}")
        if verdict.fix is not None:
            st.button(
                escape_markdown(verdict.fix_label), key=f"verdict-fix-{i}", on_click=state.commit, args=(verdict.fix,)
            )
