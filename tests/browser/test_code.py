import re

from tests.browser.build_page import nodes
from tests.browser.expecting import expect
from tests.browser.screens import enter, enter_home, kept

CLASS = """
import torch
from torch import nn

class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(torch.relu(self.hidden(X)))

net = MLP()
net(torch.rand(2, 20))
"""
LEFT_OUT = "\n".join(f"x{i} = timm.models.part_{i}.create('{'x' * 40}')" for i in range(20))


def change(page, old, new):
    """Replace a part of the code that is being edited."""
    field = page.get_by_test_id("code-editor")
    text = field.input_value()
    assert old in text
    field.fill(text.replace(old, new, 1))


def test_code_is_edited_and_applied(app, page):
    """A new line is a new block, the others stay; it is one step; a mistake is marked and changes nothing."""
    enter(page, app)
    expect(nodes(page)).to_have_count(3)
    before = kept(app, page)
    page.get_by_test_id("edit-code").click()
    change(page, "nn.ReLU(),", "nn.ReLU(),\n        nn.Dropuot(0.5),")
    page.get_by_test_id("code-apply").click()
    expect(page.get_by_test_id("code-mistake")).to_contain_text(re.compile(r"Line \d+, column 9"))
    assert kept(app, page) == before
    change(page, "Dropuot", "Dropout")
    page.get_by_test_id("code-apply").click()
    expect(page.get_by_test_id("code-editor")).to_be_hidden()
    expect(nodes(page)).to_have_count(4)
    after = kept(app, page).root.children
    assert [after[i] for i in (0, 1, 3)] == list(before.root.children)
    page.get_by_test_id("undo").click()
    expect(nodes(page)).to_have_count(3)


def test_what_was_left_out_leaves_open_in_sight(app, page):
    """Ctrl+Enter converts; a window that is not high shows the way on, and all lines on demand."""
    page.set_viewport_size({"width": 1280, "height": 600})
    enter_home(page, app)
    page.get_by_role("button", name="Paste PyTorch code").click()
    field = page.locator(".st-key-paste-text textarea")
    field.fill("import timm\nfrom torch import nn\nnet = nn.Linear(2, 3)\n" + LEFT_OUT)
    field.press("Control+Enter")
    opens = page.get_by_role("button", name="Open", exact=True).last
    expect(opens).to_be_in_viewport(ratio=1)
    page.get_by_text("All lines that were left out (20)").click()
    expect(page.get_by_text("line 23: timm.models.part_19")).to_be_visible()
    expect(opens).to_be_in_viewport(ratio=1)
    opens.click()
    expect(page.get_by_test_id("pane-text")).to_contain_text("nn.Linear(2, 3)")


def test_pasted_code_is_a_network(app, page):
    """At the first click: a mistake is shown by its line, a class becomes a graph with its names."""
    enter_home(page, app)
    page.get_by_role("button", name="Paste PyTorch code").click()
    field = page.locator(".st-key-paste-text textarea")
    field.fill(CLASS.replace("nn.Linear(256", "nn.Liner(256"))
    page.get_by_role("button", name="Convert").click()
    expect(page.get_by_text("Liner").last).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_contain_text("line 9")
    field.fill(CLASS)
    page.get_by_role("button", name="Convert").click()
    expect(page.get_by_test_id("pane-text")).to_contain_text("class MLP(nn.Module)")
    assert {node.name for node in kept(app, page).root.nodes} >= {"hidden", "out"}
