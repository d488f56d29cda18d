"""When a prompt runs what was typed."""

import pytest

from builder.live.prompt import is_complete


@pytest.mark.parametrize(
    "text", ["net", "x = 1\ny = 2", "for p in q:\n    p\n", "print('(')", "f(1)  # (", "'''a\nb'''", "", "if a: b"]
)
def test_enter_runs_what_is_complete(text):
    """One line, a closed bracket, an empty line after a block."""
    assert is_complete(text)


@pytest.mark.parametrize("text", ["print(1\uff09", "f(\n1\uff09", "for p in q\uff1a", "x = [1\uff0c"])
def test_enter_runs_full_width_punctuation(text):
    """Which the answer names; a further line would never end it."""
    assert is_complete(text)


def test_full_width_punctuation_in_a_string_is_text():
    """It says nothing of the line."""
    assert not is_complete("print('\uff09',")


@pytest.mark.parametrize(
    "text",
    ["for p in q:", "for p in q:\n    p", "print(", "x = [1,\n 2,", "'''a", "x = \\", "@staticmethod", "class A(B):"],
)
def test_enter_begins_a_line_of_what_is_not(text):
    """An open bracket, string or block."""
    assert not is_complete(text)
