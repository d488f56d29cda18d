"""The app as others on the network see it: over http, under a name that is not localhost, so in no secure context."""

import re

import pytest

from tests.browser.build_page import choose, nodes, select
from tests.browser.conftest import RunningApp, new_profile
from tests.browser.expecting import expect
from tests.browser.screens import enter, go
from tests.browser.test_console import answer, type_in

HOST = "nnblocks.test"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """Run an app that answers to the name."""
    running = RunningApp(tmp_path_factory.mktemp("http"), host=HOST, settings={"NNBLOCKS_ALLOWED_HOSTS": HOST})
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def profile(browser):
    """Keep a profile that knows no other app: the browser finds all names that end in .test on this machine."""
    with new_profile(browser) as context:
        yield context


@pytest.fixture
def page(page, app):
    """Open the app."""
    enter(page, app)
    return page


def test_the_page_is_in_no_secure_context(page):
    """Else these tests would show nothing."""
    assert page.evaluate("!isSecureContext && crypto.randomUUID === undefined")


def test_a_block_is_edited_and_copied(page):
    """The menu's Copy fills the clipboard, Ctrl+V adds what it holds, and the server has both edits."""
    expect(nodes(page)).to_have_count(3)
    first = nodes(page).first.get_attribute("data-testid").removeprefix("node-")
    choose(page, first, "copy")
    select(page, first)
    page.keyboard.press("Control+v")
    expect(nodes(page)).to_have_count(4)
    page.reload()
    expect(nodes(page)).to_have_count(4)


def test_the_network_belongs_to_the_browser(page):
    """Its key is a cookie that needs no secure context."""
    page.get_by_role("treeitem").first.click()
    page.keyboard.press("Delete")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    go(page, "Home")
    expect(page.locator("[class*=st-key-network-]")).to_have_count(1)


def test_paste_in_the_menu_says_which_keys(page):
    """A page may not read the clipboard here; the keys do, right afterwards."""
    page.get_by_test_id("canvas").click(button="right", position={"x": 5, "y": 5})
    page.get_by_test_id("menu-paste").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Press Ctrl+V instead.")


def test_code_is_copied_and_the_console_answers(page):
    """What the button copies can be pasted at the prompt."""
    page.get_by_test_id("copy-text").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Copied.")
    go(page, "Console")
    page.get_by_test_id("console-input").press("Control+v")
    expect(page.get_by_test_id("console-input")).to_have_value(re.compile("nn.Sequential"))
    type_in(page, "1 + 1")
    expect(answer(page)).to_have_text("2")
