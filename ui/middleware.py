"""The middleware that every request passes before Streamlit or our routes, from the outside in."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.sentences import say
from ui.bodies import BodyLimits
from ui.browser_key import Keys
from ui.not_found import UnknownPages
from ui.server.admission import Admission
from ui.server.headers import SecurityHeaders
from ui.server.hosts import AllowedHosts

PRIVATE = ("/_stcore/metrics", "/_stcore/script-health-check")
"""Paths at which Streamlit exposes memory and session statistics, or runs the script for anyone."""


class PrivatePaths:
    """Answer 404 at paths where Streamlit would expose internals of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is for a path that is not public."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(PRIVATE):
            await PlainTextResponse(say("server.not-found"), 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


MIDDLEWARE = [
    Middleware(one) for one in (SecurityHeaders, AllowedHosts, PrivatePaths, UnknownPages, Keys, Admission, BodyLimits)
]
