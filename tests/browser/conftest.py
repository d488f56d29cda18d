"""The real app in a real Chromium: each run has a server, a database and a browser profile of its own."""

import os
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

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--process-per-site", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = (
    "The browser tests need Chromium and found none. Install it (Debian: apt-get install chromium), "
    "or name its executable in the variable CHROMIUM."
)

expect.set_options(timeout=20_000)  # a busy machine takes its time; a test that passes does not


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
        """Start the server and wait until it answers, for a minute at most."""
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
        end = time.monotonic() + 60
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
    running.stop()


@pytest.fixture(scope="package")
def own_port() -> int:
    """Keep one port for the apps of single tests: the browser knows an app's scripts by their address."""
    return free_port()


@pytest.fixture
def own_app(tmp_path: Path, own_port: int) -> Iterator[RunningApp]:
    """Run an app that the test may kill and start again."""
    running = RunningApp(tmp_path, own_port)
    running.start()
    yield running
    running.stop()


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


@contextmanager
def new_profile(browser: Browser, app: RunningApp) -> Iterator[BrowserContext]:
    """Open a profile whose first window stays: with it stays the process that has the app's scripts compiled.

    A test in a profile of its own takes the browser twice the time, and one in a process of its own as much again.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(20_000)
    context.new_page().goto(f"{app.url}/_stcore/health")
    yield context
    context.close()


@pytest.fixture(scope="package")
def profile(browser: Browser, app: RunningApp) -> Iterator[BrowserContext]:
    """Keep the profile of whoever a test is about."""
    with new_profile(browser, app) as context:
        yield context


@pytest.fixture(scope="package")
def other_profile(browser: Browser, app: RunningApp) -> Iterator[BrowserContext]:
    """Keep the profile of another person, who shares nothing with the first."""
    with new_profile(browser, app) as context:
        yield context


def forget(profile: BrowserContext, origins: set[str]) -> None:
    """Take from a profile all that an app could know of its visitor, and close its windows but the first."""
    profile.set_offline(False)
    first, *left = profile.pages
    for one in left:
        one.close()  # before the rest, as a window may still write while it goes
    session = profile.new_cdp_session(first)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    profile.clear_cookies()
    profile.clear_permissions()


@contextmanager
def visit(profile: BrowserContext) -> Iterator[Page]:
    """Open a window that belongs to nobody yet: no cookies, no storage. An uncaught error in it fails the test."""
    window = profile.new_page()
    errors: list[str] = []
    origins: set[str] = set()
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on("framenavigated", lambda frame: origins.add("/".join(frame.url.split("/")[:3])))
    yield window
    forget(profile, {origin for origin in origins if origin.startswith("http")})
    assert not errors


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """Open a window of a browser that was never here."""
    with visit(profile) as window:
        yield window


@pytest.fixture
def other_page(other_profile: BrowserContext) -> Iterator[Page]:
    """Open a window of another browser that was never here."""
    with visit(other_profile) as window:
        yield window
