"""How much reading the text of a written class does: counted, never timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.classes.text import read_text
from builder.classes.text_class import check_definition
from tests.call_counts import growth

CLASS = "class A(nn.Module):\n    def forward(self, x):\n        return x\n"
TOPS = {"constants": "K{i} = {i}\n", "functions": "def k{i}(x):\n    return x\n", "classes": "class K{i}:\n    pass\n"}


def text(n: int, top: str) -> str:
    """Return a class with so many statements before it."""
    return "".join(top.format(i=i) for i in range(n)) + CLASS


@pytest.mark.parametrize("top", TOPS.values(), ids=TOPS)
def test_a_text_is_read_in_steps_that_grow_with_its_statements(top: str) -> None:
    """Twice as many statements take about twice the calls."""

    def read(n: int) -> Callable[[], object]:
        return lambda: check_definition(text(n, top))

    assert growth(read, 150) < 2.6


def test_statements_that_share_a_line_stay_together() -> None:
    """They are cut at the ends of lines, each with the comment before it."""
    statements = read_text("a = 1; b = 2\n# c\nc = 3\n" + CLASS).statements
    assert [one.binds for one in statements] == [{"a", "b"}, {"c"}, {"A"}]
