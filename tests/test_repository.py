"""What holds for the repository as a whole: pins, paths, and the one door to the session's state."""

import ast
import os
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from benchmarks.__main__ import GROUPS
from tests.code import OURS as BELOW
from tests.code import ROOT, nodes, tree

OURS = [*BELOW, *sorted(ROOT.glob("*.py"))]
SKIPPED = {
    ".git",
    "node_modules",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    "nnblocks.egg-info",
}
TEXTS = {".py", ".toml", ".md", ".txt", ".json", ".yaml", ".ts", ".tsx", ".css", ".csv", ".html", ".js", ".svg", ""}


@cache
def texts() -> dict[str, str]:
    """Read every text file of the project but this one, by its path from the root."""
    found = {}
    for folder, folders, names in os.walk(ROOT):
        # `make test-python` has an environment for each interpreter, `make zoo` has its wheels.
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith((".venv", ".zoo"))]
        for file in (Path(folder, name) for name in names):
            if file.is_file() and file.suffix in TEXTS and file.name not in SKIPPED and file != Path(__file__):
                found[file.relative_to(ROOT).as_posix()] = file.read_text(encoding="utf-8", errors="replace")
    return found


def lines(name: str) -> list[str]:
    """Read the requirements of one file."""
    return [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-"))]


def attributes(file: Path) -> set[str]:
    """Name every attribute that a Python file touches."""
    return {node.attr for node in nodes(file) if isinstance(node, ast.Attribute)}


def words(file: Path) -> set[str]:
    """Name all that a Python file names."""
    names = {node.id for node in nodes(file) if isinstance(node, ast.Name)}
    return attributes(file) | names | {node.name for node in nodes(file) if isinstance(node, ast.alias)}


def test_torch_is_pinned():
    """The laws compare bits, so the app and its tests run with one torch."""
    assert [line for line in lines("requirements.txt") if line.startswith("torch==")]


@pytest.mark.parametrize("requirement", lines("requirements.txt"))
def test_what_the_app_needs_has_an_upper_bound(requirement):
    """A later release of a dependency cannot break a fresh install."""
    assert re.search(r"==|<", requirement)


@pytest.mark.parametrize("requirement", lines("requirements-test.txt"))
def test_what_the_checks_need_is_exact(requirement):
    """A check says the same today and next year."""
    assert "==" in requirement


def test_both_lists_of_dependencies_agree():
    """What requirements.txt pins is a dependency of the project, or of one (wasmtime)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]} | {"wasmtime"}
    assert {re.match(r"[\w-]+", line)[0] for line in lines("requirements.txt")} <= declared


def test_what_modules_read_is_installed_with_them():
    """From a wheel the app finds its tables, fonts and pages as from a clone."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    installed = {
        file
        for room, kinds in declared.items()
        for kind in kinds
        for file in (ROOT / room.replace(".", "/")).glob(kind)
    }
    read = {".css", ".csv", ".html", ".js", ".json", ".svg", ".toml"}
    canvas = ROOT / "ui" / "canvas"  # its sources are for those who build it
    here = (ROOT / name for name in texts() if name.startswith(("builder/", "ui/")))
    assert {file for file in here if file.suffix in read and canvas not in file.parents} <= installed


def test_no_file_names_a_registry():
    """An install goes through whatever registry the machine is set up with."""
    hosts = re.compile(r"registry\.npmjs|pypi\.org|files\.pythonhosted|download\.pytorch|resolved\W+http")
    assert not [name for name, text in texts().items() if hosts.search(text)]


def test_no_file_names_a_place_on_the_machine_it_was_written_on():
    """The project works wherever it is cloned."""
    places = re.compile(r"(?<![\w.])/(home|root|Users|work|opt)/\w")
    assert not [name for name, text in texts().items() if places.search(text) and not name.startswith("ui/canvas/dist")]


def test_only_ui_state_touches_the_session_state():
    """State has one door."""
    doors = [file.relative_to(ROOT).as_posix() for file in OURS if "session_state" in attributes(file)]
    assert set(doors) <= {"ui/screens/state.py"}


@pytest.mark.parametrize("name", ["exec", "eval", "compile", "__import__"])
def test_nothing_executes_text(name):
    """No text that a user brings is ever executed."""
    calls = (
        node.func.id
        for file in OURS
        for node in nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    assert name not in calls


def test_nothing_imports_pickle():
    """A pickle is a program; weights travel as safetensors, and torch.load reads with weights_only."""
    imports = re.compile(r"^\s*(import|from) (pickle|cloudpickle|dill|marshal|shelve)\b", re.MULTILINE)
    assert not [file for file in OURS if imports.search(file.read_text())]


def test_no_file_grows_past_reading():
    """A file of more than 400 lines holds two things."""
    files = [*OURS, *sorted((ROOT / "tests").rglob("*.py"))]
    assert [file for file in files if len(file.read_text().splitlines()) > 400] == []


def raising(node, is_public=True):
    """Yield the public functions of a module or a class that raise something by themselves."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ClassDef | ast.If | ast.Try):
            yield from raising(inner, is_public and not getattr(inner, "name", "").startswith("_"))
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            raises = any(isinstance(one, ast.Raise) and one.exc for one in statements(inner))
            if raises and is_public and not inner.name.startswith("_"):
                yield inner


def statements(function):
    """Yield all nodes of a function but those of functions inside it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield node
            yield from statements(node)


PAST = re.compile(
    "([a-z]*ed|begun|bound|built|chosen|done|drawn|found|given|gone|held|kept|known|made|met|put|read|seen|sent|shown"
    "|split|taken|told|written)"
)
NOUNS = {"embed", "feed", "need", "seed"}
TERMS = {"Shared", "Written", "expanded", "read"}
"""Words of `docs/architecture.md`: kinds of blocks, a document with its instances written out; `read` is a verb too."""


def past(module):
    """Yield the functions and classes of a module whose whole name is a past participle."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = node.name.strip("_")
            word = name[:1].lower() + name[1:] if isinstance(node, ast.ClassDef) else name
            if PAST.fullmatch(word) and word not in NOUNS:
                yield name


def test_no_name_is_a_past_participle_alone():
    """`made` tells neither what is done nor what it gives; `make_layer` and `parameter_specs` do."""
    assert [(file, name) for file in OURS for name in past(tree(file)) if name not in TERMS] == []


def test_a_past_participle_is_found():
    """Whether private, a function or a class; a noun that ends alike, and a name of more words, are none."""
    code = "def _made(): 0\nclass Stored: 0\nasync def seen(): 0\ndef seed(): 0\ndef read_it(): 0\nclass FileRead: 0"
    assert [*past(ast.parse(code))] == ["made", "Stored", "seen"]


def test_a_public_function_that_raises_says_so():
    """Whoever calls it reads in its docstring what to expect, and when."""
    found = ((file, one) for file in OURS for one in raising(tree(file)))
    assert [(file, one.name) for file, one in found if "\nRaises:\n" not in (ast.get_docstring(one) or "")] == []


def test_a_function_that_raises_is_found():
    """In a class, under a condition; neither a private one nor what a function inside raises."""
    code = (
        "class A:\n def f(s):\n  if s: raise E\n def _g(s): raise E\n"
        "def h():\n def i(): raise E\nclass _B:\n def f(s): raise E"
    )
    assert [one.name for one in raising(ast.parse(code))] == ["f"]


def test_no_import_is_hidden_in_a_string():
    """Such a one no contract on layers sees; lazy public faces and the names of jobs alone are strings."""
    by_name = {file.relative_to(ROOT).as_posix() for file in OURS if {"import_module", "__import__"} & words(file)}
    assert by_name == {"builder/__init__.py", "builder/module/__init__.py", "builder/jobs/messages.py"}


def test_the_canvas_is_declared_for_streamlit():
    """Every component is found under the name it is mounted by."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert {entry["name"] for entry in tool["streamlit"]["component"]["components"]} == {
        "build",
        "header",
        "recent",
        "console",
    }


@pytest.mark.parametrize("name", GROUPS)
def test_each_group_of_figures_has_its_file(name):
    """`make bench` finds it by its name."""
    functions = {node.name for node in nodes(ROOT / "benchmarks" / f"{name}.py") if isinstance(node, ast.FunctionDef)}
    assert "figures" in functions
