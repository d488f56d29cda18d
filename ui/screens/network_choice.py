"""Which network of a text is meant: a list of what could be, and the arguments of the one that is chosen."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import streamlit as st

from builder.candidates.candidate import Candidate
from builder.sentences import say

_MOST = 30
"""Arguments that are asked for; the rest keep their defaults."""
_COLUMNS = 3


def is_open(candidates: Sequence[Candidate]) -> bool:
    """Tell whether there is something to choose: several networks, or arguments of the one that is created here."""
    if not candidates:
        return False
    first, *others = candidates
    if first.kind in ("variable", "object"):
        return any(one.kind == "variable" for one in others)
    return first.name != "build_net" and (bool(first.arguments) or any(not one.part for one in others))


def pick(candidates: Sequence[Candidate], text: str, place: str) -> tuple[Candidate, str | None]:
    """Draw the list; return what is chosen, and its name, None where that is what is read without any."""
    chosen = st.selectbox(
        say("open.paste.network"),
        range(len(candidates)),
        format_func=lambda i: _label(candidates[i]),
        key=f"network-{_mark(text, place)}",
    )
    one = candidates[chosen or 0]
    return one, one.name if chosen else None


def fill(one: Candidate, used: Mapping[str, str], text: str, place: str) -> dict[str, str]:
    """Draw a field for each argument; return all that differ from their default, once one was changed.

    Args:
        one: what is created.
        used: the guesses that it was read with.
        text: what is pasted; another one starts afresh.
        place: where this stands.
    """
    shown = [argument for argument in one.arguments if not argument.stars][:_MOST]
    columns = st.columns(_COLUMNS) if shown else []
    given, changed = {}, False
    for i, argument in enumerate(shown):
        guess = used.get(argument.name, argument.guess)
        before = argument.default or guess or ""
        label = say("open.paste.argument.guess", name=argument.name) if guess else argument.name
        key = f"argument-{_mark(text, place)}-{one.name}-{argument.name}"
        field = columns[i % _COLUMNS]
        typed = field.text_input(
            label, before, key=key, help=argument.annotation, placeholder=say("open.paste.argument")
        ).strip()
        changed |= typed not in ("", before)
        if typed and typed != argument.default:
            given[argument.name] = typed
    return given if changed else {}


def _mark(text: str, place: str) -> str:
    return f"{place}-{zlib.crc32(text.encode(errors='replace'))}"


def _label(one: Candidate) -> str:
    match one.kind:
        case "variable":
            return say("open.paste.network.variable", name=one.name, line=one.line)
        case "object":
            return say("open.paste.network.object", name=one.name, line=one.line)
        case "class":
            return say("open.paste.network.class", name=one.name, line=one.line)
        case "function":
            return say("open.paste.network.function", name=one.name, line=one.line)
