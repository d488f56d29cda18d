"""One mutant at a time in a copy of the repository: its nearest tests, in a process forked from one that has torch."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

import psutil
import pytest
import torch

from tests.mutation.nearest import Nearest, Only, Recorder, digest_of
from tests.repository_copy import copy_repository

MEMORY = 6 * 2**30
"""Bytes that the tests of a mutant may take: one that fills a list without end counts as killed."""

IDLE = 60.0
"""Seconds after which a process that computes nothing waits for what never comes: it counts as killed."""

IGNORED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Hypothesis is imported before pytest could look at its assertions."""

torch.set_num_threads(1)


class Copy:
    """A copy of what git knows of the repository and what it does not ignore."""

    def __init__(self, root: Path, to: Path) -> None:
        self.root = to
        copy_repository(to, root)

    def nearest(self, package: str, notes: Path | None = None) -> Nearest:
        """Run all tests of a package as they are, which they have to pass, in this order and from quick to slow.

        What they import of others is imported here too, so that no fork has to; nothing of ours is, which changes.
        With notes of the very same tests and code none is run.

        Raises:
            SystemExit: one fails without any mutant.
        """
        notes = notes or self.root / "nearest.json"
        folders = [f"tests/{package}", f"builder/{package}"]
        digest = digest_of(self.root, folders)
        if not notes.exists() or Nearest(notes).digest != digest:
            self._record(folders, Recorder(self.root, package, notes, digest))
        found = Nearest(notes)
        for name in found.others:
            with contextlib.suppress(Exception):  # what cannot be imported alone, a fork imports
                importlib.import_module(name)
        return found

    def _record(self, folders: list[str], recorder: Recorder) -> None:
        if not self._passes(folders, recorder, 3600, keeps_bytecode=True):
            raise SystemExit(f"A test fails without any mutant:\n{(self.root / 'output.txt').read_text()}")
        every = Only(Nearest(recorder.notes).tests)
        if not self._passes(every.files, every, 3600):
            recorder.notes.unlink()
            raise SystemExit(f"A test fails after quicker ones:\n{(self.root / 'output.txt').read_text()}")

    def survives(self, name: str, text: str, only: Only, seconds: int) -> bool:
        """Tell whether tests pass with another text in one file; who computes longer than these seconds does not."""
        file = self.root / name
        before, times = file.read_bytes(), file.stat()
        file.write_text(text, encoding="utf-8")
        try:
            return self._passes(only.files, only, seconds)
        finally:
            file.write_bytes(before)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _passes(self, tests: list[str], plugin: object, seconds: int, *, keeps_bytecode: bool = False) -> bool:
        child = os.fork()
        if child == 0:
            _test(self.root, tests, plugin, seconds, keeps_bytecode)
        return _status(child) == 0


def _test(root: Path, tests: list[str], plugin: object, seconds: int, keeps_bytecode: bool) -> None:
    """Run tests in this process, and end it."""
    os.setsid()
    output = os.open(root / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(root)
    # Whatever process a test starts finds the copy before what is installed.
    os.environ.update(PYTHONPATH=str(root), HYPOTHESIS_PROFILE="mutants")
    sys.path[:] = [str(root), *(place for place in sys.path if place not in ("", str(Path.cwd())))]
    if not keeps_bytecode:
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    code = 1
    try:
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]  # the copy has its own
        code = pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", *IGNORED, *tests], plugins=[plugin])
    except BaseException:  # whatever it is, this process goes no further
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _status(child: int) -> int:
    """Return how a process ended; one that computes nothing for a while and does not end either is ended."""
    try:
        return _waited(child, psutil.Process(child))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what its tests may have left behind, or itself where we are interrupted


def _waited(child: int, process: psutil.Process) -> int:
    spent, idle = 0.0, 0.0
    while idle <= IDLE:
        time.sleep(0.05)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        before, spent = spent, _computed(process)
        idle = idle + 0.05 if spent == before else 0.0
    os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _computed(process: psutil.Process) -> float:
    """Return the seconds that a process and those it has started have computed."""
    spent = 0.0
    for each in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            spent += sum(each.cpu_times()[:2])
    return spent
