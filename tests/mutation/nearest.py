"""Which tests run which functions, and how long each takes: found out once for a package, without any mutant."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest


class Finder(MetaPathFinder):
    """Finds the modules of a folder, and has each function in them note that it is called.

    `sys.settrace` would be called for every function of all others too: some tests take twice as long with it.
    """

    def __init__(self, folder: Path, root: Path, called: set[tuple[str, str]]) -> None:
        self.folder = folder
        self.root = root
        self.called = called

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the module as Python finds it, with another loader."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(self.folder):
            return None
        spec.loader = _Loader(name, spec.origin, Path(spec.origin).relative_to(self.root).as_posix(), self.called)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, file: str, called: set[tuple[str, str]]) -> None:
        super().__init__(name, path)
        self.file = file
        self.called = called

    def get_code(self, fullname: str) -> CodeType:
        """Compile what stands in the file; no bytecode is kept of it, which would outlive this run."""
        tree = ast.parse(self.get_data(self.path), self.path)
        _note_calls(tree, "")
        return compile(tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, which has what notes the calls."""
        module.__dict__[NOTE] = lambda place: self.called.add((self.file, place))
        super().exec_module(module)


NOTE = "__note_call__"


def _note_calls(node: ast.AST, place: str) -> None:
    """Begin each function below with a call that notes its place, as a mutant names it; no line moves."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = f"{place}.{node.name}".lstrip(".")
    for child in ast.iter_child_nodes(node):
        _note_calls(child, place)
    if isinstance(node, ast.FunctionDef):
        noted = ast.Expr(ast.Call(ast.Name(NOTE, ast.Load()), [ast.Constant(place)], []))
        first = ast.get_docstring(node, clean=False) is not None
        node.body.insert(first, ast.fix_missing_locations(ast.copy_location(noted, node.body[0])))


def digest_of(root: Path, folders: list[str]) -> str:
    """Tell the files of folders, as they are, from any other state of them."""
    files = sorted(file for folder in folders for file in (root / folder).rglob("*.*") if file.suffix != ".pyc")
    named = ((file.relative_to(root).as_posix().encode(), file.read_bytes()) for file in files if file.is_file())
    return hashlib.sha256(b"".join(part for pair in named for part in pair)).hexdigest()


OURS = ("app", "benchmarks", "builder", "nnblocks", "pages", "ui")
TESTS = ("tests", "conftest")
"""The modules of the repository. None may be in the process that forks for a mutant tried from nothing."""


class Nearest:
    """The tests of one package, the quickest first, as they are noted in a file."""

    def __init__(self, notes: Path, digest: str) -> None:
        self._notes = notes
        self._digest = digest
        self.tests: list[str] = []
        self.modules: list[str] = []
        """All modules that they import."""
        self._seconds: dict[str, float] = {}
        self._places: dict[str, set[tuple[str, ...]]] = {}

    @property
    def is_known(self) -> bool:
        """Whether there are notes of the very same tests and code."""
        return self._notes.exists() and json.loads(self._notes.read_text("utf-8"))["digest"] == self._digest

    def write(self, tests: dict[str, tuple[float, list[tuple[str, str]]]]) -> None:
        """Note what each test takes and calls, and what is imported now beside the tests."""
        modules = [name for name in sys.modules if name.partition(".")[0] not in (*TESTS, "__main__")]
        noted = {"digest": self._digest, "tests": tests, "modules": modules}
        self._notes.write_text(json.dumps(noted), encoding="utf-8")

    def read(self) -> None:
        """Read the notes."""
        noted = json.loads(self._notes.read_text("utf-8"))
        self.modules = noted["modules"]
        self._seconds = {name: seconds for name, (seconds, _) in noted["tests"].items()}
        self.tests = sorted(self._seconds, key=self._seconds.__getitem__)
        self._places = {name: {tuple(place) for place in places} for name, (_, places) in noted["tests"].items()}

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
