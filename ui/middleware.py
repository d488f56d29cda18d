"""What every request passes before Streamlit or a route of ours sees it, from the outside in."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.sentences import say
from ui.bodies import BodyLimits
from ui.keys import Keys
from ui.server.admission import Admission
from ui.server.headers import SecurityHeaders
from ui.server.hosts import AllowedHosts
from ui.unknown import UnknownPages

PRIVATE = ("/_stcore/metrics", "/_stcore/script-health-check")
"""What Streamlit tells of the server's memory and sessions, and a run of the script for whoever asks."""


class PrivatePaths:
    """Answer 404 where Streamlit would tell strangers about the server."""

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
