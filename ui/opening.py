"""The ways to another document: a new one, a template, a file, a copy, one that was open before."""

from __future__ import annotations

import msgspec
import streamlit as st

from builder import templates
from builder.document.blocks import Document, Sequential
from builder.errors import BuilderError
from builder.sentences import say
from builder.templates import Template
from ui import errors, pasting, state
from ui.wording import counted, escaped

EMPTY = Document(name="network", root=Sequential(id="root"))


def show_missing() -> None:
    """Say calmly that the address names no document, and offer ways on; beneath it comes what this browser had open."""
    st.subheader("There is no network at this address")
    st.write("It may have been deleted, or the address was not copied whole. Nothing else is lost.")
    with st.container(horizontal=True):
        st.button("Start a new network", type="primary", on_click=start, args=(EMPTY,), key="start-new")
        st.button("Open the first example", on_click=open_template, args=(state.FIRST,), key="start-first")


def offer_last() -> None:
    """Offer to keep the document that was deleted while this session had it open; say what is removed unasked."""
    last = state.last_open()
    if last is None:
        st.caption(say("missing.visit"))
    else:
        st.info(say("missing.deleted", name=last.name))
        st.button(say("missing.keep"), on_click=start, args=(last,), key="keep-last")


def choose(action: object) -> None:
    """Do what was chosen in the header's menu, or ask what it needs to know."""
    match action:
        case "new":
            start(EMPTY)
        case "duplicate":
            duplicate()
        case "template" | "open" | "paste":
            state.ask(str(action))
        case _:
            pass


def start(document: Document) -> None:
    """Keep the document as a new one and open it."""
    state.attempt(lambda: state.open_new(document))


def open_template(name: str) -> None:
    """Open a fresh copy of a template."""
    start(templates.load(name))


def duplicate() -> None:
    """Open a copy of the open document."""
    document = state.current().document
    start(msgspec.structs.replace(document, name=f"{document.name[:90]} copy"))


def open_json() -> None:
    """Draw the way to open a file; the open document stays as it was until one is read."""
    file = st.file_uploader("A .json file saved by nnblocks", type=["json"], key=f"open-json-{state.uploads()}")
    if file is None:
        return
    document = state.once("read", file.file_id, lambda: _read(file.getvalue()))
    if isinstance(document, BuilderError):
        errors.show(document)
        st.caption("The network that is open stays as it was.")
        return
    shown = sum(1 for _ in document.root.children) if isinstance(document.root, Sequential) else 1
    st.caption(f"**{escaped(document.name)}**: {counted(shown, 'block')} at the top level")
    if st.button("Open it", type="primary", key="open-read"):
        state.let_go_of_upload()
        start(document)
        st.rerun()


def _read(text: bytes) -> Document | BuilderError:
    try:
        return Document.from_json(text)
    except BuilderError as error:
        return error


def show_dialog() -> None:
    """Draw the dialog that was asked for in the header's menu."""
    match state.asked():
        case "template":
            _templates()
        case "open":
            _file()
        case "paste":
            pasting.show()
        case _:
            pass


@st.dialog("Open a template", width="large")
def _templates() -> None:
    st.caption("Each opens as a network of its own; the one that is open stays in the library.")
    asked = st.text_input("Search", placeholder="Search", label_visibility="collapsed", key="template-search")
    found = [name for name in templates.names() if _is_wanted(templates.template(name), asked)]
    if not found:
        st.caption("No template has that in its name or description.")
    group = ""
    for name in found:
        template = templates.template(name)
        if template.group != group:
            group = template.group
            st.markdown(f"**{group.capitalize()}**")
        button, words = st.columns([2, 7], vertical_alignment="center")
        words.caption(template.description)
        if button.button(template.title, key=f"template-{name}", width="stretch"):
            open_template(name)
            st.rerun()


def _is_wanted(template: Template, words: str) -> bool:
    """Tell whether a template has all words in its name, its group or what is said about it."""
    text = f"{template.title} {template.group} {template.description}".casefold()
    return all(word in text for word in words.casefold().split())


@st.dialog("Open a .json file")
def _file() -> None:
    open_json()
