import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from builder.document.blocks import Document, Input, Layer, Sequential
from tests.browser.screens import enter, go, keep

PAGES = ("Diagram", "Parameters", "Initialise", "Share", "Files")


def headers(url):
    """Ask for an address and return the headers of its answer."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_build_fills_the_window_and_never_scrolls(app, page, width, height):
    """The page is as large as the window; only what is inside it scrolls."""
    page.set_viewport_size({"width": width, "height": height})
    enter(page, app)
    expect(page.get_by_test_id("canvas")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollHeight <= window.innerHeight")
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollHeight <= {main}.clientHeight")


def test_the_document_stays_open_from_page_to_page(app, page):
    """The address names the same document on every page."""
    enter(page, app)
    page.wait_for_url("**/?d=*")
    document = page.url.split("d=")[1]
    for title in PAGES:
        go(page, title)
        page.wait_for_url(f"**d={document}")
        expect(page.get_by_test_id("document-name")).to_have_text("mlp")


def test_an_unknown_address_says_so_and_leads_on(app, page):
    """A document that is not there is no dead end."""
    page.goto(f"{app.url}/?d=nobody")
    expect(page.get_by_text("There is no network at this address")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Start a new network").click()
    expect(page.get_by_test_id("document-name")).to_have_text("network")


def test_a_name_is_shown_letter_by_letter(app, page):
    """What a user types is text: no link, picture, formula, emoji or tag comes of it."""
    name = "![a](b) [c](d) *e* $f$ <b>g</b> :smile: `h` # i"
    blocks = (Layer(id="a", name="*x* [y](z) $w$ <i>", kind="Linear", args={"in_features": 2, "out_features": 2}),)
    document = Document(name=name, inputs=(Input("X", ("N", 2)),), root=Sequential(id="root", children=blocks))
    enter(page, app, f"?d={keep(app, document, document)}")
    expect(page.get_by_test_id("document-name")).to_have_text(name)
    go(page, "Files")
    expect(page.get_by_role("button", name=name, exact=True)).to_have_count(2)
    go(page, "Initialise")
    page.get_by_role("button", name="Zero all biases").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("*x* [y](z) $w$ <i>.bias")).to_be_visible(timeout=30_000)


def test_no_page_breaks_the_policy_or_logs_an_error(app, page):
    """The content security policy allows what the app needs, on every page."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    enter(page, app)
    for title in PAGES:
        go(page, title)
        page.wait_for_load_state("networkidle")
    assert not [text for text in complaints if "Content Security Policy" in text or "Error:" in text]


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/health"])
@pytest.mark.parametrize(
    "name", ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"]
)
def test_every_answer_carries_the_security_headers(app, path, name):
    """Streamlit sets none of them."""
    assert headers(app.url + path)[name]


def test_the_catalogue_may_be_kept_for_ever(app, page):
    """Its address changes with its text, so a browser asks for it once."""
    with page.expect_response("**/nnblocks/catalogue-*.json") as answer:
        enter(page, app)
    assert "immutable" in answer.value.headers["cache-control"]


def test_a_guessed_download_is_not_there(app):
    """A download has an address that only its session knows."""
    with pytest.raises(urllib.error.HTTPError, match="404"):
        headers(f"{app.url}/nnblocks/download/guess")
