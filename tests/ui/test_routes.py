import asyncio

import msgspec
from starlette.requests import Request

from ui.routes import pane_text


def get(document, tab):
    """Ask for the text of a tab."""
    asked = {"type": "http", "path_params": {"document": document, "token": "any", "tab": tab}}
    return asyncio.run(pane_text(Request(asked)))


def test_the_text_of_a_tab_has_an_address(live):
    """Code comes with the lines of each block, and nobody keeps it."""
    answer = get(live.id, "code")
    text = msgspec.json.decode(answer.body)
    assert "def build_net" in text["text"]
    assert text["lines"][live.document.root.children[0].id]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_document_that_is_not_there_has_no_text(own_service):
    """An id that nobody was given shows nothing."""
    assert get("guessed", "code").status_code == 404


def test_an_address_that_was_replaced_has_no_text(live, own_service):
    """Though this process still holds what it showed."""
    own_service.library.owners.readdress(live.id)
    live._looked = 0.0
    assert get(live.id, "code").status_code == 404


def test_only_texts_are_served(live):
    """A tab that is no text has no address."""
    assert get(live.id, "secrets").status_code == 404
