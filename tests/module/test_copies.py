"""Rules by which blocks begin equal: in repeats, with ties, while weights are carried, and where blocks differ."""

import re

import msgspec
import pytest
import torch
from msgspec.structs import replace

from builder import Document, analyse, to_module, to_source
from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import (
    Function,
    Graph,
    InitRule,
    Input,
    Layer,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.edits import Duplicate, Remove, Unwrap, apply
from builder.errors import DocumentError
from builder.expansion.validation import validate

WEIGHT = InitRule(Selector(block="a", tensor="weight"), "normal_")
COPIED = InitRule(Selector(block="b"), "copy_", of="a")


def linear(id, out=4):
    """Return a layer of four features."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": out})


def design(*blocks, rules=(WEIGHT, COPIED)):
    """Return a document of some blocks in a row."""
    return Document(
        root=Sequential(id="root", children=blocks), inputs=(Input(name="X", shape=("N", 4)),), init=tuple(rules)
    )


def emitted(document):
    """Return the network that the emitted file builds."""
    names = {"__name__": "emitted"}
    exec(to_source(document), names)
    return names["build_net"]()


def in_repeat():
    """Return a repeat of two layers of which the second is a copy, and a layer whose bias the first takes."""
    pair = Sequential(id="pair", children=(linear("a"), linear("b")))
    rules = (COPIED, InitRule(Selector(block="a", tensor="bias"), "copy_", of="c"))
    return design(Repeat(id="r", child=pair, count=3), linear("c"), rules=rules)


def test_each_copy_of_a_repeat_has_its_pair():
    """What is beside it in the same copy is what it begins equal to; what is outside serves all."""
    net = to_module(in_repeat())
    assert all(torch.equal(pair[0].weight, pair[1].weight) for pair in net[0])
    assert all(torch.equal(pair[0].bias, net[1].bias) for pair in net[0])
    assert not torch.equal(net[0][0][0].weight, net[0][1][0].weight)


def test_the_emitted_file_copies_alike():
    """Law 2 for rules with `copy_`."""
    ours, theirs = (make(in_repeat()).state_dict().values() for make in (to_module, emitted))
    assert all(map(torch.equal, ours, theirs))


def test_a_document_comes_back_from_json():
    """The rule is written with its two blocks."""
    document = design(linear("a"), linear("b"))
    assert Document.from_json(document.to_json()) == document
    assert msgspec.json.decode(document.to_json())["init"][1] == {
        "select": {"block": "b"}, "scheme": "copy_", "of": "a",
    }  # fmt: skip


REFUSED = {
    "scheme": (InitRule(Selector(block="b"), "zeros_", of="a"), "goes with the scheme copy_ alone"),
    "arguments": (InitRule(Selector(block="b"), "copy_", {"val": 1}, "a"), "goes with the scheme copy_ alone"),
    "no_block": (InitRule(Selector(tensor="weight"), "copy_", of="a"), "needs two blocks"),
    "a_kind": (InitRule(Selector(block="b", kind="Linear"), "copy_", of="a"), "needs two blocks"),
    "a_pattern": (InitRule(Selector(block="b", tensor="*"), "copy_", of="a"), "needs two blocks"),
    "of_nothing": (InitRule(Selector(block="b"), "copy_"), "needs two blocks"),
    "of_no_block": (InitRule(Selector(block="b"), "copy_", of="z"), "There is no block 'z'"),
    "of_itself": (InitRule(Selector(block="b"), "copy_", of="b"), "as a copy of 'b'"),
    "of_its_container": (InitRule(Selector(block="b"), "copy_", of="root"), "as a copy of 'root'"),
    "of_a_part": (InitRule(Selector(block="root"), "copy_", of="a"), "as a copy of 'a'"),
    "tensor_of_a_container": (InitRule(Selector(block="root", tensor="0.weight"), "copy_", of="a"), "copy of 'a'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_that_cannot_be_is_refused(name):
    """In one sentence that says what is wrong."""
    rule, words = REFUSED[name]
    with pytest.raises(DocumentError, match=words):
        validate(design(linear("a"), linear("b"), rules=(rule,)))


def test_a_copy_into_a_repeat_s_inside_is_refused():
    """Each copy of the repeat has weights of its own, so that none is meant."""
    pair = Repeat(id="r", child=linear("a"), count=2)
    with pytest.raises(DocumentError, match="is in a repeat"):
        validate(design(pair, linear("b"), rules=(COPIED,)))


def layer(kind, id="b", **args):
    """Return a layer of some kind."""
    return Layer(id=id, kind=kind, args=args)


def tensors(ours, theirs, **fields):
    """Return a graph that adds two tensors of its own, of these shapes."""
    nodes = [TensorBlock(id=id, name=id, shape=shape, **fields) for id, shape in (("b", ours), ("a", theirs))]
    add = Function(id="add", name="add", kind="torch.add")
    return Graph(id="g", nodes=(*nodes, add), wires={"add": ("a", "b")}, outputs=("add",))


NORM = {"weight": Parametrization("weight_norm")}
UNLIKE = {
    "a shape": ((linear("a"), linear("b", 5)), "1.weight"),
    "a tensor less": ((linear("a"), layer("Linear", in_features=4, out_features=4, bias=False)), "1.bias"),
    "a tensor more": ((layer("Linear", in_features=4, out_features=4), layer("ReLU", "a")), "0.weight"),
    "nothing": ((linear("a"), layer("ReLU")), "1.weight"),
    "buffers": (
        (layer("BatchNorm1d", "a", num_features=4), layer("BatchNorm1d", num_features=4, track_running_stats=False)),
        "1.running_mean",
    ),
    "an original": ((linear("a"), replace(linear("b"), parametrizations=NORM)), "1.parametrizations.weight.original0"),
    "a number": ((tensors((4,), ()),), "0.b"),
}


@pytest.mark.parametrize("case", UNLIKE)
def test_blocks_that_differ_are_a_problem(case):
    """The document opens and says so; neither the network nor the file that builds it is made."""
    blocks, key = UNLIKE[case]
    document = design(*blocks, rules=(COPIED,))
    said = [p.problem for p in analyse(document).problems if p.problem.startswith("Init")]
    assert [words.partition(": ")[2] for words in said] == ["its tensors differ in name or shape."]
    for road in (to_module, to_source):
        with pytest.raises(
            DocumentError, match=rf"as a copy of \S+: {re.escape(key)} has no tensor of that shape there"
        ):
            road(document)


SHARED = Sequential(id="a", children=(linear("x"), Shared(id="y", of="x")))
ALIKE = {
    "buffers of a graph": (tensors((4,), (4,), role="buffer", init={"scheme": "normal_"}),),
    "what no file holds": (tensors((4,), (4,), role="buffer", init={"scheme": "normal_"}, persistent=False),),
    "one layer at two places": (SHARED, Sequential(id="b", children=(linear("v"), linear("w")))),
}


@pytest.mark.parametrize("case", ALIKE)
def test_blocks_that_are_alike_are_none(case):
    """And begin equal, in the file too."""
    document = design(*ALIKE[case], rules=(COPIED,))
    assert not [p for p in analyse(document).problems if p.problem.startswith("Init")]
    ours, theirs = (make(document).state_dict().values() for make in (to_module, emitted))
    assert all(map(torch.equal, ours, theirs))


def test_a_duplicate_of_both_is_a_copy_of_its_own_original():
    """Copied together, the copies point to each other."""
    pair = Sequential(id="pair", children=(linear("a"), linear("b")))
    document = apply(design(pair), Duplicate(ids=("pair",)))
    second = document.root.children[1]
    assert InitRule(Selector(block=second.children[1].id), "copy_", of=second.children[0].id) in document.init


def test_what_was_equal_to_a_removed_block_stays_equal():
    """The first copy becomes the original of the others."""
    rules = (COPIED, InitRule(Selector(block="c"), "copy_", of="a"))
    document = apply(design(linear("a"), linear("b"), linear("c"), rules=rules), Remove(ids=("a",)))
    assert document.init == (InitRule(Selector(block="c"), "copy_", of="b"),)


def test_children_of_a_container_that_goes_begin_as_its_original_s_children():
    """Unwrapped, each takes over its part of the rule."""
    both = (Sequential(id="a", children=(linear("x"),)), Sequential(id="b", children=(linear("y"),)))
    document = apply(design(*both, rules=(COPIED,)), Unwrap(id="b"))
    assert document.init == (InitRule(Selector(block="y"), "copy_", of="x"),)
