"""The real app in a real Chromium: each run has a server, a database and a browser profile of its own."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Playwright, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--process-per-site", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1",
]  # fmt: skip
VIEW: ViewportSize = {"width": 1440, "height": 900}
MISSING = (
    "The browser tests need Chromium and found none. Install it (Debian: apt-get install chromium), "
    "or name its executable in the variable CHROMIUM."
)

CANVAS = ROOT / "ui" / "canvas" / "src"
NOTICES = (CANVAS / "session" / "notices" / "notices.ts", CANVAS / "header" / "session.ts")
NEWS = CANVAS / "session" / "transport" / "line.ts"
OWN_TIMES = """(times => {
    const later = window.setTimeout;
    window.setTimeout = (run, ms, ...given) => {
        const own = ms in times ? times[ms] : ms;
        return own === null ? 0 : later(run, own, ...given);
    };
})"""
"""Waits as long as the tests have it where the canvas would wait otherwise; nothing is done where they have null."""


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RunningApp:
    """The app as a subprocess over one folder, which outlives it: stop it, start it, and the documents are there."""

    folder: Path
    port: int = field(default_factory=free_port)
    host: str = "localhost"
    settings: dict[str, str] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the app answers."""
        return f"http://{self.host}:{self.port}"

    @property
    def log(self) -> str:
        """All the server has said."""
        return (self.folder / "server.log").read_text(errors="replace")

    def start(self) -> None:
        """Start the server and wait until it answers, for four minutes at most: a busy machine takes one."""
        settings = {
            "NNBLOCKS_DATABASE_URL": f"sqlite:///{self.folder / 'library.db'}",
            "NNBLOCKS_DATA_DIR": str(self.folder / "data"),
            **self.settings,
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        options = ["--server.headless", "true", "--server.port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT
            )
        end = time.monotonic() + 240
        while not self.answers():
            if self.server.poll() is not None or time.monotonic() > end:
                self.stop()
                pytest.fail(f"The app did not start. It said:\n{self.log}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Tell whether the server is up."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/_stcore/health", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def runs(self) -> bool:
        """Tell whether there is a server that has not ended."""
        return self.server is not None and self.server.poll() is None

    def libraries(self) -> list[str]:
        """Return the paths of what the server has loaded into its memory."""
        assert self.server is not None
        return [Path(each.path).name for each in psutil.Process(self.server.pid).memory_maps()]

    def stop(self) -> None:
        """End the server as Ctrl+C would, or by force after ten seconds."""
        if self.server is not None:
            self.server.terminate()
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Run the app for all browser tests."""
    running = RunningApp(tmp_path_factory.mktemp("app"))
    running.start()
    yield running
    loaded = running.libraries()
    running.stop()
    assert not any("libtorch" in name for name in loaded), "the server loads torch, which takes 190 MB"


@pytest.fixture(scope="module")
def mortal_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Keep an app for the tests of a file that kill it; it has one address, by which the browser knows its scripts."""
    running = RunningApp(tmp_path_factory.mktemp("mortal"))
    yield running
    running.stop()


@pytest.fixture
def own_app(mortal_app: RunningApp) -> RunningApp:
    """Run an app that the test may kill and start again; one that the test before has left running goes on."""
    if not mortal_app.runs():
        mortal_app.start()
    return mortal_app


def executable(playwright: Playwright) -> str:
    """Find a Chromium: the one named, the system's, playwright's own; else say what to do."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
    found = [path for path in candidates if path and Path(path).exists()]
    if not found:
        pytest.fail(MISSING)
    return found[0]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Start what drives browsers; its event loop must not outlive these tests."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium once for this folder, with an empty profile."""
    chromium = playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)
    yield chromium
    chromium.close()


def milliseconds(file: Path) -> int:
    """Read how long what a file of the canvas is about is shown, or waits."""
    (found,) = re.findall(r"\bconst (?:TOAST|SHOWN|QUIET)_MS = (\d+);", file.read_text(encoding="utf-8"))
    return int(found)


def own_times() -> str:
    """Return the script by which notices stay, as a busy machine may look late, and news come soon."""
    times = {milliseconds(file): None for file in NOTICES} | {milliseconds(NEWS): 1000}
    return f"{OWN_TIMES}({json.dumps(times)})"


@contextmanager
def new_profile(browser: Browser) -> Iterator[BrowserContext]:
    """Open a profile with the one window that its tests use: a new one takes the browser twice the time.

    With the window stays the process that has the app's scripts compiled; another would do that again.
    """
    context = browser.new_context(viewport=VIEW, accept_downloads=True)
    context.set_default_timeout(20_000)
    context.add_init_script(own_times())
    context.new_page()
    yield context
    context.close()


@pytest.fixture(scope="package")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """Keep the profile of whoever a test is about."""
    with new_profile(browser) as context:
        yield context


@pytest.fixture(scope="package")
def other_profile(browser: Browser) -> Iterator[BrowserContext]:
    """Keep the profile of another person, who shares nothing with the first."""
    with new_profile(browser) as context:
        yield context


def forget(profile: BrowserContext, url: str, origins: set[str]) -> None:
    """Take from a profile all that an app could know of its visitor, and leave one window, at a page without script.

    That is the window of before if it was at the app alone: what is kept for the time of a window can be removed only
    where the server still answers.
    """
    profile.set_offline(False)
    first, *others = profile.pages or [profile.new_page()]
    if origins - {url}:
        others.append(first)
        first = profile.new_page()
    for one in others:
        one.close()  # before the rest, as a window may still write while it goes
    first.unroute_all()
    session = profile.new_cdp_session(first)
    first.goto(f"{url}/_stcore/health")
    first.evaluate("sessionStorage.clear()")
    first.set_viewport_size(VIEW)
    first.emulate_media(color_scheme="null")
    first.mouse.move(0, 0)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    profile.clear_cookies()
    profile.clear_permissions()


@contextmanager
def visit(profile: BrowserContext, app: RunningApp) -> Iterator[Page]:
    """Use a window that belongs to nobody yet: no cookies, no storage. An uncaught error in it fails the test."""
    window = profile.pages[0]
    errors: list[str] = []
    origins: set[str] = set()

    def note_error(error: Error) -> None:
        errors.append(str(error))

    def note_origin(frame: Frame) -> None:
        origins.add("/".join(frame.url.split("/")[:3]))

    window.on("pageerror", note_error)
    window.on("framenavigated", note_origin)
    yield window
    window.remove_listener("pageerror", note_error)
    window.remove_listener("framenavigated", note_origin)
    forget(profile, app.url, {origin for origin in origins if origin.startswith("http")})
    assert not errors


@pytest.fixture
def page(profile: BrowserContext, app: RunningApp) -> Iterator[Page]:
    """Use the window of a browser that was never here. A test that leaves a script or a brake in it closes it."""
    with visit(profile, app) as window:
        yield window


@pytest.fixture
def other_page(other_profile: BrowserContext, app: RunningApp) -> Iterator[Page]:
    """Use the window of another browser that was never here."""
    with visit(other_profile, app) as window:
        yield window
