import asyncio

import msgspec
from starlette.requests import Request

from builder.document.blocks import Input
from builder.edits import SetInputs, SetName, SetSeed
from ui.routes import history, pane_text
from ui.server.people import PLACE, new_key, owner_of


def get(document, tab):
    """Ask for the text of a tab."""
    asked = {"type": "http", "path_params": {"document": document, "token": "any", "tab": tab}}
    return asyncio.run(pane_text(Request(asked)))


def steps(document, key=None):
    """Ask for the steps of a document as whoever has a key."""
    asked = {"type": "http", "path_params": {"document": document}, PLACE: key}
    answer = asyncio.run(history(Request(asked)))
    return answer.status_code, answer.body


def test_the_steps_of_a_document_have_an_address(live):
    """Newest first, with what was undone and what somebody else did; whose it was is not said."""
    ada, bob = new_key(), new_key()
    live.commit(SetName("adas"), person=owner_of(ada))
    live.commit(SetSeed(3), person=owner_of(bob))
    live.undo(owner_of(bob))
    assert msgspec.json.decode(steps(live.id, ada)[1]) == [
        {"number": 3, "name": "Set the seed 0 → 3", "undone": True, "other": True},
        {"number": 2, "name": "Rename the network to adas", "undone": False, "other": False},
    ]


def test_a_document_that_is_not_there_has_no_steps(own_service):
    """An id that nobody was given shows nothing."""
    assert steps("guessed")[0] == 404


def test_the_text_of_a_tab_has_an_address(live):
    """Code comes with the lines of each block, and nobody keeps it."""
    answer = get(live.id, "code")
    text = msgspec.json.decode(answer.body)
    assert "def build_net" in text["text"]
    assert text["lines"][live.document.root.children[0].id]
    assert answer.headers["Cache-Control"] == "no-store"


def test_which_sizes_the_inputs_may_have_has_an_address(live):
    """It is worked out when somebody reads it, by no edit."""
    live.commit(SetInputs((Input(name="X", shape=("N", 7, 20)),), 2))
    assert "sizes" not in vars(live.reading.analysis)
    assert "X can be (N, T, 20): T any size." in msgspec.json.decode(get(live.id, "sizes").body)["text"]


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
