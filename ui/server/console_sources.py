"""How the prompt of an open document comes to its network, and where what it changes goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.errors import BuilderError
from builder.sentences import say
from ui.server import shelves, weights
from ui.server.consoles import Source
from ui.server.service import service

if TYPE_CHECKING:
    from pathlib import Path

    from builder.document.blocks import Document
    from builder.library import Head
    from ui.server.live import Live


def source_of(live: Live) -> Source:
    """Return how the prompt of an open document comes to its network."""

    def ready() -> tuple[Head, Document, Path]:
        for _ in range(3):  # it may be edited while its weights are made
            head, document = live.at()
            work = weights.begin_weights(live)
            if work is not None:
                work.result()
            kept = weights.current(live)
            if kept is not None and live.head.place == head.place:
                return head, document, kept.path
        raise BuilderError(say("console.editing"), hint=say("console.editing.hint"))

    return Source(
        ready,
        lambda head: weights.new_path(live, head.position),
        lambda after, path, person: live.change_weights(
            after, path, weights.BY_HAND, person, say("server.step.prompt")
        ),
        lambda after, document, path, person: live.replace(
            after, document, path, weights.BY_HAND, person, say("server.step.use")
        ),
        service().library.shelf(live.id),
        lambda person: shelves.may_delete(person, live.id),
    )
