"""What is wrong in a text that is no Python is said in our own words."""

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.notes.mistake import as_typed, mistake

MISTAKES = [
    ("net = nn.Sequential(\n    nn.Linear(2, 3)\n", 1, 20, r"The bracket \( is never closed. Add \) where it ends."),
    ("x = (1]", 1, 7, r"The bracket \] closes the \( of line 1. Write \) instead."),
    ("x = 1)", 1, 6, r"The bracket \) closes nothing."),
    ("class A(nn.Module)\n    x = 1", 1, 19, "The line that begins with class has no colon"),
    ("for i in y[1:2]  # all\n    i", 1, 16, "The line that begins with for has no colon"),
    ("if x\ny", 1, 5, "A colon is missing here."),
    ("x = 1\n  y = 2", 2, 3, "further than the block"),
    ("def f():\nx = 1", 2, 1, "The indented lines of a block are missing"),
    ("if 1:\n    x\n  y", 3, 4, "indented like none"),
    ("x = 'abc", 1, 5, "no closing ' in its line. Add ' at its end."),
    ('a = 1\nx = """abc\n', 2, 5, 'begins here with """ never ends'),
    ("x = f（1)", 1, 6, r"（ \(U\+FF08\) is full-width punctuation. Write \( instead."),
    ("x = (1, 2）", 1, 10, r"） \(U\+FF09\) is full-width punctuation. Write \) instead."),
    ("x = “a”", 1, 5, "“ .* is typographic"),
    ("x =\u00a01", 1, 4, r"an invisible character \(U\+00A0\)"),
    ("x = 3 € 4", 1, 7, "€ .* is not part of Python"),
    ("print 'a'", 1, 1, "a statement of Python 2"),
    ("f(1 2)", 1, 3, "A comma is missing"),
    ("if x = 3:\n    y", 1, 4, "Write == to compare"),
    ("f() = 3", 1, 1, "cannot take a value"),
    ("f(a=1, 2)", 1, 9, "An argument without a name follows"),
    ("def f(a=1, b): pass", 1, 12, "without a default follows"),
    ("x = 1 +", 1, 8, "The line ends before"),
    ("I like it", 1, 3, "Python cannot read 'like it' here. .* begin the line with # if it is text."),
]


def found(text):
    """Return what is said of a text that is no Python."""
    with pytest.raises(SyntaxError) as caught:
        ast.parse(text)
    return mistake(text, caught.value)


@pytest.mark.parametrize(("text", "line", "column", "said"), MISTAKES)
def test_a_mistake_is_named_at_its_place(text, line, column, said):
    """The character, the line where it stands, and what to write there."""
    one = found(text)
    assert one.line == line
    assert abs(one.column - column) <= 1  # Python counts the place of some of them differently from version to version
    assert re.search(said, f"{one.problem} {one.hint}")


@pytest.mark.parametrize("text", ["x = '（'\n  y", "# （\n  y", '"""\n（\n"""\n  y'])
def test_full_width_punctuation_in_a_string_is_no_mistake(text):
    """Nor in a comment: there it is text."""
    assert "further" in found(text).problem


@given(st.text("()[]{}（）“\"'#:\\\n =,ab.1f\t", max_size=40))
def test_something_is_said_of_any_text_that_is_no_python(text):
    """With a place in the text, whatever is wrong."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        one = mistake(text, error)
        assert 1 <= one.line <= text.count("\n") + 1
        assert one.problem


def test_full_width_code_is_read_as_it_was_meant():
    """Which tells what a line would do."""
    assert ast.dump(ast.parse(as_typed("f（a，b［1：］）；"))) == ast.dump(ast.parse("f(a,b[1:]);"))
