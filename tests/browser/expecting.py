"""Playwright's `expect`, but it looks ten times a second: the looks of Playwright's own are soon half a second apart.

Most of what a test waits for is there after less, so the tests waited for a minute and more for what had long come.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import expect as expected

PATIENCE = 120_000
"""Milliseconds until something has to be so, or more where a test says so: a busy machine takes its time."""
SPELL = 2_000
"""Milliseconds of one wait of Playwright's: in one of more than 2,500 it looks less and less often."""


class Expectation:
    """What is claimed about something on a page."""

    def __init__(self, subject: Page | Locator) -> None:
        self._claims = expected(subject)

    def __getattr__(self, claim: str) -> Callable[..., None]:
        """Return a function that waits until a claim of Playwright's holds."""
        holds: Callable[..., None] = getattr(self._claims, claim)

        def comes_true(*arguments: Any, timeout: float = PATIENCE, **named: Any) -> None:
            end = time.monotonic() + max(timeout, PATIENCE) / 1000
            while True:
                try:
                    holds(*arguments, timeout=SPELL, **named)
                    return
                except AssertionError:
                    if time.monotonic() >= end:
                        raise

        return comes_true


def expect(subject: Page | Locator) -> Expectation:
    """Begin a claim about something on a page, as with Playwright."""
    return Expectation(subject)
