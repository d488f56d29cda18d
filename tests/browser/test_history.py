"""Undo by person, as two browsers see it that share nothing."""

import pytest

from tests.browser.build_page import nodes
from tests.browser.expecting import expect
from tests.browser.screens import enter
from tests.browser.test_edits import rename


@pytest.fixture
def ada(page, app):
    """Open the app in one browser, and rename its network."""
    enter(page, app)
    rename(page, "adas")
    expect(page.get_by_test_id("undo")).to_have_attribute("title", "Undo: Rename the network to adas (Ctrl+Z)")
    page.wait_for_url("**?d=*")
    return page


@pytest.fixture
def bob(ada, other_page, app):
    """Open that network in another browser, and remove a block there."""
    window = other_page
    enter(window, app, ada.url.removeprefix(f"{app.url}/"))
    expect(window.get_by_test_id("undo")).to_be_disabled()
    window.get_by_test_id("node-relu").click()
    window.keyboard.press("Delete")
    expect(window.get_by_test_id("undo")).to_have_attribute("title", "Undo: Remove ReLU (Ctrl+Z)")
    return window


def test_each_browser_undoes_its_own_step(ada, bob):
    """The one is made again on what the other takes back, and a reload changes nothing of it."""
    expect(nodes(ada)).to_have_count(2)
    ada.get_by_test_id("undo").click()
    expect(ada.get_by_test_id("document-name")).to_have_text("mlp")
    expect(nodes(ada)).to_have_count(2)
    expect(bob.get_by_test_id("document-name")).to_have_text("mlp")
    bob.reload()
    bob.get_by_test_id("undo").click()
    expect(nodes(bob)).to_have_count(3)
    expect(bob.get_by_test_id("document-name")).to_have_text("mlp")
    expect(bob.get_by_test_id("undo")).to_be_disabled()


def test_each_browser_redoes_its_own_step(ada, bob):
    """In whichever order they were undone."""
    bob.get_by_test_id("undo").click()
    expect(nodes(bob)).to_have_count(3)
    ada.get_by_test_id("undo").click()
    expect(bob.get_by_test_id("document-name")).to_have_text("mlp")
    bob.get_by_test_id("redo").click()
    expect(nodes(bob)).to_have_count(2)
    expect(ada.get_by_test_id("redo")).to_have_attribute("title", "Redo: Rename the network to adas (Ctrl+Shift+Z)")


def test_the_history_lists_what_was_done(ada, bob):
    """Newest first; what was undone, and what somebody else did, says so."""
    expect(nodes(ada)).to_have_count(2)
    ada.get_by_test_id("undo").click()
    expect(ada.get_by_test_id("document-name")).to_have_text("mlp")
    ada.get_by_test_id("history").click()
    rows = ada.get_by_test_id("steps").locator("li")
    expect(rows).to_have_text(["Remove ReLUsomeone else", "Rename the network to adasundone"])
    bob.get_by_test_id("undo").click()
    expect(rows).to_have_text(["Remove ReLUundonesomeone else", "Rename the network to adasundone"])
