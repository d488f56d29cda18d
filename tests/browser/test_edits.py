import os
import re
import signal
import threading

from playwright.sync_api import Page

from tests.browser.expecting import expect
from tests.browser.screens import drawn, enter, kept


def rename(page: Page, name: str) -> None:
    """Give the document another name by the header."""
    page.get_by_test_id("document-name").click()
    page.get_by_test_id("document-name-field").fill(name)
    page.get_by_test_id("document-name-field").press("Enter")


def duplicate(page: Page, times: int) -> None:
    """Select the ReLU and duplicate it by the keyboard, as fast as keys can be pressed."""
    page.get_by_test_id("node-relu").click()
    for _ in range(times):
        page.keyboard.press("Control+d")


def settled(page: Page, count: int) -> None:
    """Wait until Python has told how many ReLUs there are, not just the canvas: code comes from Python."""
    others = r"((?!ReLU).)*"
    expect(page.get_by_test_id("pane-text")).to_have_text(
        re.compile(rf"^{others}(ReLU{others}){{{count}}}$", re.DOTALL)
    )


def test_no_edit_of_a_burst_is_lost(app, page):
    """Twenty edits in a second all arrive, though most are sent while a script runs."""
    enter(page, app)
    duplicate(page, 20)
    settled(page, 21)
    assert len(kept(app, page).root.children) == 23


def test_no_edit_is_lost_while_the_server_hangs(app, page):
    """The canvas keeps what is not acknowledged, and sends it until it is; nothing is made twice."""
    enter(page, app)
    page.wait_for_load_state("networkidle")
    os.kill(app.server.pid, signal.SIGSTOP)
    threading.Timer(3, os.kill, (app.server.pid, signal.SIGCONT)).start()
    duplicate(page, 20)
    settled(page, 21)
    assert len(kept(app, page).root.children) == 23


def test_a_reload_keeps_the_edit_and_its_undo(app, page):
    """A new session opens the same document, and can still undo what the last one did."""
    enter(page, app)
    rename(page, "kept")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    page.reload()
    expect(page.get_by_test_id("document-name")).to_have_text("kept", timeout=30_000)
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("document-name")).to_have_text("mlp")


def test_a_killed_server_loses_no_edit(own_app, page):
    """What was on the screen when the server died is there when another one starts."""
    enter(page, own_app)
    rename(page, "survivor")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    own_app.kill()
    own_app.start()
    page.reload()
    expect(page.get_by_test_id("document-name")).to_have_text("survivor", timeout=60_000)


def test_an_edit_made_while_the_server_is_down_arrives_later(own_app, page):
    """The page needs no reload: the browser connects again and the canvas sends what waits."""
    enter(page, own_app)
    page.wait_for_load_state("networkidle")
    own_app.kill()
    duplicate(page, 2)
    own_app.start()
    expect(page.get_by_test_id("header-parameters")).to_be_visible(timeout=60_000)
    settled(page, 3)
    assert len(kept(own_app, page).root.children) == 5


def test_a_server_that_is_gone_is_said_in_our_words(own_app, page):
    """On any page, by a line that covers nothing; the canvas can be used meanwhile."""
    enter(page, own_app)
    page.wait_for_load_state("networkidle")
    own_app.kill()
    stays = page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])")
    expect(stays).to_have_count(1)
    duplicate(page, 1)
    expect(page.locator("[data-testid^=node-]")).to_have_count(4)
    said = "getComputedStyle(document.querySelector('[data-testid=stApp]'), '::after').content"
    page.wait_for_function(f"{said}.includes('The server is not responding')")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_two_tabs_on_one_document_keep_both_edits(app, page):
    """Each edit is made to the newest revision, whichever tab it comes from."""
    enter(page, app)
    page.wait_for_url("**?d=*")
    other = page.context.new_page()
    enter(other, app, page.url.rpartition("/")[2])
    rename(page, "from one tab")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    duplicate(other, 1)
    settled(other, 2)
    expect(other.get_by_test_id("document-name")).to_have_text("from one tab")


def test_a_tab_that_only_looks_sees_the_edits_of_another(app, page):
    """On the canvas and on any other page, without a key being pressed there."""
    enter(page, app)
    page.wait_for_url("**?d=*")
    address = page.url.rpartition("/")[2]
    canvas, files = page.context.new_page(), page.context.new_page()
    enter(canvas, app, address)
    enter(files, app, address.replace("build", "files"))
    rename(page, "seen")
    duplicate(page, 1)
    settled(canvas, 2)
    expect(canvas.get_by_test_id("document-name")).to_have_text("seen")
    expect(files.get_by_text('torch.load("seen.pt"')).to_be_visible()


def test_an_edit_asks_for_no_run_of_the_page(app, page):
    """Canvas and header learn what came of it by one request, beside Streamlit."""
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    enter(page, app)
    page.wait_for_load_state("networkidle")
    drawn(page)
    before = len(sent)
    duplicate(page, 1)
    settled(page, 2)
    expect(page.get_by_test_id("undo")).to_be_enabled()
    assert len(sent) == before
