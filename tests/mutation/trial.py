"""One mutant at a time in a copy of the repository: its nearest tests, in a process forked from one that has torch."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import hypothesis  # noqa: F401 - what most tests import, no fork has to
import msgspec  # noqa: F401
import pytest
import torch

from tests.mutation.limits import end_all, ended, limit
from tests.mutation.mutants import Mutant
from tests.mutation.nearest import OURS, Nearest, Only, digest_of
from tests.mutation.session import Trials, Waiting, mutated
from tests.repository_copy import copy_repository

IGNORED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Hypothesis is imported before pytest could look at its assertions."""

torch.set_num_threads(1)


class Copy:
    """A copy of what git knows of the repository and what it does not ignore."""

    def __init__(self, root: Path, to: Path) -> None:
        self.root = to
        copy_repository(to, root)

    def nearest(self, package: str, notes: Path | None = None) -> Nearest:
        """Return which tests of a package are nearest to what, once its mutants have been tried."""
        digest = digest_of(self.root, [f"tests/{package}", f"builder/{package}"])
        return Nearest(notes or self.root / f"nearest.{package}.json", digest)

    def tried(self, package: str, nearest: Nearest, waiting: Sequence[Waiting]) -> Iterator[tuple[Waiting, bool]]:
        """Try mutants in functions that are loaded, and yield which the tests pass, or cannot be tried so.

        Raises:
            SystemExit: a test fails without any mutant.
        """
        if not waiting:
            return
        told, end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            folders = [f"tests/{package}", f"builder/{package}"]
            _test(self.root, folders, Trials(self.root, package, nearest, waiting, end), 24 * 3600, True)
        os.close(end)
        try:
            with os.fdopen(told, encoding="utf-8") as lines:
                for one, line in zip(waiting, lines, strict=False):
                    yield one, json.loads(line)
            if os.waitpid(child, 0)[1]:
                raise SystemExit((self.root / "output.txt").read_text())
        finally:
            end_all(child)
        nearest.read()
        for name in nearest.modules:
            if name.partition(".")[0] not in OURS:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)

    def survives(self, name: str, mutant: Mutant, nearest: Nearest) -> bool:
        """Tell whether the nearest tests pass with a mutant in its file, in a process that has nothing of ours yet."""
        assert not [name for name in sys.modules if name.partition(".")[0] in OURS], "forks would run what is here"
        tests = nearest.of(name, mutant.place)
        only = Only(tests)
        with mutated(self.root / name, mutant):
            child = os.fork()
            if child == 0:
                _test(self.root, only.files, only, nearest.patience(tests), False)
            return ended(child) == 0


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
    limit(seconds)
    code = 1
    try:
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]  # the copy has its own
        options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", f"--basetemp={root}/temporary", *IGNORED]
        code = pytest.main([*options, *tests], plugins=[plugin])
    except BaseException:  # whatever it is, this process goes no further
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
