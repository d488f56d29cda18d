"""From `streamlit run` to a canvas that takes an edit, beside a Python that imports torch and Streamlit.

Cold means a new process, a new library and a browser without a cache; the system's file cache stays warm on both sides.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.chromium import chromium, window
from benchmarks.figure import Figure
from benchmarks.samples import interleaved, wall_seconds
from benchmarks.server import APP, serving

ROUNDS = 5
IMPORTS = [sys.executable, "-c", "import torch, streamlit"]


def figures() -> Iterator[Figure]:
    """Take the figure; the browser is up before the clock starts."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        here, imports = interleaved(
            ROUNDS, lambda: _start(browser, Path(folder)), wall_seconds(lambda: subprocess.run(IMPORTS, check=True))
        )
    yield Figure("`streamlit run` to a usable canvas", here, "import torch, streamlit", imports, bar="5 s", at_most=5.0)


def _start(browser: Browser, folder: Path) -> float:
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(dir=folder) as fresh,
        serving(APP, Path(fresh)) as server,
        window(browser, f"{server.url}/build") as page,
    ):
        page.get_by_test_id("node-relu").wait_for()
        page.get_by_test_id("palette-item-Linear").wait_for()
        return time.perf_counter() - start
