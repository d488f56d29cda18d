"""Ready designs: each a JSON file in this folder with a title, one sentence about it, and the document.

A new template is one more file. `position` orders them; the first is what a new user sees.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.sentences import Sentence, near, say

Group: TypeAlias = Literal["first steps", "vision", "sequences", "generative"]
"""Where a template stands in the list; the files of one group are numbered in a row."""


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ready design as its file holds it; the document is read when it is asked for."""

    position: int
    group: Group
    title: str
    description: str
    document: msgspec.Raw


_decode = msgspec.json.Decoder(Template).decode


def names() -> list[str]:
    """Return the names of all templates, the first sight of the app first.

    >>> names()[0]
    'mlp'
    """
    return list(templates())


def load(name: str) -> Document:
    """Return the document of a template.

    Raises:
        BuilderError: there is no such template.
    """
    return Document.from_json(bytes(template(name).document))


def template(name: str) -> Template:
    """Return a template with its title and its description.

    Raises:
        BuilderError: there is no such template.
    """
    if name not in templates():
        hint = near(name, templates()) or say("templates.available.hint", names=Sentence(", ".join(templates())))
        raise BuilderError(say("templates.missing", name=name), hint=hint)
    return templates()[name]


@cache
def templates() -> dict[str, Template]:
    """Return all templates by name, in order."""
    found = {
        file.name.removesuffix(".json"): _decode(file.read_bytes())
        for file in files(__package__).iterdir()
        if file.name.endswith(".json")
    }
    return dict(sorted(found.items(), key=lambda entry: entry[1].position))
