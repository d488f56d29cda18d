"""The one request between the canvas and Python: it sends edits and receives the new tree of the document.

It takes no run of the page's script, which draws what is around the canvas and costs several times as much. Whoever
knows the document's unguessable id may read and edit it, as by opening its page.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from builder.errors import BusyError, DocumentError, LimitError, StorageError
from ui.server.commands import Batch, Client, Command, check_count
from ui.server.document_threads import in_turn
from ui.server.header_view import figures
from ui.server.live import JUST_NOW
from ui.server.people import key_of, owner_of
from ui.server.service import service
from ui.server.unreadable import refusal
from ui.server.view import build_view

NEVER = {"Cache-Control": "no-store"}


class Question(msgspec.Struct, frozen=True):
    """What the page of a document sends: edits, and what it holds already."""

    client: Client = ""
    commands: tuple[msgspec.Raw, ...] = ()
    """The edits as they were sent: they are counted before they are read."""
    canvas: bool = True
    """Whether a canvas asks, not the header of another page."""
    base: str | None = None
    """The token of the newest tree that it holds."""
    stamp: int = 0
    """That of the newest picture that it has; where nothing has happened since, the answer is empty."""


async def exchange(request: Request) -> Response:
    """Apply the edits and answer with the resulting document."""
    document: str = request.path_params["document"]
    try:
        # Reading and writing JSON takes a thread of this document's, not the time of the loop that serves all others.
        person = owner_of(key_of(request.scope))
        answer = await in_turn(document, _answer, document, await request.body(), person)
    except (msgspec.MsgspecError, RecursionError) as error:
        return refusal(error)
    except LimitError as error:
        return PlainTextResponse(str(error), 413, headers=NEVER)
    except (BusyError, StorageError) as error:
        return PlainTextResponse(str(error), 503, headers=NEVER)
    except DocumentError as error:
        return PlainTextResponse(str(error), 404, headers=NEVER)
    if answer is None:
        return Response(status_code=204, headers=NEVER)
    return Response(answer, media_type="application/json", headers=NEVER)


def _answer(document: str, body: bytes, person: str | None) -> bytes | None:
    """Return the answer to a request, or None where nothing has changed."""
    question = msgspec.json.decode(body, type=Question)
    check_count(len(question.commands))
    commands = tuple(msgspec.json.decode(command, type=Command) for command in question.commands)
    news = _news(document, question, commands, person)
    return None if news is None else msgspec.json.encode(news)


def _news(
    document: str, question: Question, commands: tuple[Command, ...], person: str | None
) -> dict[str, Any] | None:
    live = service().documents.get(document)
    if commands:
        live.receive(Batch(question.client, document, commands), person)
    else:
        live.refresh(JUST_NOW)
    live.renew()
    service().visits.asked(document)
    if not commands and question.stamp >= live.stamp:
        return None
    service().after_rerun()
    build = build_view(live, question.base, is_answer=True) if question.canvas else None
    return {"build": build, "head": figures(live, person), "waits": live.reading.waits}
