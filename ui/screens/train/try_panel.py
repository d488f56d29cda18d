"""Try it: a picture, a row or a text of a person's own through the network of a run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from html import escape

import numpy as np
import streamlit as st

from builder.datasets.frames import MODES
from builder.datasets.preview import Preview
from builder.datasets.samples import MAX_SEED, TypedValues
from builder.datasets.stored import DataSet
from builder.jobs.run import JobFuture
from builder.sentences import say
from builder.training.asked import MOST_CHARACTERS, Answer, Asked, Drawing, Field, Prompt, fields_of, row_of
from ui.screens import state, work
from ui.screens.train import sketch
from ui.server import trainings, tryouts
from ui.server.live import Live
from ui.server.readable import escape_markdown, number
from ui.server.trainings import GOING, Run, Weights

_MOST_FIELDS = 24
"""Numbers of a row that have a field each; more of them are typed as a text."""
_LEAST_SIDE = 6
"""Pixels of a picture's shorter side from which on it can be drawn."""
_MOST_BARS = 12
_WHICH: Weights = "last"
_ROW = "train-try-row"
"""Names the example with which the fields of a row begin."""

Submit = Callable[[], JobFuture[Answer]]


def show(live: Live, run: Run) -> None:
    """Draw the question and the answer for a run that rests."""
    if run.status.state in GOING or not trainings.has_weights(live, run.id, _WHICH):
        return
    info = trainings.data_sets(live).get(run.plan.data)
    if info is None or (info.task == "classes" and info.target_shape):
        return
    preview = work.outcome(
        "train-try-data", run.plan.data, say("train.data.preview"), lambda: trainings.preview_data(run.plan.data)
    )
    if preview is None:
        return
    st.markdown(f"##### {say('train.try')}")
    left, right = st.columns([4, 5], gap="large")
    with left:
        key, submit = _question(live, run, preview)
    with right:
        _answer(run, info, key, submit)


def _question(live: Live, run: Run, preview: Preview) -> tuple[object, Submit | None]:
    """Draw what is asked; return it, and the work that answers it; None where nothing is asked yet."""
    info = preview.info
    if info.task == "tokens":
        return _request(live, run, _prompt())
    if _is_picture(info):
        return _of_picture(live, run, preview)
    if info.dtype == "float32" and len(info.shape) == 1 and info.shape[0] <= _MOST_FIELDS:
        return _request(live, run, _row(run, preview))
    return _request(live, run, _typed_row(info, preview))


def _request(live: Live, run: Run, asked: Asked | None) -> tuple[object, Submit | None]:
    return asked, None if asked is None else lambda: tryouts.ask_network(live, run.id, _WHICH, asked)


def _is_picture(info: DataSet) -> bool:
    """Tell whether examples are pictures that can be drawn."""
    if (
        info.dtype != "float32"
        or len(info.shape) not in (2, 3)
        or (len(info.shape) == 3 and info.shape[0] not in MODES)
    ):
        return False
    return min(info.shape[-2:]) >= _LEAST_SIDE


def _of_picture(live: Live, run: Run, preview: Preview) -> tuple[object, Submit | None]:
    rows, columns = preview.info.shape[-2:]
    draws, loads = say("train.try.draw-it"), say("train.try.load-it")
    how = st.segmented_control(
        say("train.try.how"), [draws, loads], default=draws, key="train-try-how", label_visibility="collapsed"
    )
    on_light = tryouts.has_light_ground(preview)
    if how != loads:
        ink = sketch.ask_for_drawing(rows, columns, on_light)
        return _request(live, run, None if ink is None else Drawing(ink, on_light))
    file = st.file_uploader(say("train.try.file"), ["png", "jpg", "jpeg"], key="train-try-file")
    swapped = st.checkbox(say("train.try.swap"), key="train-try-swap", help=say("train.try.swap.help"))
    if file is None:
        return None, None
    content = file.getvalue()
    key = (hashlib.sha256(content).hexdigest(), swapped)
    return key, lambda: tryouts.asking_of_picture(live, run.id, _WHICH, (content, swapped))


def _row(run: Run, preview: Preview) -> TypedValues:
    """Draw a field for each number of a row, as one of the examples has it."""
    names = preview.info.columns or tuple(str(at + 1) for at in range(preview.info.shape[0]))
    fields = fields_of(names, preview.rows)
    at = (state.request_of(_ROW) or 0) % len(preview.rows)
    st.button(
        say("train.try.another"), key="train-try-another", icon=":material/shuffle:", on_click=state.want,
        args=(_ROW, at + 1),
    )  # fmt: skip
    given: list[float | str] = []
    columns = st.columns(2 if len(fields) > 1 else 1)
    for place, field in enumerate(fields):
        with columns[place % len(columns)]:
            key = f"train-try-{run.plan.data.name[:12]}-{at}-{place}"
            given.append(_field(field, preview.rows[at], key))
    return row_of(fields, tuple(given))


def _field(field: Field, row: tuple[float, ...], key: str) -> float | str:
    label = escape_markdown(field.name)
    if field.words:
        first = next(i for i, column in enumerate(field.columns) if row[column])
        return st.selectbox(label, field.words, index=first, key=key)
    begun = float(str(np.float32(row[field.columns[0]])))  # 39.1, and not 39.099998474121094
    return float(st.number_input(label, value=begun, step=None, format="%g", key=key))


def _typed_row(info: DataSet, preview: Preview) -> TypedValues | None:
    """Draw a field for all numbers of an example."""
    rows = [row for row in preview.rows if len(row) == info.shape[0]] if len(info.shape) == 1 else []
    first = ", ".join(f"{value:g}" for value in rows[0]) if rows else ""
    shape = " × ".join(map(str, info.shape))
    text = st.text_area(
        say("train.try.numbers", shape=shape), value=first, height=160, key=f"train-try-text-{info.digest[:12]}"
    )
    return TypedValues(text) if text.strip() else None


def _prompt() -> Prompt | None:
    """Draw the beginning of a text, and how it goes on."""
    text = st.text_area(say("train.try.prompt"), height=90, key="train-try-prompt", help=say("train.try.prompt.help"))
    left, right = st.columns(2)
    with left:
        temperature = st.slider(
            say("train.try.temperature"), 0.0, 2.0, 0.8, 0.1, key="train-try-heat", help=say("train.try.heat.help")
        )
    with right:
        count = int(st.number_input(say("train.try.count"), 1, MOST_CHARACTERS, 200, key="train-try-count"))
    seed = int(state.request_of("train-try-seed") or 0)
    if st.button(say("train.try.write"), key="train-try-write", icon=":material/edit:"):
        seed = seed % MAX_SEED + 1
        state.want("train-try-seed", seed)
    return Prompt(text, count, temperature, seed) if seed else None


def _answer(run: Run, info: DataSet, key: object, submit: Submit | None) -> None:
    """Draw what the network says."""
    if submit is None:
        text = say("train.try.wait.text") if info.task == "tokens" else say("train.try.wait")
        st.html(f"<p class='nnb-wait'>{escape(text)}</p>")
        return
    answer = work.outcome("train-try", (run.id, run.status.step, key), say("train.try.asking"), submit)
    if answer is None:
        return
    if answer.shares:
        _bars(answer)
    if answer.values:
        label = say("train.try.share") if answer.is_share else say("train.try.value")
        values = ", ".join(f"{value:.1%}" if answer.is_share else number(value) for value in answer.values[:100])
        st.html(f"<p class='nnb-value'><small>{escape(label)}</small>{escape(values)}</p>")
    if answer.text:
        st.code(answer.text, language=None, wrap_lines=True)
    if answer.picture is not None and not isinstance(key, Drawing):
        picture = base64.b64encode(answer.picture).decode()
        alt = escape(say("train.try.seen"))
        st.html(
            f"<figure class='nnb-given'><img alt='' src='data:image/png;base64,{picture}'>"
            f"<figcaption>{alt}</figcaption></figure>"
        )
    for sentence in answer.said:
        st.caption(escape_markdown(sentence))


def _bars(answer: Answer) -> None:
    """Draw the share of each class as a bar, of many classes those of the largest."""
    shares = answer.shares
    best = max(range(len(shares)), key=lambda i: shares[i][1])
    shown = list(range(len(shares)))
    if len(shares) > _MOST_BARS:
        shown = sorted(shown, key=lambda i: -shares[i][1])[:_MOST_BARS]
    rows = "".join(
        f"<tr{' class=best' if i == best else ''}><th scope='row'>{escape(shares[i][0])}</th>"
        f"<td><i style='width:{shares[i][1]:.1%}'></i></td><td>{shares[i][1]:.1%}</td></tr>"
        for i in shown
    )
    said = escape(say("train.try.says", name="{name}", share=f"{shares[best][1]:.1%}"))
    said = said.replace("{name}", f"<b>{escape(shares[best][0])}</b>")
    st.html(f"<div role='status'><p class='nnb-says'>{said}</p><table class='nnb-bars'>{rows}</table></div>")
    if len(shares) > _MOST_BARS:
        st.caption(say("train.try.largest", count=_MOST_BARS, all=len(shares)))
