"""The files that consoles have saved, to take away or to delete: one network's, and all that belong to this browser."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.errors import BuilderError
from builder.jobs.shelf import shelf_files
from builder.sentences import Sentence, say
from ui.screens import state
from ui.screens.download_panel import link, links
from ui.server import shelves
from ui.server.downloads import Offer
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service

_FEW = 10
"""Files that are shown at first where those of all networks are."""


def show(live: Live) -> None:
    """Draw the files of the open network; only its owner is shown how to delete them."""
    files = shelf_files(service().library.shelf(live.id))
    st.markdown(say("files.console.title"))
    if not files:
        st.caption(say("files.console.none"))
        return
    may_delete = _may_delete(live.id)
    for file in files:
        _row(live.id, file, may_delete)
    if not may_delete:
        st.caption(say("files.console.owner"))


def show_owned() -> None:
    """Draw the files of all networks that belong to this browser; nothing where there are none."""
    person = state.person()
    found = () if person is None else shelves.files_of(person)
    if not found:
        return
    st.subheader(say("files.owned.title"))
    st.caption(say("files.owned.about", size=shown_size(sum(one.size for one in found))))
    every = len(found) <= _FEW or state.wants("files", person)
    for one in found if every else found[:_FEW]:
        _row(one.document, one.path, True, one.network)
    if not every:
        st.button(say("common.show-all"), key="files-all", on_click=state.want, args=("files", person))


def _may_delete(id: str) -> bool:
    try:
        return shelves.may_delete(state.person(), id)
    except BuilderError:  # it was deleted, or the disk is failing, which the rest of the page says
        return False


def _row(id: str, file: Path, may_delete: bool, network: str | None = None) -> None:
    mark = hashlib.sha256(id.encode()).hexdigest()[:12]  # a widget's key is shown, and the id is the edit link
    size = shown_size(shelves.size_of(file))
    with st.container(horizontal=True, vertical_alignment="center", key=f"shelf-{mark}-{file.name}"):
        offer = Offer(state.session(), file.name, file, person=state.person())
        url = service().downloads.offer(f"{id}/shelf/{file.name}", offer)
        links(link(file.name, url, size, primary=False))
        if network is not None:
            st.caption(say("files.owned.of", network=Sentence(escape_markdown(network))), width="content")
        if may_delete:
            st.button(
                say("common.delete"), key=f"unshelve-{mark}-{file.name}", type="tertiary", on_click=_delete,
                args=(id, file.name),
            )  # fmt: skip


def _delete(id: str, name: str) -> None:
    state.attempt(lambda: shelves.delete(state.person(), id, name))
