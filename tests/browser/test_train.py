import zipfile
from pathlib import Path

import numpy as np

from builder import from_source
from builder.training.folder import RunControl, ask
from tests.browser.expecting import expect
from tests.browser.screens import enter, keep, save
from tests.datasets.own import files, gz, idx

DIGITS = from_source("""
import torch
from torch import nn
net = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
net(torch.rand(2, 1, 8, 8))
""")


def test_digits_are_learned_by_one_click_and_undo_takes_it_back(app, page):
    """On Build, by whoever was never here: the network that was there is fitted; fit and weights are a step each."""
    enter(page, app)
    page.get_by_test_id("action-train").click()
    expect(page.locator(".st-key-train-curves path.line").first).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-train-curves .state")).to_have_text("Finished", timeout=60_000)
    expect(page.locator(".nnb-matrix td.hit")).to_have_count(10, timeout=60_000)
    expect(page.get_by_test_id("undo")).to_have_attribute("title", "Undo: train: Run 1 (Ctrl+Z)")
    expect(page.get_by_text("The network was fitted to this data.")).to_be_visible()
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("header-inputs")).to_have_text("X float32 [N, 1, 8, 8]")
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("header-inputs")).to_have_text("X float32 [N, 20]")
    expect(page.get_by_test_id("undo")).to_be_disabled()


def test_a_run_is_paused_found_again_after_a_reload_and_goes_on_before_the_next(app, page):
    """The page reads the run's folder, so a closed tab loses nothing, a second tab follows, and a second run waits."""
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
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".st-key-train-curves .state")).to_have_text("Paused", timeout=60_000)
    page.bring_to_front()
    page.get_by_role("button", name="Resume").click()
    expect(state).to_have_text("Running", timeout=60_000)
    expect(other.locator(".st-key-train-curves .state")).to_have_text("Running", timeout=60_000)
    other.close()
    page.locator(".st-key-train-go button").click()
    expect(state).to_have_text("1st in the queue", timeout=60_000)
    # The run that goes on is not drawn over it: what the page ran before the click has ended.
    assert {state.inner_text() for _ in range(15) if page.wait_for_timeout(100) is None} == {"1st in the queue"}
    for run in app.folder.glob("data/training/*/runs/*"):
        ask(run, RunControl("stop"))
    expect(state).to_have_text("Finished", timeout=60_000)


def test_a_run_is_taken_away_and_so_is_a_recipe(app, page, tmp_path):
    """By two clicks, on a phone as well: the zip has all that trains elsewhere, the notebook is the same."""
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.set_viewport_size({"width": 390, "height": 844})
    away, files = page.get_by_role("button", name="Take away"), page.locator("a.nnb-download")
    away.click(timeout=60_000)
    expect(files).to_have_text(["train.zip", "train.ipynb"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with zipfile.ZipFile(save(page, "train.zip", tmp_path)) as archive:
        assert {"train.py", "network.py", "weights.pt", "README.txt", "data/inputs.npy"} <= {*archive.namelist()}
    expect(files).to_have_count(0)  # as after any choice
    page.locator(".st-key-train-go button").click()
    expect(page.locator(".st-key-train-curves .state")).to_have_text("Finished", timeout=60_000)
    away.click()
    expect(page.get_by_test_id("stPopoverBody").locator("strong")).to_have_text(["Run 1", "This recipe"])
    with page.expect_download(timeout=60_000) as coming:
        files.nth(1).click()
    assert b"%%writefile network.py" in Path(coming.value.path()).read_bytes()


def test_the_four_files_of_mnist_are_put_in_at_once(app, page, tmp_path):
    """They go to disk beside Streamlit, are told apart by their names and chosen; a damaged one is said."""
    parts = {"train_dash_images_dot_gz": (9, 4, 4), "train_dash_labels_dot_gz": (9,), "t10k_dash_images": (4, 4, 4)}
    made = {name: idx(np.arange(np.prod(shape), dtype=np.uint8).reshape(shape) % 3) for name, shape in parts.items()}
    made = {name: gz(content) if name.endswith("gz") else content for name, content in made.items()}
    made["t10k_dash_labels"] = idx(np.arange(4, dtype=np.uint8) % 3)
    enter(page, app, f"train?d={keep(app, DIGITS)}")
    page.locator(".st-key-train-own-open summary").click(timeout=60_000)
    field = page.locator(".st-key-train-own-open input[type=file]")
    field.set_input_files(files(tmp_path, d=made["train_dash_images_dot_gz"][:-9]))
    expect(page.get_by_text("d is damaged")).to_be_visible(timeout=60_000)
    field.set_input_files([tmp_path / "d"] * 7)
    expect(page.get_by_text("7 files are too many")).to_be_visible()
    expect(page.get_by_text("d is damaged")).to_have_count(0)
    field.set_input_files(files(tmp_path, **made))
    expect(page.get_by_text("13 examples of 1 × 4 × 4, 3 classes")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("combobox", name="Data set")).to_have_value("train-images.gz")


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
    expect(page.locator(".st-key-train-curves .state")).to_have_text("Diverged", timeout=60_000)
