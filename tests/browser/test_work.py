import re
import time
from contextlib import suppress

import psutil
import pytest
from playwright.sync_api import Page

from builder.document.blocks import Document, InitRule, Input, Layer, Selector, Sequential
from tests.browser.expecting import expect
from tests.browser.screens import enter, go, keep

FEATURES = 8_000
"""Orthogonal weights of this many squared take any machine seconds, and much longer than to look at the page."""


def large(features: int, *rules: InitRule) -> Document:
    """One Linear layer of `features` squared weights."""
    layer = Layer(id="large", kind="Linear", args={"in_features": features, "out_features": features})
    inputs = (Input("X", ("N", features)),)
    return Document(name="large", inputs=inputs, root=Sequential(id="root", children=(layer,)), init=rules)


def start(page: Page, app, document: Document) -> None:
    """Begin to make the weights of a large network."""
    enter(page, app, f"build?d={keep(app, document)}")
    go(page, "Files")
    page.get_by_role("button", name="Create weights").click()


@pytest.fixture
def slow():
    """Give a network whose weights take long to make, whatever the machine."""
    return large(FEATURES, InitRule(Selector(tensor="weight"), "orthogonal_"))


def processes(app) -> list[psutil.Process]:
    """Return the processes that the server has begun."""
    return psutil.Process(app.server.pid).children(recursive=True)


def worker(app, others: list[psutil.Process]) -> psutil.Process:
    """Wait for the process that holds the tensors: one that was not there and has grown by them."""
    end = time.monotonic() + 240
    while time.monotonic() < end:
        for process in processes(app):
            with suppress(psutil.NoSuchProcess):
                if process not in others and process.memory_info().rss > 2 * 4 * FEATURES**2:
                    return process
        time.sleep(0.05)
    pytest.fail("No worker has grown.")


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(app, page, slow):
    """Cancelling takes effect at once and leaves a way to start again."""
    start(page, app, slow)
    expect(page.get_by_test_id("stProgress")).to_contain_text("Creating weights")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_work_is_found_again_after_a_reload(app, page, slow):
    """It belongs to the browser, not to the page that has gone; so it can be cancelled there."""
    start(page, app, slow)
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Running work")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Running work")).to_be_hidden()


def test_a_killed_worker_is_one_sentence(app, page, slow):
    """The job is lost and nothing else: the page says so, and the rest of it works."""
    others = processes(app)  # a worker of the test before may have yet to end
    start(page, app, slow)
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    worker(app, others).kill()
    expect(page.get_by_test_id("stAlert")).to_contain_text("killed by signal 9")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_test_id("document-name")).to_have_text("large")


def test_what_does_not_fit_is_refused_with_both_numbers(app, page):
    """Before anything is allocated."""
    start(page, app, large(1_000_000))
    expect(page.get_by_test_id("stAlert")).to_have_text(re.compile(r"need \d.* TiB of .*; \d.* GiB is free"))
