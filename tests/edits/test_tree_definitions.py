"""What edits make of definitions and inside them, by hand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    InitRule,
    Instance,
    Selector,
    Shared,
)
from builder.edits import (
    Define,
    Edit,
    Insert,
    Remove,
    Rename,
    RenameDefinition,
    SetArgument,
    SetDefinitionArgs,
    SetHolder,
    SetMerge,
    SetRepeat,
    ToGraph,
    Unpack,
    Unshare,
    Wrap,
    apply,
)
from tests.edits.designs import design, relu, sequential
from tests.edits.tree_designs import (
    CHAIN,
    FORK,
    INNER,
    NAMES,
    OWN,
    TREE,
    made,
)

EDITS: dict[str, tuple[Document, Edit, str]] = {
    # definitions
    "a stack becomes a definition": (
        NAMES,
        Define(("s",), "Unit"),
        "(0 a, 1 b, 2 c, 3 s=Unit) / Unit: s(0 d, 1 e) / a.weight=b.weight c.weight=b.weight"
        " s/d.bias=a.bias zeros_:a ones_: eye_:s normal_:s/d !s ! !b !s/e",
    ),
    "layers become a definition": (
        NAMES,
        Define(("a", "b"), "Unit", "u"),
        "(0 u=Unit, 1 c, 2 s(0 d, 1 e)) / Unit: u(0 a, 1 b) / u/a.weight=u/b.weight c.weight=u/b.weight"
        " d.bias=u/a.bias zeros_:u/a ones_: eye_:s normal_:d !s ! !u/b !e",
    ),
    "a layer becomes a definition": (
        TREE,
        Define(("c",), "Unit", "u"),
        "(stem a, body s(0 b, 1x u=Unit), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: u(0 c)",
    ),
    "branches become a definition": (
        TREE,
        Define(("e", "d"), "Unit", "u"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 u=Unit), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: u|(branch_0 d,"
        " left e)",
    ),
    "the root becomes a definition": (
        TREE,
        Define(("root",), "Unit"),
        "=Unit / Unit: root(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h))",
    ),
    "a child of a repeat becomes a definition": (
        TREE,
        Define(("h",), "Unit", "u"),
        "(stem a, body s(0 b, 1x c), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 u=Unit)) / Unit: u(0 h)",
    ),
    "instances become a definition": (
        OWN,
        Define(("i", "j"), "Unit", "u"),
        "(0 u=Unit, 1 k=Fork, 2 z) / Unit: u(cell i=Cell{'width': 4}, 1 j=Cell) / u/i/ca.weight=u/j/ca.weight"
        " u/i/ci/ia.weight=u/j/ci/ia.weight zeros_:u/i/ci ones_:u/j !u/i/ci/ib ! !k/fb",
    ),
    "nodes become a definition": (
        design(Graph(id="g", nodes=(relu("a", name="act"), relu("b", name="x2")), wires=CHAIN, outputs=("x2",))),
        Define(("b", "a"), "Unit", "u"),
        "(0 g+(graph u=Unit)) / Unit: u+(act a, x2 b)",
    ),
    "a layer becomes a definition by an id of its own": (
        TREE,
        Define(("c",), "Unit"),
        "(stem a, body s(0 b, 1x #=Unit), 2 p|(branch_0 d, left e), 3 r*(0 q(0 f, 1 g)), 4 o*(0 h)) / Unit: #(0 c)",
    ),
    "what is shared becomes a definition": (
        design(sequential("s", relu("a")), Shared(id="z", of="s")),
        Define(("s",), "Unit"),
        "(0 s=Unit, 1 z>s) / Unit: s(0 a)",
    ),
    "an instance is unpacked beside its ids": (
        design(
            Instance(id="i", definition="Fork"),
            relu("fb"),
            definitions=(FORK,),
            init=(InitRule(Selector(block="i/fb"), "zeros_"), InitRule(Selector(block="fb"), "ones_")),
        ),
        Unpack("i"),
        "(0 i.Fork|cat(branch_0 fa, branch_1 fs>#, branch_2 #), 1 fb) / zeros_:# ones_:fb",
    ),
    "an instance of instances is unpacked": (
        design(
            Instance(id="i", definition="Outer"),
            definitions=(
                INNER,
                Definition("Outer", root=sequential("or", Instance(id="oi", definition="Inner", args={"n": 3}))),
            ),
        ),
        Unpack("i"),
        "(0 i.Outer(0 oi=Inner{'n': 3}))",
    ),
    "an instance is unpacked": (
        OWN,
        Unpack("i"),
        "(cell i.Cell(fc ca, 1 ci=Inner{'n': 8}), 1 j=Cell, 2 k=Fork, 3 z) / ca.weight=j/ca.weight"
        " ci/ia.weight=j/ci/ia.weight zeros_:ci ones_:j !ci/ib ! !k/fb",
    ),
    "an instance that shares is unpacked": (
        OWN,
        Unpack("k"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k.Fork|cat(branch_0 fa, branch_1 fs>fb, branch_2 fb),"
        " 3 z) / i/ca.weight=j/ca.weight i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j !i/ci/ib"
        " ! !fb",
    ),
    "an instance in an instance is unpacked": (
        OWN,
        Unpack("j/ci"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 ci.Inner(0 ia, 1 ib*(0 ic))) / i/ca.weight=j/ca.weight zeros_:i/ci ones_:j ! !k/fb",
    ),
    "a definition is renamed": (
        OWN,
        RenameDefinition("Inner", "Core"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Core{'n': 8}: ir(0 ia, 1 ib*(0 ic)) / Cell{'width': 8,"
        " 'p': 0.5}: cr(fc ca, 1 ci=Core{'n': '=width * 2'})",
    ),
    "a definition takes other arguments": (
        OWN,
        SetDefinitionArgs("Cell", {"width": 1}),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 1}: cr(fc ca,"
        " 1 ci=Inner{'n': '=width * 2'})",
    ),
    "a definition takes none of them": (
        OWN,
        SetDefinitionArgs("Inner", {"m": 1}),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'m': 1}: ir(0 ia, 1 ib*(0 ic)) / Cell{'width': 8,"
        " 'p': 0.5}: cr(fc ca, 1 ci=Inner)",
    ),
    # inside a definition
    "a block in it": (
        OWN,
        Insert("j", 1, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 n, 2 ci=Inner{'n': '=width * 2'})",
    ),
    "a block deeper in it": (
        OWN,
        Insert("i/ci", 0, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 n, 1 ia, 2 ib*(0 ic))",
    ),
    "a block into a repeat in it": (
        OWN,
        Insert("i/ci/ib", 1, relu("n")),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia, 1 ib*(0 #(0 ic, 1 n)))",
    ),
    "a block out of it": (
        OWN,
        Remove(("i/ca",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}:"
        " cr(0 ci=Inner{'n': '=width * 2'}) / i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j !i/ci/ib"
        " ! !k/fb",
    ),
    "a block deeper out of it": (
        OWN,
        Remove(("j/ci/ib",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia) / i/ca.weight=j/ca.weight"
        " i/ci/ia.weight=j/ci/ia.weight zeros_:i/ci ones_:j ! !k/fb",
    ),
    "an instance out of it": (
        OWN,
        Remove(("j/ci",)),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}:"
        " cr(fc ca) / i/ca.weight=j/ca.weight ones_:j ! !k/fb",
    ),
    "an instance that is named": (
        OWN,
        Remove(("j",)),
        "(cell i=Cell{'width': 4}, 1 k=Fork, 2 z) / zeros_:i/ci !i/ci/ib ! !k/fb",
    ),
    "a name in it": (
        OWN,
        Rename("j/ca", None),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(0 ca,"
        " 1 ci=Inner{'n': '=width * 2'})",
    ),
    "its root by another merge": (
        OWN,
        SetMerge("k", merge="add"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr|(branch_0 fa, branch_1 fs>fb, branch_2 fb)",
    ),
    "its root as a graph": (
        OWN,
        ToGraph("k"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr+(branch_0 fa, branch_1 fs>fb,"
        " branch_2 fb, cat #)",
    ),
    "its root as a list": (
        OWN,
        SetHolder("i/ci", "ModuleList"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir[L](0 ia, 1 ib*(0 ic))",
    ),
    "copies in it": (
        OWN,
        SetRepeat("i/ci/ib", count=3),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Inner{'n': 8}: ir(0 ia, 1 ib*3(0 ic))",
    ),
    "a group in it": (
        OWN,
        Wrap(("i/ca", "i/ci"), "sequential", "w"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(0 w(fc ca,"
        " 1 ci=Inner{'n': '=width * 2'}))",
    ),
    "an argument of an instance": (
        OWN,
        SetArgument("i", "p", 0.1),
        "(cell i=Cell{'width': 4, 'p': 0.1}, 1 j=Cell, 2 k=Fork, 3 z)",
    ),
    "an argument of an instance in it": (
        OWN,
        SetArgument("j/ci", "n", "=width"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Cell{'width': 8, 'p': 0.5}: cr(fc ca,"
        " 1 ci=Inner{'n': '=width'})",
    ),
    "what is shared in it": (
        OWN,
        Unshare("k/fs"),
        "(cell i=Cell{'width': 4}, 1 j=Cell, 2 k=Fork, 3 z) / Fork: fr|cat(branch_0 fa, branch_1 fs, branch_2 fb)",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_makes_of_a_tree(case: str) -> None:
    """Each block under its name, definitions, then ties, rules and what is frozen."""
    document, edit, expected = EDITS[case]
    assert made(document, edit) == expected


def test_what_holds_no_instance_stays_the_very_block() -> None:
    """What follows a renamed definition is changed, and what is around it."""
    made = apply(OWN, RenameDefinition("Inner", "Core"))
    assert made.root is OWN.root
    assert [one is other for one, other in zip(made.definitions, OWN.definitions, strict=True)] == [False, False, True]
    within = apply(OWN, RenameDefinition("Fork", "Join")).root.children
    assert [one is other for one, other in zip(within, OWN.root.children, strict=True)] == [True, True, False, True]


def test_what_enters_the_network_may_enter_a_definition() -> None:
    """Its root takes as many tensors as an instance that is the network."""
    document = replace(OWN, inputs=(*OWN.inputs, replace(OWN.inputs[0], name="Y")))
    made = apply(document, ToGraph("k")).definitions[2].root
    assert isinstance(made, Graph)
    assert made.inputs == ("x", "x_2")
