"""Expressions worked out by hand, and what is none."""

from __future__ import annotations

import re

import pytest

from builder.document.arithmetic import evaluate, is_expression
from builder.errors import DocumentError

NAMES = {"n": 7, "half": 0.5, "flag": True, "text": "relu", "dims": [1, 2], "big": 2**63 - 1}
VALUES = {
    "=n": 7,
    "=text": "relu",
    "=dims": [1, 2],
    "=flag": True,
    "= n ": 7,
    "=n + 1": 8,
    "=n - 1": 6,
    "=n * 2": 14,
    "=n // 2": 3,
    "=n / 2": 3.5,
    "=n % 4": 3,
    "=-n": -7,
    "=n * half": 3.5,
    "=min(n, 3)": 3,
    "=max(n, 3, 9)": 9,
    "=int(n / 2)": 3,
    "=round(n / 2)": 4,
    "=round(2.345, 1)": 2.3,
    "=round(1.0, 20)": 1.0,
    "=round(1234, -2)": 1200,
    "=2.5 ** 2": 6.25,
    "=4 ** half": 2.0,
    "=2 ** 10": 1024,
    "=2 + 3 * n": 23,
    "=(2 + 3) * n": 35,
    "=big": 2**63 - 1,
    "=0 - big": 1 - 2**63,
    "=" + " " * 198 + "n": 7,
}


@pytest.mark.parametrize("text", VALUES)
def test_an_expression_comes_to_what_python_says(text: str) -> None:
    """In value and in type: 1 is not True, 3 not 3.0."""
    value = evaluate(text, NAMES)
    assert (value, type(value)) == (VALUES[text], type(VALUES[text]))


REFUSED = {
    "=flag + 1": "calculates with flag",
    "=text * 2": "calculates with text",
    "=dims + dims": "calculates with dims",
    "=True + 1": "can only use numbers",
    "=m": "uses 'm', which is not an argument",
    "=n @ 2": "can only use numbers",
    "=n ** 9999999": "cannot be evaluated",
    "=(0 - n) ** half": "cannot be evaluated",
    "=+n": "can only use numbers",
    "=not n": "can only use numbers",
    "=abs(n)": "can only use numbers",
    "=min()": "can only use numbers",
    "=round(n, ndigits=1)": "can only use numbers",
    "=round(1.5, 21)": "more than 20 digits",
    "=round(1.5, -21)": "more than 20 digits",
    "=n // 0": "cannot be evaluated",
    "=round(1, 0.5)": "cannot be evaluated",
    "=big + 1": r"2\^63",
    "=0 - big - 1": r"2\^63",
    "=9223372036854775808": r"2\^63",
    "=n +": "is not an expression",
    "=": "is not an expression",
    "=" + " " * 199 + "n": "at most 200 characters; this one has 201",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_expression_is_refused(text: str) -> None:
    """Whatever Python would make of it."""
    with pytest.raises(DocumentError, match=REFUSED[text]):
        evaluate(text, NAMES)


WORDS = {
    "=flag + 1": "'=flag + 1' calculates with flag, which is 'True'. Use a number.",
    "=n @ 2": "'=n @ 2' can only use numbers, arguments, + - * / // % ** and min, max, int, round, sqrt."
    " Enter an expression such as =channels * 2.",
    "=round(1.5, 21)": "'=round(1.5, 21)' rounds to more than 20 digits. Round to fewer digits.",
    "=n % 0": "'=n % 0' cannot be evaluated. Check for a division by 0.",
    "=big + 1": "'=big + 1' evaluates to a number beyond 2^63. Use smaller numbers.",
    "=n +": "'=n +' is not an expression. Enter an expression such as =channels * 2.",
    "=m": "'=m' uses 'm', which is not an argument. The arguments are: n, half, flag, text, dims, big.",
    "=" + "1" * 200: "An expression has at most 200 characters; this one has 201.",
}


@pytest.mark.parametrize("text", WORDS)
def test_a_refusal_to_the_letter(text: str) -> None:
    """What is wrong, and what to do."""
    with pytest.raises(DocumentError, match=rf"\A{re.escape(WORDS[text])}\Z"):
        evaluate(text, NAMES)


def test_where_there_are_no_arguments_that_is_told() -> None:
    """A definition may have none."""
    with pytest.raises(DocumentError, match="The arguments are: none"):
        evaluate("=m", {})


def test_the_arguments_there_are_are_told() -> None:
    """The first eight of them."""
    with pytest.raises(DocumentError, match="a0, a1, a2, a3, a4, a5, a6, a7") as caught:
        evaluate("=m", {f"a{i}": i for i in range(9)})
    assert "a8" not in str(caught.value)


def test_text_with_an_equals_sign_in_front_is_an_expression() -> None:
    """A number is none, nor is other text."""
    assert [is_expression(value) for value in ("=n", "n", " =n", "", 7, None)] == [True] + [False] * 5
