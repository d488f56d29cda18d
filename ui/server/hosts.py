"""Checks the Host header against the allowed names, as a plain ASGI middleware.

A page of another site can have its own name point here and then read what a browser on this network may. Such a request
bears that name in its Host header, so names that nobody has allowed are refused. Addresses in figures can't be so used.
"""

from __future__ import annotations

import socket
from functools import cache
from ipaddress import ip_address

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from builder.sentences import say
from builder.settings import ALLOWED_HOSTS


class AllowedHosts:
    """Refuse requests and web sockets that ask for a name of another server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400 with what to set."""
        if scope["type"] in ("http", "websocket"):
            given = Headers(scope=scope).getlist("host")
            host = name_in(given[0]) if len(given) == 1 else ", ".join(given)  # of two, each reader may take another
            # The network is asked for this machine's full name only if nothing else allows the host.
            if not is_allowed(host) and host not in await run_in_threadpool(_own_names):
                refusal = PlainTextResponse(_sentence(host), 400, headers={"Cache-Control": "no-store"})
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def name_in(header: str) -> str:
    """Return the host of a Host header, without its port.

    >>> name_in("Nnblocks.Example:8501"), name_in("[::1]:8501")
    ('nnblocks.example', '::1')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0]
    # A full name may end in a dot and means the same host.
    return header.partition(":")[0].rstrip(".").lower()


def is_allowed(host: str) -> bool:
    """Tell whether anybody may ask for this host: an address, localhost, or a name of `NNBLOCKS_ALLOWED_HOSTS`."""
    named = ALLOWED_HOSTS.value
    return host == "localhost" or host.endswith(".localhost") or _is_address(host) or bool(named & {host, "*"})


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _own_names() -> frozenset[str]:
    return frozenset({socket.gethostname().lower(), socket.getfqdn().lower()})


def _sentence(host: str) -> str:
    return say("server.host", host=host, variable=ALLOWED_HOSTS.variable)
