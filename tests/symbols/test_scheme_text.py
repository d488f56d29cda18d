"""Schemes as text: what one may be, told without running it."""

import pytest

from builder.errors import SourceError
from builder.symbols.initial.scheme_text import read_scheme
from tests.own_schemes import BY_HAND, OWN, REFUSED


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_scheme_is_refused_at_its_line(text):
    """It reaches nothing beside its tensor and the tables of torch."""
    line, words = REFUSED[text]
    with pytest.raises(SourceError, match=words) as refused:
        read_scheme(text)
    assert refused.value.line == line


@pytest.mark.parametrize("body", [body for body, _, _ in BY_HAND.values()])
def test_a_scheme_is_called_as_its_function(body):
    """The argument may be called by any name."""
    assert read_scheme(f"def fill(w):\n    {body}\n")[:2] == ("fill", "w")


@pytest.mark.parametrize(("scheme", "is_random"), [*zip(OWN, (True, False, True, True), strict=True)])
def test_what_draws_random_numbers_is_known(scheme, is_random):
    """A copy of what it fills cannot be filled again instead."""
    assert read_scheme(scheme.source).is_random is is_random
