"""Methods and operators of plain values that are not Python's own here, since Python's take time without bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import SourceError
from builder.interpreter.interpreter import Interpreter
from builder.symbols.host import DocumentHost

TEXTS = st.text("ab-", max_size=12)


def run(text):
    """Return the value of an expression."""
    return Interpreter(DocumentHost()).run(text)


@given(TEXTS, TEXTS.filter(bool), st.sampled_from(["strip", "lstrip", "rstrip", "rfind", "rpartition", "rsplit"]))
def test_methods_of_strings_are_pythons(text, part, name):
    """Whatever they are asked for."""
    assert run(f"{text!r}.{name}({part!r})") == getattr(text, name)(part)


@pytest.mark.parametrize("name", ["strip", "lstrip", "rstrip", "rsplit"])
def test_white_space_is_the_default(name):
    """As in Python."""
    assert run(f"' a b\\n'.{name}()") == getattr(" a b\n", name)()


@pytest.mark.parametrize("item", [2, 2.0, 2.5, True, "a", None, 9])
def test_a_range_is_searched_as_python_does(item):
    """By value, whatever the type."""
    assert run(f"{item!r} in range(5)") == (item in range(5))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("left", ["a[0]", "a[1]", "b", "a[0] * 2", "x[0]"])
@pytest.mark.parametrize("right", ["a[1]", "512", "1024", "0.5"])
def test_equal_constants_are_one_object(left, right):
    """As Python's compiler has it, by which `inc is not outc` holds or does not."""
    text = f"a = [512, 512]\nb = 512\nx = [0.5]\nfound = ({left}) is ({right})"
    scope = {}
    exec(text, scope)
    assert run(f"{text}\nfound") == scope["found"]


def test_a_modular_power_is_exact():
    """Up to what takes a second."""
    assert run("pow(3, 10**50, 10**40 + 7)") == pow(3, 10**50, 10**40 + 7)


def test_digits_of_another_base_are_read():
    """Up to the bits of a whole number."""
    assert run("int('ff', 16)") == 255
    with pytest.raises(SourceError, match="bits"):
        run("int('f' * 5001, 16)")


@pytest.mark.parametrize(
    "text",
    [
        "isinstance(1.0, int | float)", "isinstance(1.5, int | str)",
        "isinstance(None, int | None)", "isinstance(1, None | int)",
        "isinstance('a', Union[int, str])", "isinstance(1.5, Union[int, str])", "isinstance(None, Optional[int])",
        "isinstance(1, Optional[Union[int, str]])", "isinstance(2.0, Optional[int])", "isinstance(A(), A | int)",
        "isinstance(3, A | None)", "issubclass(bool, int | str)", "issubclass(bool, int)", "issubclass(int, bool)",
        "issubclass(float, int)", "issubclass(A, object)", "issubclass(A, int | A)", "str(int | None)",
    ],
)  # fmt: skip
def test_unions_are_what_python_makes_of_them(text):
    """The right side of `|` counts as well."""
    setup = "from typing import Optional, Union\nclass A: pass\n"
    names = {}
    exec(setup, names)  # a text of our own
    assert run(setup + text) == eval(text, names)


@pytest.mark.parametrize("text", ["sum(['a', 'b'], '')", "sum([], '')"])
def test_texts_are_not_added_up(text):
    """Python names join instead."""
    with pytest.raises(SourceError, match="sum"):
        run(text)
