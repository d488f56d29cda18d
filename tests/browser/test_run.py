from io import BytesIO

from PIL import Image

from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, click_row, drawn, enter, keep, pick


def test_a_picture_runs_through_a_network_and_a_block_shows_its_channels(app, page, tmp_path):
    """A file is chosen, the sample runs, a row of the table is clicked, and its six channels are drawn."""
    file = tmp_path / "grey.png"
    file.write_bytes(_picture())
    enter(page, app, f"run?d={keep(app, load('lenet5'))}")
    pick(page, "run-source", "Picture")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("grey.png")).to_be_visible()
    page.locator(".st-key-run-go button").click()
    expect(page.get_by_text("15 calls")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Resized from 30 × 30 to 28 × 28")).to_be_visible()
    click_row(page, page.get_by_test_id("stDataFrame"))
    channels = page.locator(".nnb-mosaic")
    expect(channels).to_be_visible(timeout=60_000)
    assert channels.evaluate("picture => picture.naturalWidth") == 3 * 28 + 2


def test_a_click_on_a_pixel_travels_through_the_network(app, page):
    """The pixel has the new value, each block says how far it moves, and one shows the change as a picture."""
    enter(page, app, f"run?d={keep(app, load('lenet5'))}")
    page.locator(".st-key-run-go button").click()
    page.get_by_text("Change one element").click(timeout=60_000)
    pixels = page.locator(".st-key-run-pixels .frame")
    pixels.wait_for(timeout=60_000)
    drawn(page)
    box = box_at_rest(pixels)
    pixels.click(position={"x": box["width"] * 3.5 / 28, "y": box["height"] * 12.5 / 28})
    expect(page.get_by_text("X[0, 0, 12, 3]:")).to_contain_text("→ 1", timeout=60_000)
    pixels.press("ArrowRight")
    pixels.press("Enter")
    expect(page.get_by_text("X[0, 0, 12, 4]:")).to_be_visible(timeout=60_000)
    click_row(page, page.locator(".st-key-run-moved-table").get_by_test_id("stDataFrame"))
    expect(page.locator(".st-key-run-travel .nnb-mosaic")).to_have_count(3, timeout=60_000)


def _picture():
    """Return a PNG file of a ramp in grey."""
    picture = Image.new("L", (40, 30))
    picture.putdata([i % 256 for i in range(40 * 30)])
    into = BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()
