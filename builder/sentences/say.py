"""`say`: the sentence of a key, its fields filled in; and `later`, the same when it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from builder.sentences.short import cap, short
from builder.sentences.table import sentence

_FIELD = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")


class Sentence(str):
    """Marks a value of `say` that is a sentence of ours: it is not cut as a person's text is."""

    __slots__ = ()


@dataclass(frozen=True, eq=False, slots=True)
class Later:
    """A key and its values; `said` is their sentence, in the language of whoever reads it.

    It travels to workers as its two parts.
    """

    key: str
    values: dict[str, object]

    @property
    def said(self) -> str:
        """The sentence itself."""
        return say(self.key, **self.values)

    def __str__(self) -> str:
        """Return the sentence, as a part of another one needs it."""
        return self.said


class Field(NamedTuple):
    """`{name}`, `{count:,}` or `{count:one form|other form}`."""

    name: str
    form: str

    def worded(self, value: object) -> str:
        """Write a value as the field asks for it."""
        if "|" in self.form:
            one, _, many = self.form.partition("|")
            return one if value == 1 else many
        if self.form:
            return format(value, self.form)
        if isinstance(value, Sentence | Later):
            return str(value)
        return short(str(value))


@cache
def parts(text: str) -> tuple[str | Field, ...]:
    """Take a sentence of the table apart.

    >>> parts("{count} {count:block|blocks} left")
    (Field(name='count', form=''), ' ', Field(name='count', form='block|blocks'), ' left')
    """
    found: list[str | Field] = []
    end = 0
    for match in _FIELD.finditer(text):
        found.append(text[end : match.start()])
        found.append(Field(match["name"], match["form"] or ""))
        end = match.end()
    found.append(text[end:])
    return tuple(part for part in found if part != "")


@cache
def fields(text: str) -> frozenset[str]:
    """Name the fields of a sentence of the table."""
    return frozenset(part.name for part in parts(text) if isinstance(part, Field))


def say(key: str, /, **values: object) -> str:
    """Return the sentence of a key; of a text in its fields no more than a quote's length is repeated.

    Raises:
        KeyError: the table has no such key.
        TypeError: the values are not those of the sentence's fields.
    """
    text = sentence(key)
    if fields(text) != values.keys():
        raise TypeError(f"{key} has the fields {sorted(fields(text))} and was given {sorted(values)}")
    made = (part.worded(values[part.name]) if isinstance(part, Field) else part for part in parts(text))
    return cap("".join(made))


def later(key: str, /, **values: object) -> Later:
    """Keep a sentence where nobody reads it yet, such as in the catalogue; what is said at import has one language.

    >>> later("common.parameters", count=2).said
    '2 parameters'
    """
    return Later(key, values)
