"""Values of a tensor changed by hand: where, how, and by which numbers; each change is one step that can be undone."""

from __future__ import annotations

import re
from math import isinf, isnan, nan

import streamlit as st

from builder.errors import EditError
from builder.jobs.tasks import ValueEdit
from builder.sentences import say
from ui.screens import errors, state, tensors, work
from ui.server import weights
from ui.server.live import Live
from ui.server.readable import escape_markdown

MOST_CHARACTERS = 1_000_000
MOST_SHOWN = 1_000
"""Characters of the numbers that are read for the line of code, which shows six numbers."""
_SIGNS = {"set": "=", "add": "+=", "multiply": "*="}
_EXAMPLES = {"clip": "-1, 1", "zero": "50"}
_APART = re.compile(r"[\s,;]+")


def show(live: Live, key: str, access: str, dims: int) -> None:
    """Draw what can be done to a tensor, and do what was asked for last."""
    with st.expander(say("parameters.values.title")):
        actions = {
            "set": say("parameters.values.set"),
            "add": say("parameters.values.add"),
            "multiply": say("parameters.values.multiply"),
            "clip": say("parameters.values.clip"),
            "zero": say("parameters.values.zero"),
        }
        action = st.selectbox(
            say("parameters.values.action"), list(actions), format_func=lambda name: actions[name], key="value-action"
        )
        where = st.text_input(
            say("parameters.values.where"),
            ", ".join(["0"] * dims),
            key=f"value-where-{dims}",
            help=say("parameters.values.where.help"),
        )
        labels = {"clip": say("parameters.values.two"), "zero": say("parameters.values.percent")}
        text = st.text_area(
            labels.get(action, say("parameters.values.numbers")), key=f"value-numbers-{action}", height=68,
            placeholder=_EXAMPLES.get(action, "42"), help=say("parameters.values.numbers.help"),
        )  # fmt: skip
        st.code(_line(access, where, action, text), language="python", wrap_lines=True)
        if st.button(say("parameters.values.change"), key="value-change", type="primary"):
            if len(text) > MOST_CHARACTERS:
                st.error(say("datasets.long", count=len(text), most=MOST_CHARACTERS))
            else:
                _ask(live, ValueEdit(key, where, action, numbers(text)), text)  # type: ignore[arg-type]
    _make(live, key)


def ask(live: Live, edit: ValueEdit) -> None:
    """Ask for a change, which `show` makes."""
    work.forget("values")
    state.want("values", (tensors.question(live), edit, weights.last_step(live, state.person())))


def numbers(text: str) -> tuple[tuple[float, ...], ...]:
    """Read rows of numbers, as they are typed or pasted from a spreadsheet; NaN stands for what is none, or too large.

    >>> numbers("1, 2 x"), numbers("1e999 inf")
    (((1.0, 2.0, nan),), ((nan, inf),))
    """
    rows = [[part for part in _APART.split(row) if part] for row in text.splitlines()]
    return tuple(tuple(_number(part) for part in row) for row in rows if row)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return nan
    return nan if isinf(value) and any(map(str.isdigit, text)) else value


def _ask(live: Live, edit: ValueEdit, text: str) -> None:
    flat = [number for row in edit.numbers for number in row]
    if not flat:
        st.error(say("parameters.values.no-number"))
        return
    wrong = next((i for i, number in enumerate(flat) if isnan(number)), None)
    if wrong is not None:
        part = [part for part in _APART.split(text) if part][wrong]
        st.error(say("parameters.values.wrong-number", text=escape_markdown(part[:40])))
        return
    ask(live, edit)


def goes_on() -> bool:
    """Tell whether a change is asked for and not made or refused yet."""
    begun = state.works().get("values")
    return state.request_of("values") is not None and (begun is None or not begun.future.done())


def _make(live: Live, shown: str) -> None:
    """Make the change that was asked for, and say where it came too late; what was refused is said at its tensor."""
    wanted = state.request_of("values")
    path = tensors.there(live) if wanted is not None else None
    if path is None or (wanted[1].key != shown and state.request_of("values-refused") == wanted):
        return
    asked, edit, last = wanted
    if asked == tensors.question(live):
        done = work.outcome(
            "values", wanted, say("parameters.values.running"), lambda: weights.begin_change(live, edit, state.person())
        )
        if done is None:
            if not goes_on() and state.request_of("values-refused") != wanted:
                state.want("values-refused", wanted)
                st.rerun()  # the picture was drawn as if the change went on
            return
        weights.settle_changed(path, edit)
    work.forget("values")
    state.want("values", None)
    if weights.has_changed(live, edit, last, state.person()):
        st.rerun()
    problem, hint = say("parameters.values.overtaken"), say("parameters.values.overtaken.hint")
    errors.show(EditError(problem, hint=hint))


def _line(access: str, where: str, action: str, text: str) -> str:
    """Write the change as one would in PyTorch."""
    index = where.strip().removeprefix("[").removesuffix("]").strip() or "..."
    place = f"{access}.data[{index}]"
    given = numbers(text[:MOST_SHOWN])
    shown = ", ".join(f"{number:g}" for number in given[0][:6]) if given else "…"
    match action:
        case "clip":
            return f"{place} = {place}.clamp({shown})"
        case "zero":
            return f"{place}  # {say('parameters.values.zero.said', percent=shown)}"
    is_one = len(given) <= 1 and (not given or len(given[0]) == 1)
    return f"{place} {_SIGNS[action]} {shown if is_one else f'torch.tensor([{shown}, …])'}"
