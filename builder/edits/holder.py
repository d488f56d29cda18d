"""The edit that sets which class of torch holds the children of a sequential or the copies of a repeat."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from builder.document.blocks import Document, Holder, Repeat, Sequential
from builder.edits.edit import Change
from builder.edits.tree import all_places, place_of, settle_names, title, with_block
from builder.errors import EditError
from builder.sentences import say


class SetHolder(Change, frozen=True, tag="set_holder"):
    """Make a sequential or repeat an `nn.Sequential`, or an `nn.ModuleList` or `nn.ModuleDict`, which has no forward.

    A ModuleList numbers its children, so their names are given up there.
    """

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    holder: Holder

    def apply_to(self, document: Document) -> Document:
        """Return the document with the holder.

        Raises:
            EditError: the block is not there, or is neither a sequential nor a repeat.
        """
        found = all_places(document)
        place = place_of(found, self.id)
        block = place.block
        if isinstance(block, Repeat):
            names = "{i}" if self.holder == "ModuleList" else block.names
            return with_block(document, found, msgspec.structs.replace(block, holder=self.holder, names=names))
        if not isinstance(block, Sequential):
            raise EditError(say("edits.not-held", block=title(block)), place.path, say("edits.wrong-block.hint"))
        held = msgspec.structs.replace(block, holder=self.holder)
        kids = settle_names(held, block.children, {child.id for child in block.children})
        return with_block(document, found, msgspec.structs.replace(held, children=kids))
