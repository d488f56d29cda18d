"""Undo and redo: the documents a person has made, each action one step."""

from __future__ import annotations

import msgspec

from builder.document.blocks import Document

STEPS = 500
"""Steps that can be undone; older ones are forgotten."""


class History(msgspec.Struct, frozen=True):
    """A present document between those before it, the newest last, and those undone, the next one last.

    >>> from builder.document.blocks import Sequential
    >>> first = Document(root=Sequential(id="root"))
    >>> history = History(first).commit(Document(name="b", root=Sequential(id="root")))
    >>> history.undo().present == first
    True
    """

    present: Document
    past: tuple[Document, ...] = ()
    future: tuple[Document, ...] = ()

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to undo."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Tell whether an undone step can be made again."""
        return bool(self.future)

    def commit(self, document: Document) -> History:
        """Go on to a document and forget what was undone; the present document again is no step."""
        if document is self.present or document == self.present:
            return self
        return History(document, (*self.past, self.present)[-STEPS:])

    def undo(self) -> History:
        """Go back one step; the first document stays."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redo(self) -> History:
        """Make the step again that was undone last; without one, nothing changes."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.present), self.future[:-1])
