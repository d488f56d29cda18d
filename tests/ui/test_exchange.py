import asyncio
import sqlite3

import msgspec
import pytest
from starlette.requests import Request

from builder.edits import SetName
from builder.library import Library, tables
from ui.server.exchange import exchange
from ui.server.live import Live


def ask(document, question):
    """Send a question as the canvas does."""
    text = question if isinstance(question, bytes) else msgspec.json.encode(question)

    async def receive():
        return {"type": "http.request", "body": text, "more_body": False}

    asked = {"type": "http", "method": "POST", "headers": [], "path_params": {"document": document}}
    return asyncio.run(exchange(Request(asked, receive)))


def told(document, **question):
    """Return what the answer says."""
    return msgspec.json.decode(ask(document, question).body)


def rename(number, name):
    """Return a numbered edit."""
    return {"number": number, "edit": {"edit": "set_name", "name": name}}


def test_an_edit_is_answered_with_what_came_of_it(live):
    """Canvas and header both learn of it, in one answer."""
    answer = told(live.id, client="me", commands=[rename(1, "new")])
    assert (answer["head"]["name"], answer["build"]["ack"], answer["head"]["ack"]) == ("new", {"me": 1}, {"me": 1})


def test_an_answer_names_what_the_canvas_holds(live):
    """Blocks that have not changed are sent as their ids."""
    before = told(live.id)["build"]
    assert told(live.id, base=before["token"], commands=[rename(1, "new")])["build"]["tree"] == "root"


def test_without_news_the_answer_is_empty(live):
    """To ask costs next to nothing."""
    answer = ask(live.id, {"stamp": told(live.id)["build"]["stamp"]})
    assert (answer.status_code, answer.body) == (204, b"")


def test_what_another_process_has_saved_is_news(live):
    """Whoever only looks sees it too."""
    stamp = told(live.id)["build"]["stamp"]
    with Library() as library:
        Live(library, live.id, live.reading.trials).commit(SetName("theirs"))
    live._looked = 0.0
    assert told(live.id, stamp=stamp)["head"]["name"] == "theirs"


def test_a_refusal_is_news_too(live):
    """It is told to the client that asked for what cannot be made."""
    stamp = told(live.id)["build"]["stamp"]
    answer = told(live.id, client="me", commands=[{"number": 1, "edit": {"edit": "remove", "ids": ["nobody"]}}])
    assert answer["build"]["refused"][0]["number"] == 1
    assert answer["build"]["stamp"] > stamp


def test_a_page_without_a_canvas_is_sent_no_blocks(live):
    """Its header wants the figures alone."""
    answer = told(live.id, canvas=False)
    assert answer["build"] is None
    assert answer["head"]["parameters"] == 7946


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (b"{", "This request is not valid at $: Input data was truncated. Reload the page;"),
        (b"[]", "This request is not valid at $: Expected `object`, got `array`. Reload the page;"),
        (b'{"commands":' + b"[" * 50_000, "This edit is nested too deeply."),
        (b'{"client":"' + b"x" * 65 + b'"}', "This request is not valid at $.client: Expected `str` of length <= 64."),
        ({"commands": [{"number": "1"}]}, "This request is not valid at $.number: Expected `int`, got `str`."),
        (
            {"commands": [{"number": 2**53, "edit": {"edit": "undo"}}]},
            "This request is not valid at $.number: Expected",
        ),
    ],
)
def test_what_is_no_question_is_refused(live, question, said):
    """A canvas of another version, or no canvas at all, does no harm and is told what is wrong."""
    answer = ask(live.id, question)
    assert answer.status_code == 400
    assert answer.body.decode().startswith(said)


def test_a_document_that_is_not_there_takes_no_edits(own_service):
    """An id that nobody was given opens nothing."""
    assert ask("guessed", {"commands": [rename(1, "new")]}).status_code == 404


def test_what_is_nested_too_deep_is_refused_in_a_sentence(live):
    """The outbox then lets go of that edit alone."""
    deep = b'{"commands":[{"number":1,"edit":{"edit":' + b"[" * 50_000 + b"]" * 50_000 + b"}}]}"
    answer = ask(live.id, deep)
    assert (answer.status_code, answer.body) == (400, b"This edit is nested too deeply.")


def test_a_busy_document_answers_in_a_sentence(live, monkeypatch):
    """503 says that the same may be asked again."""
    monkeypatch.setattr("ui.server.live.LOCK_WAIT", 0.01)
    with live._lock():
        answer = ask(live.id, {"commands": [rename(1, "new")]})
    assert (answer.status_code, answer.body[:24]) == (503, b"This network is busy wit")


def test_what_cannot_be_saved_is_kept_by_the_canvas(live, own_service, tmp_path, monkeypatch):
    """It is told why and acknowledged only once it is saved; meanwhile the document stays on the screen."""
    monkeypatch.setattr(tables, "BUSY", 50)
    own_service.library.close()
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer = ask(live.id, {"client": "me", "commands": [rename(1, "new")]})
    assert (answer.status_code, answer.body[:28]) == (503, b"The library is in use by ano")
    assert told(live.id)["head"]["name"] == "mlp"
    other.close()
    assert told(live.id, client="me", commands=[rename(1, "new")])["head"]["ack"] == {"me": 1}


def test_a_request_of_too_many_edits_is_refused_before_they_are_read(live):
    """What is in them does not matter."""
    answer = ask(live.id, {"client": "me", "commands": [[]] * 3_000})
    assert (answer.status_code, b"at most 100 edits; this one has 3,000" in answer.body) == (413, True)
