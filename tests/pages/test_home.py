"""Home: what one can begin there, and that looking begins nothing."""

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from builder import templates
from builder.document.blocks import Document, Sequential

MAIN = Path(__file__).parents[2] / "ui" / "main.py"


@pytest.fixture
def home(own_service):
    """Open the app at its own address, as somebody new."""
    return AppTest.from_file(MAIN, default_timeout=300).run()


def opened(service, app):
    """Return the document that the app has opened."""
    return service.documents.get(app.session_state["document"]).document


def test_a_look_at_home_makes_no_network(home, tmp_path):
    """Nor does it name one in the address."""
    with sqlite3.connect(tmp_path / "library.db") as library:
        assert library.execute("select count(*) from documents").fetchone() == (0,)
    assert "d" not in home.query_params


def test_every_template_has_a_card(home):
    """With its name and what is said about it, once all are asked for."""
    home.button(key="templates-all").click().run()
    shown = {button.label for button in home.button}
    every = map(templates.template, templates.names())
    assert {f"**{one.title}** {one.description}" for one in every} <= shown


def test_a_template_opens_as_a_network(own_service, home):
    """A fresh copy of it."""
    home.button(key="template-shared_layer").click().run()
    assert opened(own_service, home) == templates.load("shared_layer")


def test_a_new_network_is_empty(own_service, home):
    """It has no block yet."""
    home.button(key="new").click().run()
    assert opened(own_service, home) == Document(name="network", root=Sequential(id="root"))


def test_templates_are_searched_by_what_is_said_about_them(home):
    """What does not match is not drawn; where nothing does, that is said."""
    home.text_input(key="template-search").set_value("embedding tied").run()
    assert [one.key for one in home.button if one.key.startswith("template-")] == ["template-next_token"]
    home.text_input(key="template-search").set_value("nothing like it").run()
    assert any("No templates match" in caption.value for caption in home.caption)


def test_an_address_with_a_network_is_no_home(own_service, visit):
    """The app's own address with a network opens it on the Build page, as it always has."""
    app = visit("build", "lenet5")
    assert not app.exception
    assert not [button for button in app.button if button.key == "new"]
