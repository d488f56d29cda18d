"""What edits make, block by block and by hand: names, conversions, arguments, and what names a block."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Instance,
    Layer,
    OwnScheme,
    Parallel,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.edits import (
    Duplicate,
    Edit,
    Freeze,
    Insert,
    Remove,
    RemoveScheme,
    SetArgument,
    SetCall,
    SetInit,
    SetInputs,
    SetKind,
    SetLazy,
    SetMerge,
    SetName,
    SetRepeat,
    SetSeed,
    SetTensor,
    Share,
    Unfreeze,
    UnsetArgument,
    Untie,
    Unwrap,
    WriteScheme,
    apply,
)
from builder.edits.graphs import Names, base_name
from builder.errors import EditError
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import wired
from tests.own_schemes import OWN

RULE = InitRule(Selector(), "zeros_")
FROZEN = (Selector(block="a"), Selector(block="b"))
SCHEME = OwnScheme("own", "def own(w):\n    w *= 2\n")
RULES = (RULE, InitRule(Selector(), "my_init"))
BASE = design(linear("a"), linear("b"), frozen=FROZEN, init=RULES, schemes=OWN, seed=7)
INPUT = (Input(name="Y", shape=("N", 8)),)
SETTINGS: dict[str, tuple[Edit, dict[str, Any]]] = {
    "inputs": (SetInputs(INPUT), {"inputs": INPUT}),
    "batch": (SetInputs(batch=5), {"batch": 5}),
    "rules": (SetInit(()), {"init": ()}),
    "rules and seed": (SetInit((), seed=3), {"init": (), "seed": 3}),
    "seed": (SetSeed(3), {"seed": 3}),
    "a new scheme": (WriteScheme(None, "\ndef own(w):\n    w *= 2"), {"schemes": (*OWN, SCHEME)}),
    "a scheme, its rules and its name": (
        WriteScheme("my_init", SCHEME.source),
        {"schemes": (SCHEME, *OWN[1:]), "init": (RULE, InitRule(Selector(), "own"))},
    ),
    "a scheme and its rules": (RemoveScheme("my_init"), {"schemes": OWN[1:], "init": (RULE,)}),
    "lazy layers": (SetLazy("keep"), {"lazy": "keep"}),
    "name": (SetName("other", before="x"), {"name": "other"}),
    "another frozen": (Freeze(Selector(kind="Linear")), {"frozen": (*FROZEN, Selector(kind="Linear"))}),
    "what is frozen": (Freeze(FROZEN[0]), {}),
    "the first frozen no more": (Unfreeze(FROZEN[0]), {"frozen": FROZEN[1:]}),
    "the last frozen no more": (Unfreeze(FROZEN[1]), {"frozen": FROZEN[:1]}),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_a_setting_changes_itself_alone(case: str) -> None:
    """Everything else stays."""
    edit, fields = SETTINGS[case]
    assert apply(BASE, edit) == replace(BASE, **fields)


def mha(**fields: Any) -> Layer:
    """Return an attention of eight features."""
    return Layer(**{"id": "m", "name": "m", "kind": "MultiheadAttention", "args": ATTENTION, **fields})


ATTENTION = {"embed_dim": 8, "num_heads": 2}
ATTENDING = wired(mha(call={"need_weights": False}), wires={"m": ("x", "x", "x")}, outputs=("m:0",))
CONV = Layer(id="c", kind="Conv2d", args={"in_channels": 3, "out_channels": 4, "kernel_size": 3, "stride": 2})
TENSOR = TensorBlock(id="t", name="t", shape=(8,))


def layers(document: Document) -> tuple[Any, ...]:
    """Return kind, arguments and call of each child."""
    kids = document.root.nodes if isinstance(document.root, Graph) else document.root.children
    return tuple((kid.kind, kid.args, getattr(kid, "call", None)) for kid in kids)


FIELDS: dict[str, tuple[Document, Edit, tuple[Any, ...]]] = {
    "an argument": (design(relu("a")), SetArgument("a", "inplace", True), (("ReLU", {"inplace": True}, {}),)),
    "1 is no True": (
        design(Layer(id="a", kind="Dropout", args={"p": 1})),
        SetArgument("a", "p", 0.5),
        (("Dropout", {"p": 0.5}, {}),),
    ),
    "a default": (
        design(relu("a"), Layer(id="b", kind="ReLU", args={"inplace": True})),
        UnsetArgument("b", "inplace"),
        (("ReLU", {}, {}), ("ReLU", {}, {})),
    ),
    "what both kinds take": (
        design(CONV),
        SetKind("c", "MaxPool2d"),
        (("MaxPool2d", {"kernel_size": 3, "stride": 2}, {}),),
    ),
    "a function's kind": (
        wired(Function(id="f", name="f", kind="torch.cat", args={"dim": 1}), wires={"f": ("x",)}, outputs=("f",)),
        SetKind("f", "torch.stack"),
        (("torch.stack", {"dim": 1}, None),),
    ),
    "a call": (
        wired(mha(), wires={"m": ("x", "x", "x")}, outputs=("m:0",)),
        SetCall("m", "need_weights", False),
        (("MultiheadAttention", ATTENTION, {"need_weights": False}),),
    ),
    "another call": (
        ATTENDING,
        SetCall("m", "average_attn_weights", False),
        (("MultiheadAttention", ATTENTION, {"need_weights": False, "average_attn_weights": False}),),
    ),
    "what a kind is not called with": (ATTENDING, SetKind("m", "Identity"), (("Identity", {}, {}),)),
    "a call's default": (
        ATTENDING,
        SetCall("m", "need_weights", True),
        (("MultiheadAttention", ATTENTION, {}),),
    ),
}


@pytest.mark.parametrize("case", FIELDS)
def test_a_layer_is_changed(case: str) -> None:
    """Its arguments, kind and call, by hand."""
    document, edit, expected = FIELDS[case]
    assert repr(layers(apply(document, edit))) == repr(expected)  # 1 is equal to True, but reads otherwise


def test_a_tensor_changes_in_what_is_given_alone() -> None:
    """None is a value too: it begins as torch leaves it."""
    begun = replace(TENSOR, init={"scheme": "zeros_"})
    made = [
        apply(wired(begun), SetTensor("t", **fields)).root.nodes[0]
        for fields in ({"shape": (2,)}, {"dtype": "float64"}, {"role": "buffer"}, {"init": None})
    ]
    assert made == [
        replace(begun, shape=(2,)),
        replace(begun, dtype="float64"),
        replace(begun, role="buffer"),
        replace(begun, init=None),
    ]


BASES = {
    "Conv2d": "conv",
    "BatchNorm1d": "batch_norm",
    "LazyLinear": "linear",
    "ReLU": "relu",
    "PReLU": "prelu",
    "GELU": "gelu",
    "LSTMCell": "lstm_cell",
    "MultiheadAttention": "multihead_attention",
    "LogSoftmax": "logsoftmax",
    "AdaptiveAvgPool2d": "adaptive_avg_pool",
}


@pytest.mark.parametrize("kind", BASES)
def test_a_node_is_called_after_its_layer(kind: str) -> None:
    """In small letters, words apart, without the number of dims."""
    assert base_name(Layer(id="a", kind=kind)) == BASES[kind]


OTHERS: dict[str, tuple[Block, str]] = {
    "a function": (Function(id="f", kind="F.relu"), "relu"),
    "a method in place": (Function(id="f", kind="Tensor.add_"), "add"),
    "a tensor": (TensorBlock(id="t", role="buffer"), "buffer"),
    "an instance": (Instance(id="i", definition="MyCell"), "my_cell"),
    "a class": (Sequential(id="s", class_name="ResBlock"), "res_block"),
    "a container": (Parallel(id="p"), "parallel"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_node_is_called_after_what_it_is(case: str) -> None:
    """Its kind, role, definition or class."""
    block, name = OTHERS[case]
    assert base_name(block) == name


def test_names_are_numbered_from_two_and_none_is_given_twice() -> None:
    """Those that are no attributes, or that the file uses itself, end in an underscore."""
    names = Names(["a_2"])
    asked = ["a", "a", "a", "a_2", "forward", "torch", "class", "1", "1"]
    assert [names.free(name) for name in asked] == [
        "a",
        "a_3",
        "a_4",
        "a_2_2",
        "forward_",
        "torch_",
        "class_",
        "node",
        "node_2",
    ]


def test_a_long_name_keeps_room_for_a_number() -> None:
    """At most 100 letters with it."""
    assert len(Names([]).free("a" * 100)) == 92


T, U = TensorPlace("a", "weight"), TensorPlace("b", "weight")
V, W = TensorPlace("c", "weight"), TensorPlace("d", "weight")
ZEROS, ONES = InitRule(Selector(block="a"), "zeros_"), InitRule(Selector(block="b"), "ones_")
FROZEN_S = (Selector(block="s"),)
FOUR = tuple(linear(id) for id in "abcd")
NAMED: dict[str, tuple[Document, Edit, dict[str, Any]]] = {
    "rules of what goes": (
        design(*FOUR, init=(ZEROS, RULE, ONES), frozen=(*FROZEN, Selector())),
        Remove(("a",)),
        {"init": (RULE, ONES), "frozen": (Selector(block="b"), Selector())},
    ),
    "ties of what goes": (design(*FOUR, ties=(Tie(T, U), Tie(V, U))), Remove(("a",)), {"ties": (Tie(V, U),)}),
    "ties to what goes": (
        design(*FOUR, ties=(Tie(T, U), Tie(V, U), Tie(W, U))),
        Remove(("b",)),
        {"ties": (Tie(V, T), Tie(W, T))},
    ),
    "ties to all that goes": (design(*FOUR, ties=(Tie(T, U),)), Remove(("a", "b")), {"ties": ()}),
    "ties of a copy and one outside": (
        design(
            linear("b"),
            repeat("r", sequential("s", linear("a"), linear("c"))),
            linear("d"),
            ties=(Tie(T, U), Tie(W, U)),
        ),
        Remove(("b",)),
        {"ties": ()},
    ),
    "rules of a container": (
        design(sequential("b", linear("a"), linear("c")), init=(RULE, ONES, ZEROS), frozen=FROZEN),
        Unwrap("b"),
        {
            "init": (RULE, replace(ONES, select=Selector(block="a")), replace(ONES, select=Selector(block="c")), ZEROS),
            "frozen": (Selector(block="a"), Selector(block="a"), Selector(block="c")),
        },
    ),
    "what is shared": (
        design(linear("a"), Shared(id="s", of="a"), linear("b"), init=(ZEROS,), frozen=FROZEN, ties=(Tie(T, U),)),
        Remove(("a",)),
        {"init": (ZEROS,), "frozen": FROZEN, "ties": (Tie(T, U),)},
    ),
    "what names a place that shares it": (
        design(
            linear("a"),
            Shared(id="s", of="a"),
            init=(RULE, replace(ZEROS, select=Selector(block="s"))),
            frozen=FROZEN_S,
        ),
        Remove(("a",)),
        {"init": (RULE, ZEROS), "frozen": (Selector(block="a"),)},
    ),
    "what a place has instead": (
        design(*FOUR, init=(ZEROS, ONES), ties=(Tie(T, U),)),
        Share("a", "b"),
        {"init": (ONES,), "ties": ()},
    ),
    "one tie of two": (design(*FOUR, ties=(Tie(T, U), Tie(V, U))), Untie(T), {"ties": (Tie(V, U),)}),
}


def equal(block: str, of: str) -> InitRule:
    """Return the rule by which one block begins as another."""
    return InitRule(Selector(block=block), "copy_", of=of)


EQUAL = design(
    sequential("s", linear("a"), linear("b")), sequential("t", linear("c"), linear("d")), init=(ZEROS, equal("t", "s"))
)


@pytest.mark.parametrize("unwrapped", ["s", "t"])
def test_children_begin_equal_where_their_containers_did(unwrapped: str) -> None:
    """Each as the child at its place, whichever of the two containers goes."""
    assert apply(EQUAL, Unwrap(unwrapped)).init == (ZEROS, equal("c", "a"), equal("d", "b"))


def test_a_copy_begins_equal_as_its_original_does() -> None:
    """To the same block, or to the copy of that where both are copied."""
    document = design(linear("a"), linear("b"), init=(equal("b", "a"),))
    one = apply(document, Duplicate(("b",)))
    assert one.init == (equal("b", "a"), equal(one.root.children[2].id, "a"))
    both = apply(document, Duplicate(("a", "b")))
    first, second = (child.id for child in both.root.children[2:])
    assert both.init == (equal("b", "a"), equal(second, first))


@pytest.mark.parametrize("case", NAMED)
def test_what_names_a_block_follows_it(case: str) -> None:
    """In the order in which it stands."""
    document, edit, expected = NAMED[case]
    made = apply(document, edit)
    assert {name: getattr(made, name) for name in expected} == expected


def test_rules_of_a_copy_stand_behind_those_of_its_original() -> None:
    """Later rules win, so a rule for all that comes after both still wins over both."""
    made = apply(design(linear("a"), linear("b"), init=(ZEROS, RULE, ONES), frozen=FROZEN), Duplicate(("a",)))
    copy = Selector(block=made.root.children[1].id)
    assert made.init == (ZEROS, replace(ZEROS, select=copy), RULE, ONES)
    assert made.frozen == (*FROZEN, copy)


REFUSED: dict[str, tuple[Document, Edit, str]] = {
    "a kind that is none": (design(CONV), SetKind("c", "Conv2"), "^0: Conv2d cannot become 'Conv2'"),
    "a function's kind": (design(CONV), SetKind("c", "torch.cat"), "^0: Conv2d cannot become 'torch.cat'"),
    "a container's kind": (design(parallel("p")), SetKind("p", "ReLU"), "^0: This parallel block cannot become 'ReLU'"),
    "a call that is none": (ATTENDING, SetCall("m", "need_weight", False), "^m: .* no argument 'need_weight'"),
    "a call of a container": (design(parallel("p")), SetCall("p", "x", 1), "^0: .* takes no argument 'x'"),
    "the merge of a repeat": (design(repeat("r", relu("a"))), SetMerge("r", dim=0), "^0: .* is not a parallel"),
    "the copies of a layer": (design(relu("a")), SetRepeat("a", count=2), "^0: ReLU is not a repeat"),
    "the shape of a layer": (design(relu("a")), SetTensor("a", shape=(1,)), "^0: ReLU is not a tensor"),
    "untying what others are tied to": (
        design(*FOUR, ties=(Tie(T, U),)),
        Untie(U),
        "^1: weight is not tied to another tensor. Untie weight of '0' instead",
    ),
    "two new blocks of one id": (
        design(relu("a")),
        Insert("root", 0, sequential("n", relu("n"))),
        "The id 'n' is already in use",
    ),
    "a place before the first": (design(relu("a")), Insert("root", -1, relu("n")), "no position -1 here, only 0 to 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_changed_is_refused(case: str) -> None:
    """At its place."""
    document, edit, problem = REFUSED[case]
    with pytest.raises(EditError, match=problem):
        apply(document, edit)
