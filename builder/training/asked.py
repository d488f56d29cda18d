"""What a person asks a trained network, and what it answers, as data; no torch, so that a page can say it."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from builder.datasets.samples import PictureFile, TypedValues

MOST_CHARACTERS = 2_000
"""Characters that are written at once."""


class Drawing(msgspec.Struct, frozen=True, tag="drawing"):
    """A picture in grey as rows of bytes, 0 where it is blank and 255 where the pen was, in the size of the data's.

    `on_light`: the pen is dark and the ground light, as in the data.
    """

    ink: bytes
    on_light: bool = False


class Picture(msgspec.Struct, frozen=True, tag="file"):
    """A picture as a file; `swapped`: light and dark change places, as of ink on paper for data of light on dark."""

    file: PictureFile
    swapped: bool = False


class Prompt(msgspec.Struct, frozen=True, tag="prompt"):
    """A text for a model of characters to go on with.

    `temperature` divides its logits before a character is drawn by `seed`; 0 takes the likeliest.
    """

    text: str
    count: int = 200
    temperature: float = 0.8
    seed: int = 0


Asked: TypeAlias = Drawing | Picture | TypedValues | Prompt


class Answer(msgspec.Struct, frozen=True):
    """What a network says of one example.

    `shares` are those of all classes, in their order, with their names; `values` are numbers in the units of the
    targets, or from 0 to 1 where `is_share`; `text` is what a model of characters has written. `picture` is what the
    network was given, as a PNG. `said` are sentences on what was done to fit it.
    """

    shares: tuple[tuple[str, float], ...] = ()
    values: tuple[float, ...] = ()
    is_share: bool = False
    text: str = ""
    picture: bytes | None = None
    said: tuple[str, ...] = ()


class Field(msgspec.Struct, frozen=True):
    """One question about a row: a number, or one of some words, each of which has a column of its own."""

    name: str
    columns: tuple[int, ...]
    words: tuple[str, ...] = ()


def fields_of(columns: tuple[str, ...], rows: tuple[tuple[float, ...], ...]) -> tuple[Field, ...]:
    """Return what is asked of a row: columns `name=word` that are 1 one at a time are one choice of words.

    Args:
        columns: their names.
        rows: some examples, by which that is seen.

    >>> [field.words for field in fields_of(("x", "a=b", "a=c"), ((2.0, 1.0, 0.0), (3.0, 0.0, 1.0)))]
    [(), ('b', 'c')]
    """
    found: list[Field] = []
    for at, column in enumerate(columns):
        name, _, word = column.partition("=")
        if word and found and found[-1].words and found[-1].name == name and found[-1].columns[-1] == at - 1:
            last = found.pop()
            found.append(Field(name, (*last.columns, at), (*last.words, word)))
        else:
            found.append(Field(name if word else column, (at,), (word,) if word else ()))
    return tuple(one for field in found for one in _as_choice(field, columns, rows))


def _as_choice(field: Field, columns: tuple[str, ...], rows: tuple[tuple[float, ...], ...]) -> tuple[Field, ...]:
    """Return a choice of words, or its columns as numbers where they are not 1 one at a time."""
    is_choice = all(sorted(row[at] for at in field.columns) == [0.0] * (len(field.columns) - 1) + [1.0] for row in rows)
    if not field.words or is_choice:
        return (field,)
    return tuple(Field(columns[at], (at,)) for at in field.columns)


def row_of(fields: tuple[Field, ...], given: tuple[float | str, ...]) -> TypedValues:
    """Return a row as text, from a number or a word for each field."""
    row: dict[int, float] = {}
    for field, value in zip(fields, given, strict=True):
        if isinstance(value, str):
            row |= {at: float(word == value) for at, word in zip(field.columns, field.words, strict=True)}
        else:
            row[field.columns[0]] = value
    return TypedValues(", ".join(repr(float(row[at])) for at in sorted(row)))
