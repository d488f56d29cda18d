"""The fork server: a small process that has torch loaded and becomes a worker by forking, in hundredths of a second.

It runs `python -m builder.jobs.server FD` with one end of a Unix socket. It is no part of the process that serves
pages: forking that one would copy its threads' locks and its sessions. `multiprocessing`'s own fork server cannot
stand here, since each worker of it first runs what is `__main__` in the parent, which under Streamlit is the page.

A request is 9 bytes: `j` and a number with two file descriptors (the worker's channel, and a pipe on which the server
writes the exit code), or `k` and the number of a job to end. When the socket closes, all workers are killed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
import time

# Jobs step back for the process that serves pages.
NICE = 10
IDLE = 1.5
"""Seconds without a request after which the server loads what the first tensor operation at a prompt would load."""
GRACE = 3.0
"""Seconds between asking a worker to end, so that it removes what it has half-written, and killing it.

One was too little where processors are busy: half a file stayed until it was swept away by its age.
"""
REQUEST = struct.Struct("!cQ")
EXIT = struct.Struct("!i")
START, KILL = b"j", b"k"


def main() -> None:
    """Load what workers need, then serve until the pool goes away."""
    control = socket.socket(fileno=int(sys.argv[1]))
    os.nice(NICE)
    import torch

    from builder.jobs import tasks, worker  # noqa: F401 - so that no worker has to

    torch.set_num_threads(1)
    gc.collect()
    # A collection in a worker would touch all of these objects, and so copy the memory that it shares with this one.
    gc.freeze()
    _Server(control).serve()


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, tuple[int, int]] = {}
        """By process id: the job's number and where its exit code is to be written."""
        self._doomed: dict[int, float] = {}
        """When to kill workers that were asked to end."""
        self._warm = False
        self._wake, self._wake_write = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._wake_write, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        # Only a signal with a handler of Python's own is written to the wake-up pipe.
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._control.fileno(), self._wake], [], [], self._patience())
            if not ready and not self._doomed and not self._warm:
                self._warm = True
                from builder.jobs.worker import warm

                warm()
            if self._wake in ready:
                os.read(self._wake, 4096)
                self._reap()
            if self._control.fileno() in ready and not self._answer():
                break
            self._kill_doomed()
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _answer(self) -> bool:
        request, fds, _, _ = socket.recv_fds(self._control, REQUEST.size, 2)
        if len(request) < REQUEST.size:
            return False
        word, number = REQUEST.unpack(request)
        if word == START:
            self._start(number, *fds)
        else:
            self._end(number)
        return True

    def _start(self, number: int, channel: int, status: int) -> None:
        pid = os.fork()
        if pid == 0:
            self._become_worker(channel, status)
        os.close(channel)
        self._workers[pid] = (number, status)

    def _become_worker(self, channel: int, status: int) -> None:
        """Close everything of the server's, run the job and exit without running the server's cleanup."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for fd in (self._wake, self._wake_write, status, *(fd for _, fd in self._workers.values())):
                os.close(fd)
            self._control.close()
            from builder.jobs.worker import work

            work(channel)
            code = 0
        finally:
            os._exit(code)

    def _end(self, number: int) -> None:
        for pid, (other, _) in self._workers.items():
            if other == number:  # not reaped yet, so the process id is still this worker's
                os.kill(pid, signal.SIGTERM)
                self._doomed[pid] = time.monotonic() + GRACE

    def _patience(self) -> float | None:
        if self._doomed:
            return max(0.0, min(self._doomed.values()) - time.monotonic())
        return None if self._warm else IDLE

    def _kill_doomed(self) -> None:
        now = time.monotonic()
        for pid in [pid for pid, end in self._doomed.items() if end <= now]:
            os.kill(pid, signal.SIGKILL)
            del self._doomed[pid]

    def _reap(self) -> None:
        for pid in list(self._workers):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                _, fd = self._workers.pop(pid)
                self._doomed.pop(pid, None)
                with contextlib.suppress(BrokenPipeError):  # nobody asks for the end of a cancelled job
                    os.write(fd, EXIT.pack(os.waitstatus_to_exitcode(status)))
                os.close(fd)


if __name__ == "__main__":
    main()
