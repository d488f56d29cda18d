import re
import urllib.error
import urllib.request

import pytest

from builder.document.blocks import Document, Input, Layer, Sequential
from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, enter, go, keep, open_template

IMAGES = (Input(name="X", shape=("N", 3, 224, 224)),)
MISFIT = Layer(id="l", kind="Linear", args={"in_features": 5, "out_features": 5})
PAGES = ("Diagram", "Parameters", "Initialise", "Shared weights", "Files")


def headers(url):
    """Ask for an address and return the headers of its answer."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers


def test_build_fills_the_window_and_never_scrolls(app, page):
    """The page is as large as the window; only what is inside it scrolls."""
    enter(page, app)
    main = "document.querySelector('[data-testid=stMain]')"
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        box_at_rest(page.get_by_test_id("canvas"))
        assert page.evaluate("document.scrollingElement.scrollHeight <= window.innerHeight"), width
        assert page.evaluate(f"{main}.scrollHeight <= {main}.clientHeight"), width


def test_the_side_shows_a_shape_and_its_tabs_whole_in_a_narrow_window(app, page):
    """An image's shape is not cut, nor is the last button of the code's row, with a problem counted beside it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, app, f"build?d={keep(app, Document(inputs=IMAGES, root=Sequential(id='root', children=(MISFIT,))))}")
    expect(page.get_by_test_id("tab-problems")).to_contain_text("1")
    shape = page.get_by_test_id("input-shape-0")
    expect(shape).to_have_value("N, 3, 224, 224")
    assert shape.evaluate("field => field.scrollWidth <= field.clientWidth")
    copy = box_at_rest(page.get_by_test_id("copy-text"))
    assert copy["x"] + copy["width"] <= 1270


def test_the_code_of_another_network_begins_at_its_top(app, page):
    """Where the code of the one before had been scrolled to says nothing of it."""
    enter(page, app, f"build?d={keep(app, load('resnet50'))}")
    code = page.get_by_test_id("pane")
    expect(code).to_contain_text("class Bottleneck")
    code.evaluate("pane => { pane.scrollTop = 600 }")
    open_template(page, "LeNet-5", "lenet5")
    expect(code).to_contain_text("lenet5")
    assert code.evaluate("pane => pane.scrollTop") == 0


def test_a_narrow_window_shows_its_map_when_asked(app, page):
    """It would cover blocks; a click brings it and another takes it away."""
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, app, f"build?d={keep(app, load('resnet50'))}")
    page.get_by_test_id("map-toggle").click()
    expect(page.get_by_test_id("minimap")).to_be_visible()
    page.get_by_test_id("map-toggle").click()
    expect(page.get_by_test_id("minimap")).to_have_count(0)


def test_the_document_stays_open_from_page_to_page(app, page):
    """The address names the same document on every page."""
    enter(page, app)
    page.wait_for_url("**?d=*")
    document = page.url.split("d=")[1]
    for title in PAGES:
        go(page, title)
        page.wait_for_url(f"**d={document}")
        expect(page.get_by_test_id("document-name")).to_have_text("mlp")


def test_a_page_is_switched_without_loading_anything_anew(app, page):
    """The window, the header and its rail stay; Back and Forward go through the pages."""
    enter(page, app)
    page.wait_for_url("**?d=*")
    page.evaluate("window.stays = document.querySelector('.st-key-top .stBidiComponent')")
    go(page, "Files")
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
    expect(page.get_by_test_id("page-Files")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("navigation", name="Pages").locator("[aria-current]")).to_have_count(1)
    page.go_back()
    expect(page.get_by_test_id("canvas")).to_be_visible()
    expect(page.get_by_test_id("page-Build")).to_have_attribute("aria-current", "page")
    page.go_forward()
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
    assert page.evaluate("window.stays.isConnected")


def test_the_canvas_is_as_it_was_left_after_another_page(app, page):
    """What was edited and folded is there again."""
    part = Sequential(id="part", children=(Layer(id="r", kind="ReLU"),))
    document = Document(root=Sequential(id="root", children=(part,)))
    enter(page, app, f"build?d={keep(app, document)}")
    page.get_by_test_id("fold-part").click()
    expect(page.get_by_test_id("node-r")).to_have_count(0)
    go(page, "Files")
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
    page.get_by_test_id("page-Build").click()
    expect(page.get_by_test_id("node-part")).to_be_visible()
    expect(page.get_by_test_id("node-r")).to_have_count(0)


def test_pages_are_reached_by_keys_alone(app, page):
    """Tab goes through the links, Enter follows one, and the next is one Tab further."""
    enter(page, app)
    page.get_by_test_id("page-Build").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("run"))
    expect(page.get_by_test_id("page-Run")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("page-Train")).to_be_focused()


def test_every_page_is_within_reach(app, page):
    """On a phone the pages stand in a row above the page, else beside it; they hide nothing of it."""
    enter(page, app)
    rail, canvas = page.get_by_role("navigation", name="Pages"), page.get_by_test_id("canvas")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        here, there = box_at_rest(rail), box_at_rest(canvas)
        assert here["x"] + here["width"] <= there["x"] or here["y"] + here["height"] <= there["y"], width
        go(page, "Files")
        go(page, "Build")


def test_the_bundle_may_be_kept_for_ever_and_comes_once(app, page):
    """Its address changes with its sources; header and canvas share it, and an edit loads nothing of it again."""
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/nnblocks/canvas-" in request.url else None)
    with page.expect_response("**/nnblocks/canvas-*.js") as answer:
        enter(page, app)
    assert "immutable" in answer.value.headers["cache-control"]
    page.get_by_test_id("document-name").click()
    page.get_by_test_id("document-name-field").fill("other")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    assert len(asked) == 1
    assert page.locator("head script[src*=bidi]").count() == 0


def test_an_unknown_address_says_so_and_leads_on(app, page):
    """A document that is not there is no dead end."""
    page.goto(f"{app.url}/?d=nobody")
    expect(page.get_by_text("There is no network at this address")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Go to Home").click()
    page.get_by_role("button", name="New network").click()
    expect(page.get_by_test_id("document-name")).to_have_text("network")


def test_a_name_is_shown_letter_by_letter(app, page):
    """What a user types is text: no link, picture, formula, emoji or tag comes of it."""
    name = "![a](b) [c](d) *e* $f$ <b>g</b> :smile: `h` # i"
    blocks = (Layer(id="a", name="*x* [y](z) $w$ <i>", kind="Linear", args={"in_features": 2, "out_features": 2}),)
    document = Document(name=name, inputs=(Input("X", ("N", 2)),), root=Sequential(id="root", children=blocks))
    for _ in range(2):  # the first of both is in the list of recent ones then
        enter(page, app, f"build?d={keep(app, document, document)}")
        expect(page.get_by_test_id("document-name")).to_have_text(name)
    go(page, "Home")
    expect(page.get_by_test_id("recent").get_by_role("link")).to_have_text([name, name])
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
