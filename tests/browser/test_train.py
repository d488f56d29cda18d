import zipfile
from pathlib import Path

from builder import from_source
from builder.training.folder import Wanted, ask
from tests.browser.expecting import expect
from tests.browser.screens import enter, keep, save

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


def test_a_run_is_paused_found_again_after_a_reload_and_goes_on_before_the_next(app, page):
    """The page reads the run's folder, so nothing of it is lost with the tab; another one says where it waits."""
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
    page.locator(".st-key-train-go button").click()
    expect(state).to_have_text("1st in the queue", timeout=60_000)
    for run in app.folder.glob("data/training/*/runs/*"):
        ask(run, Wanted("stop"))
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
