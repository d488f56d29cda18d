"""The ways to another document: a new one, a template, a file, a copy, one that was deleted."""

from __future__ import annotations

import msgspec
import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.uploaded_file_manager import UploadedFile

from builder import templates
from builder.document.blocks import Document, Sequential
from builder.errors import BuilderError
from builder.file_kind import demand, json_text, python_text
from builder.sentences import Sentence, say
from ui.pages import TRAIN
from ui.screens import errors, import_panel, state
from ui.screens.train import start as begin
from ui.server.readable import escape_markdown

EMPTY = Document(name="network", root=Sequential(id="root"))


def show_missing(home: StreamlitPage) -> None:
    """Say calmly that the address names no document, and lead on; what this browser had open comes below."""
    st.subheader(say("open.missing.title"))
    st.write(say("open.missing"))
    st.page_link(home, label=say("open.missing.home"))


def offer_last() -> None:
    """Offer to keep the document that was deleted while this session had it open; say what is removed unasked."""
    last = state.last_open()
    if last is None:
        st.caption(say("open.missing.visit"))
    else:
        st.info(say("open.missing.deleted", name=last.name))
        st.button(say("open.missing.keep"), on_click=start, args=(last,), key="keep-last")


def choose(action: object) -> None:
    """Do what was chosen in the header's menu, or what a file that was dropped asks for."""
    match action:
        case "duplicate":
            duplicate()
        case "open":
            state.ask("open")
        case "train":
            train()
        case _:
            pass


def train() -> None:
    """Show the Train page, where a run begins at once if it can."""
    live = state.still_open()
    if live is not None:
        begin.ask(live)
        state.go(TRAIN)


def start(document: Document) -> None:
    """Keep the document as a new one and open it."""
    state.attempt(lambda: state.open_new(document))


def open_template(name: str) -> None:
    """Open a fresh copy of a template."""
    start(templates.load(name))


def duplicate() -> None:
    """Open a copy of the open document."""
    document = state.current().document
    # A name has at most 100 characters, and that of a copy says so too.
    start(msgspec.structs.replace(document, name=say("open.copy-name", name=Sentence(document.name[:90]))))


def open_file() -> None:
    """Draw the way to open a file, whatever is in it; the open document stays as it was until one is read."""
    read_file(file_field())


def file_field() -> UploadedFile | None:
    """Draw the field that takes a file, also one that is dropped on the window (`header/drops.ts`), and return it."""
    return st.file_uploader(say("open.file.upload"), key=f"open-file-{state.uploads()}")


def read_file(file: UploadedFile | None) -> None:
    """Draw what is in a file, and the way to open it."""
    if file is None:
        return
    read = state.once("read", file.file_id, lambda: _read_file(file.getvalue(), file.name))
    if isinstance(read, BuilderError):
        errors.show(read)
    elif isinstance(read, str):
        import_panel.read_file(read)
    else:
        _offer(read)


def _offer(document: Document) -> None:
    shown = sum(1 for _ in document.root.children) if isinstance(document.root, Sequential) else 1
    st.caption(say("open.file.found", name=escape_markdown(document.name), count=shown))
    if st.button(say("common.open"), type="primary", key="open-read"):
        state.let_go_of_upload()
        start(document)
        st.rerun()


def _read_file(content: bytes, name: str) -> Document | str | BuilderError:
    """Return the document of a file, or the text of PyTorch code or a notebook, which is read where it is shown."""
    try:
        kind = demand(content, name, "document", "python", "notebook")
        is_document = kind == "document"
        return Document.from_json(json_text(content, name)) if is_document else python_text(content, name)
    except BuilderError as error:
        return error


def show_dialog() -> None:
    """Draw the dialog that was asked for."""
    match state.take_dialog():
        case "open":
            st.dialog(say("open.file.title"))(open_file)()
        case "paste":
            import_panel.show()
        case _:
            pass
