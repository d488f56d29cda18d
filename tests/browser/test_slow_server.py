"""What a person does before a slow server has answered is done in order, and never elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from builder.document.blocks import Document, Function, Graph, Layer, Sequential
from tests.browser.build_page import choose, select
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.hands import Keys
from tests.browser.screens import await_kept, enter, keep

SLOW = """
const fetched = window.fetch;
let answers = null;
window.hold = () => { answers = Promise.withResolvers(); };
window.letGo = () => answers.resolve();
window.fetch = async (address, options) => {
  if (String(address).includes("/exchange/")) {
    await answers?.promise;
    await new Promise((done) => setTimeout(done, 200));
  }
  return fetched(address, options);
};
"""
LAYERS = Sequential(id="root", children=(Layer(id="a", kind="ReLU"), Layer(id="b", kind="Tanh")))
BRANCHED = Graph(
    id="root",
    nodes=(Layer(id="a", name="a", kind="ReLU"), Function(id="f", name="f", kind="torch.add")),
    wires={"a": ("x",), "f": ("a", "x")},
    outputs=("f",),
)


@pytest.fixture
def slow(page: Page) -> Iterator[Page]:
    """Have each edit take some time on its way, and as long as the test holds it."""
    page.add_init_script(SLOW)
    yield page
    page.close()


def opened(page: Page, app: RunningApp, root: Sequential | Graph, selected: str) -> None:
    """Open a network with this root, select a block, and hold what the server is sent from now on."""
    enter(page, app, f"build?d={keep(app, Document(root=root))}")
    select(page, selected)
    page.evaluate("hold()")


def let_go(page: Page) -> None:
    """Let the server answer, once it is said that something waits for it."""
    expect(page.get_by_test_id("held")).to_be_visible()
    page.evaluate("letGo()")


def settled(page: Page) -> None:
    """Wait until nothing waits and nothing is on its way."""
    expect(page.get_by_test_id("held")).to_have_count(0)
    expect(page.get_by_test_id("canvas")).to_have_attribute("aria-busy", "false")


def kinds(block: object) -> list[str]:
    """Return the kinds of the layers of a sequential."""
    assert isinstance(block, Sequential)
    return [child.kind for child in block.children if isinstance(child, Layer)]


def test_keys_wait_until_a_block_of_ones_own_is_there(slow, app):
    """What is typed at once goes into the block that the server has yet to make."""
    made = ["ReLU", "Sigmoid"]
    opened(slow, app, Sequential(id="root", children=(Sequential(id="s", children=LAYERS.children),)), "s")
    Keys(slow).define("Own")
    Keys(slow).press("i", *"sigmoid", "Enter", "ArrowUp", "Delete")
    let_go(slow)
    settled(slow)
    (own,) = await_kept(app, slow, lambda one: [kinds(own.root) for own in one.definitions] == [made]).definitions
    assert kinds(own.root) == made


def test_a_click_waits_behind_keys(slow, app):
    """Otherwise the keys would mean the block that was clicked after them."""
    opened(slow, app, LAYERS, "a")
    Keys(slow).press("Delete", "Control+z", "ArrowUp")
    select(slow, "b")
    Keys(slow).press("Delete")
    let_go(slow)
    expect(slow.get_by_test_id("node-b")).to_have_count(0)
    expect(slow.get_by_test_id("node-a")).to_be_visible()


def test_a_paste_waits_behind_an_undo(slow, app):
    """It goes behind the block that the undo brings back and selects."""
    opened(slow, app, LAYERS, "a")
    Keys(slow).press("Control+c", "ArrowDown", "Delete", "Control+z", "End", "Control+v")
    let_go(slow)
    expect(slow.locator("[data-path='2']")).to_be_visible()
    settled(slow)
    made = ["ReLU", "Tanh", "ReLU"]
    assert kinds(await_kept(app, slow, lambda one: kinds(one.root) == made).root) == made


def test_what_follows_a_refused_edit_is_named(slow, app):
    """It was meant for a tree that is not made."""
    opened(slow, app, BRANCHED, "a")
    Keys(slow).press("ArrowLeft", "ArrowLeft")
    choose(slow, "root", "to-sequential")
    Keys(slow).press("ArrowRight", "Delete")
    let_go(slow)
    expect(slow.get_by_test_id("toast").last).to_contain_text("discarded: [ArrowRight][Delete]")
    expect(slow.get_by_test_id("node-a")).to_be_visible()
