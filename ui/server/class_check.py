"""Checks text for the class editor: what it defines, its problems and their fixes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from builder.classes.initial_args import start_values
from builder.classes.text_class import Argument, CheckedText, check_definition, made_symbol
from builder.document.blocks import Definition, Document
from builder.errors import BuilderError, DocumentError, SourceError
from builder.expansion.definitions import definitions_by_name
from builder.sentences import say

_GATHERS = {"*": "list", "**": "dict"}


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text as it is being written, and the values that its constructor is to start with."""

    source: str
    args: dict[str, Any] = {}


def check(draft: Draft) -> dict[str, Any]:
    """Return the class that a text defines, its constructor arguments, and its problems and warnings."""
    try:
        found = check_definition(draft.source)
    except SourceError as error:
        return {"class_name": None, "arguments": [], "findings": [_mistake(error)]}
    told = {"class_name": found.class_name, "arguments": [_argument(one) for one in found.arguments]}
    try:
        starts = start_values(draft.source, draft.args)
        made_symbol(draft.source, starts)
    except BuilderError as error:
        return {**told, "findings": [_mistake(error), *_warnings(found)]}
    return {**told, "starts": starts, "findings": _warnings(found)}


def _warnings(found: CheckedText) -> list[dict[str, Any]]:
    return [
        {
            "severity": "warning",
            "line": one.line,
            "column": one.column,
            "problem": one.problem,
            "hint": one.hint,
            "fix": None if one.mended is None else {"label": one.label, "source": one.mended},
        }
        for one in found.warnings
    ]


def _mistake(error: BuilderError) -> dict[str, Any]:
    line, column = (error.line, error.column) if isinstance(error, SourceError) else (None, 1)
    return {"severity": "error", "line": line, "column": column, "problem": error.problem, "hint": error.hint}


def _argument(one: Argument) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "required": one.required}
    if one.stars:
        return {**told, "many": _GATHERS[one.stars]}
    return told if one.required else {**told, "default": one.default}


@lru_cache(maxsize=256)
def signature(source: str) -> list[dict[str, Any]]:
    """Return what the constructor of a definition's class takes."""
    return [_argument(one) for one in check_definition(source).arguments]


def definition(document: Document, class_name: str) -> Definition:
    """Return a text class by name.

    Raises:
        DocumentError: there is none of that name.
    """
    found = definitions_by_name(document).get(class_name)
    if found is None or found.source is None:
        raise DocumentError(say("build.no-class", name=class_name))
    return found
