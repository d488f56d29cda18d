"""Files of data on their way from a browser to disk."""

import asyncio
import os

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from builder.errors import BuilderError, BusyError, DocumentError, LimitError, StorageError
from ui.routes import data_file
from ui.server import uploads
from ui.server.service import service
from ui.server.uploads import Place

TOKEN = "a" * 20


def place(live, number=0, token=TOKEN, size=0):
    """Return where the file of a test belongs."""
    return Place(live.id, token, number, "x/../d.csv", size)


async def parts(*given):
    """Give the parts of a body."""
    for one in given:
        yield one


def sent(place, *given):
    """Send a file in parts; return its length."""
    return asyncio.run(uploads.receive(place, parts(*given)))


def on_disk(live):
    """Return all files that lie there for a document."""
    return [file for file in service().library.training(live.id).rglob("*") if file.is_file()]


def test_files_of_one_drop_lie_in_the_order_in_which_they_were_chosen(live):
    """Under their own names, which lead nowhere else; one that comes again takes the place of the first."""
    assert sent(place(live, 1), b"two") == 3
    assert sent(place(live), b"o", b"n", b"e") == 3
    assert sent(place(live), b"one") == 3
    found = uploads.files(live.id, TOKEN)
    assert [(file.name, file.read_bytes()) for file in found] == [("x_.._d.csv", b"one"), ("x_.._d.csv", b"two")]


def test_what_breaks_off_leaves_nothing(live):
    """Neither a part of the file nor its name."""

    async def broken():
        yield b"x" * uploads._PIECE
        assert on_disk(live)
        raise HTTPException(400)

    with pytest.raises(HTTPException):
        asyncio.run(uploads.receive(place(live), broken()))
    assert not on_disk(live)
    assert not uploads._going
    with pytest.raises(StorageError, match="no longer"):
        uploads.files(live.id, TOKEN)


def test_a_file_that_is_longer_than_it_says_is_cut_off(live, monkeypatch):
    """It leaves nothing."""
    monkeypatch.setattr(uploads, "MOST_BYTES", 4)
    with pytest.raises(LimitError, match="larger than 4 B"):
        sent(place(live), b"12345")
    assert not on_disk(live)


def test_a_full_disk_is_said_before_anything_comes(live):
    """By the length that the browser says."""
    with pytest.raises(StorageError, match="disk is full"):
        sent(place(live, size=2**60), b"x")


@pytest.mark.parametrize("limit", ["MOST_AT_ONCE", "MOST_OF_ONE"])
def test_others_wait_while_too_many_files_come(live, monkeypatch, limit):
    """A browser says so and may try again."""
    monkeypatch.setattr(uploads, limit, 0)
    with pytest.raises(BusyError):
        sent(place(live), b"x")


@pytest.mark.parametrize(("token", "number"), [("../../x" * 3, 0), ("short", 0), (TOKEN, 6), (TOKEN, -1)])
def test_a_forged_place_is_none(live, token, number):
    """Nothing outside a document's own folder is written."""
    with pytest.raises(DocumentError):
        sent(place(live, number, token), b"x")


def test_old_drops_make_room(live, monkeypatch):
    """The newest stay, and of those none that nobody comes back to."""
    monkeypatch.setattr(uploads, "KEPT", 3)
    for at, token in enumerate("bcd"):
        sent(place(live, token=token * 16), b"x")
        os.utime(uploads._folder(live.id, token * 16), (at + 1e9, at + 1e9 if token == "c" else 4e9 + at))
    sent(place(live), b"x")
    assert {file.parents[1].name[0] for file in on_disk(live)} == {"a", "b", "d"}


def answer(live, number="0", body=b"1,2\n"):
    """Send a file by its address; return status and text of the answer."""
    given = {"document": live if isinstance(live, str) else live.id, "token": TOKEN, "number": number}
    asked = {"type": "http", "method": "POST", "path_params": given, "query_string": b"name=d.csv", "headers": []}

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    found = asyncio.run(data_file(Request(asked, receive)))
    return found.status_code, bytes(found.body)


def test_a_file_has_an_address(live):
    """What cannot be kept is answered with a sentence."""
    assert answer(live) == (200, b'{"length":4}')
    assert answer(live, "²")[0] == 404
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uploads, "ROOM", 2**60)
        assert answer(live)[0] == 507


def test_a_document_that_is_not_there_takes_no_file(own_service):
    """Nothing is written for a guessed id."""
    assert answer("g" * 22)[0] == 404
    assert not (own_service.library.training("g" * 22)).exists()
    with pytest.raises(BuilderError):
        uploads.files("../x", TOKEN)
