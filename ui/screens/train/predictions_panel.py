"""What a run has learned, by examples kept apart: a confusion matrix, mistakes, a surface, a curve or a text."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from builder.sentences import say
from builder.training.predictions import COLOURS, Mistake, Predictions, Surface
from ui.screens import work
from ui.screens.charts import AFTER, BEFORE, class_legend, legend, vega
from ui.server import trainings
from ui.server.live import Live
from ui.server.readable import escape_markdown, number
from ui.server.trainings import GOING, Run, Weights

_MOST_CLASSES = 30
"""Classes of which a matrix with numbers can be read."""


def show(live: Live, run: Run) -> None:
    """Draw what the network of a run that rests makes of its data."""
    which: Weights = "last"
    if run.status.state in GOING or not trainings.has_weights(live, run.id, which):
        return
    found = work.outcome(
        "train-predictions",
        (run.id, which, run.status.step),
        say("train.predictions.running"),
        lambda: trainings.predict_run(live, run.id, which),
    )
    if found is None:
        return
    st.markdown(f"##### {say('train.predictions')}")
    st.caption(escape_markdown(_facts(found)))
    if found.matrix:
        left, right = st.columns(2 if found.surface is not None else [5, 4], gap="medium")
        if found.surface is not None:  # it shows where the mistakes are
            with left:
                _surface(found.surface, found.classes)
            left = right
        with left:
            _matrix(found)
        if found.surface is None:
            with right:
                _mistakes(found, _columns(live, run))
    _numbers(found)
    if found.text:
        st.caption(say("train.predictions.text"))
        st.code(found.text, language=None, wrap_lines=True)


def _facts(found: Predictions) -> str:
    count = found.rows
    kept, learned = say("train.predictions.validation", count=count), say("train.predictions.training", count=count)
    facts = [kept if found.is_validation else learned, say("run.loss", loss=number(found.loss))]
    if found.accuracy is not None:
        facts.append(say("train.predictions.accuracy", share=f"{found.accuracy:.1%}"))
    if found.units is not None:
        facts.append(say("train.predictions.units", mean=number(found.units[0]), std=number(found.units[1])))
    return " · ".join(facts)


def _matrix(found: Predictions) -> None:
    st.markdown(say("train.matrix"))
    if len(found.classes) > _MOST_CLASSES:
        st.caption(say("train.matrix.many", most=_MOST_CLASSES))
        return
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in found.classes)
    rows = []
    for target, counts in enumerate(found.matrix):
        most = max(1, sum(counts))
        cells = "".join(
            f"<td style='--share:{count / most:.3f}' class='{_kind(i == target, count)}'>{count or ''}</td>"
            for i, count in enumerate(counts)
        )
        share = f"<td class='met'>{counts[target] / most:.0%}</td>"
        rows.append(f"<tr><th scope='row'>{escape(found.classes[target])}</th>{cells}{share}</tr>")
    corner, met = escape(say("train.matrix.corner")), escape(say("train.matrix.met"))
    right = "".join(f"<td class='met'>{_precision(found, at)}</td>" for at in range(len(found.classes)))
    rows.append(f"<tr><th scope='row'>{escape(say('train.matrix.right'))}</th>{right}</tr>")
    st.html(
        f"<div class='nnb-matrix' tabindex='0'><table><thead><tr><th>{corner}</th>{head}<th>{met}</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _precision(found: Predictions, at: int) -> str:
    """Return the share of the examples taken for a class that are of it, in hundredths."""
    taken = sum(row[at] for row in found.matrix)
    return f"{100 * found.matrix[at][at] / taken:.0f}" if taken else ""


def _kind(is_met: bool, count: int) -> str:
    return "" if not count else "hit" if is_met else "miss"


def _columns(live: Live, run: Run) -> tuple[str, ...]:
    info = trainings.data_sets(live).get(run.plan.data)
    return () if info is None else info.columns


def _mistakes(found: Predictions, columns: tuple[str, ...]) -> None:
    st.markdown(say("train.mistakes"))
    if not found.mistakes:
        st.caption(say("train.mistakes.none"))
        return
    if any(one.picture is None for one in found.mistakes):
        _rows(found, columns)
        return
    st.html(f"<div class='nnb-mistakes'>{''.join(_mistake(one, found.classes) for one in found.mistakes)}</div>")


def _mistake(one: Mistake, classes: tuple[str, ...]) -> str:
    assert one.picture is not None
    target, predicted = escape(classes[one.target]), escape(classes[one.predicted])
    picture = f"<img alt='' src='data:image/png;base64,{base64.b64encode(one.picture).decode()}'>"
    told = escape(say("train.mistakes.one", target="{target}", predicted="{predicted}", share=f"{one.share:.0%}"))
    told = told.replace("{target}", f"<b>{target}</b>").replace("{predicted}", f"<b>{predicted}</b>")
    return f"<figure>{picture}<figcaption>{told}</figcaption></figure>"


def _rows(found: Predictions, columns: tuple[str, ...]) -> None:
    """Draw mistakes of which there is no picture as a table."""
    rows = [
        {
            say("train.pairs.target"): found.classes[one.target],
            say("train.pairs.predicted"): f"{found.classes[one.predicted]}, {one.share:.0%}",
            **{columns[at] if at < len(columns) else str(at + 1): value for at, value in enumerate(one.values)},
        }
        for one in found.mistakes
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="train-mistakes", width="stretch")


def _surface(surface: Surface, classes: tuple[str, ...]) -> None:
    """Draw the picture of the surface with the examples as points on it."""
    (left, below), (right, above) = surface.low, surface.high
    wide, high = (right - left) or 1.0, (above - below) or 1.0
    points = "".join(
        f"<circle cx='{(x - left) / wide * 100:.2f}' cy='{(above - y) / high * 100:.2f}' r='0.9' "
        f"fill='{COLOURS[label % len(COLOURS)]}' stroke='white' stroke-width='0.25'/>"
        for x, y, label in surface.points
    )
    picture = base64.b64encode(surface.png).decode()
    # As a picture of its own: Streamlit takes such elements out of HTML.
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><image width='100' height='100' "
        f"preserveAspectRatio='none' href='data:image/png;base64,{picture}'/>{points}</svg>"
    )
    data = base64.b64encode(svg.encode()).decode()
    st.html(
        f"<div class='nnb-surface'><img alt='{escape(say('train.surface'))}' src='data:image/svg+xml;base64,{data}'>"
        f"{class_legend(classes, COLOURS)}</div>"
    )


def _numbers(found: Predictions) -> None:
    """Draw predictions over the input where that is one number, else over the targets."""
    targets, predicted = say("train.pairs.target"), say("train.pairs.predicted")
    rows: list[dict[str, Any]]
    if found.curve:
        rows = [{"x": x, "y": y, "what": targets} for x, y, _ in found.curve]
        rows += [{"x": x, "y": y, "what": predicted} for x, _, y in found.curve]
        titles = (say("train.curve.input"), say("train.curve.output"))
    else:
        rows = [{"x": target, "y": value, "what": predicted} for target, value in found.pairs]
        titles = (targets, predicted)
    if not rows:
        return
    colour = {"domain": [targets, predicted], "range": [BEFORE, AFTER]}
    encoding: dict[str, Any] = {
        axis: {
            "field": axis, "type": "quantitative", "title": title,
            "scale": {"domain": [min(row[axis] for row in rows), max(row[axis] for row in rows)], "nice": True},
        }
        for axis, title in zip(("x", "y"), titles, strict=True)
    }  # fmt: skip
    encoding["color"] = {"field": "what", "type": "nominal", "scale": colour, "legend": None}
    if found.curve:
        st.html(legend({targets: "", predicted: ""}))
    vega(rows, {"type": "point", "filled": True, "size": 14, "tooltip": True}, encoding, "train-numbers", 280)
