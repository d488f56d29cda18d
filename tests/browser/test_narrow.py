"""A window too narrow for everything: drawers from 700 px on, and below that a line that says what is missing."""

import re
from itertools import product

import pytest

from builder.document.blocks import Document, Input, Layer, Sequential
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, enter, go, keep
from tests.browser.test_edits import rename

FITS = Layer(id="a", kind="Linear", args={"in_features": 8, "out_features": 5})
MISFIT = Layer(id="b", kind="Linear", args={"in_features": 9, "out_features": 5})
LARGE = Layer(id="l", kind="Linear", args={"in_features": 3 * 224 * 224, "out_features": 1000})
NETWORK = Document(inputs=(Input(name="X", shape=("N", 8)),), root=Sequential(id="root", children=(FITS, MISFIT)))
DRAWERS = ("blocks", "inspector", "code", "problems")


@pytest.fixture
def narrow(app, page):
    """Open a network with a problem in a window of 820 px."""
    page.set_viewport_size({"width": 820, "height": 1000})
    enter(page, app, f"build?d={keep(app, NETWORK)}")
    return page


def test_each_part_is_a_drawer_that_its_button_opens_and_escape_closes(narrow):
    """Its button says whether it is open, and has the focus again once it is closed."""
    for width, drawer in product((1024, 820, 700), DRAWERS):
        narrow.set_viewport_size({"width": width, "height": 1000})
        button = narrow.get_by_test_id(f"drawer-{drawer}")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        narrow.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()


def test_a_drawer_covers_nothing_of_the_canvas(narrow):
    """The canvas keeps its zoom bar, and the window does not scroll."""
    for drawer in DRAWERS:
        narrow.get_by_test_id(f"drawer-{drawer}").click()
        part = box_at_rest(narrow.locator(".build-page > .palette, .build-page > .side:not([hidden])"))
        canvas, fit = (box_at_rest(narrow.get_by_test_id(name)) for name in ("canvas", "fit"))
        beside = part["x"] >= canvas["x"] + canvas["width"] or canvas["x"] >= part["x"] + part["width"]
        assert beside or part["y"] >= canvas["y"] + canvas["height"], drawer
        assert canvas["x"] < fit["x"], drawer
        assert fit["x"] + fit["width"] < canvas["x"] + canvas["width"], drawer
        narrow.keyboard.press("Escape")


def test_a_block_is_added_from_the_drawer(narrow):
    """The key for the palette opens it with the focus in its search; Escape leads back to the canvas."""
    narrow.get_by_test_id("drawer-blocks").focus()
    narrow.keyboard.press("/")
    narrow.keyboard.type("relu")
    narrow.keyboard.press("Enter")
    narrow.keyboard.press("Escape")
    expect(narrow.get_by_test_id("palette-search")).to_have_count(0)
    expect(narrow.locator(".block.card")).to_have_count(3)
    expect(narrow.get_by_test_id("canvas")).to_be_focused()


def test_the_fields_of_a_block_are_edited_in_the_drawer(narrow):
    """A name that is typed there is the block's."""
    narrow.get_by_test_id("node-a").click()
    narrow.keyboard.press("p")
    narrow.get_by_test_id("field-name").fill("first")
    narrow.keyboard.press("Enter")
    expect(narrow.get_by_test_id("node-a")).to_have_attribute("data-path", "first")


def test_a_problem_is_fixed_from_the_drawer(narrow):
    """The header's count leads there, again after the drawer was closed."""
    for _ in range(2):
        narrow.get_by_test_id("problems").click()
        expect(narrow.get_by_test_id("drawer-problems")).to_have_attribute("aria-expanded", "true")
        narrow.get_by_test_id("drawer-problems").click()
    narrow.get_by_test_id("problems").click()
    narrow.get_by_test_id("pane").get_by_text("Set in_features to 5", exact=True).click()
    expect(narrow.get_by_test_id("problem-1")).to_have_count(0)


def test_code_half_edited_outlives_its_drawer(narrow):
    """What was typed is there when the drawer opens again, and when the window is wide again."""
    narrow.get_by_test_id("drawer-code").click()
    narrow.get_by_test_id("edit-code").click()
    narrow.keyboard.press("Control+End")
    narrow.keyboard.type("# mine")
    narrow.get_by_test_id("drawer-code").click()
    narrow.set_viewport_size({"width": 1440, "height": 900})
    expect(narrow.get_by_test_id("code-editor")).to_have_value(re.compile("# mine$"))


def test_a_finger_opens_a_drawer_and_adds_a_block(app, browser):
    """Taps are enough: nothing needs a mouse or a keyboard."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page = context.new_page()
    enter(page, app, f"build?d={keep(app, NETWORK)}")
    page.get_by_test_id("drawer-blocks").tap()
    page.locator(".palette .item").filter(has_text="ReLU").first.tap()
    expect(page.locator(".block.card")).to_have_count(3)
    context.close()


def test_a_window_below_700_px_says_what_is_missing(narrow):
    """The network is still shown, and nothing of it can be changed."""
    narrow.set_viewport_size({"width": 640, "height": 1000})
    expect(narrow.get_by_test_id("too-narrow")).to_contain_text("700 px")
    expect(narrow.get_by_test_id("node-a")).to_be_visible()


def test_a_shape_without_a_batch_is_asked_about(narrow):
    """Nothing changes until one of the two meanings is chosen; the field is in a drawer here."""
    narrow.get_by_test_id("drawer-inspector").click()
    narrow.get_by_test_id("input-shape-0").fill("3x9")
    narrow.keyboard.press("Enter")
    question = narrow.get_by_test_id("batch-question-0")
    expect(question.get_by_role("button")).to_have_text(["N × 9", "exactly 3 × 9 (no batch)", "Cancel"])
    expect(narrow.get_by_test_id("input-shape-0")).to_have_value("N, 8")
    question.get_by_role("button").first.click()
    expect(narrow.get_by_test_id("input-shape-0")).to_have_value("N, 9")


def test_the_header_says_the_whole_name_and_leads_to_the_history(narrow):
    """No button is cut off by another, whatever the width; what the history lists is in sight."""
    for width in (1280, 1024, 820, 390):
        narrow.set_viewport_size({"width": width, "height": 844})
        for name in ("document-name", "problems", "history", "open-menu", "download-menu"):
            expect(narrow.get_by_test_id(name)).to_be_in_viewport(ratio=1)
        assert narrow.get_by_test_id("document-name").evaluate("chip => chip.scrollWidth <= chip.clientWidth"), width
        narrow.get_by_test_id("history").click()
        expect(narrow.get_by_role("group", name="History")).to_be_in_viewport(ratio=1)
        narrow.get_by_test_id("history").click()
        expect(narrow.get_by_role("group", name="History")).to_have_count(0)


def test_a_window_of_1280_px_says_the_name_the_figures_and_the_input(page, app):
    """Nothing of them is cut; in a narrower window they are left out whole, the input first."""
    root = Sequential(id="root", children=(Layer(id="f", kind="Flatten"), LARGE))
    network = Document(name="resnet50", inputs=(Input(name="X", shape=("N", 3, 224, 224)),), root=root)
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, app, f"build?d={keep(app, network)}")
    for name in ("document-name", "header-inputs", "header-multiply-adds"):
        expect(page.get_by_test_id(name)).to_be_in_viewport(ratio=1)
        assert page.get_by_test_id(name).evaluate("shown => shown.scrollWidth <= shown.clientWidth")
    page.set_viewport_size({"width": 1024, "height": 800})
    expect(page.get_by_test_id("header-inputs")).not_to_be_in_viewport()
    expect(page.get_by_test_id("header-parameters")).to_be_in_viewport(ratio=1)


def test_a_phone_offers_undo_where_something_can_be_edited(narrow):
    """Blocks are only looked at there, with what would mend them; the row of pages shows the one that is open."""
    rename(narrow, "other")
    narrow.set_viewport_size({"width": 390, "height": 844})
    expect(narrow.get_by_test_id("undo")).to_be_hidden()
    expect(narrow.get_by_test_id("fix-0")).to_have_text("Set in_features to 5")
    expect(narrow.get_by_test_id("fix-0")).to_be_disabled()
    go(narrow, "Files")
    expect(narrow.get_by_test_id("page-Files")).to_be_in_viewport(ratio=1)
    expect(narrow.get_by_test_id("undo")).to_be_in_viewport(ratio=1)
