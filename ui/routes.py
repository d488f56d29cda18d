"""The routes beside Streamlit's own: the canvas and its catalogue, downloads straight from disk, and a health check."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from streamlit import config

from builder.errors import BuilderError, BusyError, DocumentError, StorageError
from builder.sentences import later, say
from ui import not_found, recovery
from ui.canvas import bundle
from ui.server import tensor_tiles, trainings, uploads, watching
from ui.server.catalogue import catalogue_file
from ui.server.class_check import Draft, check, definition
from ui.server.document_threads import in_turn
from ui.server.downloads import Offer
from ui.server.exchange import exchange
from ui.server.header_view import steps
from ui.server.live import JUST_NOW, Live
from ui.server.pane import TEXTS, pane
from ui.server.people import key_of, owner_of
from ui.server.permissions import ADDRESSED, APP, OWN_KEY, GuardedRoute, Permission, Resource
from ui.server.service import service
from ui.server.unreadable import refusal
from ui.server.uploads import Place
from ui.sessions import lives

FOREVER = "public, max-age=31536000, immutable"
NEVER = {"Cache-Control": "no-store"}
_checks = asyncio.Semaphore(2)  # each may take all of a core for a moment


async def catalogue(request: Request) -> Response:
    """Serve the catalogue; its address changes with its text, so browsers may keep it."""
    file = catalogue_file()
    if request.path_params["digest"] != file.digest:
        return PlainTextResponse(say("server.no-catalogue"), 404)
    return Response(file.text, media_type="application/json", headers={"Cache-Control": FOREVER})


async def canvas(request: Request) -> Response:
    """Serve the script of the canvas; an older page, from before the server was updated, gets the newest too."""
    kept = FOREVER if request.path_params["digest"] == bundle.digest() else "no-store"
    return Response(bundle.script(), media_type="text/javascript", headers={"Cache-Control": kept})


async def download(request: Request) -> Response:
    """Stream what a session was offered; a file never passes through memory as a whole."""
    offer = _offer(request)
    if offer is None or not lives(offer.session):
        return PlainTextResponse(say("server.download.gone"), 404)
    try:
        work = None if offer.prepare is None else offer.prepare()
        if work is not None:
            await asyncio.wrap_future(work)
        return await _content(offer)
    except (BuilderError, asyncio.CancelledError) as error:
        return PlainTextResponse(str(error) or say("server.download.cancelled"), 409)


def _offer(request: Request) -> Offer | None:
    return service().downloads.find(request.path_params["token"])


def _offered_thing(request: Request) -> Resource | None:
    offer = _offer(request)
    return None if offer is None else Resource("file", offer.person)


async def _content(offer: Offer) -> Response:
    headers = {"Cache-Control": "no-store"}
    content = offer.content if isinstance(offer.content, Path) else await run_in_threadpool(offer.content)
    if isinstance(content, Path):
        if not content.is_file():
            return PlainTextResponse(say("server.download.gone"), 404)
        return FileResponse(content, filename=offer.file, media_type="application/octet-stream", headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(offer.file, safe='')}"
    return Response(content, media_type="application/octet-stream", headers=headers)


async def _answer(found: Awaitable[bytes]) -> Response:
    """Serve JSON about a document; say so where the document is not there, or others are at work on it."""
    try:
        content = await found
    except DocumentError:
        return PlainTextResponse(say("server.no-network"), 404, headers=NEVER)
    except (BusyError, StorageError) as error:
        return PlainTextResponse(str(error), 503, headers=NEVER)
    return Response(content, media_type="application/json", headers=NEVER)


def _open_document(document: str) -> Live:
    """Return the document if it is there still, though this process may hold it: its address may be another now."""
    live = service().documents.get(document)
    live.refresh(JUST_NOW)
    return live


async def pane_text(request: Request) -> Response:
    """Serve the text of a tab of the pane; whoever knows the document's unguessable id may read it.

    It is that of the newest revision: the canvas names the one it shows only to be served a new text.
    """
    document, tab = request.path_params["document"], request.path_params["tab"]
    return await _answer(in_turn(document, _pane_text, document, tab))


def _pane_text(document: str, tab: str) -> bytes:
    if tab not in TEXTS:
        raise DocumentError(say("server.no-network"))
    reading = _open_document(document).reading
    key = f"pane {tab}"
    if key not in reading.views:
        reading.views[key] = msgspec.json.encode(pane(reading, tab))
    return bytes(reading.views[key])


async def history(request: Request) -> Response:
    """Serve the names of the newest steps of a document, as they are to whoever asks."""
    document, person = request.path_params["document"], owner_of(key_of(request.scope))
    return await _answer(in_turn(document, _history, document, person))


def _history(document: str, person: str | None) -> bytes:
    return msgspec.json.encode(steps(_open_document(document), person))


async def check_class(request: Request) -> Response:
    """Check the text of a class: return what it defines and its problems; this changes nothing."""
    try:
        draft = msgspec.json.decode(await request.body(), type=Draft)
    except (msgspec.MsgspecError, RecursionError) as error:
        return refusal(error)
    return await _answer(_check_draft(request.path_params["document"], draft))


async def _check_draft(document: str, draft: Draft) -> bytes:
    await in_turn(document, _open_document, document)
    async with _checks:
        return msgspec.json.encode(await in_turn(document, check, draft))


async def class_text(request: Request) -> Response:
    """Serve the text of a written class and what its constructor starts with."""
    document = request.path_params["document"]
    return await _answer(in_turn(document, _class_text, document, request.path_params["class_name"]))


def _class_text(document: str, class_name: str) -> bytes:
    found = definition(_open_document(document).document, class_name)
    return msgspec.json.encode({"source": found.source, "args": found.args})


async def tensor(request: Request) -> Response:
    """Serve a part of a tensor of the newest weights as cells of a picture, which a worker reads."""
    try:
        part = await tensor_tiles.part(request.path_params["document"], request.query_params, _open_document)
    except (DocumentError, msgspec.MsgspecError):
        return PlainTextResponse(say("server.no-tensor"), 404, headers=NEVER)
    except BuilderError as error:
        return PlainTextResponse(str(error), 503, headers=NEVER)
    return Response(part, media_type="application/json", headers=NEVER)


async def training(request: Request) -> Response:
    """Serve where a run is, and what it has measured since the byte that a page has read up to."""
    asked, place = request.query_params, request.path_params
    try:
        start, begun = int(asked.get("start", 0)), int(asked.get("begun", 0))
        found = await run_in_threadpool(trainings.read_records, place["document"], place["run"], start, begun)
    except (ValueError, BuilderError):
        return PlainTextResponse(say("train.no-run"), 404, headers=NEVER)
    return Response(found, media_type="text/plain", headers=NEVER)


async def data_file(request: Request) -> Response:
    """Write a file of data to disk while it comes; the page has a worker read it as soon as all are there."""
    given = request.path_params
    try:
        size = request.headers.get("content-length", "")
        number = int(given["number"]) if given["number"].isdecimal() else -1
        name = request.query_params.get("name", "")
        place = Place(given["document"], given["token"], number, name, int(size) if size.isdecimal() else 0)
        await in_turn(place.document, _open_document, place.document)
        length = await uploads.receive(place, request.stream())
    except DocumentError as error:
        return PlainTextResponse(str(error), 404, headers=NEVER)
    except BuilderError as error:
        # What is left of the file stays unread, so nothing else can come on this connection.
        return PlainTextResponse(
            f"{error.problem} {error.hint or ''}".strip(), 507, headers={**NEVER, "Connection": "close"}
        )
    return JSONResponse({"length": length}, headers=NEVER)


async def training_look(request: Request) -> Response:
    """Serve what was last seen of the network of a run, unless a page has seen that."""
    place, since = request.path_params, request.query_params.get("since", "")
    try:
        found = await run_in_threadpool(watching.look_since, place["document"], place["run"], since)
    except BuilderError:
        return PlainTextResponse(say("train.no-run"), 404, headers=NEVER)
    return Response(found, media_type="application/json", headers=NEVER)


async def training_tint(request: Request) -> Response:
    """Serve by what the canvas is coloured while a run goes on."""
    place = request.path_params
    try:
        found = await run_in_threadpool(watching.tint_news, place["document"], place["run"])
    except BuilderError:
        return PlainTextResponse(say("train.no-run"), 404, headers=NEVER)
    return Response(found, media_type="application/json", headers=NEVER)


async def healthz(request: Request) -> Response:
    """Answer that the process is alive."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def nothing(request: Request) -> Response:
    """Answer 404 at what no other route has, where Streamlit would show the first page."""
    return not_found.answer(request.scope)


def _below_base(path: str) -> str:
    """Return a path as it is seen where the app is served under `server.baseUrlPath`."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}{path}" if base else path


_SEE = Permission("see", lambda _: APP)
_READ = Permission("read", lambda _: ADDRESSED, later("server.no-network"))
_EDIT = Permission("edit", lambda _: ADDRESSED, later("server.no-network"))
_CHANGE = Permission("change", lambda request: OWN_KEY if recovery.is_own(request) else None)
_DOWNLOAD = Permission("download", _offered_thing, later("server.download.gone"))
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

ROUTES = [
    GuardedRoute(_below_base("/nnblocks/catalogue-{digest}.json"), catalogue, _SEE),
    GuardedRoute(_below_base("/nnblocks/canvas-{digest}.js"), canvas, _SEE),
    GuardedRoute(_below_base("/nnblocks/download/{token}"), download, _DOWNLOAD),
    GuardedRoute(_below_base("/nnblocks/exchange/{document}"), exchange, _EDIT, methods=["POST"]),
    GuardedRoute(_below_base("/nnblocks/pane/{document}/{token}/{tab}"), pane_text, _READ),
    GuardedRoute(_below_base("/nnblocks/history/{document}"), history, _READ),
    GuardedRoute(_below_base("/nnblocks/check/{document}"), check_class, _READ, methods=["POST"]),
    GuardedRoute(_below_base("/nnblocks/class/{document}/{class_name}"), class_text, _READ),
    GuardedRoute(_below_base("/nnblocks/tensor/{document}"), tensor, _READ),
    GuardedRoute(_below_base("/nnblocks/training/{document}/{run}"), training, _READ),
    GuardedRoute(_below_base("/nnblocks/data/{document}/{token}/{number}"), data_file, _EDIT, methods=["POST"]),
    GuardedRoute(_below_base("/nnblocks/training/{document}/{run}/seen"), training_look, _READ),
    GuardedRoute(_below_base("/nnblocks/training/{document}/{run}/tint"), training_tint, _READ),
    GuardedRoute(_below_base(recovery.PATH), recovery.ask, _SEE),
    GuardedRoute(_below_base(recovery.PATH), recovery.change, _CHANGE, methods=["POST"]),
    GuardedRoute(_below_base("/healthz"), healthz, _SEE),
    # The last: what none of the others has, in whichever way it is asked for.
    GuardedRoute(_below_base("/nnblocks/{rest:path}"), nothing, _SEE, methods=_METHODS),
]
