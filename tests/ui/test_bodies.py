import asyncio

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ui import bodies
from ui.bodies import DRAFT, EXCHANGE, KEY, OTHER, BodyLimits
from ui.routes import ROUTES
from ui.server import uploads


async def read(request):
    """Answer with the length of the body."""
    return PlainTextResponse(str(len(await request.body())))


def answer(path, parts, headers=(), whole=True):
    """Send a body in parts, as a client without a Content-Length does; return status and text of the answer."""
    app = BodyLimits(Starlette(routes=[Route("/{rest:path}", read, methods=["POST"])]))
    scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers), "query_string": b""}
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = not whole
    sent = []

    async def receive():
        return messages.pop(0) if messages else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode(), dict(sent[0]["headers"])


@pytest.mark.parametrize(
    ("path", "most"),
    [("/nnblocks/exchange/a", EXCHANGE), ("/base/nnblocks/check/a", DRAFT), ("/anything", OTHER)],
)
def test_a_body_that_is_too_long_ends(path, most):
    """It is counted as it comes; up to the limit it is read."""
    assert answer(path, [b"x" * (most - 1), b"x"])[:2] == (200, str(most))
    assert answer(path, [b"x" * most, b"x"])[:2] == (413, f"A request to this address can be at most {most:,} bytes.")


def test_what_says_that_it_is_too_long_is_not_read():
    """The answer does not wait for it, and the connection ends."""
    status, _, headers = answer("/nnblocks/check/a", [b""], [(b"content-length", b"500001")], whole=False)
    assert (status, headers[b"connection"]) == (413, b"close")


@pytest.mark.parametrize("length", [b"5", b"-1", b"many", b"\xb2"])
def test_a_length_that_lies_changes_nothing(length):
    """What counts is what comes."""
    assert answer("/nnblocks/check/a", [b"x" * DRAFT, b"x"], [(b"content-length", length)])[0] == 413


@pytest.mark.parametrize("limit", ["SECONDS", "SILENCE"])
def test_a_body_that_does_not_end_is_ended(limit, monkeypatch):
    """A part came, the rest never will."""
    monkeypatch.setattr(bodies, limit, 0.0)
    assert answer("/nnblocks/exchange/a", [b"{"], whole=False)[:2] == (408, "The request was too slow. Try again.")


def test_an_upload_is_as_long_as_streamlit_allows():
    """And no longer, whatever its length says."""
    assert bodies.most("/_stcore/upload_file/s/f") > 16 * 2**20


def test_every_route_of_ours_that_takes_a_body_has_a_limit_of_its_own():
    """A new one is entered in `ui.bodies`."""
    paths = [route.path for route in ROUTES if "POST" in route.methods]
    own = [EXCHANGE, DRAFT, uploads.MOST_BYTES, KEY, OTHER]  # the last says that there is nothing
    assert [bodies.most(path) for path in paths] == own


def test_a_file_of_data_has_as_long_as_its_length_takes():
    """By a slow line, and no longer than the longest file, whatever its length says."""
    assert bodies.seconds("/nnblocks/exchange/a", 10**9) == bodies.SECONDS
    assert bodies.seconds("/nnblocks/data/a/b/0", 10**9) == bodies.SECONDS + 20_000
    assert bodies.seconds("/nnblocks/data/a/b/0", 10**30) < 50_000
