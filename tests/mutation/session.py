"""Tries mutants in one session of pytest: the tests are collected once, and each mutant is a fork of that process."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.mutation.limits import ended, limit
from tests.mutation.mutants import Mutant
from tests.mutation.nearest import Finder, Nearest
from tests.mutation.patch import patched

Waiting: TypeAlias = tuple[str, Mutant]
"""A file, and a mutant of it that is to be tried."""


class Trials:
    """A plugin of pytest's that runs no test itself, and forks for each mutant."""

    def __init__(self, root: Path, package: str, nearest: Nearest, waiting: Sequence[Waiting], told: int) -> None:
        self.root = root
        self.package = root / "builder" / package
        self.nearest = nearest
        self.waiting = waiting
        self.told = told
        """The end of a pipe, for a line of JSON about each mutant."""
        self.called: set[tuple[str, str]] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        """Begin before anything of the package is imported."""
        sys.meta_path.insert(0, Finder(self.package, self.root, self.called))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out which tests call what, then try the mutants."""
        if session.testsfailed:
            raise session.Failed("not all tests can be collected")
        items = {item.nodeid: item for item in session.items}
        if not self.nearest.is_known and not self._forked(lambda: self._record(session), 3600):
            raise session.Failed("a test fails without any mutant")
        self.nearest.read()
        for name in self.nearest.modules:
            with contextlib.suppress(Exception):  # what cannot be imported alone, a fork imports
                importlib.import_module(name)
        for name, mutant in self.waiting:
            tests = [items[test] for test in self.nearest.of(name, mutant.place)]
            passes = self._tried(name, mutant, tests)
            os.write(self.told, json.dumps(passes).encode() + b"\n")
        every = [items[test] for test in self.nearest.tests]
        if not self._forked(lambda: _passes(every), 3600):
            raise session.Failed("a test fails after quicker ones, so mutants may have been killed by that")
        return True

    def _tried(self, name: str, mutant: Mutant, tests: list[pytest.Item]) -> bool:
        """Tell whether the tests pass with a mutant, or it cannot be told here."""
        seconds = self.nearest.patience([test.nodeid for test in tests])
        with mutated(self.root / name, mutant) as before:
            return self._forked(lambda: self._passes_with(name, before, mutant, tests), seconds)

    def _passes_with(self, name: str, before: str, mutant: Mutant, tests: list[pytest.Item]) -> bool:
        try:
            if not patched(self.root, name, before, mutant):
                return True
        except Exception:  # that is no test which has failed
            traceback.print_exc()
            return True
        return _passes(tests)

    def _forked(self, passes: Callable[[], bool], seconds: int) -> bool:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(self.told)
                os.setsid()
                limit(seconds)
                code = 0 if passes() else 1
            finally:
                os._exit(code)
        return ended(child) == 0

    def _record(self, session: pytest.Session) -> bool:
        found = {}
        for i, item in enumerate(session.items):
            self.called.clear()
            begun = time.process_time()
            _run(item, *session.items[i + 1 : i + 2])
            found[item.nodeid] = (time.process_time() - begun, sorted(self.called))
            if session.testsfailed:
                return False
        self.nearest.write(found)
        return True


@contextlib.contextmanager
def mutated(file: Path, mutant: Mutant) -> Iterator[str]:
    """Put a mutant into its file for a while: what is imported meanwhile, here or in another process, has it."""
    before, times = file.read_bytes(), file.stat()
    file.write_text(mutant.applied(before.decode()), encoding="utf-8")
    try:
        yield before.decode()
    finally:
        file.write_bytes(before)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _passes(tests: list[pytest.Item]) -> bool:
    for i, test in enumerate(tests):
        _run(test, *tests[i + 1 : i + 2])
        if test.session.testsfailed:
            return False
    return True


def _run(item: pytest.Item, following: pytest.Item | None = None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
