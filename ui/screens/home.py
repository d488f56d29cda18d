"""What Home offers: a new network, a file, code, a template, and the networks that this browser has."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from builder import templates
from builder.sentences import Sentence, say
from builder.templates import Template
from ui.canvas.component import recent
from ui.screens import networks, opening, state


def show() -> None:
    """Draw the page."""
    gone = state.gone_document()
    if gone is not None:
        opening.offer_last()
    _start()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _templates()
    with right:
        st.subheader(say("home.recent"))
        recent(gone)
        networks.show()


def _start() -> None:
    st.subheader(say("home.start"))
    with st.container(key="home-cards-start"):
        _card("new", say("home.new"), say("home.new.about"), opening.start, opening.EMPTY)
        _card("paste", say("home.paste"), say("home.paste.about"), state.ask, "paste")
        file = opening.file_field()
    opening.read_file(file)


def _templates() -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(say("home.templates"), width="content")
        search = say("home.templates.search")
        asked = st.text_input(
            search, placeholder=search, label_visibility="collapsed", key="template-search", width=220
        )
    found = [name for name in templates.names() if _is_wanted(templates.template(name), asked)]
    if not found:
        st.caption(say("home.templates.none"))
    for group in dict.fromkeys(templates.template(name).group for name in found):
        with st.container(gap="xsmall"):
            st.caption(group.capitalize())
            with st.container(key=f"home-cards-{group.replace(' ', '-')}"):
                for name in found:
                    template = templates.template(name)
                    if template.group == group:
                        _card(f"template-{name}", template.title, template.description, opening.open_template, name)


def _card(key: str, title: str, about: str, action: Callable[..., None], *args: object) -> None:
    """Draw a button with a title and what it is about; style.css gives each a line of its own."""
    words = say("home.card", title=Sentence(title), about=Sentence(about))
    st.button(words, key=key, on_click=action, args=args, width="stretch")


def _is_wanted(template: Template, words: str) -> bool:
    """Tell whether a template has all words in its name, its group or what is said about it."""
    text = f"{template.title} {template.group} {template.description}".casefold()
    return all(word in text for word in words.casefold().split())
