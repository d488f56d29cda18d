"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager

from distributed import Client

from builder.settings import Scheduler

QUIET = ["--no-dashboard", "--host", "127.0.0.1"]
SAFE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
"""What a cluster needs in its environment."""


class Machines:
    """The processes of a cluster.

    Args:
        folder: of its own files.
        environment: Dask's settings.
    """

    def __init__(self, folder, environment=SAFE):
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._environment = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
        self._processes = []
        scheme = "tls" if any("TLS" in name for name in environment) else "tcp"
        self._start("scheduler", "--port", "0", "--protocol", scheme)
        self.workers = {}

    def _start(self, part, *args):
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", *QUIET, "--scheduler-file", self._file, *args]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        made = subprocess.Popen(command, env=self._environment, **quiet)
        self._processes.append(made)
        return made

    def add(self, name, *args):
        """Start a worker, without Dask's own nanny, which would start it again."""
        where = ["--local-directory", self._folder, "--name", name]
        self.workers[name] = self._start("worker", "--no-nanny", "--nthreads", "2", *where, *args)

    @property
    def scheduler(self):
        """Return where the scheduler listens, once it does."""
        while not (self._file.exists() and self._file.read_text().endswith("}")):
            assert self._processes[0].poll() is None
            time.sleep(0.02)
        host, port = json.loads(self._file.read_text())["address"].partition("://")[2].split(":")
        return Scheduler(host, int(port))

    def restart_scheduler(self):
        """Kill the scheduler, which its workers do not outlive, and start another where it was."""
        port = self.scheduler.port
        self._processes[0].kill()
        self._processes[0].wait()
        self._file.unlink()
        self._start("scheduler", "--port", str(port))

    def end(self):
        """End all that still lives."""
        for one in reversed(self._processes):
            one.kill()
            one.wait()


@contextmanager
def machines(folder, names=("one", "two"), environment=SAFE):
    """Give a cluster with workers of these names."""
    made = Machines(folder, environment)
    try:
        for name in names:
            made.add(name)
        if len(names) > 1:
            with Client(f"tcp://{made.scheduler}", set_as_default=False) as client:
                client.wait_for_workers(len(names))
        yield made
    finally:
        made.end()
