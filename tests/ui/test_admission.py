import asyncio

import pytest
from starlette.responses import PlainTextResponse

from ui.server.admission import Admission
from ui.server.document_threads import in_turn


async def unread():
    """Fail: a request that is not let in has no part of it read."""
    raise AssertionError("the body was read")


def status(path, monkeypatch):
    """Return the answer's status for a document that has taken more than its share while another one is asked about."""
    monkeypatch.setattr("ui.server.document_threads.WAIT", 0.05)
    sent = []

    async def send(message):
        sent.append(message)

    async def ask():
        await in_turn("other", int)
        monkeypatch.setattr("ui.server.document_threads.ALLOWANCE", -1.0)
        await Admission(PlainTextResponse("read"))({"type": "http", "path": path}, unread, send)

    asyncio.run(ask())
    return sent[0]["status"]


@pytest.mark.parametrize("path", ["/nnblocks/exchange/d", "/base/nnblocks/check/d", "/nnblocks/pane/d/t/code"])
def test_what_is_about_a_document_waits_unread(path, monkeypatch):
    """A flood of bodies is not even received."""
    assert status(path, monkeypatch) == 503


@pytest.mark.parametrize("path", ["/", "/healthz", "/nnblocks/download/d"])
def test_everything_else_passes(path, monkeypatch):
    """Pages and signs of life wait for no document."""
    assert status(path, monkeypatch) == 200
