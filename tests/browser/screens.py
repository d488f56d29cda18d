"""Ways through the app that several journeys take."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

from builder.document.blocks import Document
from builder.library import Library
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect


def enter(page: Page, app: RunningApp, address: str = "build") -> None:
    """Open the app at a network, a first visit's without an address, and wait for its header."""
    page.goto(f"{app.url}/{address}")
    try:
        expect(page.get_by_test_id("header-parameters")).to_be_visible(timeout=60_000)
    except AssertionError as error:
        error.add_note(f"The server said:\n{app.log[-3000:]}")
        raise
    expect(page.locator("[class*=st-key-page-]")).to_have_count(1)


def enter_home(page: Page, app: RunningApp) -> None:
    """Open the app at its own address."""
    page.goto(app.url)
    expect(page.get_by_test_id("page-Home")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Templates")).to_be_visible()


def name_of(title: str) -> str:
    """Return the name that a page's title has in addresses and classes."""
    return title.lower().replace(" ", "_")


def go(page: Page, title: str) -> None:
    """Go to another page by the rail, and wait until there is something of it."""
    page.get_by_test_id(f"page-{title}").click()
    expect(page).to_have_url(re.compile(r"^\w+://[^/]+/$" if title == "Home" else name_of(title)))
    expect(page.locator(f".st-key-page-{name_of(title)}")).to_have_count(1)


def open_template(page: Page, title: str, name: str) -> None:
    """Open a template by the Home page, and wait until it is there."""
    go(page, "Home")
    page.get_by_placeholder("Search templates").fill(title)
    page.get_by_placeholder("Search templates").press("Enter")
    page.get_by_role("button", name=title).click()
    expect(page.get_by_test_id("document-name")).to_have_text(name)


def save(page: Page, link: str, folder: Path) -> Path:
    """Click a download link on the page and return the file."""
    with page.expect_download(timeout=60_000) as coming:  # a job makes it
        page.locator("a.nnb-download").filter(has_text=link).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def plain_python(code: str, folder: Path) -> str:
    """Run code in a fresh process that knows torch and nothing of ours; return what it prints."""
    command = [sys.executable, "-I", "-c", code]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def keep(app: RunningApp, document: Document, *edited: Document) -> str:
    """Put a document into the app's library, and what became of it, as another process would; return its id."""
    with Library(f"sqlite:///{app.folder / 'library.db'}", app.folder) as library:
        id = library.create(document)
        for revision in edited:
            library.save(id, revision)
        return id


def kept(app: RunningApp, page: Page) -> Document:
    """Read the open document from the app's library."""
    with Library(f"sqlite:///{app.folder / 'library.db'}", app.folder) as library:
        return library.open(page.url.split("d=")[1])


def await_kept(app: RunningApp, page: Page, wanted: Callable[[Document], bool]) -> Document:
    """Wait until the library holds a document as is wanted; return it as it is then, or after twenty seconds."""
    for _ in range(200):
        if wanted(kept(app, page)):
            break
        page.wait_for_timeout(100)
    return kept(app, page)


def box_at_rest(target: Locator) -> FloatRect:
    """Where something is once it rests: a block that has just come is brought into sight, or is drawn anew."""
    before = None
    for _ in range(100):
        target.wait_for()
        box = target.bounding_box()
        if box is not None and box == before:
            return box
        before = box
        target.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    raise AssertionError("It moves all the time.")


def drawn(page: Page) -> None:
    """Wait until Streamlit draws nothing: what is clicked meanwhile may be another element a moment later."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def click_row(page: Page, table: Locator) -> None:
    """Click into the first row of a table, once it stands where it will and takes clicks."""
    drawn(page)
    box_at_rest(table.get_by_test_id("data-grid-canvas"))
    table.click(position={"x": 60, "y": 45})


def pick(page: Page, key: str, option: str) -> None:
    """Choose from a select box."""
    box = page.locator(f"[class*='st-key-{key}-']").get_by_role("combobox")
    for _ in range(3):
        # A list that opens while the page is still drawn anew is closed again, and a click on it is lost.
        drawn(page)
        if box.get_attribute("aria-expanded") != "true":
            box.click()
        page.get_by_role("option", name=option, exact=True).click()
        try:
            expect(box).to_have_value(option, timeout=5_000)
            return
        except AssertionError:
            continue
    expect(box).to_have_value(option)
