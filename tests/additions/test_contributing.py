"""Each section of CONTRIBUTING is followed in a copy of the repository, in one process, and does what it says."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.catalogue import torch_names
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.live.costs import PER_ELEMENT
from builder.sentences.table import table
from tests.additions.addition import Addition
from tests.additions.additions import ADDITIONS, FUNCTION, LAYER, TARGET
from tests.code import ROOT
from tests.repository_copy import copy_repository

pytestmark = pytest.mark.timeout(1800)  # of all that runs in the copy; a busy machine takes its time
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:builder|docs|pages|tests|ui)/[\w./-]*)`")
RUN = """
import sys
import pytest
from builder.sentences import export

export.main()
sys.exit(pytest.main(sys.argv[1:]))
"""
TESTS = [
    "tests/additions",
    "tests/catalogue",
    "tests/sentences/test_table.py::test_the_table_has_its_one_form",
    *("tests/jobs/test_largest.py", "tests/pages/test_glance.py", "tests/targets/test_totals.py"),
    *("tests/pages/test_pages.py", "tests/targets/test_targets.py"),
]
WORDS = "promises or one_form or copysign or softmax2d or totals or largest or glance"


def section(heading: str) -> str:
    """Return the text below a heading."""
    return TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def steps(heading: str) -> str:
    """Return the numbered steps of a section."""
    return "\n".join(re.findall(r"^(?:\d\.|  ) .*", section(heading), re.MULTILINE))


def named(addition: Addition) -> set[str]:
    """Return the files and folders that a section's steps name, the addition's own name in the place of `name`."""
    own = re.compile(r"\bname\b|(?<=test_)name\b")
    return {own.sub(addition.name, path) for path in PATH.findall(steps(addition.section))}


def is_below(file: str, place: str) -> bool:
    """Tell whether a file is the named one or stands in the named folder."""
    return file == place or (place.endswith("/") and file.startswith(place))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the repository, and take out of it what it has already of the additions."""
    root = tmp_path_factory.mktemp("copy")
    copy_repository(root)
    for addition in (one for one in ADDITIONS if one.in_repository):
        for text in addition.texts:
            text.remove(root)
    return root


@pytest.fixture(scope="module")
def mentions(copy: Path) -> dict[str, list[str]]:
    """Return the files of the copy that have the name of each addition, before it is added."""
    asked = [file for folder in ("builder", "pages", "ui", "tests") for file in _texts(copy / folder)]
    found = {file.relative_to(copy).as_posix(): file.read_text("utf-8") for file in asked}
    return {one.name: [name for name, text in found.items() if one.name in text] for one in ADDITIONS}


def _texts(folder: Path) -> Iterator[Path]:
    kinds = {".py", ".csv", ".ts", ".tsx"}
    names = "public_names.py"  # all that torch has, whether we know it or not
    found = (file for file in folder.rglob("*") if file.suffix in kinds and file.name != names)
    return (file for file in found if "additions" not in file.parts)


@pytest.fixture(scope="module")
def results(copy: Path, mentions: dict[str, list[str]]) -> dict[str, bool]:
    """Add everything to the copy, run the tests there, and return which have passed."""
    for addition in ADDITIONS:
        for text in addition.texts:
            text.add(copy)
    (copy / "tests/additions/promises.py").rename(copy / "tests/additions/test_promises.py")
    (copy / "tests/additions/test_contributing.py").unlink()
    options = ["-q", "-p", "no:cacheprovider", "-k", WORDS, "--junitxml", "results.xml", *TESTS]
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "mutants"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *options], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert (copy / "results.xml").exists(), done.stdout + done.stderr
    cases = ElementTree.parse(copy / "results.xml").iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": len(case) == 0 for case in cases}


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.name)
def test_a_section_names_the_files_that_change(addition):
    """All of them, and no other."""
    places = named(addition)
    assert [file for file in addition.files if not any(is_below(file, place) for place in places)] == []
    assert [place for place in places if not any(is_below(file, place) for file in addition.files)] == []


@pytest.mark.parametrize("addition", [FUNCTION, LAYER, TARGET], ids=lambda addition: addition.name)
def test_what_is_added_often_takes_few_files(addition):
    """An entry and its sentences; of a target its place in the list and its law as well."""
    assert len(addition.files) <= {"copysign": 2, "Softmax2d": 2, "totals": 4}[addition.name]


def test_each_path_in_contributing_is_there():
    """But for those of what somebody adds, which are called `name`."""
    paths = [path for path in PATH.findall(TEXT) if not re.search(r"name\b|NNNN", path.rpartition("/")[2])]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.name)
def test_what_is_added_imports_what_is_there(addition):
    """Also between nights: a name that is changed is changed in what CONTRIBUTING promises."""
    whole = [text.text for text in addition.texts if text.file.endswith(".py") and not text.before]
    made = {text.file.removesuffix(".py").replace("/", ".") for text in addition.texts}
    imports = [node for text in whole for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    asked = [(str(node.module), alias.name) for node in imports for alias in node.names if node.module not in made]
    assert [one for one in asked if not _is_there(*one)] == []


def _is_there(module: str, name: str) -> bool:
    return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None


def test_nothing_else_knows_a_layer(mentions):
    """Without its entry and sentence the repository has not heard of it."""
    assert mentions[LAYER.name] == []


def test_what_is_added_is_not_there_yet():
    """Once the repository has it, this test needs another one."""
    assert f"torch.{FUNCTION.name}" not in FUNCTIONS
    assert FUNCTION.name not in {*torch_names.TORCH_FUNCTIONS, *torch_names.TENSOR_METHODS, *PER_ELEMENT}
    assert not {"targets.totals", "jobs.title.largest", "header.page.glance"} & set(table())


@pytest.mark.nightly
@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.name)
def test_what_a_section_promises_follows(results, addition):
    """Every test of what was added has passed in the copy: what it promises, and the repository's own."""
    ours = {name: passed for name, passed in results.items() if addition.name.lower() in name.lower()}
    assert len(ours) > 1
    assert [name for name, passed in ours.items() if not passed] == []


@pytest.mark.nightly
def test_the_copy_passes_the_rest(results):
    """It is the copy that runs, and its sentences are in order."""
    assert [name for name, passed in results.items() if not passed] == []
