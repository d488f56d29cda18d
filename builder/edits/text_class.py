"""The edit that creates or changes a text class."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.classes.initial_args import start_values
from builder.classes.text import read_text
from builder.classes.text_class import check_definition
from builder.classes.text_edits import replace_statement, without_usual_imports
from builder.document.blocks import Definition, Document
from builder.edits.definitions import definition_called, with_definition, with_instances
from builder.edits.edit import Change
from builder.errors import BuilderError, EditError
from builder.expansion.definitions import definitions_by_name
from builder.sentences import say


class WriteDefinition(Change, frozen=True, tag="write_definition"):
    """Write a class of the user's own: a new one where `class_name` is None, else that one anew.

    The name is that of the class in the text; where it changed, the instances follow. `args` are values for what its
    `__init__` requires, beside those that the definition has; for the rest values are found with which it runs.
    """

    class_name: str | None
    source: str
    args: dict[str, Any] = {}  # noqa: RUF012 - msgspec copies it

    def apply_to(self, document: Document) -> Document:
        """Return the document with the definition.

        Raises:
            EditError: there is no definition `class_name`, the text cannot be a definition, or its class has the name
                of another one.
        """
        known = definitions_by_name(document)
        old = None if self.class_name is None else definition_called(document, self.class_name)
        try:
            source = without_usual_imports(self.source)
            checked = check_definition(source)
            args = start_values(source, {**(old.args if old is not None else {}), **self.args})
        except BuilderError as error:
            raise EditError(error.problem, error.path, error.hint) from None
        if checked.class_name in known and checked.class_name != self.class_name:
            raise EditError(
                say("edits.definition-exists", name=checked.class_name), hint=say("edits.definition-exists.hint")
            )
        definition = Definition(class_name=checked.class_name, args=args, source=source)
        if old is None:
            return msgspec.structs.replace(document, definitions=(*document.definitions, definition))
        document = with_definition(document, old.class_name, definition)
        if old.source is not None:
            document = _update_shared_statements(document, old.source, definition)
        names = {argument.name for argument in checked.arguments}
        return with_instances(document, old.class_name, {"definition": checked.class_name}, names)


def _update_shared_statements(document: Document, before: str, after: Definition) -> Document:
    """Write the statements that other texts had in common with the old one as they are in the new one."""
    old = {name: one.text for one in read_text(before).statements for name in one.binds}
    assert after.source is not None
    new = {name: one.text for one in read_text(after.source).statements for name in one.binds}
    for other in document.definitions:
        if other.source is None:
            continue
        source = other.source
        for statement in read_text(source).statements:
            for name in statement.binds:
                if name in new and old.get(name) == statement.text != new[name] and name != other.class_name:
                    source = replace_statement(source, name, new[name])
        if source != other.source:
            document = with_definition(document, other.class_name, msgspec.structs.replace(other, source=source))
    return document
