"""Law 9: a text's network, run by Python, is and does what the document's module and its emitted file are and do."""

import pytest
from hypothesis import event, given, settings

from builder import from_source
from builder.document.blocks import Layer
from builder.document.tree import walk
from builder.expansion.instances import expanded
from tests.symbols.programs import (
    found,
    found_boundaries,
    found_hooks,
    found_memory,
    found_methods,
    found_state,
    found_used,
)
from tests.symbols.programs.agreement import Refused, holds
from tests.symbols.programs.basic import BASIC
from tests.symbols.programs.shares import SHARES
from tests.symbols.programs.writer import programs

_FOUND = (found, found_boundaries, found_hooks, found_memory, found_methods, found_state, found_used)
BLOCKS = {name: one for table in _FOUND for name, one in getattr(table, "BLOCKS", {}).items()}
CODE = {name: one for table in _FOUND for name, one in table.CODE.items()}
REFUSED = {name: one for table in _FOUND for name, one in table.REFUSED.items()}


@settings(max_examples=25, derandomize=True)  # the same ones each time, until thousands of others are without a fault
@given(programs())
def test_an_accepted_program_is_the_author_s(program):
    """Tree, aliasing, beginning values, outputs, gradients, effects, counts; how many are refused is told."""
    found = holds(program)
    event("refused" if isinstance(found, Refused) else "accepted")


@pytest.mark.nightly
@settings(max_examples=3000)
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


@pytest.mark.parametrize("name", [*BLOCKS, *CODE])
def test_a_program_that_was_wrong_is_the_author_s(name):
    """As blocks where they can say it, else as code."""
    document = holds({**BLOCKS, **CODE}[name])
    assert not isinstance(document, Refused), document
    assert bool(document.definitions) == (name in CODE)


@pytest.mark.parametrize("name", REFUSED)
def test_a_program_that_nothing_can_say_is_refused(name):
    """In words that name the reason."""
    program, words = REFUSED[name]
    found = holds(program)
    assert isinstance(found, Refused)
    assert words in found.problem


@pytest.mark.filterwarnings("ignore:.* is kept as code")
@pytest.mark.parametrize("name", SHARES)
def test_as_much_is_drawn_as_ever(name):
    """Where more is, the table is raised, so that it never falls back."""
    text, (drawn, every) = SHARES[name]
    document = from_source(text)
    found = [sum(isinstance(block, Layer) for block in walk(one.root)) for one in (document, expanded(document))]
    assert found == [drawn, every]
