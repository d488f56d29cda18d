import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from builder import templates
from builder.library.library import UNTOUCHED
from tests.ui.test_exchange import ask
from ui.server.visits import Visits

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "ui" / "main.py"


def first_visit():
    """Open the Build page as somebody new, with no network in the address."""
    app = AppTest.from_file(MAIN, default_timeout=300).run()
    return app.switch_page(str(ROOT / "pages" / "build.py")).run()


def test_what_connected_sessions_show_is_open(own_service):
    """The document that one shows last, and none of a session that has gone."""
    kept = Visits(own_service.library)
    kept.lives = lambda session: session != "gone"
    for session, document in (("a", "old"), ("a", "new"), ("gone", "other")):
        kept.note(session, document)
    assert kept.open() == {"new"}


def test_a_first_visit_makes_nobodys_document(own_service):
    """It may be removed after a day, unless somebody edits it."""
    app = first_visit()
    assert own_service.library.head(app.session_state["document"]).untouched


def test_a_page_that_asks_for_news_keeps_its_document(own_service):
    """Its session may have been cut off; the sweep learns of it all the same."""
    id = own_service.library.create(templates.load("mlp"), visit=True)
    ask(id, {})
    own_service.library.sweep_visits(time.time() + 2 * UNTOUCHED, own_service.visits.open())
    assert own_service.library.head(id).untouched


def test_a_page_whose_document_was_removed_is_told_so(own_service):
    """By a status of its own, upon news and upon an edit."""
    id = own_service.library.create(templates.load("mlp"), visit=True)
    ask(id, {})
    own_service.library.sweep_visits(time.time() + 2 * UNTOUCHED)
    own_service.documents.held(id)._looked = 0.0
    edit = {"number": 1, "edit": {"edit": "set_name", "name": "mine"}}
    assert [ask(id, question).status_code for question in ({}, {"client": "me", "commands": [edit]})] == [404, 404]


def test_a_network_deleted_while_it_is_open_can_be_kept(own_service):
    """As a new one, as it was last saved."""
    app = first_visit()
    id = app.session_state["document"]
    document = own_service.documents.get(id).document
    own_service.library.delete(id)
    own_service.documents.get(id)._looked = 0.0
    app.run()
    assert "was deleted while you had it open" in app.info[0].value
    app.button(key="keep-last").click().run()
    assert app.session_state["document"] != id
    assert own_service.library.open(app.session_state["document"]) == document


def test_who_never_had_a_deleted_network_open_is_not_offered_it(own_service):
    """Only its address is known; the page says what is removed unasked."""
    id = own_service.library.create(templates.load("mlp"))
    own_service.documents.get(id)
    own_service.library.delete(id)
    own_service.documents.get(id)._looked = 0.0
    app = AppTest.from_file(MAIN, default_timeout=300)
    app.query_params["d"] = id
    assert "removed after a day" in app.run().caption[0].value
    assert not [one for one in app.button if one.key == "keep-last"]
