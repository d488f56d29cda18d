"""Which tests run which functions, and how long each takes: found out once for a package, without any mutant."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType

import pytest


class Recorder:
    """A plugin of pytest's that notes for each test the functions of a folder that it calls."""

    def __init__(self, folder: Path, notes: Path) -> None:
        self.root = notes.parent
        self.folder = folder
        self.notes = notes
        self.seen: set[CodeType] = set()
        self.tests: dict[str, tuple[float, list[tuple[str, str]]]] = {}

    def _note(self, frame: FrameType, event: str, argument: object) -> None:
        self.seen.add(frame.f_code)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test and note what it calls."""
        self.seen = set()
        begun = time.process_time()
        sys.settrace(self._note)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            ours = [code for code in self.seen if code.co_filename.startswith(str(self.folder))]
            places = sorted({(Path(code.co_filename).relative_to(self.root).as_posix(), _place(code)) for code in ours})
            self.tests[item.nodeid] = (time.process_time() - begun, places)

    def pytest_sessionfinish(self) -> None:
        """Write everything down for the process that asked."""
        files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
        others = [name for name, file in files.items() if file and not file.startswith(str(self.root))]
        self.notes.write_text(json.dumps({"tests": self.tests, "others": others}), encoding="utf-8")


def _place(code: CodeType) -> str:
    """Return the function in which a code object stands: `Run._chain` of `Run._chain.<locals>.<genexpr>`."""
    return ".".join(part for part in code.co_qualname.split(".") if not part.startswith("<"))


class Nearest:
    """The tests of one package, the quickest first."""

    def __init__(self, notes: Path) -> None:
        found = json.loads(notes.read_text(encoding="utf-8"))
        self.others: list[str] = found["others"]
        """The modules of others that they import."""
        tests = found["tests"]
        self._seconds = {name: seconds for name, (seconds, _) in tests.items()}
        self.tests = sorted(tests, key=self._seconds.__getitem__)
        self._places = {name: {tuple(place) for place in places} for name, (_, places) in tests.items()}

    def of(self, file: str, place: str) -> list[str]:
        """Return the tests that call a function; all where it is no function's own text that changes."""
        calling = [test for test in self.tests if (file, place) in self._places[test]]
        return calling or self.tests

    def patience(self, tests: list[str]) -> int:
        """Return how many seconds tests may compute: generous, since a mutant may be slower and right."""
        return 30 + int(5 * sum(map(self._seconds.__getitem__, tests)))


class Only:
    """A plugin of pytest's that runs these tests in this order."""

    def __init__(self, tests: list[str]) -> None:
        self.order = tests

    @property
    def files(self) -> list[str]:
        """Return the files that hold them."""
        return sorted({name.partition("::")[0] for name in self.order})

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        named = {item.nodeid: item for item in items}
        items[:] = [named[name] for name in self.order if name in named]
