"""The run on the screen beside another one: a chart with both lines on one axis, and a table with their ratio."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from builder.errors import BuilderError
from builder.inspection.report import Report
from builder.inspection.side_by_side import (
    Apart,
    Comparison,
    Pair,
    ParameterPair,
    csv_of,
    only_in,
    pairs_of,
    parameter_pairs,
    ratio,
    with_times,
)
from builder.sentences import Sentence, say
from ui.screens import charts, errors, state, tensors, work
from ui.screens.parameters import ROW_HEIGHT
from ui.screens.run import against, quantities, two_lines
from ui.screens.run.blocks import MOST_HEIGHT, shown_path
from ui.server import comparisons
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown, file_name, number

_NORM = "norm"
_MOST_NAMED = 12
"""Blocks of one side alone that are named above the table."""


def show(live: Live, weights: Path, asked: RunRequest, report: Report) -> None:
    """Draw the choice of what to compare with, and how it differs."""
    choice = against.draw(live, asked)
    if choice is None:
        return
    person = state.person()
    try:
        question = comparisons.question(person, choice.against)
    except BuilderError as error:
        errors.show(error)
        return
    found = work.outcome(
        "comparing-runs",
        (tensors.question(live), weights, asked.key, *question),
        say("run.compare.running"),
        lambda: comparisons.compare(live, weights, asked, person, choice.against),
    )
    if found is not None:
        _results(live, report, found, choice.name)


def _results(live: Live, report: Report, found: Comparison, name: str) -> None:
    pairs, parameters = pairs_of(report, found), parameter_pairs(report, found.second)
    names = (say("run.compare.this"), say("run.compare.other", name=Sentence(name)))
    for sentence in found.said:
        st.info(escape_markdown(sentence))
    if found.second.partial is not None:
        st.warning(say("run.compare.partial", sentence=Sentence(escape_markdown(found.second.partial))))
    titles = quantities.titles(report)
    if report.loss is not None:
        titles[_NORM] = say("run.quantity.norm")
    left, right, last = st.columns([6, 4, 3], vertical_alignment="bottom")
    chosen = left.selectbox(
        say("run.quantity"), list(titles), format_func=lambda one: titles[one], key="run-compare-quantity"
    )
    has_inner = chosen != _NORM and any(pair.either.has_inner for pair in pairs)
    whole = has_inner and right.toggle(say("run.containers"), key="run-containers")
    last.download_button(
        say("run.compare.csv"), lambda: csv_of(pairs, parameters), f"{file_name(live.document.name)}-comparison.csv",
        "text/csv", icon=":material/download:", width="stretch", on_click="ignore",
    )  # fmt: skip
    st.html(charts.legend(dict(zip(names, _sums(report, found), strict=True))))
    if chosen == _NORM:
        _parameters(parameters, titles[chosen], names)
    else:
        _blocks([pair for pair in pairs if whole or not pair.either.has_inner], chosen, titles[chosen], names)
        for is_first, alone in zip((True, False), only_in(pairs), strict=True):
            if alone:
                _alone([shown_path(pair.path, pair.number) for pair in alone], is_first)
    if found.partial is not None:
        st.caption(escape_markdown(found.partial))


def _sums(report: Report, found: Comparison) -> tuple[str, str]:
    """Return what is to be said of each side as a whole."""
    return _sum(with_times(report, found.times)), _sum(found.second)


def _sum(report: Report) -> str:
    forward, backward = report.forward_seconds, report.backward_seconds
    parts = [] if forward is None else [say("run.compare.forward", milliseconds=number(forward * 1e3))]
    if backward is not None:
        parts.append(say("run.compare.backward", milliseconds=number(backward * 1e3)))
    if report.loss is not None:
        parts.append(say("run.loss", loss=number(report.loss)))
    return " · ".join(parts)


def _blocks(pairs: Sequence[Pair], chosen: str, title: str, names: tuple[str, str]) -> None:
    scale = 100 if chosen == "zeros" else 1
    labels = [shown_path(pair.path, pair.number) for pair in pairs]
    values = [pair.values(chosen) for pair in pairs]
    two_lines.draw(labels, values, names, is_share=chosen == "zeros", key="run-compare-chart")
    table = pd.DataFrame(
        {
            "path": labels,
            "kind": [pair.kind for pair in pairs],
            **_sides(values, scale),
            "largest": [None if pair.apart is None else pair.apart.largest for pair in pairs],
            "relative": [None if pair.apart is None else pair.apart.relative for pair in pairs],
            "not_finite": [0 if pair.apart is None else pair.apart.not_finite for pair in pairs],
        }
    )
    several = [pair for pair in pairs if pair.apart is not None and pair.apart.outputs > 1]
    if several:
        table["outputs"] = ["" if pair.apart is None else _outputs(pair.apart) for pair in pairs]
    empty = [name for name in ("largest", "relative") if table[name].isna().all()]
    table = table.drop(columns=empty if table["not_finite"].any() else [*empty, "not_finite"])
    _table(table, title, "%.1f %%" if chosen == "zeros" else "%.4g")
    if chosen in ("time", "backward"):
        st.caption(say("run.compare.times"))


def _outputs(apart: Apart) -> str:
    if apart.compared == apart.outputs:
        return str(apart.outputs)
    return say("run.compare.outputs.some", compared=apart.compared, count=apart.outputs)


def _alone(labels: Sequence[str], is_first: bool) -> None:
    more = len(labels) - _MOST_NAMED
    shown = Sentence(escape_markdown(", ".join(labels[:_MOST_NAMED])) + (f" +{more}" if more > 0 else ""))
    st.caption(
        say("run.compare.only-first", paths=shown, count=len(labels))
        if is_first
        else say("run.compare.only-second", paths=shown, count=len(labels))
    )


def _parameters(parameters: Sequence[ParameterPair], title: str, names: tuple[str, str]) -> None:
    labels, values = [one.name for one in parameters], [one.norms for one in parameters]
    two_lines.draw(labels, values, names, is_share=False, key="run-compare-norms")
    _table(pd.DataFrame({"path": labels, **_sides(values, 1)}), title, "%.4g")


def _sides(values: Sequence[tuple[float | None, float | None]], scale: float) -> dict[str, list[float | None]]:
    return {
        "a": [None if a is None else a * scale for a, _ in values],
        "b": [None if b is None else b * scale for _, b in values],
        "ratio": [ratio(pair) for pair in values],
    }


def _table(table: pd.DataFrame, title: str, format: str) -> None:
    number_of, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns: dict[str, Any] = {
        "path": text(say("run.column.path"), pinned=True),
        "kind": text(say("run.column.kind")),
        "a": number_of(say("run.compare.a"), format=format, help=title),
        "b": number_of(say("run.compare.b"), format=format, help=title),
        "ratio": number_of(say("run.compare.ratio"), format="%.4g"),
        "largest": number_of(say("run.compare.largest"), format="%.3g", help=say("run.compare.largest.help")),
        "not_finite": number_of(say("run.column.not-finite"), format="localized", help=say("run.compare.not-finite")),
        "outputs": text(say("run.compare.outputs"), help=say("run.compare.outputs.help")),
        "relative": number_of(say("run.compare.relative"), format="%.3g", help=say("run.compare.relative.help")),
    }
    st.dataframe(
        table, key="run-compare-table", hide_index=True, row_height=ROW_HEIGHT, width="stretch",
        placeholder="", column_config={name: column for name, column in columns.items() if name in table},
        height=min(MOST_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10),
    )  # fmt: skip
