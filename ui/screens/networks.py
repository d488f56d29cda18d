"""The networks that belong to this browser, to open, delete or give a new address, and its recovery link."""

from __future__ import annotations

import hashlib
from datetime import date

import streamlit as st

from builder.library import Entry
from builder.sentences import Sentence, say
from ui import recovery
from ui.screens import state
from ui.server.permissions import Action, Resource, demand
from ui.server.readable import escape_markdown
from ui.server.service import service

_FEW = 20
"""Networks that are shown at first."""


def show() -> None:
    """Draw the list, and beneath it the recovery link."""
    person, key = state.person(), state.key()
    st.subheader(say("networks.title"))
    if person is None or key is None:
        st.caption(say("networks.no-cookies"))
        return
    every = state.wants("networks", person)
    found = service().library.owners.list(person, 1_000 if every else _FEW + 1)
    if not found:
        st.caption(say("networks.none"))
        return
    st.caption(say("networks.about"))
    with st.container(gap=None):
        for entry in found if every else found[:_FEW]:
            _row(entry)
    if not every and len(found) > _FEW:
        st.button(say("common.show-all"), key="networks-all", on_click=state.want, args=("networks", person))
    _recovery(person, key)


def _row(entry: Entry) -> None:
    mark = hashlib.sha256(entry.id.encode()).hexdigest()[:12]  # a widget's key is shown, and the id is the edit link
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"network-{mark}"):
        st.button(
            escape_markdown(entry.name), key=f"open-{mark}", type="tertiary", on_click=state.build, args=(entry.id,)
        )
        st.caption(date.fromtimestamp(entry.updated).isoformat(), width="content")
        with st.popover(say("networks.manage"), type="tertiary"):
            st.caption(say("networks.address.about", name=escape_markdown(entry.name)))
            st.button(say("networks.address"), key=f"readdress-{mark}", on_click=_readdress, args=(entry.id,))
            st.caption(say("networks.delete.about", name=escape_markdown(entry.name)))
            st.button(say("common.delete"), key=f"delete-{mark}", on_click=_delete, args=(entry.id,))


def _demand(action: Action, id: str) -> None:
    """Ask the library whose it is now, not a list that was drawn a while ago.

    Raises:
        DocumentError: the network is not this browser's, or not there.
    """
    demand(state.person(), action, Resource("document", service().library.head(id).owner))


def _delete(id: str) -> None:
    def delete() -> None:
        _demand("delete", id)
        service().library.delete(id)

    state.attempt(delete)


def _readdress(id: str) -> None:
    def readdress() -> None:
        _demand("readdress", id)
        new = service().library.owners.readdress(id)
        service().downloads.revoke(id)
        if state.wanted_document() == id:
            state.show(new)

    state.attempt(readdress)


def _recovery(person: str, key: str) -> None:
    base = (st.context.url or "").rstrip("/")
    if state.wants("recovery", person):
        st.caption(say("networks.recovery.about"))
        st.code(recovery.link(base, key), language=None, wrap_lines=True)
        st.caption(say("networks.replace", url=Sentence(f"{base}{recovery.PATH}")))
    else:
        st.button(say("networks.recovery"), key="recovery", on_click=state.want, args=("recovery", person))
