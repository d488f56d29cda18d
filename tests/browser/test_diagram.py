import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from builder import templates, to_dot
from builder.targets.diagram import render_svg
from builder.targets.diagram.font import width as width_of
from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, enter, keep, save

STARTS = {"SVG": b"<svg", "PNG": b"\x89PNG", "PDF": b"%PDF", "DOT": b"digraph"}


def shown(page: Page) -> Locator:
    """Return the picture once it is there: until then, its words are measured in its place."""
    image = page.get_by_alt_text("Diagram of the network")
    expect(image).not_to_have_js_property("naturalWidth", 0)
    return image


def width(page: Page) -> float:
    """Measure the picture as it is drawn."""
    return box_at_rest(shown(page))["width"]


def becomes(page: Page, claim: Callable[[float], bool]) -> bool:
    """Tell whether the picture's width comes to be as claimed."""
    for _ in range(400):
        if claim(width(page)):
            return True
        page.wait_for_timeout(50)
    return False


def picture(page: Page) -> str:
    """Tell which picture is shown."""
    image = page.get_by_alt_text("Diagram of the network")
    expect(image).to_have_attribute("src", re.compile("."))
    return image.get_attribute("src")


def test_a_diagram_can_be_taken_away(app, page, tmp_path):
    """Each link gives a file of its kind."""
    enter(page, app, "diagram")
    for kind, start in STARTS.items():
        assert save(page, kind, tmp_path).read_bytes().lstrip().startswith(start)


def test_a_browser_draws_the_letters_that_were_measured(page):
    """Each line is as wide as its box was made for."""
    page.set_content(render_svg(to_dot(templates.load("inception_cell"), "flow")))
    page.evaluate("document.fonts.load('11px \"NNBlocks Sans\"').then(() => document.fonts.ready)")
    lines = page.locator("text").evaluate_all(
        "all => all.map(one => [one.textContent, one.getComputedTextLength(), +one.getAttribute('font-size')])"
    )
    assert [long for _, long, _ in lines] == pytest.approx(
        [width_of(words, size) for words, _, size in lines], rel=0.01
    )


def test_the_view_and_the_depth_change_the_picture(app, page):
    """Tree or flow, deep or shallow."""
    enter(page, app, f"diagram?d={keep(app, load('block_factory'))}")
    seen = {picture(page)}
    page.get_by_role("radio", name="Dataflow").click()
    expect(page.get_by_alt_text("Diagram of the network")).not_to_have_attribute("src", next(iter(seen)))
    flow = picture(page)
    seen.add(flow)
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.get_by_alt_text("Diagram of the network")).not_to_have_attribute("src", flow)
    assert picture(page) not in seen


def test_the_wheel_zooms_and_the_button_fits_again(app, page):
    """A picture may be larger than its frame."""
    enter(page, app, "diagram")
    shown(page).hover()
    before = width(page)
    page.mouse.wheel(0, -400)
    assert becomes(page, lambda now: now > 1.5 * before)
    page.get_by_role("button", name="100 %").click()
    assert becomes(page, lambda now: now == pytest.approx(before, rel=0.01))


def test_a_phone_shows_the_whole_picture_and_two_fingers_zoom(app, page):
    """A tree of ten blocks is not cut off at first; what is under the fingers grows."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.url}/diagram?d={keep(app, load('lenet5'))}")
    image = shown(page)
    expect(image).to_be_in_viewport(ratio=1)
    before = width(page)
    touch = page.context.new_cdp_session(page)
    for kind, *places in (("Start", 155, 235), ("Move", 135, 255), ("Move", 115, 275), ("End",)):
        fingers = [{"x": x, "y": 560, "id": x // 195} for x in places]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": fingers})
    touch.detach()
    assert becomes(page, lambda now: 1.7 * before < now < 2.3 * before)


def test_a_click_chooses_a_block_everywhere(app, page):
    """The page says which, and the canvas has it selected."""
    enter(page, app, "diagram")
    box = box_at_rest(shown(page))
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + 30)
    chosen = page.locator(".st-key-chosen")
    expect(chosen).to_contain_text("[N, 256]")
    page.get_by_role("button", name="Show on canvas").click()
    expect(page.get_by_test_id("field-out_features")).to_have_value("256")


def test_the_style_changes_the_picture(app, page):
    """Top to bottom instead of left to right, without activations."""
    enter(page, app, "diagram")
    before = picture(page)
    page.get_by_role("button", name="Style").click()
    page.get_by_role("radio", name="Top to bottom").click()
    expect(page.get_by_alt_text("Diagram of the network")).not_to_have_attribute("src", before)


def test_a_download_that_fails_says_why(app, page):
    """Where it was clicked; a click elsewhere takes the words away."""
    enter(page, app, "diagram")
    picture(page)
    page.context.set_offline(True)
    page.locator("a.nnb-download").filter(has_text="PNG").click()
    said = page.get_by_role("alert").filter(has_text="The server is not responding. Try again when it is back.")
    expect(said).to_be_visible()
    page.get_by_text("Click a block to see").click()
    expect(said).to_be_hidden()


def test_what_is_chosen_can_be_read_in_the_dark(app, page):
    """Streamlit writes it in the theme's own colour, which is made for white words to stand on."""
    page.emulate_media(color_scheme="dark")
    enter(page, app, "diagram")
    chosen = page.get_by_role("radio", name="Module tree").get_by_text("Module tree")
    expect(chosen).to_have_css("color", "rgb(110, 168, 254)")
