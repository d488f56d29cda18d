from builder import from_source
from tests.browser.expecting import expect
from tests.browser.screens import enter, keep

DIGITS = from_source("""
import torch
from torch import nn
net = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
net(torch.rand(2, 1, 8, 8))
""")


def test_digits_are_learned_while_the_curves_grow_and_undo_takes_it_back(app, page):
    """One click trains; the curve is drawn without a reload, the matrix follows, and the weights are a step."""
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.locator(".st-key-train-go button").click(timeout=60_000)
    expect(page.locator(".st-key-train-curves path.line").first).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-train-curves .state")).to_have_text("Finished", timeout=60_000)
    expect(page.locator(".nnb-matrix td.hit")).to_have_count(10, timeout=60_000)
    expect(page.get_by_test_id("undo")).to_have_attribute("title", "Undo: train: Run 1 (Ctrl+Z)")
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("undo")).to_be_disabled()


def test_a_run_is_paused_found_again_after_a_reload_and_goes_on(app, page):
    """The page reads the run's folder, so nothing of it is lost with the tab."""
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.get_by_role("spinbutton", name="Epochs").fill("100000")
    page.get_by_role("spinbutton", name="Epochs").press("Enter")
    page.locator(".st-key-train-go button").click(timeout=60_000)
    state = page.locator(".st-key-train-curves .state")
    expect(state).to_have_text("Running", timeout=60_000)
    page.get_by_role("button", name="Pause").click()
    expect(state).to_have_text("Paused", timeout=60_000)
    page.reload()
    expect(state).to_have_text("Paused", timeout=60_000)
    page.get_by_role("button", name="Resume").click()
    expect(state).to_have_text("Running", timeout=60_000)
    page.get_by_role("button", name="Stop").click()
    expect(state).to_have_text("Finished", timeout=60_000)


def test_a_digit_is_drawn_by_mouse_and_by_keys_and_told(app, page):
    """Shares follow each stroke, and go when the drawing is cleared."""
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.locator(".st-key-train-go button").click(timeout=60_000)
    expect(page.locator(".nnb-matrix td.hit")).to_have_count(10, timeout=60_000)
    expect(page.locator(".nnb-wait")).to_be_visible(timeout=60_000)
    frame = page.locator(".st-key-train-sketch .frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(page.locator(".nnb-bars tr")).to_have_count(10, timeout=60_000)
    before = page.locator(".nnb-bars").inner_text()
    frame.focus()
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Space"):
        page.keyboard.press(key)
    expect(page.locator(".nnb-bars")).not_to_have_text(before, timeout=60_000)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".nnb-bars")).to_have_count(0, timeout=60_000)


def test_a_rate_that_is_too_high_is_said_in_words(app, page):
    """By the run's own verdict, which the browser asks for; weights over time stand below."""
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.get_by_role("spinbutton", name="Learning rate").fill("1e30")
    page.get_by_role("spinbutton", name="Learning rate").press("Enter")
    page.locator(".st-key-train-go button").click(timeout=60_000)
    expect(page.locator(".st-key-train-watch .verdict")).to_contain_text("rate is too high", timeout=60_000)
