"""The addresses under which a session downloads the newest revision of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.jobs import tasks
from builder.sentences import say
from builder.targets.target import Target
from ui.server import weights
from ui.server.downloads import Content, Offer
from ui.server.live import Live
from ui.server.readable import file_name, module_name
from ui.server.service import service


class Visitor(NamedTuple):
    """To whom something is offered: a session, and whose browser it is in."""

    session: str
    person: str | None


def target_url(live: Live, visitor: Visitor, target: Target) -> str:
    """Return the address of the newest revision as a target writes it."""
    if not target.in_worker:
        return file_url(live, visitor, target.ending, lambda: live.reading.written(target))
    return made_url(
        live,
        visitor,
        target.ending,
        lambda document, file: service().pool.submit(tasks.write, document, target.name, file),
    )


def weights_url(live: Live, visitor: Visitor, suffix: str) -> str:
    """Return the address of the newest revision's weights, which are made first where they are not there."""
    return file_url(
        live, visitor, suffix, lambda: weights.export_file(live, suffix), lambda: weights.begin_export(live, suffix)
    )


def made_url(live: Live, visitor: Visitor, ending: str, make: Callable[[Document, Path], Future[Any]]) -> str:
    """Return the address of a file that a worker makes of the newest revision, once for each document."""

    def place(document: Document) -> Path:
        key = hashlib.sha256(msgspec.json.encode(document)).hexdigest()[:32]
        return service().library.weights_path(live.id, f"{key}{ending}")

    def prepare() -> Future[Any] | None:
        document = live.document
        file = place(document)
        return None if file.is_file() else make(document, file)

    def made() -> Path:
        file = place(live.document)
        if not file.is_file():
            raise BuilderError(say("files.edited"), hint=say("files.edited.hint"))
        return file

    return file_url(live, visitor, ending, made, prepare)


def file_url(
    live: Live,
    visitor: Visitor,
    ending: str,
    content: Content,
    prepare: Callable[[], Future[Any] | None] | None = None,
) -> str:
    """Return the address of a file that is named as the document is, with another ending; `import` takes a .py's."""
    named = module_name if ending == ".py" else file_name
    offer = Offer(visitor.session, lambda: f"{named(live.document.name)}{ending}", content, prepare, visitor.person)
    return service().downloads.offer(f"{live.id}{ending}", offer)
