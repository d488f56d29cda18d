"""A textbook's section on deferred initialisation, by mouse alone."""

import pytest

from tests.browser.build_page import drop, open_empty
from tests.browser.expecting import expect
from tests.browser.screens import go

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(300)]


def choose_lazy(page, choice):
    """Open the view of lazy layers and choose what code and print have of them."""
    go(page, "Parameters")
    page.get_by_role("radio", name="Lazy layers").click()
    page.get_by_text(choice).click()
    expect(page.get_by_test_id("stRadio").get_by_role("radio", name=choice)).to_be_checked()


def test_deferred_initialisation_by_mouse(app, page):
    """Two lazy layers are dropped, shown, run and kept in code; undo writes their sizes again."""
    open_empty(page, app)
    for i, kind in enumerate(("LazyLinear", "ReLU", "LazyLinear")):
        drop(page, kind, "root", i)
    expect(page.get_by_test_id("pane-text")).to_contain_text("nn.Linear(20, ")
    choose_lazy(page, "Keep the lazy layers")
    expect(page.get_by_test_id("stCode").first).to_contain_text("LazyLinear(in_features=0", timeout=60_000)
    page.get_by_role("button", name="Run a sample").click()
    expect(page.get_by_test_id("stCode").nth(1)).to_contain_text("Linear(in_features=20", timeout=60_000)
    go(page, "Build")
    expect(page.get_by_test_id("pane-text")).to_contain_text("nn.LazyLinear(")
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("pane-text")).to_contain_text("nn.Linear(20, ")
