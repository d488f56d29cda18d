"""`Action`: the edits of one step, which can be replayed on another document and create the same ids."""

from __future__ import annotations

import secrets

import msgspec

from builder.document.blocks import Document
from builder.edits.apply import Edit, apply
from builder.edits.fresh import ids_of


def _seed() -> str:
    return secrets.token_hex(8)


class Action(msgspec.Struct, frozen=True):
    """One action of a person: its edits, in order, and the seed of the ids that they create."""

    edits: tuple[Edit, ...]
    seed: str = msgspec.field(default_factory=_seed)

    def done(self, document: Document) -> Document:
        """Return the document with all edits made.

        Raises:
            EditError: one of them cannot be made.
        """
        with ids_of(self.seed):
            for edit in self.edits:
                document = apply(document, edit)
        return document
