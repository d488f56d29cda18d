"""The ways to another document: a new one, a template, a file, a copy, one that was open before."""

from __future__ import annotations

import msgspec
import streamlit as st

from builder import templates
from builder.document.blocks import Document, Sequential
from builder.errors import BuilderError
from builder.file_kind import demand, python_text
from builder.sentences import Sentence, say
from builder.templates import Template
from ui.screens import errors, import_panel, state
from ui.server.readable import escaped

EMPTY = Document(name="network", root=Sequential(id="root"))


def show_missing() -> None:
    """Say calmly that the address names no document, and offer ways on; beneath it comes what this browser had open."""
    st.subheader(say("open.missing.title"))
    st.write(say("open.missing"))
    with st.container(horizontal=True):
        st.button(say("open.missing.new"), type="primary", on_click=start, args=(EMPTY,), key="start-new")
        st.button(say("open.missing.example"), on_click=open_template, args=(state.FIRST,), key="start-first")


def offer_last() -> None:
    """Offer to keep the document that was deleted while this session had it open; say what is removed unasked."""
    last = state.last_open()
    if last is None:
        st.caption(say("open.missing.visit"))
    else:
        st.info(say("open.missing.deleted", name=last.name))
        st.button(say("open.missing.keep"), on_click=start, args=(last,), key="keep-last")


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
    start(msgspec.structs.replace(document, name=say("open.copy-name", name=Sentence(document.name[:90]))))


def open_file() -> None:
    """Draw the way to open a file, whatever is in it; the open document stays as it was until one is read."""
    file = st.file_uploader(say("open.file.upload"), key=f"open-file-{state.uploads()}")
    if file is None:
        return
    read = state.once("read", file.file_id, lambda: _read(file.getvalue(), file.name))
    if isinstance(read, BuilderError):
        errors.show(read)
        st.caption(say("open.file.unchanged"))
    elif isinstance(read, str):
        import_panel.read(read, place="file")
    else:
        _offer(read)


def _offer(document: Document) -> None:
    shown = sum(1 for _ in document.root.children) if isinstance(document.root, Sequential) else 1
    st.caption(say("open.file.found", name=escaped(document.name), count=shown))
    if st.button(say("common.open"), type="primary", key="open-read"):
        state.let_go_of_upload()
        start(document)
        st.rerun()


def _read(content: bytes, name: str) -> Document | str | BuilderError:
    """Return the document of a file, or the text of PyTorch code, which is read where it is shown."""
    try:
        kind = demand(content, name, "document", "python")
        return Document.from_json(content) if kind == "document" else python_text(content)
    except BuilderError as error:
        return error


def show_dialog() -> None:
    """Draw the dialog that was asked for in the header's menu."""
    match state.asked():
        case "template":
            st.dialog(say("open.template.title"), width="large")(_templates)()
        case "open":
            st.dialog(say("open.file.title"))(open_file)()
        case "paste":
            import_panel.show()
        case _:
            pass


def _templates() -> None:
    st.caption(say("open.template.about"))
    search = say("common.search")
    asked = st.text_input(search, placeholder=search, label_visibility="collapsed", key="template-search")
    found = [name for name in templates.names() if _is_wanted(templates.template(name), asked)]
    if not found:
        st.caption(say("open.template.none"))
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
