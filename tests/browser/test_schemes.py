"""Schemes of a person's own, written on the Initialise page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import enter, go


@pytest.mark.nightly
def test_a_scheme_is_checked_while_it_is_typed(page: Page, app: RunningApp) -> None:
    """The line of a mistake is told before anything is left or pressed; what is right is saved with a rule."""
    enter(page, app)
    go(page, "Initialise")
    page.get_by_role("button", name="Uniform, small ones zeroed").click()
    page.get_by_label("Text of the scheme").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("w.nosuch_()")
    expect(page.get_by_text("Line 4: A scheme cannot use nosuch_")).to_be_visible()
    expect(page.get_by_role("button", name="Save and add a rule")).to_be_disabled()
    for _ in "nosuch_()":
        page.keyboard.press("Backspace")
    page.keyboard.type("mul_(2)")
    page.get_by_role("button", name="Save and add a rule").click()
    expect(page.get_by_text("my_init()")).to_be_visible()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
