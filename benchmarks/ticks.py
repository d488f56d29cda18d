"""What a viewer costs the server whose page waits for a worker and looks again and again how far that is.

The workers are held, so that the page goes on ticking; the same page at rest afterwards says what it costs anyway.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
from playwright.sync_api import Page, WebSocket

from benchmarks.chromium import chromium, window
from benchmarks.figure import Figure, Line
from benchmarks.server import APP, Server, serving
from builder import templates

_ROUNDS = 5
_SECONDS = 6.0
_BAR = 0.015


def figures() -> Iterator[Line]:
    """Take the figures."""
    with tempfile.TemporaryDirectory() as folder, serving(APP, Path(folder)) as server, chromium() as browser:
        address = server.keep(templates.load("lenet5")).replace("/build?", "/run?")
        with window(browser, address) as page:
            sent: list[object] = []
            page.locator(".st-key-run-go button").wait_for()
            page.on("websocket", lambda socket: _count(socket, sent))
            page.reload()
            page.locator(".st-key-run-go button").click()
            page.locator(".st-key-run-table").wait_for()
            yield _ticking(server, page, sent)


def _count(socket: WebSocket, sent: list[object]) -> None:
    socket.on("framesent", lambda frame: sent.append(None))


def _ticking(server: Server, page: Page, sent: list[object]) -> Figure:
    holder = next(one for one in psutil.Process(server.child.pid).children() if "builder.jobs.server" in one.cmdline())
    rest = [_spent(server, page) / _SECONDS for _ in range(_ROUNDS)]
    holder.send_signal(signal.SIGSTOP)
    try:
        page.get_by_label("Seed").fill("1")
        page.locator(".st-key-run-go button").click()
        page.locator(".st-key-work-inspection").wait_for()
        ticks = []
        for calm in rest:
            before = len(sent)
            spent = _spent(server, page)
            ticks.append((spent - calm * _SECONDS) / max(1, len(sent) - before))
    finally:
        os.kill(holder.pid, signal.SIGCONT)
    return Figure("CPU of one tick of a page that waits for a worker", ticks, bar=f"{_BAR} s", at_most=_BAR)


def _spent(server: Server, page: Page) -> float:
    """Return the CPU seconds of the server while the page is looked at."""
    process = psutil.Process(server.child.pid)
    before = process.cpu_times()
    page.wait_for_timeout(_SECONDS * 1000)
    after = process.cpu_times()
    return float(after.user + after.system - before.user - before.system)
