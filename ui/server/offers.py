"""The addresses under which a session downloads the newest revision of a document."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from ui.server import weights
from ui.server.downloads import Content, Offer
from ui.server.live import Live
from ui.server.service import service
from ui.server.wording import file_name, module_name


def json_url(live: Live, session: str) -> str:
    """Return the address of the newest revision as JSON."""
    return file_url(live, session, ".json", lambda: live.document.to_json())


def source_url(live: Live, session: str) -> str:
    """Return the address of the newest revision's Python file."""
    offer = Offer(session, lambda: f"{module_name(live.document.name)}.py", lambda: live.reading.source.text)
    return service().downloads.offer(f"{live.id}.py", offer)


def weights_url(live: Live, session: str, suffix: str) -> str:
    """Return the address of the newest revision's weights, which are made first where they are not there."""
    return file_url(
        live, session, suffix, lambda: weights.exported(live, suffix), lambda: weights.exporting(live, suffix)
    )


def file_url(
    live: Live,
    session: str,
    ending: str,
    content: Content,
    prepare: Callable[[], Future[Any] | None] | None = None,
) -> str:
    """Return the address of a file that is named as the document is, with another ending."""
    offer = Offer(session, lambda: f"{file_name(live.document.name)}{ending}", content, prepare)
    return service().downloads.offer(f"{live.id}{ending}", offer)
