"""A Streamlit server as a subprocess, over a library of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.document.blocks import Document
from builder.library import Library

ROOT = Path(__file__).parents[1]
APP = Path("app.py")
EMPTY = Path("benchmarks/empty_component.py")
PATIENCE = 120.0


@dataclass
class Server:
    """A running server; both scripts run under the project's `.streamlit/config.toml`."""

    folder: Path
    port: int
    child: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def answers(self) -> bool:
        """Tell whether it is up."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self.child.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "server.log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def keep(self, document: Document) -> str:
        """Put a document into the library; return the address that opens it."""
        with Library(f"sqlite:///{self.folder / 'library.db'}", self.folder / "data") as library:
            return f"{self.url}/build?d={library.create(document)}"

    def stop(self) -> None:
        """End it."""
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


@contextmanager
def serving(script: Path, folder: Path, wait: bool = True) -> Iterator[Server]:
    """Run `streamlit run script`, waiting for its first answer, and end it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {
        "NNBLOCKS_DATABASE_URL": f"sqlite:///{folder / 'library.db'}",
        "NNBLOCKS_DATA_DIR": str(folder / "data"),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    with (folder / "server.log").open("ab") as log:
        child = subprocess.Popen(
            [*command, "--server.port", str(port)], cwd=ROOT, env=os.environ | settings, stdout=log, stderr=log
        )
    server = Server(folder, port, child)
    try:
        if wait:
            server.wait()
        yield server
    finally:
        server.stop()
