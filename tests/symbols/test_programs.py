"""Law 9: a text's network, run by Python, is and does what the document's module and its emitted file are and do."""

import pytest
from hypothesis import event, given, settings

from tests.symbols.programs.agreement import Refused, holds
from tests.symbols.programs.basic import BASIC
from tests.symbols.programs.writer import programs


@given(programs())
def test_an_accepted_program_is_the_author_s(program):
    """Tree, aliasing, beginning values, outputs, gradients and effects; how many are refused is told as statistics."""
    found = holds(program)
    event("refused" if isinstance(found, Refused) else "accepted")


@pytest.mark.nightly
@settings(max_examples=1500)
@given(programs())
def test_many_programs_are_the_author_s(program):
    """The same, for as many as a night takes."""
    holds(program)


@pytest.mark.parametrize("name", BASIC)
def test_a_basic_program_is_drawn(name):
    """All of it as blocks."""
    document = holds(BASIC[name])
    assert not isinstance(document, Refused), document
    assert not document.definitions
