"""What is said of a request whose JSON is not what its address takes.

A page of today sends none, so it is a program's, or one of a page that was loaded before an update.
"""

from __future__ import annotations

import msgspec
from starlette.responses import PlainTextResponse

from builder.sentences import say

_HEADERS = {"Cache-Control": "no-store"}


def refusal(error: msgspec.MsgspecError | RecursionError) -> PlainTextResponse:
    """Return the answer to such a request: what was found instead, where, and what to do."""
    if isinstance(error, RecursionError):
        return PlainTextResponse(say("server.edit.nested"), 400, headers=_HEADERS)
    found, _, place = str(error).partition(" - at `")  # as msgspec writes it
    return PlainTextResponse(
        say("server.request", place=place.rstrip("`") or "$", found=found.rstrip(".")), 400, headers=_HEADERS
    )
