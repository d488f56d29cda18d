"""The files that the console has saved, to take away or to delete."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.jobs.shelf import shelved
from builder.sentences import say
from ui.screens import state
from ui.screens.download_panel import link, links
from ui.server.downloads import Offer
from ui.server.live import Live
from ui.server.service import service


def show(live: Live) -> None:
    """Draw the shelf; nothing where it is empty."""
    files = shelved(service().library.shelf(live.id))
    st.markdown(say("files.console.title"))
    if not files:
        st.caption(say("files.console.none"))
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center", key=f"shelf-{file.name}"):
            offer = Offer(state.session(), file.name, file, person=state.person())
            url = service().downloads.offer(f"{live.id}/shelf/{file.name}", offer)
            links(link(file.name, url, shown_size(file.stat().st_size), primary=False))
            st.button(
                say("common.delete"), key=f"unshelve-{file.name}", type="tertiary", on_click=_delete, args=(file,)
            )


def _delete(file: Path) -> None:
    file.unlink(missing_ok=True)
