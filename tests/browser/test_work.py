import re

import psutil
from playwright.sync_api import Page, expect

from builder.document.blocks import Document, Input, Layer, Sequential
from tests.browser.screens import enter, go, keep


def large(features: int) -> Document:
    """One Linear layer of `features` squared weights."""
    layer = Layer(id="large", kind="Linear", args={"in_features": features, "out_features": features})
    inputs = (Input("X", ("N", features)),)
    return Document(name="large", inputs=inputs, root=Sequential(id="root", children=(layer,)))


def start(page: Page, app, features: int) -> None:
    """Begin to make the weights of a large network."""
    enter(page, app, f"?d={keep(app, large(features))}")
    go(page, "Files")
    page.get_by_role("button", name="Make the weights").click()


def worker(app) -> psutil.Process:
    """Find the process that holds the tensors: the one that grows."""
    processes = psutil.Process(app.server.pid).children(recursive=True)
    return max(processes, key=lambda process: process.memory_info().rss)


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(app, page):
    """Cancelling takes effect at once and leaves a way to start again."""
    start(page, app, 14_000)
    expect(page.get_by_test_id("stProgress")).to_contain_text("drawing")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_killed_worker_is_one_sentence(app, page):
    """The job is lost and nothing else: the page says so, and the rest of it works."""
    start(page, app, 13_000)
    expect(page.get_by_test_id("stProgress")).to_contain_text("drawing")
    worker(app).kill()
    expect(page.get_by_test_id("stAlert")).to_contain_text("killed by signal 9")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_test_id("document-name")).to_have_text("large")


def test_what_does_not_fit_is_refused_with_both_numbers(app, page):
    """Before anything is allocated."""
    start(page, app, 1_000_000)
    expect(page.get_by_test_id("stAlert")).to_have_text(re.compile(r"take \d.* TB and \d.* GB of .* are free"))
