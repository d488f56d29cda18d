"""The host that is this machine: workers forked from a server that has torch loaded (`builder.jobs.server`)."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from builder.jobs.server import KILL, REQUEST, START

LOADING = 60.0
"""Seconds that a fork server may take to load torch, on top of a job's own time."""
_ENVIRONMENT = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class Forks:
    """Workers of this machine; for any number of threads. The server starts with the first one, and anew if it dies."""

    patience = LOADING

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def sees(self, path: Path) -> bool:
        """Tell that all files of this machine are there."""
        return True

    def warm(self) -> None:
        """Start loading torch for the workers now, so that the first job need not wait for it."""
        with self._lock:
            self._live_server()

    def open(self, number: int) -> tuple[Connection, int]:
        """Start a worker that waits for its job; return its channel and the pipe of its exit code.

        Raises:
            OSError: none can be started.
        """
        ours, theirs = socket.socketpair()
        status, status_write = os.pipe()
        try:
            with self._lock:
                socket.send_fds(self._live_server(), [REQUEST.pack(START, number)], [theirs.fileno(), status_write])
        except OSError:
            ours.close()
            os.close(status)
            raise
        finally:
            # The worker alone may hold these ends: held here too they would not close when it dies.
            theirs.close()
            os.close(status_write)
        return Connection(ours.detach()), status

    def start(self, number: int, text: bytes) -> tuple[Connection, int]:
        """Start a worker for a job; see `Host.start`.

        Raises:
            OSError: none can be started.
        """
        channel, status = self.open(number)
        with contextlib.suppress(OSError):  # a worker that is gone already is seen by its closed channel
            channel.send_bytes(text)
        return channel, status

    def kill(self, number: int, pid: int | None) -> None:
        """End a worker, by itself where the server is gone."""
        with self._lock, contextlib.suppress(OSError):
            if self._server is not None and self._server[0].poll() is None:
                self._server[1].sendall(REQUEST.pack(KILL, number))
                return
        if pid is not None:
            with contextlib.suppress(OSError):  # what is gone already need not be killed
                os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        """End the server, and with it all workers."""
        with self._lock:
            if self._server is not None:
                self._server[1].close()
                self._server[0].wait()
                self._server = None

    def _live_server(self) -> socket.socket:
        """Return the socket of a fork server that lives; start one where there is none. Needs the lock."""
        if self._server is not None and self._server[0].poll() is not None:
            self._server[1].close()
            self._server = None
        if self._server is None:
            ours, theirs = socket.socketpair()
            # With -P, and no empty entry in PYTHONPATH, a torch.py in the working directory is not imported.
            command = [sys.executable, "-P", "-m", "builder.jobs.server", str(theirs.fileno())]
            # A session of its own keeps it from the terminal's Ctrl+C: it ends when its socket does.
            process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )
            theirs.close()
            self._server = (process, ours)
        return self._server[1]
