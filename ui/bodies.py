"""How large the body of a request may be and how long it may take, as a plain ASGI middleware.

A body that never ends would block whatever waits for it, so it is cut off here, before it takes a thread or lock, with
an answer that says why. This covers the routes of nnblocks and Streamlit's own upload alike.
"""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from builder.sentences import say
from ui.server import uploads

EXCHANGE = 8 * 2**20
"""Bytes of a request of the canvas: the longest is a pasted block, and 20,000 with their arguments take 3 MB."""
DRAFT = 500_000
"""Bytes of a text that is to be checked, the values it starts with included."""
KEY = 1_000
"""Bytes of a form that changes a browser's key."""
OTHER = 65_536
"""Bytes of any other request."""
SECONDS = 30.0
"""The time that a body may take; a canvas waits no longer for its answer."""
SLOWEST = 50_000
"""Bytes a second of a file of data that comes slowly, beyond that time."""
SILENCE = 10.0
"""The longest time without a byte of it."""
_DATA = "/nnblocks/data/"
_FRAME = 65_536  # what a form has around the file that is uploaded
_WITHOUT = frozenset({"GET", "HEAD", "OPTIONS"})
_END = {"Connection": "close", "Cache-Control": "no-store"}


class BodyLimits:
    """Limit the size and duration of request bodies by route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with a limited body."""
        if scope["type"] == "http" and scope["method"] not in _WITHOUT:
            length = _declared_length(scope)
            receive = Body(receive, most(scope["path"]), length, seconds(scope["path"], length))
        await self.app(scope, receive, send)


def most(path: str) -> int:
    """Return how many bytes a request for this path may have."""
    if "/nnblocks/exchange/" in path:
        return EXCHANGE
    if "/nnblocks/check/" in path:
        return DRAFT
    if path.endswith("/nnblocks/key"):
        return KEY
    if _DATA in path:
        return uploads.MOST_BYTES
    if "/_stcore/upload_file/" in path:
        return int(config.get_option("server.maxUploadSize")) * 2**20 + _FRAME
    return OTHER


def seconds(path: str, length: int) -> float:
    """Return how long the body of a request for this path may take that says to have this length."""
    return SECONDS + (min(length, most(path)) / SLOWEST if _DATA in path else 0)


def _declared_length(scope: Scope) -> int:
    """Return the length that the request names; what names none, or no number, is counted as it comes."""
    text = dict(scope["headers"]).get(b"content-length", b"")
    return int(text) if text.isdigit() else 0


class Body:
    """The parts of one body as they come.

    Raises:
        HTTPException: 413 if it is too long, 408 if it takes too long, 400 if it breaks off. Any route answers so.
    """

    def __init__(self, receive: Receive, most: int, declared: int, seconds: float) -> None:
        self._receive = receive
        self._most = most
        self._seconds = seconds
        self._length = 0
        self._declared = declared
        self._end: float | None = None
        self._is_whole = False

    async def __call__(self) -> Message:
        """Return the next part; after the last one, wait for the end of the connection as long as that takes."""
        if self._is_whole:
            return await self._receive()
        self._check(self._declared)
        message = await self._next()
        if message["type"] == "http.disconnect":
            raise HTTPException(400, say("server.body.incomplete"))
        self._length += len(message.get("body", b""))
        self._check(self._length)
        self._is_whole = not message.get("more_body", False)
        return message

    def _check(self, length: int) -> None:
        if length > self._most:
            raise HTTPException(413, say("server.body.too-large", limit=self._most), headers=_END)

    async def _next(self) -> Message:
        now = asyncio.get_running_loop().time()
        self._end = now + self._seconds if self._end is None else self._end
        try:
            async with asyncio.timeout_at(min(self._end, now + SILENCE)):
                return await self._receive()
        except TimeoutError:
            raise HTTPException(408, say("server.body.too-slow"), headers=_END) from None
