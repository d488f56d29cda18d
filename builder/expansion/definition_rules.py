"""The rules of definitions: their names and arguments, and the texts of written ones."""

from __future__ import annotations

from builder.classes.text import read_text
from builder.classes.text_class import check_written
from builder.document.arithmetic import is_expression
from builder.document.blocks import Definition, Document, Repeat
from builder.document.names import attribute_fault, class_name_fault
from builder.document.tree import is_container
from builder.errors import DocumentError
from builder.expansion.extent import check_definitions
from builder.sentences import say

MAX_WRITTEN = 200
"""Written classes in one document."""
MAX_WRITTEN_TEXT = 500_000
"""Characters of all written classes together."""


def check_definition_names(document: Document) -> None:
    """Check the definitions by themselves: names, arguments, and that none contains itself.

    Raises:
        DocumentError: one of them is not valid.
    """
    if sum(len(definition.source or "") for definition in document.definitions) > MAX_WRITTEN_TEXT:
        problem = say("expansion.written.characters", limit=MAX_WRITTEN_TEXT)
        raise DocumentError(problem, "$.definitions", say("expansion.definitions.unused.hint"))
    seen: set[str] = set()
    for i, definition in enumerate(document.definitions):
        place = f"$.definitions[{i}]"
        fault = class_name_fault(definition.class_name)
        if fault is None and definition.class_name in seen:
            fault = say("expansion.definition.twice", class_name=definition.class_name)
        if fault is not None:
            raise DocumentError(fault, f"{place}.class_name", say("document.class-name.hint"))
        seen.add(definition.class_name)
        if definition.source is not None:
            _check_written(definition, place)
        else:
            _check_definition(definition, place)
    _check_written_together(document)
    check_definitions(document)


def _check_written(definition: Definition, place: str) -> None:
    if definition.root is not None:
        raise DocumentError(
            say("expansion.definition.root-and-source"), place, say("expansion.definition.root-and-source.hint")
        )
    try:
        check_written(definition)
    except DocumentError as error:
        raise DocumentError(error.problem, f"{place}.source", error.hint) from None


def _check_written_together(document: Document) -> None:
    """Check that no two texts give a name to different things: they come to stand in one file."""
    if sum(definition.source is not None for definition in document.definitions) > MAX_WRITTEN:
        raise DocumentError(
            say("expansion.written.many", limit=MAX_WRITTEN), "$.definitions", say("document.remove-some.hint")
        )
    drawn = {definition.class_name for definition in document.definitions if definition.source is None}
    known: dict[str, tuple[str, str]] = {}
    for i, definition in enumerate(document.definitions):
        if definition.source is None:
            continue
        for statement in read_text(definition.source).statements:
            for name in statement.binds:
                owner, text = known.setdefault(name, (definition.class_name, statement.text))
                if text != statement.text or name in drawn:
                    raise DocumentError(
                        say(
                            "expansion.written.names",
                            name=name,
                            first=definition.class_name,
                            second=name if name in drawn else owner,
                        ),
                        f"$.definitions[{i}].source",
                        say("expansion.written.names.hint"),
                    )


def _check_definition(definition: Definition, place: str) -> None:
    if definition.root is None or isinstance(definition.root, Repeat) or not is_container(definition.root):
        raise DocumentError(
            say("expansion.definition.no-root"), f"{place}.root", say("expansion.definition.no-root.hint")
        )
    for name, value in definition.args.items():
        fault = attribute_fault(name)
        if fault is None and is_expression(value):
            fault = say("expansion.definition.default", name=name)
        if fault is not None:
            raise DocumentError(fault, f"{place}.args", say("expansion.definition.default.hint"))
