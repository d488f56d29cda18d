"""A person's own schemes: written as text that is checked while it is typed, tried at once, used by rules."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.document.blocks import InitRule, OwnScheme, Selector
from builder.edits import RemoveScheme, SetInit, WriteScheme
from builder.errors import SourceError
from builder.sentences import Sentence, say
from builder.symbols.initial.scheme_text import read_scheme
from ui.screens import scheme_trial, state
from ui.server.live import Live

_HTML, _CSS, _JS = (
    Path(__file__).with_name(f"scheme_editor{suffix}").read_text("utf-8") for suffix in (".html", ".css", ".js")
)
EXAMPLES = {
    "mask": "def my_init(w):\n    nn.init.uniform_(w, -10, 10)\n    w *= w.abs() >= 5\n",
    "orthogonal": "def scaled_orthogonal(w):\n    if w.dim() >= 2:\n        nn.init.orthogonal_(w)\n        w *= 1.5\n",
    "rows": "def unit_rows(w):\n    w.normal_()\n    w /= w.norm(dim=-1, keepdim=True)\n",
}
"""Texts to begin with."""


def show(live: Live) -> None:
    """Draw the schemes that there are, and the one that is being written."""
    st.markdown(say("initialise.own.title"))
    for scheme in live.document.schemes:
        _row(live, scheme)
    names = {
        "mask": say("initialise.own.mask"),
        "orthogonal": say("initialise.own.orthogonal"),
        "rows": say("initialise.own.rows"),
    }
    open_now = state.request_of("own-scheme")
    if open_now is not None and open_now[0] == live.id and _is_there(live, open_now[1]):
        _editor(live, *open_now[1:])
        return
    st.caption(say("initialise.own.about"))
    with st.container(horizontal=True, gap="small", key="new-schemes"):
        for name, source in EXAMPLES.items():
            st.button(names[name], key=f"new-scheme-{name}", on_click=_open, args=(live, None, source))


def _is_there(live: Live, name: str | None) -> bool:
    return name is None or any(scheme.name == name for scheme in live.document.schemes)


def _row(live: Live, scheme: OwnScheme) -> None:
    uses = sum(rule.scheme == scheme.name for rule in live.document.init)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"own-{scheme.name}"):
        st.markdown(f"`{scheme.name}`", width="content")
        st.caption(say("initialise.own.uses", count=uses), width="stretch")
        st.button(
            say("initialise.own.use"), key=f"use-{scheme.name}", on_click=_use, args=(live, scheme.name),
            type="tertiary",
        )  # fmt: skip
        st.button(
            say("initialise.own.edit"), key=f"edit-{scheme.name}", on_click=_open,
            args=(live, scheme.name, scheme.source), type="tertiary",
        )  # fmt: skip
        st.button(
            "✕", key=f"remove-{scheme.name}", on_click=state.commit, args=(RemoveScheme(scheme.name),),
            type="tertiary", help=say("initialise.own.remove"),
        )  # fmt: skip


def _open(live: Live, name: str | None, source: str) -> None:
    serial = (state.request_of("own-serial") or 0) + 1
    state.want("own-serial", serial)
    state.want("own-scheme", (live.id, name, source.rstrip("\n"), serial))


def _close() -> None:
    state.want("own-scheme", None)


def _use(live: Live, name: str) -> None:
    state.commit(SetInit((*live.document.init, InitRule(Selector(kind=_first_kind(live), tensor="weight"), name))))


def _first_kind(live: Live) -> str | None:
    """Return the class that a new rule is for: Linear where the network has one, as in the book's own example."""
    kinds = {getattr(place.block, "kind", None) for place in live.reading.analysis.network.places.values()}
    return "Linear" if "Linear" in kinds else None


@st.fragment
def _editor(live: Live, name: str | None, source: str, serial: int) -> None:
    """Draw the field, what is wrong in it, and what it makes of a tensor; typing draws no more than this anew."""
    key = f"scheme-editor-{serial}"
    sent = state.component_event(key, "draft")
    draft = sent if isinstance(sent, str) else source
    error = _mistake(draft)
    with st.container(border=True, key="own-editor"):
        # Made here and not once: a component belongs to the running server, and tests run several in one process.
        field = st.components.v2.component("nnblocks-scheme", html=_HTML, css=_CSS, js=_JS)
        finding = None if error is None else {"line": error.line, "said": _said(error)}
        data = {"source": source, "checked": draft, "finding": finding, "label": say("initialise.own.text")}
        field(key=key, data=data, default={"draft": source}, on_draft_change=lambda: None)
        with st.container(horizontal=True, gap="small"):
            save = say("initialise.own.save") if name is not None else say("initialise.own.save-new")
            st.button(
                save, key="save-scheme", type="primary", disabled=error is not None, on_click=_save,
                args=(live, name, draft),
            )  # fmt: skip
            st.button(say("common.cancel"), key="close-scheme", on_click=_close)
        if error is None:
            _try(live, draft)


def _try(live: Live, draft: str) -> None:
    tensor = scheme_trial.any_tensor(live, "own-tensor")
    if tensor is None:
        st.caption(say("initialise.trial.none"))
        return
    scheme = OwnScheme(read_scheme(draft).name, draft)
    scheme_trial.one_of(live, "own-trial", InitRule(Selector(), scheme.name), (scheme,), tensor)


def _mistake(draft: str) -> SourceError | None:
    try:
        read_scheme(draft)
    except SourceError as error:
        return error
    return None


def _said(error: SourceError) -> str:
    return f"{say('expansion.scheme.line', line=error.line, problem=Sentence(error.problem))} {error.hint or ''}"


def _save(live: Live, name: str | None, draft: str) -> None:
    edits = [WriteScheme(name, draft)]
    if name is None:
        rule = InitRule(Selector(kind=_first_kind(live), tensor="weight"), read_scheme(draft).name)
        state.attempt(lambda: _commit(live, *edits, SetInit((*live.document.init, rule))))
    else:
        state.attempt(lambda: _commit(live, *edits))


def _commit(live: Live, *edits: WriteScheme | SetInit) -> None:
    live.commit(*edits, person=state.person())
    _close()
