import json
import re

import pytest

from builder.document.blocks import Document
from builder.library import Library
from tests.browser.conftest import visit
from tests.browser.expecting import expect
from tests.browser.screens import enter, enter_home, go, name_of, open_template
from tests.browser.test_frame import PAGES

WORDS = """() => {
  const found = [document.title];
  const walk = (root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      for (const { name, value } of node.attributes ?? []) if (name !== "href" && name !== "src") found.push(value);
      if (node.shadowRoot) walk(node.shadowRoot);
      walk(node);
    }
  };
  walk(document);
  return found;
}"""


def rename(page, name):
    """Edit the open document: it gets a name."""
    page.get_by_test_id("document-name").click()
    page.get_by_test_id("document-name-field").fill(name)
    page.get_by_test_id("document-name-field").press("Enter")
    expect(page.get_by_test_id("undo")).to_be_enabled()


def test_recent_networks_are_those_of_this_browser(app, page, other_page):
    """What was edited here is a click away, at Home and in the menu; another browser is told nothing."""
    enter(page, app)
    rename(page, "tokens")
    open_template(page, "LeNet-5", "lenet5")
    page.get_by_test_id("open-menu").click()
    expect(page.get_by_test_id("open-recent")).to_contain_text(["tokens"])
    page.keyboard.press("Escape")
    go(page, "Home")
    said = r"X float32 \[N, 20\] · 7,946 parameters · opened (just now|\d+ minutes? ago)"
    expect(page.get_by_test_id("recent")).to_contain_text(re.compile(said))
    page.get_by_test_id("recent").get_by_text("tokens").click()
    expect(page.get_by_test_id("document-name")).to_have_text("tokens")
    enter_home(other_page, app)
    expect(other_page.get_by_text("appear here.")).to_be_visible()


def test_a_network_that_is_gone_leaves_the_list(app, page):
    """Its address says so, lists what this browser knows, and one click opens that."""
    enter(page, app)
    rename(page, "still there")
    page.wait_for_url("**?d=*")
    visits = json.loads(page.evaluate("localStorage.getItem('nnblocks-recent')"))
    gone = {**visits[0], "id": "gone", "name": "not there"}
    page.evaluate("text => localStorage.setItem('nnblocks-recent', text)", json.dumps([gone, *visits]))
    page.goto(f"{app.url}/?d=gone")
    expect(page.get_by_text("There is no network at this address")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("recent").get_by_role("link")).to_have_text(["still there"])
    page.get_by_test_id("recent").get_by_role("link").click()
    expect(page.get_by_test_id("document-name")).to_have_text("still there")


def test_a_visit_that_changes_nothing_is_not_listed(app, page):
    """Each would add a network that nobody wants to come back to."""
    enter(page, app)
    assert page.evaluate("localStorage.getItem('nnblocks-recent')") is None


@pytest.fixture(scope="module")
def visited(app, profile):
    """Open every page on one document; return its id and the words of each page."""
    with visit(profile, app) as page:
        enter(page, app)
        rename(page, "mine")
        id = page.url.split("d=")[1]
        words = {"Build": page.evaluate(WORDS)}
        for title in (*PAGES, "Console", "Home"):
            go(page, title)
            expect(page.locator(f".st-key-page-{name_of(title)}")).to_be_visible()
            page.wait_for_load_state("networkidle")
            words[title] = page.evaluate(WORDS)
        return id, words


@pytest.mark.parametrize("title", ["Build", *PAGES, "Console", "Home"])
def test_no_page_names_the_document(visited, title):
    """Its id stands in addresses alone: no class, no title and no text has it."""
    id, words = visited
    assert len(words[title]) > 50
    assert not [word for word in words[title] if id in word]


def test_the_log_does_not_name_the_document(app, visited):
    """Whoever reads the log learns of no address."""
    assert visited[0] not in app.log


def only_edits(route):
    """Let a request through that brings edits."""
    if json.loads(route.request.post_data)["commands"]:
        route.continue_()
    else:
        route.abort()


def test_an_edit_of_a_network_that_was_removed_is_told(app, page):
    """A visit nobody edited is removed after a day; a tab that wakes later says what is lost and keeps the file."""
    enter(page, app)
    page.wait_for_url("**?d=*")
    id = page.url.split("d=")[1]
    with Library(f"sqlite:///{app.folder / 'library.db'}", app.folder) as library:
        name = library.open(id).name
        page.route("**/nnblocks/exchange/*", only_edits)  # a tab that sleeps asks for no news
        library.delete(id)
    page.get_by_role("treeitem").first.click()
    page.keyboard.press("Delete")
    expect(page.get_by_test_id("lost")).to_contain_text("Your last 1 edit was not saved.", timeout=60_000)
    with page.expect_download() as coming:
        page.get_by_test_id("lost-file").click()
    assert Document.from_json(coming.value.path().read_bytes()).name == name
