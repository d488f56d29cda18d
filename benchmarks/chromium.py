"""A real Chromium, headless, with an empty profile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that the variable CHROMIUM names, the system's, or playwright's own."""
    with sync_playwright() as playwright:
        candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
        path = next((path for path in candidates if path and Path(path).exists()), None)
        if path is None:
            raise RuntimeError("no Chromium: install it, or name it in the variable CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Page]:
    """Open an address in a window that belongs to nobody yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    context.add_init_script(path=Path(__file__).with_name("probe.js"))
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()
