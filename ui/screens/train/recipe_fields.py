"""One field of a recipe each: a choice of words, a whole number, a number, or whatever an argument takes.

No field bounds what is typed: Streamlit leaves out what is beyond a bound and hands on what stood there before, and a
run would begin with that. What is wrong with a number is said beside Train instead (`builder.training.checks`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import streamlit as st

from builder.catalogue.layers.kind import REQUIRED, Argument
from ui.screens.state import kept_field, value

_STEP = 0.01


def choice(name: str, label: str, choices: list[str], help: str | None = None) -> str:
    """Draw a field of some words, which begins with the first."""
    key = kept_field(f"train-{name}", choices[0])
    kept = value(key)
    return st.selectbox(label, choices, choices.index(kept) if kept in choices else 0, key=key, help=help)


def count(name: str, label: str, first: int, help: str | None = None) -> int:
    """Draw a field of a whole number."""
    key = kept_field(f"train-{name}", first)
    return int(st.number_input(label, value=value(key), step=1, key=key, help=help))


def number(name: str, label: str, first: float, help: str | None = None) -> float:
    """Draw a field of a number."""
    key = kept_field(f"train-{name}", first)
    return float(st.number_input(label, value=value(key), step=_STEP, format="%g", key=key, help=help))


def switch(name: str, label: str, first: bool, help: str | None = None) -> bool:
    """Draw a field that is on or off."""
    key = kept_field(f"train-{name}", first)
    return st.checkbox(label, value(key), key=key, help=help)


def arguments(owner: str, given: Iterable[Argument], without: Collection[str] = ()) -> dict[str, Any]:
    """Draw the fields of a class's arguments, and return those that are not what torch takes by itself.

    Args:
        owner: the class, by which the fields are told apart.
        given: its arguments; those that take lists, or nothing at all, keep what torch takes by itself.
        without: names that are left out.
    """
    found = {}
    for argument in given:
        if argument.name not in without:
            chosen = _argument(owner, argument)
            if chosen != argument.default:
                found[argument.name] = chosen
    return found


def takes_field(argument: Argument) -> bool:
    """Tell whether an argument that must be given has a field."""
    return argument.type in ("int", "float")


def _argument(owner: str, argument: Argument) -> Any:  # noqa: ANN401 - whatever the argument takes
    name, default, help = f"{owner}-{argument.name}", argument.default, argument.help.said
    if argument.type == "bool":
        return switch(name, argument.name, bool(default), help)
    if argument.type == "choice":
        return choice(name, argument.name, list(dict.fromkeys([default, *argument.choices])), help)
    if default is REQUIRED and takes_field(argument):
        first = argument.minimum or 1
        return (
            count(name, argument.name, int(first), help)
            if argument.type == "int"
            else number(name, argument.name, 0.1, help)
        )
    if argument.type == "int" and not argument.optional:
        return count(name, argument.name, int(default), help)
    if argument.type == "float" and default is not None:
        return number(name, argument.name, float(default), help)
    return default
