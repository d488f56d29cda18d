"""When a prompt runs what was typed."""

import pytest

from builder.live.prompt import is_complete


@pytest.mark.parametrize(
    "text", ["net", "x = 1\ny = 2", "for p in q:\n    p\n", "print('(')", "f(1)  # (", "'''a\nb'''", "", "if a: b"]
)
def test_enter_runs_what_is_complete(text):
    """One line, a closed bracket, an empty line after a block."""
    assert is_complete(text)


@pytest.mark.parametrize(
    "text",
    ["for p in q:", "for p in q:\n    p", "print(", "x = [1,\n 2,", "'''a", "x = \\", "@staticmethod", "class A(B):"],
)
def test_enter_begins_a_line_of_what_is_not(text):
    """An open bracket, string or block."""
    assert not is_complete(text)
