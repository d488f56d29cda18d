"""Networks with parametrized layers: their rules, ties, counts and files."""

import pytest
import torch
from safetensors.torch import load_file

from builder import analyse, from_source, to_module, to_source
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import Document, InitRule, Input, Layer, Selector, Sequential
from builder.errors import ShapeError
from builder.weights.carry import materialise
from builder.weights.reinitialise import reinitialise

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated in favor:FutureWarning")
ONES = InitRule(Selector(block="a", tensor="weight"), "constant_", {"val": 0.5})


def network(one, *rules, **given):
    """Return a document of one layer that is parametrized so."""
    layer = Layer(id="a", kind="Linear", args={"in_features": 4, "out_features": 3}, parametrizations={"weight": one})
    return Document(
        inputs=(Input(name="X", shape=("N", 4)),), root=Sequential(id="r", children=(layer,)), init=rules, **given
    )


@pytest.mark.parametrize("form", ["new", "old"])
def test_a_rule_for_the_original_comes_before_the_norm(form):
    """The norms are those of what it fills."""
    made = to_module(network(Parametrization("weight_norm", form), ONES))
    norm, direction = [t for name, t in made.state_dict().items() if not name.endswith("bias")]
    assert torch.equal(norm, torch.ones(3, 1))
    assert torch.equal(direction, torch.full((3, 4), 0.5))


@pytest.mark.parametrize("kind", ["weight_norm", "spectral_norm", "orthogonal"])
def test_the_emitted_file_fills_originals_alike(kind):
    """It draws the very same values, and reads as the same file."""
    document = network(Parametrization(kind), ONES)
    scope, source = {}, to_source(document)
    exec(source, scope)
    pairs = zip(scope["build_net"]().state_dict().values(), to_module(document).state_dict().values(), strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)
    assert to_source(from_source(source)) == source


def test_a_rule_for_an_original_is_not_idle():
    """Nothing is said of it."""
    assert not analyse(network(Parametrization("weight_norm"), ONES)).problems


def test_what_torch_refuses_is_shown_and_stops_both_roads():
    """The problem stands at the layer."""
    document = network(Parametrization("weight_norm", "new", {"dim": 5}))
    assert [(p.path, p.severity) for p in analyse(document).problems] == [("0", "error")]
    for road in (to_module, to_source):
        with pytest.raises(ShapeError, match="dim=5 does not fit"):
            road(document)


def test_frozen_tensors_are_named_as_they_are_then():
    """And are counted."""
    frozen = (Selector(block="a", tensor="*original0"),)
    document = network(Parametrization("weight_norm"), frozen=frozen)
    assert [name for name, p in to_module(document).named_parameters() if not p.requires_grad] == [
        "0.parametrizations.weight.original0"
    ]
    assert analyse(document).parameters - analyse(document).trainable == 3


@pytest.mark.parametrize("one", [Parametrization("weight_norm", "old"), Parametrization("spectral_norm")], ids=str)
def test_weights_go_to_a_file_and_back(one, tmp_path):
    """By their own names; those of a layer that did not change are kept, and rules are applied anew."""
    document, changed = network(one), network(one, ONES)
    for name, made, *before in (("a", document), ("b", changed, (document, tmp_path / "a"))):
        materialise(made, tmp_path / name, *before)
    assert load_file(tmp_path / "a").keys() == to_module(document).state_dict().keys()
    assert all(map(torch.equal, load_file(tmp_path / "a").values(), load_file(tmp_path / "b").values()))
    reinitialise(changed, tmp_path / "b", tmp_path / "c", lambda *told: None)
    drawn = to_module(changed).state_dict()
    assert all(torch.equal(tensor, drawn[name]) for name, tensor in load_file(tmp_path / "c").items())
