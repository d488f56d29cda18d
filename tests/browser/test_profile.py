from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import RunningApp, forget
from tests.browser.screens import enter


def test_a_test_finds_nothing_of_the_one_before(app: RunningApp, page: Page, profile: BrowserContext) -> None:
    """Neither cookies nor storage, in the profile that they share."""
    enter(page, app)
    page.evaluate("localStorage.setItem('kept', 'yes')")
    page.evaluate("sessionStorage.setItem('kept', 'yes')")
    assert profile.cookies()
    forget(profile, app.url, {app.url})
    assert not profile.cookies()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
