"""Checks all rules of a document: `validate` raises at the first violation.

Shapes are not looked at here: a document whose shapes do not fit is valid and shows its problems (`builder.analysis`).
"""

from __future__ import annotations

from builder.document.blocks import Document, Instance
from builder.document.json import decode
from builder.document.tree import changed_blocks, walk
from builder.document.validation import (
    check_blocks,
    check_ids,
    check_settings,
    check_size,
    check_written_out,
    counts_alike,
)
from builder.expansion.definition_rules import check_definition_names
from builder.expansion.extent import check_definitions
from builder.expansion.instances import default_instances, expanded
from builder.expansion.scheme_rules import check_schemes


def from_json(text: str | bytes) -> Document:
    """Read a document strictly.

    Raises:
        DocumentError: the text is no valid document; the message names the place and the remedy.
    """
    document = decode(text)
    validate(document)
    return document


def validate(document: Document, before: Document | None = None) -> None:
    """Check every rule.

    What `before`, a valid document, holds as well is not looked at again.

    Raises:
        DocumentError: a rule is broken; the message names the place and the remedy.
    """
    changes = None if before is None else changed_blocks(document, before)
    if changes is None or not all(counts_alike(new, old) for new, old in changes):
        check_size(document)
    if changes is None:
        check_ids(document.root)
    check_settings(document)
    if before is None or _scheme_parts(document) != _scheme_parts(before):
        check_schemes(document)
    if document.definitions or (changes is None and any(isinstance(block, Instance) for block in walk(document.root))):
        _check_definitions(document, before)
        whole = None if before is None else expanded(before)
        check_written_out(expanded(document, before), whole)
    else:
        check_blocks(document, before, changes)


def _scheme_parts(document: Document) -> tuple[object, ...]:
    return document.schemes, document.definitions, document.init if document.schemes else ()


def _check_definitions(document: Document, before: Document | None) -> None:
    if before is not None and document.definitions is before.definitions:
        check_definitions(document)  # how much all instances come to
        return
    check_definition_names(document)
    for definition in document.definitions:
        if definition.root is not None:
            check_ids(definition.root)
    for whole in default_instances(document):
        check_written_out(whole)
