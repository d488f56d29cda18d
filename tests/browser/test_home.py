"""Home: where the app begins, and what its address makes of the addresses of networks."""

import re

import pytest

from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, enter, enter_home, go, keep
from tests.browser.test_recent import rename


@pytest.mark.parametrize("path", ["", "home", "build"])
def test_an_address_of_a_network_opens_build(app, page, path):
    """Those that were handed out before there was a Home page, too; Back leaves the app at once."""
    before = page.url
    enter(page, app, f"{path}?d={keep(app, load('lenet5'))}")
    expect(page.get_by_test_id("canvas")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/build\?d="))
    page.go_back()
    expect(page).to_have_url(before)


@pytest.mark.parametrize("opened", ["New network", "Two-layer perceptron"])
def test_back_leads_home_from_what_was_opened_there(app, page, opened):
    """By one step."""
    enter_home(page, app)
    page.get_by_role("button", name=opened).click()
    expect(page).to_have_url(re.compile(r"/build\?d="))
    expect(page.get_by_test_id("canvas")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Templates")).to_be_visible()
    expect(page.get_by_test_id("document-name")).to_have_count(0)


def test_back_leads_home_from_a_first_visit_of_build(app, page):
    """Its network is made on the way, and named in the address that is there."""
    enter_home(page, app)
    go(page, "Build")
    expect(page).to_have_url(re.compile(r"/build\?d="))
    page.go_back()
    expect(page.get_by_role("heading", name="Templates")).to_be_visible()


def test_home_leads_back_to_the_network_that_was_open(app, page):
    """By the rail, and by Back; Home shows no figures of it."""
    enter(page, app)
    rename(page, "mine")
    go(page, "Home")
    expect(page.get_by_test_id("document-name")).to_have_count(0)
    go(page, "Diagram")
    expect(page.get_by_test_id("document-name")).to_have_text("mine")
    page.go_back()
    expect(page.get_by_role("heading", name="Templates")).to_be_visible()


def test_after_a_reload_the_rail_leads_to_the_newest_network_of_this_browser(app, page):
    """Home names none in its address, and the browser remembers."""
    enter(page, app)
    rename(page, "mine")
    enter_home(page, app)
    go(page, "Build")
    expect(page.get_by_test_id("document-name")).to_have_text("mine")


def test_the_name_of_the_app_leads_home(app, page):
    """From every page."""
    enter(page, app, "files")
    page.get_by_role("link", name="nnblocks").click()
    expect(page.get_by_role("heading", name="Templates")).to_be_visible()


def assert_fits(page):
    """Nothing of Home is cut off or has to be scrolled sideways, on a phone or a large screen."""
    main, cards = "document.querySelector('[data-testid=stMain]')", page.locator("[class*=st-key-home-cards-] button")
    for width in (390, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        box_at_rest(cards.last)
        assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth"), width
        assert cards.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)"), width


def test_home_fits_the_window(app, page):
    """At first, and with the cards of all templates."""
    enter_home(page, app)
    assert_fits(page)
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("button", name="GPT-2 small")).to_be_visible()
    assert page.locator("[class*=st-key-home-cards-] button").count() > 30
    assert_fits(page)
