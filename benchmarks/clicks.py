"""From a click on a block of ResNet-50 to its picture: by a worker from what the run has kept, and in a browser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Locator, Page

from benchmarks.chromium import chromium, window
from benchmarks.figure import Figure, Line
from benchmarks.samples import cpu_seconds, interleaved, wall_seconds
from benchmarks.server import APP, serving
from builder import templates
from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.report import Click, Place, Report, Settings
from builder.jobs import tasks
from builder.jobs.pool import Pool

_Asked: TypeAlias = tuple[Document, Path, Sample, Settings]
_BAR = 0.3
_ROUNDS = 7
_ROW = 30
"""The height of a row of the table."""
_ROWS = (2, 5, 0, 3, 6, 1)
_REST = 1_000
_PATIENCE = 180_000
_WATCH = """() => {
  const picture = () => document.querySelector(".nnb-mosaic");
  let before = null, clicked = 0;
  window.took = 0;
  addEventListener("pointerdown", () => { clicked = performance.now() }, true);
  window.begin = () => { before = picture()?.src; window.took = null };
  const drawn = () => { window.took ??= performance.now() - clicked };
  const look = () => {
    const now = picture();
    if (window.took === null && now && now.src !== before) now.decode().then(() => requestAnimationFrame(drawn));
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
"""Notes the milliseconds from a press of the mouse to the frame that shows another picture than before."""
_SHOWN = ("conv1", "layer1.0.conv3", "layer3.0.conv3", "layer4.2.conv3", "avgpool")


def figures() -> Iterator[Line]:
    """Take the figures: wall time through the pool, and CPU time of the work alone, which others do not change."""
    document, sample, settings = templates.load("resnet50"), Sample(), Settings()
    with tempfile.TemporaryDirectory() as folder, Pool(max_workers=1) as pool:
        weights, cache = Path(folder) / "weights.safetensors", Path(folder) / "kept" / "document"
        pool.submit(tasks.make, document, weights).result()
        report = pool.submit(tasks.inspect, document, weights, sample, settings, cache).result()
        size = sum(file.stat().st_size for file in cache.rglob("*.values"))
        yield Figure("kept of one run of ResNet-50", [float(size)], unit="B", bar="256 MiB", at_most=2.0**28)
        for path in _SHOWN:
            yield _through_the_pool(pool, (document, weights, sample, settings), _place(report, path), cache)
        for path in (_SHOWN[0], *_SHOWN[-2:]):
            yield _alone((document, weights, sample, settings), _place(report, path), cache)
    yield _in_a_browser(document)


def _place(report: Report, path: str) -> Place:
    return next(Place(call.path, call.number) for call in report.calls if call.path == path)


def _through_the_pool(pool: Pool, asked: _Asked, place: Place, cache: Path) -> Figure:
    kept, anew = interleaved(
        _ROUNDS,
        wall_seconds(lambda: pool.submit(tasks.view, *asked, Click(place, cache)).result()),
        wall_seconds(lambda: pool.submit(tasks.view, *asked, Click(place)).result()),
    )
    words = f"click to picture, ResNet-50, {place.path}"
    return Figure(words, kept, "a run anew", anew, bar=f"{_BAR} s", at_most=_BAR)


def _alone(asked: _Asked, place: Place, cache: Path) -> Figure:
    kept, anew = interleaved(
        _ROUNDS,
        cpu_seconds(lambda: tasks.view(*asked, Click(place, cache))),
        cpu_seconds(lambda: tasks.view(*asked, Click(place))),
    )
    return Figure(f"CPU of the same, {place.path}", kept, "a run anew", anew)


def _in_a_browser(document: Document) -> Figure:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(APP, Path(folder)) as server,
        chromium() as browser,
        window(browser, server.keep(document).replace("/build?", "/run?")) as page,
    ):
        page.locator(".st-key-run-go button").click()
        page.locator(".st-key-run-table").wait_for(timeout=_PATIENCE)
        table = page.get_by_test_id("stDataFrame").first
        table.click(position={"x": 60, "y": _ROW * 1.5})
        page.locator(".nnb-mosaic").wait_for(timeout=_PATIENCE)
        page.evaluate(_WATCH)
        samples = [_clicked(page, table, row) for row in (*_ROWS, *_ROWS)]
    first, again = samples[: len(_ROWS)], samples[len(_ROWS) :]
    words = "click to picture, ResNet-50, in a browser"
    return Figure(words, first, "the same block again", again, bar=f"{_BAR} s", at_most=_BAR)


def _clicked(page: Page, table: Locator, row: int) -> float:
    """Return the seconds until another picture was drawn; the page waits first, so that nothing else is going on."""
    page.wait_for_timeout(_REST)
    page.evaluate("window.begin()")
    table.click(position={"x": 60, "y": _ROW * (row + 1.5)})
    page.wait_for_function("window.took !== null", timeout=_PATIENCE)
    return float(page.evaluate("window.took")) / 1000
