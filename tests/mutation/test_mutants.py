import ast
import importlib
import sys

import pytest

from tests.code import OURS, ROOT
from tests.mutation.equivalents import equivalents
from tests.mutation.log import Log
from tests.mutation.mutants import mutants
from tests.mutation.nearest import Finder

CHANGES = {
    "x < 1": ["x <= 1", "x < 2"],
    "x is not None": ["x is None"],
    "a and b": ["a or b", "a", "b"],
    "not a": ["a"],
    "a + b": ["a - b"],
    "flag = True": ["flag = False"],
    "any(a)": ["all(a)"],
    "a if b else c": ["c if b else a"],
    "f(a, b)": ["f(b, a)"],
    "f(a, key=b)": ["f(a)"],
    "(*a, b)": ["(b,)"],
    "[a for a in b if c]": ["[a for a in b]"],
    "self.a = b": ["pass"],
    "f(a)": ["pass"],
    "a -= b": ["a += b", "pass"],
    "if a:\n    b = c": ["if False:\n    b = c"],
    "match a:\n    case B():\n        c = d": ["match a:\n    case B() if False:\n        c = d"],
}


@pytest.mark.parametrize("text", CHANGES)
def test_every_kind_of_change(text):
    """One at a time, and as whole Python."""
    found = {ast.dump(ast.parse(mutant.applied(text))) for mutant in mutants(text)}
    assert {ast.dump(ast.parse(change)) for change in CHANGES[text]} <= found


ASSERTED = ["assert a", "a = zip(b, strict=True)", "class A(B, frozen=True): ..."]


@pytest.mark.parametrize(
    "text", ["def f(a: int | None) -> 1: ...", "@f(1)\nclass A: ...", "f'{a + b}'", '"text"', *ASSERTED]
)
def test_types_decorators_texts_and_assertions_stay(text):
    """What they say is told by other checks."""
    assert mutants(text) == []


def test_a_mutant_is_named_by_its_function():
    """So that its name outlives the line."""
    found = mutants("class Run:\n    def first(self):\n        return 1\n")
    assert [mutant.change for mutant in found] == ["`Run.first` constant: `1` -> `2`"]


def test_letters_beyond_ascii_move_nothing():
    """Python counts columns in bytes."""
    assert [mutant.applied("f('×', a < b)") for mutant in mutants("f('×', a < b)") if mutant.kind == "comparison"] == [
        "f('×', (a <= b))"
    ]


def test_every_equivalent_is_a_mutant_of_the_code():
    """An argument goes with the code that it was about."""
    files = {file.relative_to(ROOT).as_posix(): file for file in OURS}
    now = {
        (name, mutant.change)
        for name in {name for name, _ in equivalents()}
        for mutant in mutants(files[name].read_text(encoding="utf-8"))
    }
    assert equivalents() <= now


def test_a_run_that_was_broken_off_goes_on(tmp_path):
    """Two mutants of one name have an end each."""
    first = Log(tmp_path / "ends")
    for end in ("killed", "SURVIVED"):
        first.add("a.py `f` statement: `continue` -> `pass`", end)
    again = Log(tmp_path / "ends")
    assert [again.before("a.py `f` statement: `continue` -> `pass`") for _ in range(3)] == ["killed", "SURVIVED", None]


FUNCTIONS = '''"""A module."""


def first():
    """Its docstring."""
    return [second() for _ in range(2)]


def second():
    def inner():
        yield sys._getframe().f_lineno
    return list(inner())
'''


def test_what_is_called_is_noted_under_the_names_of_mutants(tmp_path, monkeypatch):
    """Each function that runs, and no line moves."""
    (tmp_path / "noted_module.py").write_text("import sys\n" + FUNCTIONS)
    called = set()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [Finder(tmp_path, tmp_path, called), *sys.meta_path])
    assert importlib.import_module("noted_module").first() == [[12], [12]]
    assert called == {("noted_module.py", place) for place in ("first", "second", "second.inner")}
