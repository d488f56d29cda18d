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


def start(what, *args, failures=0):
    """Start a part of the cluster, as its own command does."""
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *QUIET, *args]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Machines:
    """The processes of a cluster."""

    def __init__(self, folder, failures=0):
        folder.mkdir(exist_ok=True)
        self._file = folder / "scheduler.json"
        self._processes = [start("scheduler", "--port", "0", "--scheduler-file", str(self._file), failures=failures)]
        self.workers = {}

    def add(self, name, *args):
        """Start a worker, without Dask's own nanny, which would start it again."""
        where = ["--scheduler-file", str(self._file), "--local-directory", str(self._file.parent)]
        made = start("worker", *where, "--no-nanny", "--nthreads", "2", "--name", name, *args)
        self.workers[name] = made
        self._processes.append(made)

    @property
    def scheduler(self):
        """Return where the scheduler listens, once it does."""
        while not (self._file.exists() and self._file.read_text().endswith("}")):
            assert self._processes[0].poll() is None
            time.sleep(0.02)
        host, port = json.loads(self._file.read_text())["address"].removeprefix("tcp://").split(":")
        return Scheduler(host, int(port))

    def end(self):
        """End all that still lives."""
        for one in reversed(self._processes):
            one.kill()
            one.wait()


@contextmanager
def machines(folder, names=("one", "two"), failures=0):
    """Give a cluster with workers of these names."""
    made = Machines(folder, failures)
    try:
        for name in names:
            made.add(name)
        if names:
            with Client(f"tcp://{made.scheduler}", set_as_default=False) as client:
                client.wait_for_workers(len(names))
        yield made
    finally:
        made.end()
