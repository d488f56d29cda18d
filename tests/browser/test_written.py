"""Classes written in the browser, as a newcomer writes them: by mouse and keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.building import choose, download, nodes, open_empty, select, settled
from tests.browser.conftest import RunningApp
from tests.browser.screens import enter, go, kept, plain_python

CHECK = """
import runpy, torch
names = runpy.run_path("network.py")
net = names["build_net"]()
print(net.load_state_dict(torch.load("network.pt", weights_only=True), strict=True))
X = torch.arange(40.0).reshape(2, 20) / 40
by_hand = torch.relu(X @ net[0].weight + net[0].bias)
by_hand = torch.relu(by_hand @ net[1].weight + net[1].bias)
by_hand = torch.relu(by_hand @ net[2].weight + net[2].bias)
print(torch.equal(net(X), by_hand), [type(layer).__name__ for layer in net], sum(p.numel() for p in net.parameters()))
print([0.005 < float(layer.weight.detach().std()) < 0.015 for layer in net])
"""


@pytest.fixture
def sheet(page: Page, app: RunningApp) -> Page:
    """Open the sheet on an empty network."""
    open_empty(page, app)
    page.get_by_test_id("write-class").click()
    expect(page.get_by_test_id("class-editor")).to_be_focused()
    return page


def editor(page: Page) -> Locator:
    """Return the field in which the class is written."""
    return page.get_by_test_id("class-editor")


def write(page: Page, text: str) -> None:
    """Put a text in the place of what is there, as by pasting."""
    editor(page).press("Control+a")
    page.keyboard.insert_text(text)


def ready(page: Page) -> None:
    """Wait until Python has read the text and finds nothing wrong."""
    expect(page.get_by_test_id("writing-status")).to_have_text("Ready")


def add(page: Page) -> None:
    """Apply a new class."""
    ready(page)
    page.get_by_test_id("writing-apply").click()
    expect(page.get_by_test_id("writing")).to_be_hidden()


def blocks(page: Page) -> Locator:
    """Return the blocks that stand in the network itself."""
    return page.locator("[data-testid^=node-][aria-level='2'], [data-testid^=node-][aria-level='1']")


def test_a_class_is_typed_used_three_times_initialised_and_taken_away(sheet, app, tmp_path):
    """The judged task: what torch loads in a process of its own is the very network."""
    page = sheet
    editor(page).press("Control+a")
    for line in (
        "class Dense(nn.Module):",  # Enter indents what follows
        "def __init__(self, features=20):",
        "super().__init__()",
        "self.weight = nn.Parameter(torch.randn(features, features))",
        "self.bias = nn.Parameter(torch.zeros(features))",
        "",
    ):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    for line in ("def forward(self, x):", "return torch.relu(x @ self.weight + self.bias)"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    ready(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("writing")).to_be_hidden()
    for _ in range(3):
        page.get_by_test_id("palette-item-my Dense").click()
    settled(page, 3 * 420)
    expect(page.get_by_test_id("problems")).to_have_text("no problems")
    page.keyboard.press("f")
    expect(page.get_by_text("[N, 20]")).to_have_count(4)
    go(page, "Initialise")
    page.get_by_role("button", name="Normal 0.01 for all weights").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("after: mean").first).to_be_visible(timeout=30_000)
    download(page, "Python source (.py)", tmp_path)
    download(page, "Weights (.pt)", tmp_path)
    assert plain_python(CHECK, tmp_path).splitlines() == [
        "<All keys matched successfully>",
        "True ['Dense', 'Dense', 'Dense'] 1260",
        "[True, True, True]",
    ]
