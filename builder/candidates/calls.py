"""The call of a candidate as text: with what was chosen, and with guesses for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from builder.candidates.candidate import Argument, Candidate

_MOST = 8
"""Calls of one candidate that are tried."""
_LONGEST = 120


class Call(NamedTuple):
    """A call, and those of its arguments that are guesses, with their values."""

    text: str
    guesses: dict[str, str]

    @property
    def guessed(self) -> tuple[str, ...]:
        """The names of the arguments that are guesses."""
        return tuple(self.guesses)


def calls_of(candidate: Candidate, chosen: Mapping[str, str]) -> Iterator[Call]:
    """Yield calls of a class or a function, the likeliest first; nothing where a value for an argument is missing.

    First all likeliest guesses, then all second ones, then the likeliest with one of them changed at a time.
    """
    taken = [one for one in candidate.arguments if one.name in chosen or one.required]
    open_ = [one._replace(guesses=one.guesses or one.last) for one in taken if one.name not in chosen]
    if any(not one.guesses for one in open_):
        return
    seen: set[str] = set()
    for places in _places(open_):
        values = {one.name: one.guesses[place] for one, place in zip(open_, places, strict=True)}
        text = call_text(candidate, {**chosen, **values})
        if text not in seen and len(seen) < _MOST:
            seen.add(text)
            yield Call(text, values)


def _places(arguments: list[Argument]) -> Iterator[tuple[int, ...]]:
    """Yield which guess of each argument is taken."""
    for place in range(max((len(one.guesses) for one in arguments), default=1)):
        yield tuple(min(place, len(one.guesses) - 1) for one in arguments)
    # tensors first: they have to go together with sizes beside them
    for i, one in sorted(enumerate(arguments), key=lambda pair: not pair[1].guesses[0].startswith("torch.")):
        for place in range(1, len(one.guesses)):
            yield tuple(place if j == i else 0 for j in range(len(arguments)))


def call_text(candidate: Candidate, values: Mapping[str, str]) -> str:
    """Write a call.

    >>> call_text(Candidate("Net", "class", 1, (Argument("width"), Argument("more", stars="*"))), {"width": "3"})
    'Net(width=3)'
    """
    several = any(one.stars == "*" and one.name in values for one in candidate.arguments)
    given = []
    before = several  # what is gathered stands behind all that comes before it
    for one in candidate.arguments:
        value = values.get(one.name, one.default if before and not one.stars else None)
        before = before and one.stars != "*"
        if value is not None:
            plain = before or one.positional
            given.append(f"{one.stars}{value}" if one.stars else value if plain else f"{one.name}={value}")
    return f"{candidate.name}({', '.join(given)})"


def short_call(text: str) -> str:
    """Cut a call that is too long for a sentence."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…)"


def line_to_add(candidate: Candidate, values: Mapping[str, str]) -> str:
    """Write the line that makes a candidate, with `...` for what is not known.

    >>> line_to_add(Candidate("Net", "class", 1, (Argument("backbone"),)), {})
    'net = Net(backbone=...)'
    """
    known = {one.name: values.get(one.name) or one.guess or "..." for one in candidate.arguments if one.required}
    return f"net = {call_text(candidate, {**known, **values})}"
