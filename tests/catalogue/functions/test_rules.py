"""Every rule of the catalogue of functions against torch: each example, and every single small change to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import no_multiply_adds
from builder.module.functions import callable_of
from tests.catalogue import FEW
from tests.catalogue.functions.examples import EXAMPLES
from tests.catalogue.functions.oracle import agree, claims, counted, observed, predicted, sample_of, valid, variations
from tests.catalogue.functions.oracle import resolve_function as resolve
from tests.catalogue.layers.oracle import REFUSED, memory


def test_every_function_has_examples():
    """No kind escapes the tests below."""
    assert set(EXAMPLES) == set(FUNCTIONS)
    assert [kind for kind, samples in EXAMPLES.items() if not samples] == []


@pytest.mark.parametrize("kind", EXAMPLES)
def test_examples_are_calls_that_torch_takes(kind):
    """An example that is refused would show nothing."""
    assert [sample for sample in EXAMPLES[kind] if not valid(kind, sample) or observed(kind, sample) == REFUSED] == []


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_rules_return_and_refuse_what_torch_does(kind):
    """`returned` gives torch's shapes and dtypes, and refuses just what torch refuses."""
    seen = ((sample, predicted(kind, sample), observed(kind, sample)) for sample in claims(kind, EXAMPLES[kind]))
    assert [differing for differing in seen if not agree(*differing[1:])] == []


@pytest.mark.parametrize("kind", FUNCTIONS)
@FEW
@given(data=st.data())
def test_rules_hold_for_two_changes_at_once(kind, data):
    """Neither a wrong shape nor a wrong dtype hides behind another change."""
    sample = data.draw(st.sampled_from(EXAMPLES[kind]))
    once = data.draw(st.sampled_from(list(variations(kind, sample))))
    twice = data.draw(st.sampled_from(list(variations(kind, once))))
    if valid(kind, twice):
        assert agree(predicted(kind, twice), observed(kind, twice)), twice


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_multiply_adds_are_those_of_the_flop_counter(kind):
    """`multiply_adds` is half of what torch's own counter says on the meta device."""
    entry, all_claims = FUNCTIONS[kind], list(claims(kind, EXAMPLES[kind]))
    few = 4 if entry.multiply_adds is no_multiply_adds else 64
    for sample in all_claims[:: len(all_claims) // few + 1]:
        if (output := predicted(kind, sample)) != REFUSED:
            ours = entry.multiply_adds(resolve(kind, sample.args), sample.inputs, output)
            assert counted(kind, sample) in (ours, REFUSED), sample


@pytest.mark.parametrize("kind", FUNCTIONS)
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.filterwarnings("ignore")
def test_what_shares_memory_with_its_input_is_known_to(kind, training):
    """A change in place of such a result is one of the input."""
    shared = False
    for example in EXAMPLES[kind]:
        given = [sample_of(kind, x) for x in example.inputs]
        call = callable_of(kind, example.args)
        shared |= bool(memory(given) & memory(call(*given, training=training)))
    assert FUNCTIONS[kind].may_share or not shared
