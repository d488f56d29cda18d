"""The one door to `st.session_state`: the open document of this session, what it looks at, its work in the background.

A document is named by `?d=` in the address. Everything that must last is in the library; what is here may go with the
session.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

import msgspec
import streamlit as st

from builder import templates
from builder.document.blocks import Document
from builder.edits import Edit
from builder.errors import BuilderError, BusyError, DocumentError, StorageError
from ui.pages import ADDRESS, BUILD, HOME
from ui.server.commands import Batch
from ui.server.live import JUST_NOW, Live
from ui.server.offers import Visitor
from ui.server.people import COOKIE, is_key, owner_of
from ui.server.service import service

if TYPE_CHECKING:
    from ui.server.background_work import Work

T = TypeVar("T")

FIRST = "mlp"
"""The template that a page opens where there is no network yet."""

Tab: TypeAlias = Literal["code", "print", "tree", "problems"]


def open_document() -> Live | None:
    """Return the document this session has open, or None where its address names none that there is.

    Without an address a first visit gets a document of its own, which the browser puts into it (`header/visit.ts`).
    """
    live = _find_document(wanted_document() or _create(templates.load(FIRST), visit=True))
    if live is not None:
        show(live.id)
    return live


def still_open() -> Live | None:
    """Return the document that this session has left open on another page; Home makes none and names none."""
    id = st.session_state.get("document")
    return None if id is None else _find_document(id)


def gone_document() -> str | None:
    """Return the id of the document that this session had open, where it is no longer there."""
    return None if still_open() is not None else st.session_state.get("document")


def _find_document(id: str) -> Live | None:
    try:
        live = service().documents.get(id)
        with suppress(BusyError):  # what was read last stays on the screen, and the next run looks again
            live.refresh(JUST_NOW)
            live.renew()
            _claim(live)
    except DocumentError:
        return None
    service().visits.note(session(), live.id)
    return live


def _claim(live: Live) -> None:
    """Claim a document without an owner for this browser; where that cannot be saved, the next run tries again."""
    owner = person() if live.head.owner is None else None
    if owner is not None:
        with suppress(StorageError):
            live.claim(owner)


def current() -> Live:
    """Return the open document; only for pages, which run when there is one."""
    return service().documents.get(st.session_state["document"])


def last_open() -> Document | None:
    """Return the document that this session had open until it was deleted, as it was last saved."""
    id = st.session_state.get("document")
    live = service().documents.held(id) if id is not None and id == wanted_document() else None
    return None if live is None else live.document


def open_new(document: Document) -> None:
    """Keep a document in the library and open it on the Build page."""
    build(_create(document))


def build(id: str) -> None:
    """Open the document with this id on the Build page."""
    show(id)
    if is_named():
        go(BUILD)
    else:
        st.session_state["goes"] = f"{BUILD}?{ADDRESS}={id}"


def goes(shown: str) -> str | None:
    """Return the address to which the browser goes from Home by itself, until it is there.

    Streamlit would leave `/?d=...` in its history, from which Back leads nowhere.
    """
    if shown != HOME:
        st.session_state.pop("goes", None)
    return cast("str | None", st.session_state.get("goes"))


def _create(document: Document, visit: bool = False) -> str:
    """Keep a document; `visit` says that nobody has asked for it."""
    return service().library.create(document, visit, person())


def show(id: str) -> None:
    """Open the document with this id from now on; an address that names another one names it."""
    st.session_state["document"] = id
    if is_named() and st.query_params[ADDRESS] != id:
        st.query_params[ADDRESS] = id


def show_sent(component: str) -> None:
    """Open the document that a component names; one that is not there is told of in the next run."""
    id = component_event(component, "open")
    if isinstance(id, str):
        show(id)


def is_named() -> bool:
    """Tell whether the address names a document."""
    return ADDRESS in st.query_params


def wanted_document() -> str | None:
    """Return the id of the document that this session asks for, there or not."""
    return st.query_params.get(ADDRESS) or st.session_state.get("document")


def commit(*edits: Edit) -> None:
    """Make the edits as one step; a refusal is kept and shown by `take_refusal`."""
    attempt(lambda: current().commit(*edits, person=person()))


def attempt(action: Callable[[], object]) -> None:
    """Do what a button asks for; what goes wrong is kept and shown by `take_refusal`."""
    try:
        action()
    except BuilderError as error:
        st.session_state["refusal"] = error


def take_refusal() -> BuilderError | None:
    """Return what was refused since it was asked last, and forget it."""
    error = st.session_state.pop("refusal", None)
    return cast("BuilderError | None", error)


def receive(component: str) -> None:
    """Make the edits that a component has just sent; what is no batch of edits is dropped."""
    try:
        # Streamlit has read the JSON already; an edit is kept as its JSON (`ui.server.commands`).
        batch = msgspec.json.decode(msgspec.json.encode(component_event(component, "commands")), type=Batch)
        live = service().documents.get(batch.document)
    except (msgspec.ValidationError, UnicodeEncodeError, DocumentError):
        return
    live.receive(batch, person())


def choose_tab(component: str) -> None:
    """Open the pane's tab that the canvas names."""
    tab = component_event(component, "tab")
    if tab in ("code", "print", "tree", "problems"):
        st.session_state["tab"] = tab


def tab() -> Tab:
    """Return the tab that is open in the pane."""
    return cast("Tab", st.session_state.get("tab", "code"))


def component_event(component: str, event: str) -> object:
    """Return what a component has just sent by an event."""
    events = st.session_state.get(component)
    return events.get(event) if isinstance(events, dict) else None


def focus(document: str, id: str | None) -> None:
    """Choose a block of a document, or none, for all pages."""
    count = st.session_state.get("focus", (None, None, 0))[2]
    st.session_state["focus"] = (document, id, count + 1)


def focused_block(document: str) -> str | None:
    """Return the block that was chosen last, if it is this document's."""
    chosen = st.session_state.get("focus")
    return chosen[1] if chosen is not None and chosen[0] == document else None


def focus_view(document: str) -> dict[str, Any] | None:
    """Return the chosen block for the canvas, with a number that tells one choice from the next."""
    id = focused_block(document)
    return None if id is None else {"id": id, "count": st.session_state["focus"][2]}


def tint_of(document: str) -> dict[str, Any] | None:
    """Return by what the blocks of a document are coloured, which a person has asked for on the Run page."""
    asked = request_of("tint")
    return asked[1] if asked is not None and asked[0] == document else None


def ask(question: str) -> None:
    """Draw the dialog of this name in the next run."""
    st.session_state["dialog"] = question


def take_dialog() -> str | None:
    """Return the dialog that is to be drawn, once."""
    return cast("str | None", st.session_state.pop("dialog", None))


def show_problems() -> None:
    """Go to the canvas, its pane open at the problems."""
    st.session_state["tab"] = "problems"
    st.session_state["problems-shown"] = st.session_state.get("problems-shown", 0) + 1
    go(BUILD)


def pane_view() -> dict[str, Any]:
    """Return the open tab for the canvas, with a number that tells one call for the problems from the next."""
    return {"tab": tab(), "shown": st.session_state.get("problems-shown", 0)}


def go(name: str) -> None:
    """Go to the page of this name in `pages` in the next run."""
    st.session_state["page"] = name


def leaves() -> bool:
    """Tell whether another page is to be shown next, which a part of the page that is drawn alone cannot do."""
    return "page" in st.session_state


def wanted_page(shown: str) -> str | None:
    """Return the name of the page to go to, once: Home is none for an address that names a document."""
    return cast("str | None", st.session_state.pop("page", BUILD if shown == HOME and is_named() else None))


def works() -> dict[str, Work]:
    """Return this session's work in the background, by name."""
    return cast("dict[str, Work]", st.session_state.setdefault("works", {}))


def once(name: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return the result of `make`, which is cached until the key changes."""
    kept = st.session_state.get(f"once-{name}")
    if kept is None or kept[0] != key:
        kept = st.session_state[f"once-{name}"] = (key, make())
    return cast("T", kept[1])


def uploads() -> int:
    """Return how many files were opened; the field for the next one is another widget, which holds no bytes."""
    return int(st.session_state.get("uploads", 0))


def let_go_of_upload() -> None:
    """Forget the file that was opened: its bytes would stay in memory as long as the session."""
    st.session_state["uploads"] = uploads() + 1
    st.session_state.pop("once-read", None)


def want(name: str, key: Hashable) -> None:
    """Remember that a person has asked for this, so that it is shown as long as the question stays the same."""
    st.session_state[f"wanted-{name}"] = key


def wants(name: str, key: Hashable) -> bool:
    """Tell whether a person has asked for just this."""
    return bool(st.session_state.get(f"wanted-{name}") == key)


def request_of(name: str) -> Any:  # noqa: ANN401 - what `want` was given
    """Return what a person has asked for last by this name."""
    return st.session_state.get(f"wanted-{name}")


def key() -> str | None:
    """Return the key of this session's browser; None where that keeps no cookies."""
    sent = st.context.cookies.get(COOKIE)
    return sent if is_key(sent) else None


def person() -> str | None:
    """Return the owner that this session's browser stands for."""
    return owner_of(key())


def session() -> str:
    """Return the id of this session, which is never shown."""
    context = st.runtime.scriptrunner.get_script_run_ctx()
    return context.session_id if context is not None else ""


def visitor() -> Visitor:
    """Return the visitor to whom downloads are offered."""
    return Visitor(session(), person())


def value(key: str, default: Any = None) -> Any:  # noqa: ANN401 - a widget's value is what the widget makes it
    """Return the value of the widget with this key."""
    return st.session_state.get(key, default)


def field(place: str, shown: Any) -> str:  # noqa: ANN401 - a widget's value is what the widget makes it
    """Return the key of the widget at a place of the page that shows this value of the document; give it the value too.

    It stays the same while the widget holds the value, so also after a person's own change. Any other value gets a new
    widget: a browser that has not drawn it yet goes on sending what it shows, and that nobody has chosen.
    """
    count = st.session_state.get(f"field-{place}", 0)
    if value(f"{place}-{count}") != shown:
        count = st.session_state[f"field-{place}"] = count + 1
    return f"{place}-{count}"


def kept_field(key: str, first: Any = None, choices: Collection[Any] | None = None) -> str:  # noqa: ANN401 - as above
    """Give a field what was in it when it was last drawn, and return its key.

    Streamlit forgets the value of what is not drawn, as on another page. Without such a value, or where that is no
    choice any more, the field begins with `first`; with None it is left to begin by itself.
    """
    kept = st.session_state.setdefault("kept-fields", {})
    if key in st.session_state:
        kept[key] = st.session_state[key]
    wanted = kept.get(key, first)
    wanted = first if choices is not None and wanted not in choices else wanted
    if wanted is not None:
        set_value(key, wanted)
    return key  # the field is to be given its value as well: see `disableWidgetStateDuplicationWarning`


def set_value(key: str, new: Any) -> None:  # noqa: ANN401 - a widget's value is what the widget makes it
    """Set the value of the widget with this key before it is drawn.

    A value that it has already is not set again: the browser would take that as news and close an open list.
    """
    if key not in st.session_state or st.session_state[key] != new:
        st.session_state[key] = new
