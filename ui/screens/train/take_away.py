"""What a run or a recipe is taken away as: a script and a notebook, with data and first weights."""

from __future__ import annotations

import streamlit as st

from builder.sentences import say
from ui.screens import state
from ui.screens.download_panel import link, links
from ui.screens.train import shown_runs
from ui.server import taking_away
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.trainings import Run, TrainingChoice


def draw(live: Live, chosen: TrainingChoice | None, runs: list[Run]) -> None:
    """Draw the button under which the files of the run in the fore lie, and those of the recipe.

    Args:
        live: the document.
        chosen: data and recipe, where a run could begin with them.
        runs: all of the document.
    """
    if chosen is None and not runs:
        return
    visitor = state.visitor()
    with st.popover(say("train.away"), icon=":material/deployed_code_update:", key="train-away"):
        st.markdown(say("train.away.about"))
        for run in shown_runs.shown_runs(runs)[:1]:
            _files(f"**{escape_markdown(run.plan.name)}**", taking_away.run_urls(live, visitor, run.id))
        if chosen is not None:
            _files(say("train.away.recipe"), taking_away.recipe_urls(live, visitor, chosen))


def _files(heading: str, urls: list[str]) -> None:
    st.markdown(heading)
    found = zip(taking_away.FILES, urls, strict=True)
    links(*(link(name, url, primary=name.endswith(".zip")) for name, url in found))
