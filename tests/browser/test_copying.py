"""Blocks copied from one document into another."""

from playwright.sync_api import expect

from builder.document.blocks import Definition, Document, Input, Instance, Layer, Sequential
from tests.browser.screens import enter, keep, kept

SOURCE = "class Twice(nn.Module):\n    def forward(self, x):\n        return x + x\n"
INNER = Definition(class_name="Twice", source=SOURCE)
OUTER = Definition(class_name="Outer", root=Sequential(id="r", children=(Instance(id="i", definition="Twice"),)))
ROOT = Sequential(id="root", children=(Instance(id="own", definition="Outer"),))
INPUTS = (Input(name="X", shape=("N", 8)),)
RELU = Sequential(id="root", children=(Layer(id="relu", kind="ReLU"),))


def test_a_block_of_ones_own_brings_its_definitions(app, page):
    """Drawn and written ones, in one undo step."""
    enter(page, app, f"?d={keep(app, Document(inputs=INPUTS, root=ROOT, definitions=(INNER, OUTER)))}")
    page.get_by_test_id("node-own").click(position={"x": 12, "y": 8})
    page.keyboard.press("Control+c")
    enter(page, app, f"?d={keep(app, Document(inputs=INPUTS, root=RELU))}")
    page.get_by_test_id("node-relu").click()
    page.keyboard.press("Control+v")
    expect(page.locator(".block.instance").filter(has_text="Outer")).to_be_visible()
    expect(page.get_by_test_id("problems")).to_contain_text("No problems")
    assert {one.class_name for one in kept(app, page).definitions} == {"Twice", "Outer"}
    page.get_by_test_id("undo").click()
    expect(page.locator(".block.instance")).to_have_count(0)
    expect(page.get_by_test_id("undo")).to_be_disabled()
