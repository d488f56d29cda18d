"""Detects renames that overwrite a name which somebody else gave since the person saw it."""

from __future__ import annotations

import msgspec

from builder.document.blocks import Document
from builder.document.tree import all_places
from builder.expansion.instances import expanded
from builder.sentences import say
from ui.server.commands import CommandFields


def overwritten(document: Document, said: CommandFields) -> str | None:
    """Return the notice about an edit of this document, or None where it overwrote no name."""
    if said.before is msgspec.UNSET:
        return None
    if said.edit == "set_name" and document.name not in (said.before, said.name):
        return say("server.name-replaced", name=document.name)
    place = all_places(expanded(document)).get(str(said.id)) if said.edit == "rename" else None
    if place is None or place.block.name in (said.before, said.name):
        return None
    if said.name is None:
        return say("server.block-name-removed", name=place.name)
    return say("server.block-name-replaced", new=said.name, name=place.name)
