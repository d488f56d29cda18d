"""The examples in the docstrings of `ui`, which needs Streamlit about it where the canvas's component is made."""

import doctest
import re
from importlib import import_module

import pytest

from tests.code import OURS, ROOT

EXAMPLE = re.compile(r"^ *>>> ", re.MULTILINE)
WITH_EXAMPLES = [file for file in OURS if ROOT / "ui" in file.parents and EXAMPLE.search(file.read_text("utf-8"))]


@pytest.mark.parametrize("file", WITH_EXAMPLES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_examples_are_true(file):
    """They run as they stand."""
    module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
