import gc
import importlib
import sys

import pytest

from tests.mutation.mutants import mutants
from tests.mutation.patch import patched

TEXT = '''"""A module."""

import functools

TABLE = [number for number in range(2) if number < 1]


def plain(number, limit=5):
    return number + 1


@functools.cache
def kept(number):
    return [each * 2 for each in range(number)]


class Counter:
    start = 7

    def up(self):
        return self.start + 3

    if start > 2:

        def up(self):
            return self.start + 4

    @property
    def far(self):
        def inner():
            return self.start + 6

        return inner()


def short(): return 1 + 1
'''


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Give a function that loads the module and puts the first mutant with these words into it."""
    file = tmp_path / "patched_module.py"
    file.write_text(TEXT)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "patched_module", raising=False)
    module = importlib.import_module("patched_module")

    def put(words):
        (mutant, *_) = [one for one in mutants(TEXT) if words in one.change]
        return patched(tmp_path, file.name, TEXT, mutant)

    return module, put


CHANGES = {
    "`number + 1` -> `(number - 1)`": (lambda module: module.plain(5), 6, 4),
    "`each * 2` -> `(each + 2)`": (lambda module: module.kept(2), [0, 2], [2, 3]),
    "`self.start + 4` -> `(self.start - 4)`": (lambda module: module.Counter().up(), 11, 3),
    "`self.start + 6` -> `(self.start - 6)`": (lambda module: module.Counter().far, 13, 1),
}


@pytest.mark.parametrize("words", CHANGES)
def test_a_loaded_function_changes(words, loaded):
    """Whatever has decorated it, and the right one of two with one name."""
    result, before, after = CHANGES[words]
    module, put = loaded
    gc.freeze()  # as the tests do for speed
    assert result(module) == before
    assert put(words)
    assert result(module) == after


@pytest.mark.parametrize("words", ["`number < 1`", "constant: `5`", "constant: `7`", "constant: `2` -> `3`", "`1 + 1`"])
def test_what_is_no_body_of_a_function_is_told_apart(words, loaded):
    """A table, a default, what a class holds, and a function of one line are tried anew."""
    assert not loaded[1](words)
