"""The init rules applied to weights that exist."""

import pytest
import torch
from msgspec.structs import replace

from builder import templates, to_module
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import InitRule, Selector
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors, save_safetensors
from builder.weights.reinitialise import reinitialise
from tests.edits.designs import design, linear
from tests.own_schemes import OWN
from tests.targets.laws import same

MLP = templates.load("mlp")
RULES = (InitRule(Selector(tensor="*.weight"), "xavier_normal_"), InitRule(Selector(tensor="0.bias"), "ones_"))
RULED = replace(MLP, init=RULES)


def applied(document, weights, folder):
    """Apply the rules of a document to a file and open what comes out."""
    reinitialise(document, weights, folder / "new", lambda *_: None)
    return open_safetensors(folder / "new")


NORM = design(linear("a", parametrizations={"weight": Parametrization("weight_norm")}), linear("b"))
DOCUMENTS = {
    "schemes": RULED,
    "own schemes": replace(
        MLP, schemes=OWN, init=tuple(InitRule(Selector(tensor="*.weight"), scheme.name) for scheme in OWN)
    ),
    "the original of a norm, by an own scheme": replace(
        NORM, schemes=OWN, init=(InitRule(Selector(block="a", tensor="weight"), "my_init"),)
    ),
    "a copy": replace(NORM, init=(InitRule(Selector(block="b", tensor="bias"), "copy_", of="a"),)),
    "the original of a norm": replace(NORM, init=(InitRule(Selector(block="a", tensor="weight"), "xavier_normal_"),)),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_weights_that_were_only_drawn_become_those_of_to_module(case, tmp_path):
    """Bit for bit, so that they are what the emitted file's `build_net()` draws."""
    document = DOCUMENTS[case]
    materialise(replace(document, init=()), tmp_path / "old")
    new, state = applied(document, tmp_path / "old", tmp_path), to_module(document).state_dict()
    assert all(same(new[key], state[key]) for key in state)


def test_what_no_rule_selects_keeps_its_values(tmp_path):
    """Values changed by hand stay, others are drawn."""
    save_safetensors({key: torch.full_like(t, 7) for key, t in to_module(MLP).state_dict().items()}, tmp_path / "old")
    new = applied(RULED, tmp_path / "old", tmp_path)
    assert bool((new["2.bias"] == 7).all())
    assert bool((new["0.bias"] == 1).all())
    assert bool((new["2.weight"] != 7).all())
