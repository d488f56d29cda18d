"""What is to run: a source for each input, the mode, and what is sent back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import msgspec
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from builder.datasets.frames import frame_of
from builder.datasets.samples import MAX_SEED, PictureFile, Random, Sample, Source, StoredFile, TypedValues
from builder.document.blocks import Input
from builder.errors import BuilderError
from builder.file_kind import FileKind, demand
from builder.inspection.report import Loss, Settings
from builder.jobs.shelf import shelf_files
from builder.sentences import say
from ui.screens import device_choice, errors, last_request
from ui.server import inspections
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service

_WITH_TARGET = ("cross_entropy", "mse")


def draw(live: Live) -> RunRequest | None:
    """Draw the panel and return what runs: what was asked for last; None until something was."""
    pinned = last_request.last_asked(live)
    last = pinned or RunRequest(Sample(), Settings())
    with st.container(border=True, key="run-sample"):
        st.markdown(say("run.sample"))
        inputs = live.document.inputs
        sources = {entry.name: _source(live, entry, last.sample.sources.get(entry.name, Random())) for entry in inputs}
        settings = _settings(live, last.settings)
        target = _target(last.sample.target) if settings.loss in _WITH_TARGET else None
        asked = RunRequest(Sample(sources=sources, target=target, changes=last.sample.changes), settings)
        if st.button(say("run.run"), type="primary", key="run-go", icon=":material/play_arrow:", width="stretch"):
            last_request.pin(live, asked)
            pinned = asked
        if pinned is not None and pinned.key != asked.key:
            st.caption(say("run.changed"))
    return last_request.last_request(live)


def _source(live: Live, entry: Input, last: Source) -> Source:
    """Draw where the values of one input come from."""
    kinds = {"random": say("run.source.random")}
    if frame_of(entry) is not None:
        kinds["picture"] = say("run.source.picture")
    kinds["typed"] = say("run.source.tokens") if entry.dtype.startswith("int") else say("run.source.numbers")
    kinds["stored"] = say("run.source.file")
    at = msgspec.json.decode(msgspec.json.encode(last, enc_hook=str))["type"]
    shape = ", ".join(map(str, entry.shape))
    chosen = st.selectbox(
        say("run.input", name=escape_markdown(entry.name), shape=shape, dtype=entry.dtype), list(kinds),
        index=list(kinds).index(at) if at in kinds else 0, format_func=lambda kind: kinds[kind],
        key=f"run-source-{entry.name}",
    )  # fmt: skip
    drawers: dict[str, Callable[[], Source]] = {
        "random": lambda: _random(entry, last),
        "picture": lambda: _picture(live, entry, last),
        "typed": lambda: _typed_source(entry, last),
        "stored": lambda: _file_source(live, entry, last),
    }
    return drawers[chosen]()


def _random(entry: Input, last: Source) -> Random:
    seed = st.number_input(
        say("run.seed"), 0, MAX_SEED, last.seed if isinstance(last, Random) else 0, key=f"run-seed-{entry.name}"
    )
    return Random(int(seed))


def _picture(live: Live, entry: Input, last: Source) -> Source:
    sent = st.file_uploader(say("run.picture"), key=f"run-picture-{entry.name}")
    known = last.file if isinstance(last, PictureFile) else None
    file = _sent_file(live, sent, known, "picture")
    return Random() if file is None else PictureFile(file)


def _sent_file(live: Live, sent: UploadedFile | None, known: Path | None, *takes: FileKind) -> Path | None:
    """Return the file that was sent, else the one that was sent before it, which is named."""
    if sent is not None:
        try:
            content = sent.getvalue()
            demand(content, sent.name, *takes)
            return inspections.keep_file(live, sent.name, content)
        except BuilderError as error:
            errors.show(error)
            return None
    if known is not None and known.is_file():
        st.caption(say("run.file", name=escape_markdown(known.name)))
        return known
    st.caption(say("run.no-file"))
    return None


def _typed_source(entry: Input, last: Source) -> Source:
    text = st.text_area(
        say("run.values"),
        last.text if isinstance(last, TypedValues) else "",
        key=f"run-values-{entry.name}",
        height=96,
        placeholder=say("run.values.placeholder"),
        help=say("run.values.help"),
    )
    return TypedValues(text) if text.strip() else Random()


def _file_source(live: Live, entry: Input, last: Source) -> Source:
    known = last.file if isinstance(last, StoredFile) else None
    files = shelf_files(service().library.shelf(live.id))
    if files:
        names = {file: file.name for file in files}
        chosen = st.selectbox(
            say("run.shelf"), [None, *files], format_func=lambda file: names.get(file, say("run.shelf.none")),
            index=files.index(known) + 1 if known in files else 0, key=f"run-shelf-{entry.name}",
        )  # fmt: skip
        if chosen is not None:
            return StoredFile(chosen, _entry(entry, last))
    sent = st.file_uploader(say("run.tensor-file"), key=f"run-file-{entry.name}")
    file = _sent_file(live, sent, None if known in files else known, "array", "tensors")
    return Random() if file is None else StoredFile(file, _entry(entry, last))


def _entry(entry: Input, last: Source) -> str:
    given = last.entry if isinstance(last, StoredFile) else ""
    return st.text_input(say("run.entry"), given, key=f"run-entry-{entry.name}", help=say("run.entry.help")).strip()


def _settings(live: Live, last: Settings) -> Settings:
    modes = {"eval": say("run.mode.eval"), "train": say("run.mode.train")}
    mode = st.segmented_control(
        say("run.mode"), list(modes), format_func=lambda name: modes[name], default=last.mode, key="run-mode",
        help=say("run.mode.help"),
    )  # fmt: skip
    losses = {
        "none": say("run.loss.none"),
        "sum": say("run.loss.sum"),
        "mean": say("run.loss.mean"),
        "cross_entropy": say("run.loss.cross-entropy"),
        "mse": say("run.loss.mse"),
    }
    names: Sequence[Loss] = get_args(Loss)
    loss = st.selectbox(
        say("run.backward"), names, names.index(last.loss), format_func=lambda name: losses[name], key="run-loss",
        help=say("run.backward.help"),
    )  # fmt: skip
    device_choice.tell(live)
    return msgspec.structs.replace(last, mode=mode or last.mode, loss=loss, device=device_choice.of(live))


def _target(last: Source | None) -> Source | None:
    text = st.text_input(
        say("run.target"), last.text if isinstance(last, TypedValues) else "", key="run-target",
        placeholder=say("run.target.placeholder"), help=say("run.target.help"),
    )  # fmt: skip
    return TypedValues(text) if text.strip() else None
