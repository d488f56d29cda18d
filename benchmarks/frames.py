"""Panning and zooming over 1,000 open blocks, beside React Flow alone with as many nodes.

React Flow's page is built from the npm packages of `ui/canvas`, so this needs Node. Both cull what is not visible and
have a minimap. The events are made in the page, one in each frame, so that only drawing limits the pace.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.chromium import chromium, window
from benchmarks.documents import blocks
from benchmarks.figure import Figure, Line, Missing
from benchmarks.samples import interleaved
from benchmarks.server import APP, ROOT, serving

COUNT = 1_000
ROUNDS = 5
SECONDS = 2.5
CANVAS = ROOT / "ui" / "canvas"
WHAT = f"{COUNT:,} blocks open"


def figures() -> Iterator[Line]:
    """Take the figures."""
    if shutil.which("npm") is None:
        yield Missing(f"{WHAT}, frames a second", "React Flow alone is built by Node, which is not there")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(APP, Path(folder) / "app") as app,
        chromium() as browser,
        window(browser, app.keep(blocks(COUNT))) as page,
        window(browser, "about:blank") as alone,
    ):
        _react_flow(alone, Path(folder))
        page.get_by_test_id("node-linear0_0").wait_for()
        page.wait_for_load_state("networkidle")
        for move in ("pan", "zoom"):
            here, beside = interleaved(
                ROUNDS,
                lambda move=move: float(page.evaluate(f"probe.{move}({SECONDS})")),  # type: ignore[misc]
                lambda move=move: float(alone.evaluate(f"probe.{move}({SECONDS})")),  # type: ignore[misc]
            )
            yield Figure(f"{WHAT}, {move}, frames a second", here, "React Flow alone", beside, unit="frames/s")


def _react_flow(page: Page, folder: Path) -> None:
    """Build React Flow's own page and draw it."""
    if not (CANVAS / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=CANVAS, check=True)
    (folder / "node_modules").symlink_to(CANVAS / "node_modules")
    shutil.copy(ROOT / "benchmarks" / "react_flow" / "main.ts", folder)
    define = 'process.env.NODE_ENV:"production"'
    rolldown = str(folder / "node_modules" / ".bin" / "rolldown")
    command = [rolldown, "main.ts", "--format", "iife", "--platform", "browser"]
    subprocess.run(
        [*command, "--file", "main.js", "--minify", "--transform.define", define],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    page.set_content('<body style="margin:0"><div id="flow" style="width:800px;height:800px"></div></body>')
    page.add_style_tag(path=CANVAS / "node_modules" / "@xyflow" / "react" / "dist" / "style.css")
    page.add_script_tag(path=folder / "main.js")
    page.evaluate(f"draw(document.getElementById('flow'), {COUNT})")
    page.locator(".react-flow__node").first.wait_for()
