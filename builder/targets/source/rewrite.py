"""`rewrite`: the emitted file, edited as text, as an edit of its document."""

from __future__ import annotations

import ast
from typing import Any

import msgspec
from msgspec.structs import replace

from builder.document.blocks import Document, Shared
from builder.document.tree import all_places
from builder.edits.adopt import adoptions
from builder.errors import BuilderError
from builder.expansion.validation import validate
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.runner import Runner
from builder.source import read_source
from builder.targets.source.emit import emit

LIMITS = Limits()
"""For a text that a person has typed, and for our own, which are read several times."""


def rewrite(document: Document, text: str, runner: Runner) -> Document:
    """Return the document that an edited text of it stands for; blocks whose text did not change stay as they are.

    Args:
        document: what the text was before it was edited, as `emit` writes it.
        text: a whole Python file; it is read within limits and never executed.
        runner: is asked what classes written as text do; where it answers None, the answer is still to come.

    Raises:
        SourceError: the text is refused, with line and column.
    """
    own = emit(document, runner).text
    if _same_code(text, own):
        return document
    # What is done with lazy layers stays the document's own choice, whatever is typed.
    new = replace(read_source(text, runner, limits=LIMITS, guess=False), lazy=document.lazy)  # nobody reads guesses
    try:
        read = replace(read_source(own, runner, limits=LIMITS), lazy=document.lazy)
        wanted = (sense(new), _read_back(new, runner))  # the second without defaults that the text spells out
    except BuilderError:  # one of the two has a problem, so that nothing can be told of it by its text
        return replace(new, name=document.name)
    for candidate in adoptions(new, read, document):
        if _reads_as(candidate, wanted, runner):
            return document if candidate == document else candidate
    return replace(new, name=document.name)


def _same_code(text: str, own: str) -> bool:
    """Tell whether two texts differ in nothing but comments and layout."""
    return text.strip() == own.strip() or ast.dump(parse(text, LIMITS)) == ast.dump(parse(own, LIMITS))


def _read_back(document: Document, runner: Runner) -> Any:  # noqa: ANN401 - plain data
    """Return what a document says once it is written and read: defaults are left out, and so on."""
    return sense(read_source(emit(document, runner).text, runner, limits=LIMITS))


def _reads_as(document: Document, wanted: tuple[Any, ...], runner: Runner) -> bool:
    try:
        validate(document)
        return _read_back(document, runner) in wanted
    except BuilderError:
        return False


def sense(document: Document) -> Any:  # noqa: ANN401 - plain data
    """Return all that a document says but for its ids and where it stands on a screen, as plain data."""
    paths = {id: place.path for id, place in all_places(document).items()}
    shared = {
        id: paths.get(place.block.of, "")
        for id, place in all_places(document).items()
        if isinstance(place.block, Shared)
    }
    plain = msgspec.to_builtins(replace(document, name="-"))
    return _without_ids(plain, paths, shared)


def _without_ids(value: Any, paths: dict[str, str], shared: dict[str, str]) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, list | tuple):
        return [_without_ids(item, paths, shared) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("block") in paths and ("tensor" in value or "kind" in value or len(value) == 1):
        value = {**value, "block": paths[value["block"]]}  # a selector or the place of a tensor
    fields = {name: item for name, item in value.items() if name not in ("id", "positions")}
    if "of" in fields and value.get("id") in shared:
        fields["of"] = shared[value["id"]]
    elif "select" in fields and fields.get("of") in paths:  # a rule with copy_
        fields["of"] = paths[fields["of"]]
    return {name: _without_ids(item, paths, shared) for name, item in fields.items()}
