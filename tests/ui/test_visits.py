from pathlib import Path

from streamlit.testing.v1 import AppTest

from ui import visits
from ui.visits import Visits

MAIN = Path(__file__).parents[2] / "ui" / "main.py"


def test_what_connected_sessions_show_is_open(own_service, monkeypatch):
    """The document that one shows last, and none of a session that has gone."""
    monkeypatch.setattr(visits, "lives", lambda session: session != "gone")
    kept = Visits(own_service.library)
    for session, document in (("a", "old"), ("a", "new"), ("gone", "other")):
        kept.note(session, document)
    assert kept.open() == {"new"}


def test_a_first_visit_makes_nobodys_document(own_service):
    """It may be removed after a day, unless somebody edits it."""
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    assert own_service.library.head(app.query_params["d"][0]).untouched
