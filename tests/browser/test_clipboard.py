"""Blocks copied from one document into another."""

from builder.document.blocks import (
    Definition,
    Document,
    Input,
    Instance,
    Layer,
    Parallel,
    Sequential,
    TensorPlace,
    Tie,
)
from tests.browser.expecting import expect
from tests.browser.hands import Mouse
from tests.browser.screens import enter, keep, kept

SOURCE = "class Twice(nn.Module):\n    def forward(self, x):\n        return x + x\n"
INNER = Definition(class_name="Twice", source=SOURCE)
OUTER = Definition(class_name="Outer", root=Sequential(id="r", children=(Instance(id="i", definition="Twice"),)))
ROOT = Sequential(id="root", children=(Instance(id="own", definition="Outer"),))
INPUTS = (Input(name="X", shape=("N", 8)),)
RELU = Sequential(id="root", children=(Layer(id="relu", kind="ReLU"),))


def test_a_block_of_ones_own_brings_its_definitions(app, page):
    """Drawn and written ones, in one undo step."""
    enter(page, app, f"build?d={keep(app, Document(inputs=INPUTS, root=ROOT, definitions=(INNER, OUTER)))}")
    page.get_by_test_id("node-own").click(position={"x": 12, "y": 8})
    page.keyboard.press("Control+c")
    enter(page, app, f"build?d={keep(app, Document(inputs=INPUTS, root=RELU))}")
    page.get_by_test_id("node-relu").click()
    page.keyboard.press("Control+v")
    expect(page.locator(".block.instance").filter(has_text="Outer")).to_be_visible()
    expect(page.get_by_test_id("undo")).to_be_enabled()
    expect(page.get_by_test_id("problems")).to_contain_text("No problems")
    assert {one.class_name for one in kept(app, page).definitions} == {"Twice", "Outer"}
    page.get_by_test_id("undo").click()
    expect(page.locator(".block.instance")).to_have_count(0)
    expect(page.get_by_test_id("undo")).to_be_disabled()


def linear(id):
    """A layer that keeps the shape."""
    return Layer(id=id, kind="Linear", args={"in_features": 8, "out_features": 8})


TIE = Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight"))
TIED = Document(inputs=INPUTS, root=Sequential(id="root", children=(linear("a"), linear("b"))), ties=(TIE,))
BRANCHES = Parallel(
    id="p", merge="add", children=(linear("f"), linear("g"), Layer(id="skip", name="skip", kind="Identity"))
)
RESIDUAL = Document(inputs=INPUTS, root=Sequential(id="root", children=(BRANCHES,)))


def test_tied_layers_are_tied_when_both_are_copied(app, page):
    """The copies hold one tensor, apart from the originals', and one undo takes all of it back."""
    enter(page, app, f"build?d={keep(app, TIED)}")
    page.get_by_test_id("node-a").click()
    page.get_by_test_id("node-b").click(modifiers=["Shift"])
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")
    expect(page.get_by_test_id("header-parameters")).to_contain_text("160 parameters")
    copies = kept(app, page).root.children[2:]
    assert kept(app, page).ties[1] == Tie(TensorPlace(copies[1].id, "weight"), TensorPlace(copies[0].id, "weight"))
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("header-parameters")).to_contain_text("80 parameters")


def test_each_of_several_bodies_is_followed_by_its_copy(app, page):
    """Beside them the copies would be further branches; one undo takes both back."""
    enter(page, app, f"build?d={keep(app, RESIDUAL)}")
    page.get_by_test_id("node-f").click()
    page.get_by_test_id("node-g").click(modifiers=["Shift"])
    page.keyboard.press("Control+d")
    expect(page.get_by_test_id("header-parameters")).to_contain_text("288 parameters")
    assert [len(getattr(one, "children", ())) for one in kept(app, page).root.children[0].children] == [2, 2, 0]
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("header-parameters")).to_contain_text("144 parameters")
    expect(page.get_by_test_id("undo")).to_be_disabled()


def test_what_is_dropped_on_a_lane_goes_into_the_branch(app, page):
    """Beside it there would be one more branch."""
    enter(page, app, f"build?d={keep(app, RESIDUAL)}")
    Mouse(page).drag(page.get_by_test_id("palette-item-ReLU"), "drop-behind-f")
    expect(page.locator(".block").filter(has_text="ReLU")).to_be_visible()
    expect(page.get_by_test_id("undo")).to_be_enabled()
    branch = kept(app, page).root.children[0].children[0]
    assert [one.kind for one in branch.children] == ["Linear", "ReLU"]
