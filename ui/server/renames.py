"""What a new name overwrites: one that somebody gave meanwhile, where an edit says what its person saw before."""

from __future__ import annotations

from typing import Any

from builder.document.blocks import Document
from builder.document.tree import located
from builder.expansion.instances import expanded
from builder.sentences import say


def overwritten(document: Document, edit: dict[str, Any]) -> str | None:
    """Return what to tell of an edit that was made to this document; None where nothing was overwritten."""
    if "before" not in edit:
        return None
    if edit.get("edit") == "set_name" and document.name not in (edit["before"], edit.get("name")):
        return say("server.name-replaced", name=document.name)
    place = located(expanded(document)).get(str(edit.get("id"))) if edit.get("edit") == "rename" else None
    if place is None or place.block.name in (edit["before"], edit.get("name")):
        return None
    if edit.get("name") is None:
        return say("server.block-name-removed", name=place.name)
    return say("server.block-name-replaced", new=edit["name"], name=place.name)
