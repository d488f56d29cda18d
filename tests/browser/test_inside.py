"""Where a new block goes in a residual block: into its body, never beside it unless a branch is asked for."""

import pytest

from builder.document.blocks import Definition, Document, Input, Instance, Layer, Parallel, Repeat, Sequential
from tests.browser.expecting import expect
from tests.browser.screens import enter, keep

SKIP = Layer(id="skip", name="skip", kind="Identity")
LINEAR = Layer(id="f", name="body", kind="Linear", args={"in_features": 8, "out_features": 8})
RESIDUAL = Parallel(id="p", name="p", children=(LINEAR, SKIP))


def opened(app, page, block, **fields):
    """Open a network of one block."""
    root = Sequential(id="root", children=(block,))
    inputs = (Input(name="X", shape=("N", 8)),)
    enter(page, app, f"build?d={keep(app, Document(inputs=inputs, root=root, **fields))}")


def path(page, title):
    """Return a locator of the paths of all blocks with a title."""
    return page.locator(".block.card").filter(has_text=title)


@pytest.mark.parametrize("key", ["i", "/"])
@pytest.mark.parametrize("selected", ["p", "f"])
def test_a_block_goes_behind_the_body_of_one_layer(app, page, key, selected):
    """Both stand in a Sequential that has the body's name; only `/` on the residual block itself goes after it."""
    opened(app, page, RESIDUAL)
    page.get_by_test_id(f"node-{selected}").click(position={"x": 12, "y": 8})
    page.keyboard.press(key)
    page.keyboard.type("relu")
    page.keyboard.press("Enter")
    expected = "1" if (key, selected) == ("/", "p") else "p.body.1"
    expect(path(page, "ReLU")).to_have_attribute("data-path", expected)


def test_a_branch_is_added_by_its_own_command(app, page):
    """The menu of a parallel has it."""
    opened(app, page, RESIDUAL)
    page.get_by_test_id("node-p").click(position={"x": 12, "y": 8}, button="right")
    page.get_by_test_id("menu-add-branch").click()
    page.keyboard.type("relu")
    page.keyboard.press("Enter")
    expect(path(page, "ReLU")).to_have_attribute("data-path", "p.branch_2")


def test_a_block_goes_into_the_layer_of_a_repeat(app, page):
    """Each copy is then both, one after the other."""
    opened(app, page, Repeat(id="r", count=2, child=LINEAR))
    page.get_by_test_id("node-r").click(position={"x": 12, "y": 8})
    page.keyboard.press("i")
    page.keyboard.type("relu")
    page.keyboard.press("Enter")
    expect(path(page, "ReLU")).to_have_attribute("data-path", "0.0.1")


def test_a_block_goes_into_the_body_of_a_block_of_ones_own(app, page):
    """The definition changes, and its instance with it."""
    own = Definition(class_name="Own", root=Sequential(id="s", children=(RESIDUAL,)))
    opened(app, page, Instance(id="a", definition="Own"), definitions=(own,))
    page.get_by_test_id("node-a/p").click(position={"x": 12, "y": 8})
    page.keyboard.press("i")
    page.keyboard.type("relu")
    page.keyboard.press("Enter")
    expect(path(page, "ReLU")).to_have_attribute("data-path", "0.p.body.1")
    expect(page.get_by_test_id("problems")).to_contain_text("No problems")


@pytest.mark.parametrize("keys", ["i", "xi", "/"])
def test_the_next_key_goes_to_the_box_that_a_key_has_opened(app, page, keys):
    """Where a page is slow, a letter that follows at once must not be lost."""
    opened(app, page, RESIDUAL)
    page.get_by_test_id("node-p").click(position={"x": 12, "y": 8})
    for key in keys[:-1]:
        page.keyboard.press(key)
    tag = """async (canvas, key) => {
        canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        await null; // what a person's event is followed by, before the next one
        return canvas.getRootNode().activeElement.tagName;
    }"""
    assert page.locator(".canvas").evaluate(tag, keys[-1]) == "INPUT"
