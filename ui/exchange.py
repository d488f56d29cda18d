"""What the canvas and Python say to each other about a document, in one request: edits there, the picture back.

It takes no run of the page's script, which draws what is around the canvas and costs several times as much. Whoever
knows the document's unguessable id may read and edit it, as by opening its page.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from builder.errors import BusyError, DocumentError, StorageError
from ui.head import figures
from ui.live import JUST_NOW, Batch, Client, Command
from ui.service import service
from ui.turns import in_turn
from ui.view import build_view

NEVER = {"Cache-Control": "no-store"}


class Question(msgspec.Struct, frozen=True):
    """What the page of a document sends: edits, and what it holds already."""

    client: Client = ""
    commands: tuple[Command, ...] = ()
    canvas: bool = True
    """Whether a canvas asks, not the header of another page."""
    base: str | None = None
    """The token of the newest tree that it holds."""
    stamp: int = 0
    """That of the newest picture that it has; where nothing has happened since, the answer is empty."""


async def exchange(request: Request) -> Response:
    """Make the edits and answer with the document as it is then."""
    document: str = request.path_params["document"]
    try:
        question = msgspec.json.decode(await request.body(), type=Question)
        answer = await in_turn(document, _answer, document, question)
    except msgspec.MsgspecError as error:
        return PlainTextResponse(str(error), 400, headers=NEVER)
    except RecursionError:
        return PlainTextResponse("This is no edit: it is nested too deep.", 400, headers=NEVER)
    except (BusyError, StorageError) as error:
        return PlainTextResponse(str(error), 503, headers=NEVER)
    except DocumentError as error:
        return PlainTextResponse(str(error), 404, headers=NEVER)
    if answer is None:
        return Response(status_code=204, headers=NEVER)
    return Response(msgspec.json.encode(answer), media_type="application/json", headers=NEVER)


def _answer(document: str, question: Question) -> dict[str, Any] | None:
    """Return the news; None where there are none."""
    live = service().documents.get(document)
    if question.commands:
        live.receive(Batch(question.client, document, question.commands))
    else:
        live.refresh(JUST_NOW)
    live.renew()
    service().visits.asked(document)
    if not question.commands and question.stamp >= live.stamp:
        return None
    service().after_rerun()
    build = build_view(live, question.base) if question.canvas else None
    return {"build": build, "head": figures(live), "waits": live.reading.waits}
