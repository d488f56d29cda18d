"""What Home offers: a new network, a file, code, a template, and the networks and files that this browser has."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from builder import templates
from builder.sentences import Sentence, say
from builder.templates import Template
from ui.screens import networks, open_panel, shelf, state, work
from ui.screens.component import recent


def show() -> None:
    """Draw the page."""
    gone = state.gone_document()
    if gone is not None:
        open_panel.offer_last()
    _start()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _templates()
    with right:
        st.subheader(say("home.recent"))
        recent(gone)
        networks.show()
        shelf.show_owned()
        work.show_going()


def _start() -> None:
    st.subheader(say("home.start"))
    with st.container(key="home-cards-start"):
        _card("new", say("home.new"), say("home.new.about"), open_panel.start, open_panel.EMPTY)
        _card("paste", say("home.paste"), say("home.paste.about"), state.ask, "paste")
        file = open_panel.file_field()
    open_panel.read_file(file)


def _templates() -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(say("home.templates"), width="content")
        search = say("home.templates.search")
        asked = st.text_input(
            search, placeholder=search, label_visibility="collapsed", key="template-search", width=220
        )
    every = {name: templates.template(name) for name in templates.names()}
    found = {name: one for name, one in every.items() if _is_wanted(one, asked)}
    if not found:
        st.caption(say("home.templates.none"))
    groups = list(dict.fromkeys(one.group for one in found.values()))
    # Each card takes a browser time, and thirty of them as long as all else on the page.
    is_whole = bool(asked) or state.wants("templates", True)
    for group in groups if is_whole else groups[:1]:
        _group(group, {name: one for name, one in found.items() if one.group == group})
    if not is_whole:
        words = say("home.templates.all", count=len(every))
        st.button(words, key="templates-all", on_click=state.want, args=("templates", True))


def _group(group: str, found: dict[str, Template]) -> None:
    with st.container(gap="xsmall"):
        st.caption(group.capitalize())
        with st.container(key=f"home-cards-{group.replace(' ', '-')}"):
            for name, one in found.items():
                _card(f"template-{name}", one.title, one.description, open_panel.open_template, name)


def _card(key: str, title: str, about: str, action: Callable[..., None], *args: object) -> None:
    """Draw a button with a title and what it is about; style.css gives each a line of its own."""
    words = say("home.card", title=Sentence(title), about=Sentence(about))
    st.button(words, key=key, on_click=action, args=args, width="stretch")


def _is_wanted(template: Template, words: str) -> bool:
    """Tell whether a template has all words in its name, its group or what is said about it."""
    text = f"{template.title} {template.group} {template.description}".casefold()
    return all(word in text for word in words.casefold().split())
