"""What a new name overwrites: one that somebody gave meanwhile, where an edit says what its person saw before."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.document.blocks import Document
from builder.document.tree import located
from builder.expansion.instances import expanded
from builder.sentences import say


class Said(msgspec.Struct, frozen=True):
    """What an edit as JSON says that others than the edits ask for; a block in it is passed over unread."""

    edit: Any = None
    id: Any = None
    name: Any = None
    text: Any = None
    before: Any = msgspec.UNSET
    """The name that the person saw."""


def overwritten(document: Document, said: Said) -> str | None:
    """Return what to tell of an edit that was made to this document; None where nothing was overwritten."""
    if said.before is msgspec.UNSET:
        return None
    if said.edit == "set_name" and document.name not in (said.before, said.name):
        return say("server.name-replaced", name=document.name)
    place = located(expanded(document)).get(str(said.id)) if said.edit == "rename" else None
    if place is None or place.block.name in (said.before, said.name):
        return None
    if said.name is None:
        return say("server.block-name-removed", name=place.name)
    return say("server.block-name-replaced", new=said.name, name=place.name)
