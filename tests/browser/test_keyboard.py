"""The Build page by keys alone, and what a screen reader hears, in a real Chromium."""

import pytest
from playwright.sync_api import Locator, Page

from builder.document.blocks import Definition, Document, Input, Instance, Layer, Repeat, Sequential
from tests.browser.build_page import nodes, open_empty
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import await_kept, box_at_rest, enter, keep


@pytest.fixture
def canvas(page: Page, app: RunningApp) -> Locator:
    """Open an empty network with the focus on the canvas."""
    open_empty(page, app)
    canvas = page.get_by_test_id("canvas")
    canvas.focus()
    return canvas


def add(canvas: Locator, words: str, key: str = "/") -> None:
    """Press a key, type what to add, and press Enter."""
    before = nodes(canvas.page).count()
    canvas.press(key)
    canvas.page.get_by_test_id("quick-add-search").fill(words)
    canvas.page.keyboard.press("Enter")
    expect(nodes(canvas.page)).not_to_have_count(before)


def chosen(canvas: Locator) -> Locator:
    """Return the selected blocks."""
    return canvas.locator("[role=treeitem][aria-selected=true]")


def settle(canvas: Locator) -> None:
    """Wait until the server has answered."""
    expect(canvas.page.get_by_test_id("spoken")).to_contain_text("inserted")


def test_a_nested_network_is_built_by_keys(canvas, app):
    """Layers, a repeat and what it repeats, without a pointer."""
    add(canvas, "linear 64")
    add(canvas, "repeat")
    add(canvas, "linear 64", "i")
    add(canvas, "relu")
    expect(canvas.page.get_by_test_id("header-parameters")).to_have_text("9,664 parameters")


def test_a_graph_is_wired_by_keys(canvas, app):
    """C goes to what flows in, and a list offers every source that forms no circle."""
    add(canvas, "graph")
    add(canvas, "linear 20", "i")
    add(canvas, "add")
    canvas.press("c")
    canvas.page.keyboard.press("Tab")
    canvas.page.get_by_test_id("wire-1").select_option("x")
    document = await_kept(app, canvas.page, lambda one: ("linear", "x") in one.root.children[0].wires.values())
    assert document.root.children[0].wires["add"] == ("linear", "x")
    expect(canvas.page.get_by_test_id("problems")).to_have_text("No problems")


def test_what_was_inserted_is_said(canvas):
    """A live region names block, path and output."""
    add(canvas, "linear 32")
    expect(canvas.page.get_by_test_id("spoken")).to_have_text("Linear 0 inserted, output [N, 32]")


def test_blocks_are_items_of_a_tree(canvas):
    """Level, state and label of a nested block are what a screen reader reads."""
    add(canvas, "sequential")
    add(canvas, "linear 32", "i")
    item = chosen(canvas)
    expect(item).to_have_attribute("aria-level", "2")
    expect(item).to_have_attribute("aria-label", "Linear 0.0, 20 to 32, output [N, 32], 672 parameters")


def test_arrows_walk_the_tree(canvas):
    """Down to the next sibling, right into a container, left out of it."""
    add(canvas, "relu")
    add(canvas, "sequential")
    add(canvas, "tanh", "i")
    walked = []
    for key in ("ArrowLeft", "ArrowUp", "ArrowDown", "ArrowRight"):
        canvas.press(key)
        walked.append(chosen(canvas).get_attribute("data-path"))
    assert walked == ["1", "0", "1", "1.0"]


def test_enter_edits_on_the_block_and_tab_goes_on(canvas):
    """The first field is what must be given, the next the one the shape decides."""
    add(canvas, "linear 32")
    settle(canvas)
    canvas.press("Enter")
    canvas.page.get_by_test_id("inline-out_features").fill("48")
    canvas.page.keyboard.press("Tab")
    expect(canvas.page.get_by_test_id("inline-in_features")).to_be_focused()
    expect(chosen(canvas)).to_contain_text("20 → 48")


def test_a_wrong_value_is_refused_on_the_block(canvas):
    """The field stays open and says why."""
    add(canvas, "linear 32")
    canvas.press("Enter")
    canvas.page.get_by_test_id("inline-out_features").fill("many")
    canvas.page.keyboard.press("Enter")
    expect(canvas.page.get_by_test_id("inline-edit")).to_contain_text("out_features must be a whole number.")


def test_a_double_click_on_a_value_edits_it(canvas):
    """The number that was clicked is the one in the field."""
    add(canvas, "linear 256")
    detail = chosen(canvas).locator(".detail")
    expect(detail).to_have_text("20 → 256")
    detail.dblclick(position={"x": 48, "y": 8})
    expect(canvas.page.get_by_test_id("inline-out_features")).to_have_value("256")


def test_alt_and_arrows_move_a_block(canvas):
    """Up among its siblings; the selection goes along."""
    add(canvas, "linear 8")
    add(canvas, "relu")
    canvas.press("Alt+ArrowUp")
    expect(chosen(canvas)).to_have_attribute("data-path", "0")
    expect(chosen(canvas)).to_contain_text("ReLU")


def test_all_beside_then_all_around(canvas):
    """Ctrl+A selects the siblings, and once more those of the container."""
    add(canvas, "sequential")
    add(canvas, "relu", "i")
    add(canvas, "tanh")
    canvas.press("Control+a")
    expect(chosen(canvas)).to_have_count(2)
    canvas.press("Control+a")
    expect(chosen(canvas)).to_have_attribute("data-path", "0")


def test_w_offers_what_can_be_wrapped_around(canvas):
    """The menu holds wrappers only."""
    add(canvas, "relu")
    canvas.press("w")
    canvas.page.get_by_test_id("menu-wrap-graph").click()
    expect(canvas.locator(".block.graph")).to_have_count(1)


def test_search_goes_from_one_to_the_next(canvas):
    """Enter cycles through what was found."""
    for words in ("relu", "linear 4", "relu"):
        add(canvas, words)
    canvas.press("Control+f")
    canvas.page.get_by_test_id("find-input").fill("relu")
    paths = []
    for _ in range(3):
        canvas.page.keyboard.press("Enter")
        paths.append(chosen(canvas).get_attribute("data-path"))
    assert paths == ["0", "2", "0"]


def test_breadcrumbs_lead_out(canvas):
    """Each container around the selected block is a button."""
    add(canvas, "sequential")
    add(canvas, "relu", "i")
    canvas.page.get_by_test_id("breadcrumbs").get_by_role("button").nth(1).click()
    expect(chosen(canvas)).to_have_attribute("data-path", "0")


def test_the_sheet_of_keys_opens_and_closes(canvas):
    """? shows it, Escape closes it, and the canvas has the focus again."""
    canvas.press("?")
    expect(canvas.page.get_by_test_id("help")).to_be_visible()
    canvas.page.keyboard.press("Escape")
    expect(canvas).to_be_focused()


def test_blocks_travel_as_text(canvas, app):
    """Copied in one document they are pasted in another, wires and all."""
    page = canvas.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    add(canvas, "linear 64")
    canvas.press("Control+c")
    open_empty(page, app)
    page.get_by_test_id("canvas").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_test_id("header-parameters")).to_have_text("1,344 parameters")


def test_text_that_is_no_block_is_not_pasted(canvas):
    """A sentence says so."""
    page = canvas.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('hello')")
    page.keyboard.press("Control+v")
    expect(page.get_by_test_id("toast")).to_contain_text("instead of blocks")
    expect(nodes(page)).to_have_count(0)


def test_enter_in_a_field_goes_back_to_the_canvas(canvas):
    """What was typed is taken, and the next key is the canvas' again."""
    add(canvas, "linear 32")
    field = canvas.page.get_by_test_id("field-out_features")
    field.fill("48")
    field.press("Enter")
    expect(canvas).to_be_focused()
    expect(chosen(canvas)).to_contain_text("20 → 48")


def test_escape_in_a_field_takes_nothing(canvas):
    """The value is the one before, and the canvas has the focus."""
    add(canvas, "linear 32")
    field = canvas.page.get_by_test_id("field-out_features")
    field.fill("48")
    field.press("Escape")
    expect(canvas).to_be_focused()
    expect(field).to_have_value("32")


@pytest.mark.parametrize("left", [False, True])
def test_keys_work_on_a_fresh_page(page, app, left):
    """Without a click, and after the focus was lost, a layer is added and taken back."""
    open_empty(page, app)
    if left:
        page.get_by_test_id("canvas").evaluate("element => element.blur()")
    page.keyboard.press("/")
    expect(page.get_by_test_id("quick-add-search")).to_be_focused()
    page.keyboard.type("linear")
    page.keyboard.press("Enter")
    expect(nodes(page)).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(nodes(page)).to_have_count(0)


def test_keys_work_after_a_click_on_undo(canvas):
    """Down selects the first block, though the button was what was pressed last."""
    add(canvas, "relu")
    add(canvas, "tanh")
    settle(canvas)
    canvas.page.get_by_test_id("undo").click()
    expect(nodes(canvas.page)).to_have_count(1)
    canvas.page.keyboard.press("ArrowDown")
    expect(chosen(canvas)).to_contain_text("ReLU")


def test_stray_keys_do_not_reach_streamlit(page, app):
    """C, which would open Streamlit's dialog of caches, is a key of the canvas."""
    open_empty(page, app)
    page.get_by_test_id("canvas").evaluate("element => element.blur()")
    page.keyboard.press("c")
    expect(page.get_by_test_id("toast")).to_contain_text("Select a node in a Graph")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_wrap_is_selected_and_its_undo_selects_what_it_held(canvas):
    """The next key is about the container, and after Ctrl+Z about the block again."""
    add(canvas, "relu")
    settle(canvas)
    canvas.press("w")
    canvas.page.get_by_test_id("menu-wrap-repeat").click()
    expect(chosen(canvas)).to_contain_text("Repeat")
    canvas.press("Control+z")
    expect(chosen(canvas)).to_contain_text("ReLU")


def test_a_repeat_counts_on_its_head(canvas):
    """A double-click on × 2 edits it, and what is repeated names its copies anew."""
    add(canvas, "repeat")
    settle(canvas)
    canvas.locator(".times").dblclick()
    canvas.page.get_by_test_id("inline-count").fill("3")
    canvas.page.keyboard.press("Enter")
    expect(canvas.locator(".times")).to_have_text("× 3")
    expect(canvas.locator(".block", has_text="0 … 1")).to_have_count(0)


def many(repeats: int, layers: int) -> Document:
    """Return a network of repeats one after another, each of a chain of layers."""
    rows = []
    for row in range(repeats):
        chain = tuple(Layer(id=f"l{row}-{i}", kind="ReLU") for i in range(layers))
        rows.append(Repeat(id=f"r{row}", count=2, child=Sequential(id=f"s{row}", children=chain)))
    root = Sequential(id="root", children=tuple(rows))
    return Document(name="many", inputs=(Input(name="x", shape=("N", 20)),), root=root)


def test_a_large_network_opens_folded(page, app):
    """Repeats stand for what they hold until they are unfolded."""
    enter(page, app, f"build?d={keep(app, many(12, 11))}")
    expect(nodes(page)).to_have_count(12)


def test_fit_shows_all_of_a_large_network(page, app):
    """Too tall to be read it is shown from its top; once more, and the last of 300 layers is within the canvas."""
    enter(page, app, f"build?d={keep(app, many(1, 300))}")
    page.get_by_test_id("node-r0").click()
    page.keyboard.press("x")
    page.get_by_test_id("fit").click()
    expect(page.get_by_test_id("node-l0-0")).to_be_in_viewport(ratio=0.9)
    box_at_rest(page.get_by_test_id("node-l0-0"))
    page.get_by_test_id("fit").click()
    expect(page.get_by_test_id("node-l0-299")).to_be_in_viewport(ratio=0.9)


def test_a_copy_is_brought_into_sight(page, app):
    """Copies of a tall block of one's own: Python makes them, and the canvas goes where the last comes to stand."""
    layers = tuple(Layer(id=f"l{i}", kind="ReLU") for i in range(6))
    tall = Definition(class_name="Tall", root=Sequential(id="t", children=layers))
    root = Sequential(id="root", children=(Instance(id="first", definition="Tall"),))
    enter(page, app, f"build?d={keep(app, Document(name='tall', root=root, definitions=(tall,)))}")
    chosen = page.locator("[role=treeitem][aria-selected=true]")
    page.get_by_test_id("node-first").click(position={"x": 24, "y": 16})
    for copy in (1, 2, 3):
        page.keyboard.press("Control+d")
        expect(chosen).to_have_attribute("data-path", str(copy))
        expect(chosen).to_be_in_viewport(ratio=0.4)
