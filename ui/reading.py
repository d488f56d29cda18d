"""`Reading`: what can be said of one revision of a document, each part worked out when first asked for.

It belongs to the open document (`ui.live`), so that all sessions and all pages share it and no rerun repeats it.
"""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import Any

from builder.analysis import Analysis, analyse
from builder.document.blocks import Document
from builder.document.tree import Place, located
from builder.targets.source import Source, emit
from ui.trials import Waiting, watching


class Reading:
    """All that the pages show of a document; what a page works out itself it may keep in `views`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.token = secrets.token_urlsafe(9)
        """What a canvas calls this reading by: unlike a revision's number it never comes again."""
        self.views: dict[str, Any] = {}
        self.waiting: Waiting | None = None
        """What the analysis has still to be told by workers."""

    @cached_property
    def analysis(self) -> Analysis:
        """Shapes, counts and problems."""
        with watching() as waiting:
            found = analyse(self.document)
        self.waiting = waiting or None
        return found

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each block stands."""
        return located(self.document)

    @cached_property
    def source(self) -> Source:
        """The emitted file and which lines are whose."""
        return emit(self.document)
