"""`Reading`: everything derived from one revision of a document, each part computed on first use.

It belongs to the open document (`ui.server.live`), so that all sessions and all pages share it and no rerun repeats it.
"""

from __future__ import annotations

import secrets
from typing import Any, cast

from builder.analysis import Analysis, analyse
from builder.caching import cached_property
from builder.document.blocks import Document, Shared
from builder.document.tree import Place, all_places
from builder.network.network import take_over
from builder.targets.source import Source, emit
from builder.targets.target import Target
from ui.server.trials import Trials, patience


class Reading:
    """All that the pages show of a document; what a page works out itself it may keep in `views`."""

    def __init__(self, document: Document, trials: Trials) -> None:
        self.document = document
        self.trials = trials
        """Who runs classes written as text."""
        self.token = secrets.token_urlsafe(9)
        """The token of this reading for the canvas; unlike a revision's number it is never reused."""
        self.views: dict[str, Any] = {}
        self._answers = 0

    def of_next(self, document: Document) -> Reading:
        """Return the reading of the next revision, which reuses the results of this one."""
        take_over(document, self.document)
        return Reading(document, self.trials)

    @cached_property
    def analysis(self) -> Analysis:
        """Shapes, counts and problems."""
        self._answers = self.trials.answers
        with patience():
            analysis = analyse(self.document, self.trials.ask)
            analysis.multiply_adds  # noqa: B018 - what one sample costs may wait for workers as well
            return analysis

    @cached_property
    def waits(self) -> bool:
        """Whether shapes or costs of text classes are still being computed by workers."""
        return self.analysis.awaits

    @property
    def is_stale(self) -> bool:
        """Whether workers have said something since, for which the analysis may have waited."""
        # A cached property stands here once it is computed; asking must not compute it.
        return "analysis" in self.__dict__ and self.waits and self.trials.answers != self._answers

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each block stands."""
        return all_places(self.document)

    @cached_property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """The places of each shared module by its block's id, in document order, which is that of `named_modules`."""
        found: dict[str, list[str]] = {}
        for id, place in self.places.items():
            if isinstance(place.block, Shared):
                found.setdefault(place.block.of, []).append(id)
        order = self.places
        return {of: tuple(sorted((of, *ids), key=lambda id: order[id].order)) for of, ids in found.items()}

    def same_as(self, id: str) -> str | None:
        """Return the path of the place that holds a block's module first, where that is another place."""
        block = self.places[id].block
        seen = self.analysis.blocks.get(self.places[id].path)
        is_place = isinstance(block, Shared) or id in self.shared
        return seen.same_as if seen is not None and is_place else None

    @cached_property
    def source(self) -> Source:
        """The emitted file and which lines are whose."""
        return emit(self.document, self.trials.ask)

    def written(self, target: Target) -> str | bytes:
        """Return what a target writes, written once."""
        key = f"target {target.name}"
        if key not in self.views:
            self.views[key] = target.write(self.document, self.trials.ask)
        return cast("str | bytes", self.views[key])
