"""Where files of a person's own are dropped: they go straight to disk, and a worker reads them as a data set."""

from __future__ import annotations

from pathlib import Path

import msgspec
import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.own.reading import MOST_FILES, Reading
from builder.sentences import Sentence, say
from ui.screens import state, work
from ui.server import trainings, uploads
from ui.server.live import Live
from ui.server.readable import escape_markdown

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))
_NAME = "train-upload"
_READ = "train-own-read"
"""Names the drop that was read last, how, and what was said of it."""


class Drop(msgspec.Struct, frozen=True):
    """Files that a browser has sent: where, in one go, and what they are called there."""

    address: str
    token: str
    names: list[str]


def draw(live: Live) -> str | None:
    """Draw where files are dropped; return the folder of a data set that was just read."""
    drop = _on_drop(live)
    target = st.text_input(
        say("train.own.target"), key=state.kept_field("train-own-target", ""), help=say("train.own.target.help")
    ).strip()
    if drop is None:
        return None
    wanted = (drop.token, target)
    read = state.request_of(_READ)
    if read is not None and read[0] == wanted:
        _tell(drop, read[1])
        return None
    found = work.outcome(
        "train-own", wanted, say("train.own.reading"), lambda: trainings.reading(live, drop.token, Reading(target))
    )
    if found is None:
        return None
    work.forget("train-own")
    state.want(_READ, (wanted, tuple(found.said)))
    return found.folder.name


def _on_drop(live: Live) -> Drop | None:
    """Draw the place for files and return those that were sent for this document."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    component = st.components.v2.component("nnblocks-upload", html=_html(), css=_CSS, js=_JS)
    address = f"nnblocks/data/{live.id}"
    data = {"address": address, "most": uploads.MOST_BYTES, "files": MOST_FILES, "words": _words()}
    component(key=_NAME, data=data, on_drop_change=lambda: None)
    try:
        drop = msgspec.convert(state.component_event(_NAME, "drop"), Drop)
    except msgspec.ValidationError:
        return None
    return drop if drop.address == address else None


def _tell(drop: Drop, said: tuple[str, ...]) -> None:
    names = ", ".join(drop.names)
    st.caption("  \n".join(map(escape_markdown, (say("train.upload.read", names=Sentence(names[:120])), *said))))


def _html() -> str:
    return _HTML.format(
        choose=say("train.upload.choose"),
        about=say("train.upload.about"),
        progress=say("train.upload.progress"),
        cancel=say("common.cancel"),
    )


def _words() -> dict[str, str]:
    return {
        "sending": say("train.upload.sending", name="{name}", sent="{sent}", all="{all}"),
        "many": say("train.upload.many", count="{count}", most=MOST_FILES),
        "large": say("train.upload.large", name="{name}", size="{size}", most=shown_size(uploads.MOST_BYTES)),
        "empty": say("train.upload.empty", name="{name}"),
        "folder": say("train.upload.folder"),
        "lost": say("train.upload.lost"),
    }
