"""The sample, for a person who picks a pixel, a number or a token of it and says what it becomes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import msgspec
import pandas as pd
import streamlit as st

from builder.datasets.grid import Grid, grid_of
from builder.datasets.ids import ids_taken
from builder.datasets.samples import ElementChange
from builder.document.blocks import Input
from builder.inspection.report import SampleElements
from builder.sentences import say
from ui.screens import state, tensors, work
from ui.screens.parameters import ROW_HEIGHT
from ui.screens.pixels import Mark, show_pixels
from ui.server import inspections
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown, number

MOST_HEIGHT = 320
MOST_CHANGES = 256
_APART = re.compile(r"[\s,;]+")
_PLACE = re.compile(r"[0-9]{1,9}")
_COLOURED = 3
_SIGNED = ((33, 102, 172), (247, 247, 247), (178, 24, 43))
"""The colours of a scale around 0, as `builder.inspection.png` has them, which loads torch."""
_VALUE, _SEVERAL, _CHANNEL = "run-difference-value", "run-difference-several", "run-difference-channel"


class PickedElements(msgspec.Struct, frozen=True):
    """The elements that were picked with their new values; the last `last` of them belong to one click."""

    changes: tuple[ElementChange, ...] = ()
    last: int = 0

    def with_more(self, more: Iterable[ElementChange], keep: bool) -> PickedElements:
        """Return these with a click's; without those of before unless they are to be kept."""
        new = tuple(more)
        places = {(one.input, one.index) for one in new}
        old = [one for one in self.changes if keep and (one.input, one.index) not in places]
        return PickedElements((*old, *new)[-MOST_CHANGES:], len(new))

    def with_value(self, value: float) -> PickedElements:
        """Return these with another value for what was clicked last."""
        first = len(self.changes) - self.last
        return PickedElements(
            tuple(
                msgspec.structs.replace(one, value=value) if i >= first else one for i, one in enumerate(self.changes)
            ),
            self.last,
        )


def draw(live: Live, asked: RunRequest) -> tuple[ElementChange, ...]:
    """Draw the sample of one input and return what of all inputs is changed."""
    entries = {entry.name: entry for entry in live.document.inputs}
    name = next(iter(entries))
    if len(entries) > 1:
        name = st.selectbox(say("run.difference.input"), list(entries), key="run-difference-input")
    entry = entries[name]
    at = _place(live, name)
    shown = work.outcome(
        "sample",
        (tensors.question(live), asked.key, name, at),
        say("run.difference.reading"),
        lambda: inspections.show_sample(live, asked, name, at),
    )
    picker = _Picker(live, entry)
    if shown is not None:
        picker.sample(shown)
    picker.value()
    return tuple(one for one in picked_elements(live).changes if one.input in entries)


def picked_elements(live: Live) -> PickedElements:
    """Return what a person has picked in this document's sample."""
    found = state.request_of(f"run-difference-{live.id}")
    return found if isinstance(found, PickedElements) else PickedElements()


def _place(live: Live, name: str) -> tuple[int, ...]:
    """Return the place that is shown of the dims in front of the grid, as far as a person has chosen one."""
    found: tuple[int, ...] = state.request_of(f"run-difference-at-{live.id}-{name}") or ()
    return found


class _Picker:
    """The fields around one input's sample."""

    def __init__(self, live: Live, entry: Input) -> None:
        self.live = live
        self.entry = entry
        self.is_whole = not entry.dtype.startswith(("float", "bfloat", "complex"))
        self.value_key = f"{_VALUE}-{'whole' if self.is_whole else 'real'}"

    def sample(self, shown: SampleElements) -> None:
        """Draw the picture or the cells; a click on one changes it."""
        grid = grid_of(self.entry, shown.shape)
        self._lead(grid, shown)
        mine = [one for one in picked_elements(self.live).changes if one.input == self.entry.name]
        here = {
            place[1:]: one.value
            for one in mine
            if len(one.index) == len(shown.shape) and (place := grid.cell(one.index))[0] == shown.at
        }
        if shown.png:
            st.caption(say("run.difference.pixels"))
            marks = _marks(here, grid, shown)
            show_pixels(
                shown.png, (grid.rows, grid.columns), marks, lambda row, column: self._pick(grid, shown, row, column),
                key="run-pixels",
            )  # fmt: skip
        elif shown.values:
            st.caption(say("run.difference.cells"))
            self._cells(grid, shown, here)
        for sentence in shown.said:
            st.caption(escape_markdown(sentence))
        if grid.channels > 1:
            choices = ["all", *range(grid.channels)]
            st.segmented_control(
                say("run.difference.channel"), choices, default="all", key=f"{_CHANNEL}-{grid.channels}",
                format_func=lambda one: say("run.difference.channel.all") if one == "all" else str(one),
            )  # fmt: skip

    def _lead(self, grid: Grid, shown: SampleElements) -> None:
        """Draw which sample is shown, where there are several, and which of further dims."""
        key = f"run-difference-at-{self.live.id}-{self.entry.name}"

        # A field is another one where its bound is: Streamlit refuses a kept value that is larger.
        keys = [f"{key}-{i}-{size}" for i, size in enumerate(grid.lead)]

        def choose() -> None:
            state.want(key, tuple(state.value(one, old) for one, old in zip(keys, shown.at, strict=True)))

        fields = [i for i, size in enumerate(grid.lead) if size > 1]
        for column, i in zip(st.columns(len(fields)) if fields else (), fields, strict=True):
            title = say("run.difference.sample") if i == 0 else say("run.difference.at", dim=i)
            column.number_input(title, 0, grid.lead[i] - 1, shown.at[i], key=keys[i], on_change=choose)

    def _cells(self, grid: Grid, shown: SampleElements, here: dict[tuple[int, int, int | None], float]) -> None:
        rows = [list(row) for row in shown.values]
        for (row, column, _), value in here.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = value
        table = pd.DataFrame(rows, columns=[str(i) for i in range(len(rows[0]))])
        if self.is_whole:
            table = table.astype("int64")
        form = "%d" if self.is_whole else "%.3g"
        key = f"run-cells-{self.entry.name}"

        def clicked() -> None:
            for row, column in state.value(key)["selection"]["cells"][:1]:
                self._pick(grid, shown, int(row), int(column))

        st.dataframe(
            table, key=key, width="stretch", row_height=ROW_HEIGHT, on_select=clicked, selection_mode="single-cell",
            height=min(MOST_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 3),
            column_config={name: st.column_config.NumberColumn(format=form, width=58) for name in table},
        )  # fmt: skip

    def _pick(self, grid: Grid, shown: SampleElements, row: int, column: int) -> None:
        chosen = state.value(f"{_CHANNEL}-{grid.channels}") if grid.channels > 1 else None
        channel = chosen if isinstance(chosen, int) else None
        self._change(grid.indices(shown.at, row, column, channel))

    def _change(self, indices: Iterable[tuple[int, ...]]) -> None:
        value = float(state.value(self.value_key, 1))
        more = (ElementChange(self.entry.name, index, value) for index in indices)
        self._keep(picked_elements(self.live).with_more(more, bool(state.value(_SEVERAL))))

    def _keep(self, new: PickedElements) -> None:
        state.want(f"run-difference-{self.live.id}", new)

    def value(self) -> None:
        """Draw what the element that is clicked becomes."""
        one: float = 1 if self.is_whole else 1.0
        last = [change.value for change in picked_elements(self.live).changes if change.input == self.entry.name][-1:]
        state.set_value(self.value_key, state.value(self.value_key, type(one)(last[0]) if last else one))
        st.number_input(
            say("run.difference.value"), step=one, format=None if self.is_whole else "%.4g", key=self.value_key,
            on_change=self._revalue,
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center", key="run-difference-presets"):
            for preset in (0, 1):
                st.button(str(preset), key=f"run-difference-{preset}", on_click=self._preset, args=(preset * one,))
            st.button(say("run.difference.random"), key="run-difference-random", on_click=self._draw)
            st.button(
                say("run.difference.clear"), key="run-difference-clear", on_click=self._keep, args=(PickedElements(),),
                disabled=not picked_elements(self.live).changes,
            )  # fmt: skip
            with st.popover(say("run.difference.enter")):
                self._position()
            st.toggle(say("run.difference.several"), key=_SEVERAL)

    def _revalue(self) -> None:
        self._keep(picked_elements(self.live).with_value(float(state.value(self.value_key))))

    def _preset(self, value: float) -> None:
        state.set_value(self.value_key, value)
        self._revalue()

    def _draw(self) -> None:
        entry = self.entry
        if not self.is_whole:
            self._preset(round(random.gauss(0, 1), 4))
            return
        most = 2 if entry.dtype == "bool" else ids_taken(self.live.document).get(entry.name, entry.high)
        self._preset(random.randrange(max(1, most)))

    def _position(self) -> None:
        """Draw the way to an element that nobody can click: one that is not shown, or for who has no pointer."""
        dims = len(self.entry.shape)
        text = st.text_input(
            say("run.difference.index"), ", ".join(["0"] * dims), key=f"run-difference-index-{dims}",
            help=say("run.difference.index.help"),
        )  # fmt: skip
        index = index_in(text)
        if index is None:
            st.error(say("run.difference.no-index", text=escape_markdown(text)))
        st.button(
            say("run.difference.set"), key="run-difference-set", on_click=self._change, args=((index,),),
            disabled=index is None,
        )  # fmt: skip


def _marks(here: dict[tuple[int, int, int | None], float], grid: Grid, shown: SampleElements) -> list[Mark]:
    """Return the pixels that are changed, in their new colour where all their channels became the same."""
    by_place: dict[tuple[int, int], list[float]] = {}
    for (row, column, _), value in here.items():
        by_place.setdefault((row, column), []).append(value)
    channels = max(1, grid.channels)
    return [
        (*place, colour_of(found[0], shown, channels) if len(found) == channels and len(set(found)) == 1 else "")
        for place, found in by_place.items()
    ]


def colour_of(value: float, shown: SampleElements, channels: int) -> str:
    """Return the colour of a pixel all of whose channels have one value, as the picture beside it has it.

    >>> grey, signed = SampleElements((), (), 0.0, 1.0), SampleElements((), (), -2.0, 2.0)
    >>> colour_of(1.0, grey, 1), colour_of(0.0, signed, 3), colour_of(-2.0, signed, 1), colour_of(9.0, signed, 1)
    ('rgb(255,255,255)', 'rgb(128,128,128)', 'rgb(33,102,172)', 'rgb(178,24,43)')
    """
    span = shown.high - shown.low
    share = min(1.0, max(0.0, (value - shown.low) / span)) if span > 0 else 0.5
    if channels < _COLOURED and shown.low < 0.0:
        from_, to, part = (*_SIGNED[:2], share * 2) if share < 0.5 else (*_SIGNED[1:], share * 2 - 1)
        red, green, blue = (round(a + (b - a) * part) for a, b in zip(from_, to, strict=True))
    else:
        red = green = blue = round(share * 255)
    return f"rgb({red},{green},{blue})"


def index_in(text: str) -> tuple[int, ...] | None:
    """Read the position of one element: whole numbers from 0, apart by commas or spaces; None where it is none.

    >>> index_in("0, 12"), index_in("[3]"), index_in(""), index_in("-1"), index_in("0.5")
    ((0, 12), (3,), (), None, None)
    """
    parts = [part for part in _APART.split(text.strip().removeprefix("[").removesuffix("]")) if part]
    return tuple(map(int, parts)) if all(map(_PLACE.fullmatch, parts)) else None


def words_of(input: str, index: tuple[int, ...], before: float, after: float) -> str:
    """Say what one element was and what it has become."""
    return say(
        "run.difference.one",
        input=escape_markdown(input),
        index=escape_markdown(str(list(index))),
        before=escape_markdown(number(before)),
        after=escape_markdown(number(after)),
    )
