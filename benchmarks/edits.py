"""An edit until the canvas shows what Python made of it, beside the round trip of an empty component.

Both are timed inside the page: from the key or the click to the end of the frame that shows the answer. For the canvas
that is a new shape on the wires; the edited block itself is shown at once, before Python knows of it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks.chromium import chromium, window
from benchmarks.documents import blocks
from benchmarks.figure import Figure
from benchmarks.samples import p95
from benchmarks.server import APP, EMPTY, serving

EDITS = 20
"""Round trips from which a 95th percentile is taken; the sides take turns one by one."""
ROUNDS = 3
REST_MS = 150
"""Between two of them, so that the last rerun has ended."""


def figures() -> Iterator[Figure]:
    """Take the figures in one browser, two servers beside each other."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(APP, Path(folder) / "app") as app,
        serving(EMPTY, Path(folder) / "empty") as empty,
        chromium() as browser,
        window(browser, empty.url) as floor,
    ):
        floor.get_by_test_id("floor").wait_for()
        for count, times in ((50, 2), (1_000, 4)):
            with window(browser, app.keep(blocks(count))) as page:
                _select(page)
                rounds = [_turns(page, floor) for _ in range(ROUNDS + 1)][1:]
            what = f"an edit until the canvas shows it, {count:,} blocks"
            here, beside = zip(*rounds, strict=True)
            yield Figure(
                f"{what}, p95", [p95(ours) for ours in here], "empty component, p95", [p95(one) for one in beside],
                bar=f"{times} x the empty component", ratio_at_most=times,
            )  # fmt: skip
            yield Figure(
                f"{what}, median", [median(ours) for ours in here], "empty component", [median(one) for one in beside]
            )


def _select(page: Page) -> None:
    page.get_by_test_id("node-linear0_0").click(position={"x": 24, "y": 14})
    page.get_by_test_id("field-out_features").wait_for()


def _turns(page: Page, floor: Page) -> tuple[list[float], list[float]]:
    here: list[float] = []
    beside: list[float] = []
    for _ in range(EDITS):
        here.append(page.evaluate("rest => probe.roundTrip('canvas', rest)", REST_MS))
        beside.append(floor.evaluate("rest => probe.roundTrip('empty', rest)", REST_MS))
    return here, beside
