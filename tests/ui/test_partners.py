"""What the Share page offers to share and to tie."""

import msgspec
import pytest

from builder.document.blocks import Definition, Document, Instance, Layer, Repeat, Sequential, TensorPlace, Tie
from builder.templates import load
from tests.ui.readings import Reading
from ui.server.partners import Tensor, Ties, Twins, tieable_tensors

TABLE, FIRST, LAST, BIAS = (
    Tensor("e", "weight", "e.weight", (9, 4), "Embedding"),
    Tensor("a", "weight", "a.weight", (9, 4), "Linear"),
    Tensor("b", "weight", "b.weight", (9, 4), "Linear"),
    Tensor("b", "bias", "b.bias", (9,), "Linear"),
)
SCALE, SHIFT, OTHER = (
    Tensor("n", "weight", "n.weight", (4,), "BatchNorm2d"),
    Tensor("n", "bias", "n.bias", (4,), "BatchNorm2d"),
    Tensor("m", "bias", "m.bias", (4,), "BatchNorm2d"),
)


def linear(id, size=4):
    """Return a square layer."""
    return Layer(id=id, kind="Linear", args={"in_features": size, "out_features": size})


def twins(*blocks, **fields):
    """Return what can be shared in a sequence of blocks."""
    return Twins(Reading(Document(root=Sequential(id="root", children=blocks), **fields)))


def test_a_scale_is_never_offered_to_a_shift():
    """Tensors of one layer, or of other names, are no partners, equal as their shapes are."""
    ties = Ties([SCALE, SHIFT, OTHER], ())
    assert list(ties.choices) == ["n.bias", "m.bias"]
    assert ties.partners(SHIFT) == [OTHER]


def test_the_embedding_and_what_reads_it_out_come_first():
    """Among the tensors, and for each of the two among its partners."""
    ties = Ties([FIRST, LAST, BIAS, TABLE], ())
    assert next(iter(ties.choices)) == "e.weight"
    assert ties.partners(TABLE) == [FIRST, LAST]
    assert ties.partners(LAST)[0] == TABLE


def test_a_tie_is_offered_once():
    """What is one already cannot be tied again."""
    tie = Tie(tensor=TensorPlace("a", "weight"), of=TensorPlace("e", "weight"))
    assert Ties([TABLE, FIRST], [tie]).choices == {}


def test_another_shape_is_no_partner():
    """A tensor without an equal is not offered."""
    assert Ties([TABLE, BIAS, SCALE], ()).choices == {}


def test_only_layers_with_the_same_arguments_are_twins():
    """Kinds, arguments and parameters decide; what learns nothing has nothing to share."""
    found = twins(linear("a"), linear("b"), linear("c", 5), Layer(id="r", kind="ReLU"), Layer(id="s", kind="ReLU"))
    assert found.choices == ["a", "b"]
    assert found.partners("a") == ["b"]


def test_containers_are_twins_when_equal_all_through():
    """A container of other children is none."""
    boxes = (Sequential(id=id, children=(linear(f"{id}0", size),)) for id, size in (("a", 4), ("b", 4), ("c", 5)))
    found = twins(*boxes)
    assert found.partners("a") == ["b"]
    assert "c" not in found.choices


def test_a_module_in_a_repeat_is_seen_from_inside_only():
    """Each copy has a module of its own, which nothing outside can hold."""
    found = twins(Repeat(id="r", child=Sequential(id="s", children=(linear("a"), linear("b")))), linear("c"))
    assert found.partners("a") == ["b"]
    assert found.partners("c") == ["a", "b"]


def test_instances_with_the_same_arguments_are_twins():
    """A block of one's own is compared by its name and arguments."""
    own = Definition(class_name="Own", args={"n": 4}, root=Sequential(id="x", children=(linear("l", "=n"),)))
    instances = (Instance(id=id, definition="Own", args={"n": n}) for id, n in (("a", 4), ("b", 4), ("c", 5)))
    assert twins(*instances, definitions=(own,)).choices == ["a", "b"]


@pytest.mark.parametrize("template", ["residual_cnn", "resnet50"])
def test_no_module_is_offered_to_replace_another_kind(template):
    """In published networks each offer is of one kind, and neither place holds the other."""
    reading = Reading(load(template))
    found = Twins(reading)
    pairs = [(reading.places[of], reading.places[id]) for of in found.choices for id in found.partners(of)[:3]]
    assert all(getattr(one.block, "kind", None) == getattr(other.block, "kind", None) for one, other in pairs)
    assert not any(f"{one.path}.".startswith(f"{other.path}.") for one, other in pairs)


def test_tensors_of_a_network_are_tied_by_name():
    """On a network with batch norms no weight is offered to a bias."""
    ties = Ties(tieable_tensors(Reading(load("residual_cnn"))), ())
    assert "stem.bn.weight" in ties.choices
    assert all(other.name == one.name for one in ties.choices.values() for other in ties.partners(one))


def test_the_first_offer_on_gpt2_is_its_own_tie():
    """The head and the table of tokens are what one would tie."""
    reading = Reading(msgspec.structs.replace(load("gpt2"), ties=()))
    ties = Ties(tieable_tensors(reading), ())
    first = next(iter(ties.choices.values()))
    assert [first.path, ties.partners(first)[0].path] == ["transformer.wte.weight", "lm_head.weight"]
