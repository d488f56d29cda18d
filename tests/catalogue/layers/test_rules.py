"""Every rule of the catalogue against torch: each example of each kind, and every single small change to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.layers.kind import TensorSpec, no_multiply_adds
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.errors import BuilderError
from tests.catalogue import FEW
from tests.catalogue.layers.examples import EXAMPLES, WRITTEN
from tests.catalogue.layers.oracle import (
    REFUSED,
    Example,
    build,
    counted,
    observed,
    owned,
    predicted,
    quietly,
    resolved,
    shares,
)
from tests.catalogue.layers.variations import variations

LAYERS = [kind for kind, entry in CATALOGUE.items() if entry.instead is None]


def valid(kind: str, samples: Iterable[Example]) -> Iterator[Example]:
    """Resolve the samples that `check` lets pass; BatchNorm, as its rule says, from a batch of 2.

    Targets of CTCLoss that are put end to end are left out: whether they fit, the numbers in target_lengths say.
    """
    for sample in samples:
        if "BatchNorm" in kind and sample.inputs[0].shape[:1] == (1,):
            continue
        if kind == "CTCLoss" and len(sample.inputs[1].shape) == 1:
            continue
        try:
            yield resolved(kind, sample)
        except BuilderError:
            continue


def claims(kind: str) -> Iterator[Example]:
    """Yield the valid ones among all variations of the examples of a kind."""
    for sample in EXAMPLES[kind]:
        yield from valid(kind, variations(kind, sample))


def distinct(kind: str) -> Iterable[Example]:
    """Return one claim for each set of arguments."""
    return {repr(sample.args): sample for sample in claims(kind)}.values()


def agree(ours: Any, torch_s: Any) -> bool:
    """Whether the two are equal; an empty result may be refused, as it hangs on torch's backend whether torch does."""
    empty = isinstance(torch_s, TensorSpec) and 0 in torch_s.shape
    return bool(ours == torch_s or (empty and ours == REFUSED))


def test_every_layer_has_examples():
    """No kind escapes the tests below, and no example is of a kind that is none."""
    assert [kind for kind in LAYERS if not EXAMPLES[kind]] == []
    assert set(WRITTEN) <= set(LAYERS)


@pytest.mark.parametrize("kind", LAYERS)
def test_rules_return_and_refuse_what_torch_does(kind):
    """`output` returns torch's shapes and dtypes, and refuses just what torch refuses."""
    seen = ((sample, predicted(kind, sample), observed(explicit(kind), sample)) for sample in claims(kind))
    assert [differing for differing in seen if not agree(*differing[1:])] == []


@pytest.mark.parametrize("kind", LAYERS)
@FEW
@given(data=st.data())
def test_rules_hold_for_two_changes_at_once(kind, data):
    """Neither a wrong shape nor a wrong dtype hides behind another change."""
    sample = data.draw(st.sampled_from(EXAMPLES[kind]))
    once = data.draw(st.sampled_from(list(variations(kind, sample))))
    twice = data.draw(st.sampled_from(list(variations(kind, once))))
    for claim in valid(kind, [twice]):
        assert agree(predicted(kind, claim), observed(explicit(kind), claim)), claim


@pytest.mark.parametrize("kind", LAYERS)
def test_a_constraint_holds_whatever_flows_in(kind):
    """Arguments that torch's constructor refuses are refused without an input, and nothing is that torch runs."""
    for sample in distinct(kind):
        refused = quietly(lambda sample=sample: CATALOGUE[kind].constraint(sample.args)) == REFUSED
        built = refused or quietly(lambda sample=sample: build(explicit(kind), sample.args, "meta"))
        assert built != REFUSED, sample
        assert not refused or predicted(kind, sample) == REFUSED, sample


@pytest.mark.parametrize("kind", LAYERS)
def test_parameters_are_those_of_the_state_dict(kind):
    """`parameters` lists names, shapes, dtypes and order of torch's `state_dict`, buffers marked."""
    for sample in distinct(kind):
        torch_s = quietly(lambda sample=sample: owned(explicit(kind), sample.args))
        assert torch_s in (REFUSED, CATALOGUE[kind].parameters(sample.args)), sample


@pytest.mark.parametrize("kind", LAYERS)
def test_multiply_adds_are_those_of_the_flop_counter(kind):
    """`multiply_adds` is half of what torch's own counter says."""
    entry = CATALOGUE[kind]
    all_claims = list(claims(kind))
    few = 8 if entry.multiply_adds is no_multiply_adds else 64
    for sample in all_claims[:: len(all_claims) // few + 1]:
        if (output := predicted(kind, sample)) != REFUSED:
            ours = entry.multiply_adds(sample.args, sample.inputs, output)
            assert counted(explicit(kind), sample) == ours, sample


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.filterwarnings("ignore")
def test_what_shares_memory_with_its_input_is_known_to(kind, training):
    """A change in place of such a result is one of the input; a layer that changes its input says so by `inplace`."""
    shared = False
    for example in valid(kind, EXAMPLES[kind]):
        if example.args.get("inplace") is not True:
            shared |= shares(kind, example, training)
    assert CATALOGUE[kind].shares or not shared
