"""Who owns what, as two browsers see it that share nothing."""

import re

import pytest

from tests.browser.build_page import nodes
from tests.browser.expecting import expect
from tests.browser.screens import enter, go
from tests.browser.test_console import type_in
from ui.server.people import COOKIE, is_key


@pytest.fixture
def ada(page, app):
    """Open the app in one browser, and edit its network."""
    enter(page, app)
    page.get_by_role("treeitem").first.click()
    page.keyboard.press("Delete")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    page.wait_for_url("**?d=*")
    return page


@pytest.fixture
def bob(other_page, app):
    """Open the app in another browser."""
    enter(other_page, app)
    return other_page


def at(page):
    """Return the id of the network that a page shows."""
    return re.search(r"[?&]d=([\w-]+)", page.url)[1]


def rows(page):
    """Go to the list of the networks that belong to a browser."""
    go(page, "Home")
    expect(page.get_by_text("Your networks")).to_be_visible()
    return page.locator("[class*=st-key-network-]")


def test_the_key_is_a_cookie_that_no_script_reads(ada):
    """Also after a reload it is the same."""
    (cookie,) = (one for one in ada.context.cookies() if one["name"] == COOKIE)
    assert is_key(cookie["value"])
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    assert COOKIE not in ada.evaluate("document.cookie")
    ada.reload()
    expect(rows(ada)).to_have_count(1)
    assert cookie["value"] in [one["value"] for one in ada.context.cookies()]


def test_an_address_is_an_edit_link_and_no_more(ada, bob, app):
    """Another browser edits the network, and does not own it."""
    enter(bob, app, f"build?d={at(ada)}")
    bob.get_by_role("treeitem").first.click()
    bob.keyboard.press("Delete")
    expect(nodes(bob)).to_have_count(1)
    expect(rows(bob)).to_have_count(0)
    ada.reload()
    expect(rows(ada)).to_have_count(1)


def test_a_download_is_for_the_browser_it_was_offered_to(ada, bob):
    """Another one that has the link is told what a stale link is told, and so is one without a cookie."""
    go(ada, "Files")
    url = ada.locator("a.nnb-download").first.evaluate("link => link.href")
    assert "build_net" in ada.request.get(url).text()
    foreign = bob.request.get(url)
    assert foreign.status == 404
    assert "no longer available" in foreign.text()
    assert foreign.text() == bob.request.get(url[:-4] + "AAAA").text()


@pytest.mark.nightly
def test_only_the_owner_deletes_files(ada, bob, app):
    """Another browser with the address reads why it cannot; the owner finds them on Home."""
    go(ada, "Console")
    type_in(ada, "torch.save(X, 'x.pt')")
    enter(bob, app, f"files?d={at(ada)}")
    expect(bob.get_by_text("Only the owner of this network can delete its files")).to_be_visible()
    expect(bob.get_by_role("button", name="Delete")).to_have_count(0)
    go(ada, "Home")
    expect(ada.get_by_text("Your files")).to_be_visible()
    file = ada.locator("[class*=st-key-shelf-]")
    file.get_by_role("button", name="Delete").click()
    expect(file).to_have_count(0)


def test_the_owner_deletes_a_network(ada, app):
    """It is gone for everybody, from the list too."""
    id = at(ada)
    rows(ada).get_by_role("button", name="Manage").click()
    ada.get_by_test_id("stPopoverBody").get_by_role("button", name="Delete").click()
    expect(ada.get_by_text("was deleted while you had it open")).to_be_visible()
    assert ada.request.post(f"{app.url}/nnblocks/exchange/{id}", data="{}").status == 404


def test_the_owner_gives_a_network_a_new_address(ada, app):
    """The old one is not found, and the rail leads to the new one."""
    old = at(ada)
    rows(ada).get_by_role("button", name="Manage").click()
    ada.get_by_test_id("stPopoverBody").get_by_role("button", name="New address").click()
    expect(ada.get_by_test_id("page-Build")).not_to_have_attribute("href", re.compile(re.escape(old)))
    go(ada, "Build")
    ada.wait_for_url(re.compile(f"d=(?!{re.escape(old)})"))
    assert ada.request.post(f"{app.url}/nnblocks/exchange/{old}", data="{}").status == 404
    assert ada.request.post(f"{app.url}/nnblocks/exchange/{at(ada)}", data="{}").status == 200


def test_the_recovery_link_carries_the_key_to_another_browser(ada, bob, app):
    """Its page asks first, and leaves no key in the address."""
    go(ada, "Home")
    ada.get_by_role("button", name="Show recovery link").click()
    bob.goto(ada.locator("code", has_text="/nnblocks/key#").inner_text())
    expect(bob).to_have_url(f"{app.url}/nnblocks/key")
    bob.get_by_role("button", name="Use these networks").click()
    expect(bob.get_by_text("This browser now lists 1 network.")).to_be_visible()
    enter(bob, app)
    expect(rows(bob)).to_have_count(1)


def test_a_replaced_key_leaves_other_browsers_nothing(ada, bob, app):
    """And its own browser everything."""
    key = next(one for one in ada.context.cookies() if one["name"] == COOKIE)
    bob.context.add_cookies([key])
    ada.goto(f"{app.url}/nnblocks/key")
    ada.get_by_role("button", name="Replace the key").click()
    expect(ada.get_by_text("The key was replaced.")).to_be_visible()
    for page, count in ((ada, 1), (bob, 0)):
        enter(page, app)
        expect(rows(page)).to_have_count(count)
