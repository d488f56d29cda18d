"""The base of all edits: a frozen struct that describes one user action and applies it to a document."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from builder.document.blocks import Document


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="edit"):
    """Base of all edits; a subclass is one action, identified in JSON by its tag in the field `edit`."""

    places: ClassVar[tuple[str, ...]] = ()
    """The fields that name blocks of one network, or of one definition."""

    def apply_to(self, document: Document) -> Document:
        """Return the changed document; `builder.edits.apply` checks what comes out.

        Raises:
            EditError: the edit cannot be made.
        """
        raise NotImplementedError
