"""The addresses under which a session downloads the newest revision of a document."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple

from ui.server import weights
from ui.server.downloads import Content, Offer
from ui.server.live import Live
from ui.server.readable import file_name, module_name
from ui.server.service import service


class Visitor(NamedTuple):
    """To whom something is offered: a session, and whose browser it is in."""

    session: str
    person: str | None


def json_url(live: Live, visitor: Visitor) -> str:
    """Return the address of the newest revision as JSON."""
    return file_url(live, visitor, ".json", lambda: live.document.to_json())


def source_url(live: Live, visitor: Visitor) -> str:
    """Return the address of the newest revision's Python file."""
    name, text = lambda: f"{module_name(live.document.name)}.py", lambda: live.reading.source.text
    offer = Offer(visitor.session, name, text, person=visitor.person)
    return service().downloads.offer(f"{live.id}.py", offer)


def weights_url(live: Live, visitor: Visitor, suffix: str) -> str:
    """Return the address of the newest revision's weights, which are made first where they are not there."""
    return file_url(
        live, visitor, suffix, lambda: weights.exported(live, suffix), lambda: weights.exporting(live, suffix)
    )


def file_url(
    live: Live,
    visitor: Visitor,
    ending: str,
    content: Content,
    prepare: Callable[[], Future[Any] | None] | None = None,
) -> str:
    """Return the address of a file that is named as the document is, with another ending."""
    offer = Offer(visitor.session, lambda: f"{file_name(live.document.name)}{ending}", content, prepare, visitor.person)
    return service().downloads.offer(f"{live.id}{ending}", offer)
