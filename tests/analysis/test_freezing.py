"""Tensors frozen one by one, by the names of a table; what is frozen then is what torch says."""

import msgspec
import pytest

from builder.analysis.freezing import Freezing
from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    Input,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.edits import Freeze, apply
from builder.errors import EditError
from builder.local import analyse
from builder.module import to_module
from builder.targets.tables import parameter_columns
from tests.edits.designs import design, linear, repeat, sequential
from tests.text_classes import OWN_LINEAR, STACK

ATTENTION = Layer(id="m", name="m", kind="MultiheadAttention", args={"embed_dim": 4, "num_heads": 2})
GRAPH = Graph(
    id="g",
    nodes=(ATTENTION, TensorBlock(id="t", name="t", shape=(3,)), TensorBlock(id="m_t", name="m_t", shape=(3,))),
    outputs=("t",),
)
DESIGNS = {
    "copies, a shared block, a tie": design(
        repeat("r", sequential("s", linear("a"), repeat("q", linear("b"), count=2)), count=2),
        Shared(id="again", of="r"),
        linear("c"),
        linear("d"),
        ties=(Tie(TensorPlace("d", "weight"), TensorPlace("c", "weight")),),
    ),
    "a layer of layers, tensors of a graph": Document(inputs=(Input(name="X", shape=("N", 4)),), root=GRAPH),
    "a class as text": design(
        linear("a"),
        Instance(id="i", definition="Stack", args={"width": 8}),
        definitions=(Definition("Stack", source=STACK),),
    ),
}


def learns(document):
    """Return which tensor learns, by the key of each place, as torch has it."""
    columns = parameter_columns(to_module(document, device="meta"))
    return dict(zip(columns["path"], columns["trainable"], strict=True))


def places(document):
    """Return the keys of each tensor, the first that the table has among them."""
    columns = parameter_columns(to_module(document, device="meta"))
    return {key: tied or key for key, tied in zip(columns["path"], columns["tied_to"], strict=True)}


def edited(document, edits):
    """Return the document after edits."""
    for edit in edits:
        document = apply(document, edit)
    return document


def freezing(document):
    """Return what freezes the tensors of a document."""
    return Freezing(document, analyse(document))


COPIES, INNER, TEXT = DESIGNS


@pytest.mark.parametrize(
    ("name", "key", "block", "tensor"),
    [
        (COPIES, "0.1.0.weight", "a", "0.1.0.weight"),
        (COPIES, "1.0.1.1.bias", "r", "*.0.1.1.bias"),
        (COPIES, "3.weight", "c", "weight"),
        (COPIES, "2.bias", "c", "bias"),
        (INNER, "m.out_proj.weight", "m", "*.out_proj.weight"),
        (INNER, "m.in_proj_bias", "m", "in_proj_bias"),
        (INNER, "t", "t", None),
        (TEXT, "1.again.body.0.weight", "i", "*.parts.0.body.0.weight"),
        (TEXT, "1.scales.1", "i", "*.scales.1"),
    ],
)
def test_a_tensor_is_frozen_alone_and_learns_again(name, key, block, tensor):
    """At all its places and nowhere else, by what stays when blocks move; letting it learn leaves nothing behind."""
    document = DESIGNS[name]
    first = places(document)
    assert freezing(document).freeze(key) == (Freeze(Selector(block=block, tensor=tensor)),)
    frozen = edited(document, freezing(document).freeze(key))
    still = {one for one, does in learns(frozen).items() if not does}
    assert still == {one for one in first if first[one] == first[key]}
    assert edited(frozen, freezing(frozen).unfreeze(key)) == document


@pytest.mark.parametrize("select", [Selector(block="s"), Selector(kind="Linear"), Selector(tensor="weight")])
def test_what_is_frozen_together_is_taken_apart(select):
    """One of many learns again, and all others stay frozen."""
    document = DESIGNS["copies, a shared block, a tie"]
    document = edited(document, freezing(document).freeze("2.bias"))
    frozen = edited(document, freezing(document).freeze("0.0.0.weight"))
    frozen = msgspec.structs.replace(frozen, frozen=(*frozen.frozen, select))
    after = edited(frozen, freezing(frozen).unfreeze("0.1.1.0.weight"))
    assert learns(after) == learns(frozen) | {"0.1.1.0.weight": True, "1.1.1.0.weight": True}


def test_what_learns_is_no_step_to_unfreeze():
    """Nothing is to be done, in either way."""
    document = design(linear("a"))
    assert freezing(document).unfreeze("0.weight") == ()
    frozen = edited(document, freezing(document).freeze("0.weight"))
    assert freezing(frozen).freeze("0.weight") == ()


def test_a_class_that_freezes_its_tensor_is_not_overruled():
    """Its text says so, and stays."""
    document = design(
        Instance(id="i", definition="OwnLinear", args={"width": 8}),
        definitions=(Definition("OwnLinear", source=OWN_LINEAR),),
    )
    with pytest.raises(EditError, match="its class freezes it"):
        freezing(document).unfreeze("0.bias")


def test_a_crowd_is_not_taken_apart():
    """A document would hold a selection for each of them."""
    document = design(repeat("r", linear("a"), count=40), frozen=(Selector(kind="Linear"),))
    with pytest.raises(EditError, match="79 other tensors"):
        freezing(document).unfreeze("0.7.weight")


def test_too_many_selections_are_not_looked_at():
    """How many there are is told, and what helps."""
    document = design(linear("a"), frozen=(Selector(kind="Linear"), Selector(block="a")))
    found = freezing(document)
    found._tensors._left = 0
    with pytest.raises(EditError, match="2 selections of frozen tensors are too many") as caught:
        found.freeze("0.weight")
    assert caught.value.hint == "Freeze whole blocks on Build instead."


def test_a_name_that_no_tensor_has_is_refused():
    """As where a page shows an older network."""
    with pytest.raises(EditError, match=r"no learned tensor 5\.weight"):
        freezing(design(linear("a"))).freeze("5.weight")
