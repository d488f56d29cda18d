"""The cookie in which a browser keeps its key, given with the first page and taken out of every request."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from ui.server.people import COOKIE, PLACE, is_key, new_key

LASTS = 400 * 86_400
"""Seconds that a browser keeps the key after the last visit, the longest that browsers allow."""


class Keys:
    """Give each browser a key, and remove invalid keys from every request and web socket."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its key; a page's answer keeps the key for longer, or gives the first one."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        sent = _cookies(scope)
        valid = sent[0] if len(set(sent)) == 1 and is_key(sent[0]) else None
        inner = {**scope, PLACE: valid, "headers": _headers(scope, valid)}
        # Of two different keys one may have been planted by another program on this host: neither is taken, and the
        # browser's own is not overwritten.
        given = valid or (new_key() if len(set(sent)) < 2 else None)
        await self.app(inner, receive, _with_cookie(scope, send, given) if given and _is_page(scope) else send)


def cookie(scope: Scope, key: str) -> str:
    """Return the header that has a browser keep a key: for no script to read, and for no other site to send along."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    path = str(config.get_option("server.baseUrlPath")).strip("/")  # what else this host serves gets no key
    return f"{COOKIE}={key}; Max-Age={LASTS}; Path=/{path}; HttpOnly; SameSite=Lax{secure}"


def _is_page(scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("accept", "")
    return scope["type"] == "http" and scope["method"] == "GET" and "text/html" in accepted


def _with_cookie(scope: Scope, send: Send, key: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("Set-Cookie", cookie(scope, key))
            headers["Cache-Control"] = "private, no-cache"  # a proxy would give one browser's key to the next
        await send(message)

    return sent


def _pairs(header: str) -> list[tuple[str, str]]:
    parts = (part.strip().partition("=") for part in header.split(";"))
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _cookies(scope: Scope) -> list[str]:
    headers = Headers(scope=scope).getlist("cookie")
    return [value for header in headers for name, value in _pairs(header) if name == COOKIE]


def _headers(scope: Scope, key: str | None) -> list[tuple[bytes, Any]]:
    """Return the request's headers with this key alone, so that Streamlit reads the same as we do."""
    headers = Headers(scope=scope).getlist("cookie")
    others = [f"{name}={value}" for header in headers for name, value in _pairs(header) if name not in ("", COOKIE)]
    kept = [*others, *([] if key is None else [f"{COOKIE}={key}"])]
    rest = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    return [*rest, *([(b"cookie", "; ".join(kept).encode("latin-1"))] if kept else [])]
