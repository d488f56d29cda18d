"""Delays requests about a document, unread, while it takes more than its share of the server."""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.errors import BusyError
from ui.server.document_threads import admit

_ABOUT = re.compile(r"/nnblocks/(?:exchange|pane|history|check|class)/(?P<document>[^/]+)")
# The body stays unread, so nothing that comes after it on this connection could be told from it.
_END = {"Connection": "close", "Cache-Control": "no-store"}


class Admission:
    """Delay a request until its document may take more time; waiting costs none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as soon as it may be."""
        about = _ABOUT.search(scope["path"]) if scope["type"] == "http" else None
        try:
            if about is not None:
                await admit(about["document"])
        except BusyError as error:
            await PlainTextResponse(str(error), 503, headers=_END)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
