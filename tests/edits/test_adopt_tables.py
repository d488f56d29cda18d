"""All that an edited text may be as an edit of the old document, in order and by hand."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorPlace,
    Tie,
)
from builder.edits import adopt
from builder.edits.adopt import adoptions
from tests.edits.designs import design, parallel, relu, repeat, sequential
from tests.edits.outlines import drawn, named
from tests.edits.test_adopt import FIVE, reread, wide


def drop(id: str, p: float, **fields: Any) -> Layer:
    """Return a Dropout."""
    return Layer(id=id, kind="Dropout", args={"p": p}, **fields)


def suggested(new: Document, read: Document, old: Document) -> list[str]:
    """Return each suggestion as its tree and what names blocks in it."""
    return [f"{drawn(one.root).removeprefix('root')} {named(one)}".strip() for one in adoptions(new, read, old)]


def tie(one: str, other: str) -> Tie:
    """Tie the weights of two blocks."""
    return Tie(TensorPlace(one, "weight"), TensorPlace(other, "weight"))


def rule(id: str | None) -> InitRule:
    """Return a rule for a block."""
    return InitRule(Selector(block=id), "zeros_")


A, B, C = FIVE[:3]
ALL = design(A, B, C, ties=(tie("a", "b"),), init=(rule("b"), rule(None)), frozen=(Selector(block="c"),))
READ = replace(reread(ALL), **{"ties": (tie("read a", "read b"),), "init": (rule("read b"), rule(None))})
NEW = replace(
    reread(design(A, wide("b", 9), C)),
    ties=(tie("read c", "read b"),),
    init=(rule("read c"), rule("gone")),
    frozen=(Selector(block="read a"), Selector(kind="Linear")),
)


def test_what_an_edited_text_may_be() -> None:
    """With the old settings or the new ones, by blocks kept whole or by what each says; else just what is read."""
    kept = ["(0 a, 1 b, 2 c) a.weight=b.weight zeros_:b zeros_: !c"]
    anew = ["(0 a, 1 b, 2 c) c.weight=b.weight zeros_:c zeros_:gone !a !"]
    plain = "read root(0 read a, 1 read b, 2 read c) read c.weight=read b.weight zeros_:read c zeros_:gone !read a !"
    assert suggested(NEW, READ, ALL) == [*kept, *anew, *kept, *anew, plain]


def test_what_is_read_alone_keeps_the_name_and_definitions() -> None:
    """No text has the name; a definition may stand in none of its instances."""
    own = Definition("Own", root=sequential("d", relu("e")))
    old = replace(ALL, name="mine", definitions=(own,))
    *_, last = adoptions(replace(NEW, name="net"), READ, old)
    assert (last.name, last.definitions, last.root) == ("mine", (own,), NEW.root)


def test_what_names_what_is_gone_goes() -> None:
    """At either end of a tie; what is inside an instance that stays is there."""
    old = design(
        A,
        Instance(id="i", definition="Own"),
        B,
        definitions=(Definition("Own", root=sequential("d", relu("e"))),),
        ties=(tie("a", "b"), tie("b", "a"), tie("a", "i/e"), tie("i/e", "a")),
        init=(rule("i/e"), rule("b"), rule("j/e")),
        frozen=(Selector(block="b"), Selector(block="i/e")),
    )
    new = replace(old, root=sequential("root", A, old.root.children[1]))
    assert suggested(reread(new), reread(old), old)[0] == (
        "(0 a, 1 i=Own) a.weight=i/e.weight i/e.weight=a.weight zeros_:i/e !i/e"
    )


NESTED = sequential("s", wide("a", 1), relu("b"))
LOOP = repeat("r", sequential("q", wide("a", 8), relu("b")), names="b{i}")
COPIES = [sequential(f"q{i}", wide(f"a{i}", 8), relu(f"b{i}"), name=f"b{i}") for i in range(3)]
TEXT = design(sequential("r", *COPIES[:2]))
Case = tuple[Document, Document, Document, str]
TREES: dict[str, Case] = {
    # the old document, how its text reads, how the edited one does, and what comes of it
    "shared of what is new": (
        design(A, Shared(id="s", of="a")),
        design(A, Shared(id="s", of="a")),
        design(relu("x"), Shared(id="s", of="x")),
        "(0 n1, 1 s>n1)",
    ),
    "shared inside of what is new": (
        design(A, sequential("q", relu("b"), Shared(id="s", of="a"))),
        design(A, sequential("q", relu("b"), Shared(id="s", of="a"))),
        design(relu("x"), sequential("q", relu("b"), Shared(id="s", of="x"))),
        "(0 n1, 1 q(0 b, 1 s>n1))",
    ),
    "shared of what is inside one that stays": (
        design(NESTED),
        design(NESTED),
        design(NESTED, Shared(id="x", of="b")),
        "(0 s(0 a, 1 b), 1 n1>b)",
    ),
    "shared of a first copy": (
        design(LOOP),
        TEXT,
        design(sequential("r", *COPIES), Shared(id="x", of="a0")),
        "(0 r*3(b0 q(0 a, 1 b)), 1 n1>a)",
    ),
    "shared of a later copy": (
        design(LOOP),
        TEXT,
        design(sequential("r", *COPIES), Shared(id="x", of="a1")),
        "read root(0 read r(b0 read q0(0 read a0, 1 read b0), b1 read q1(0 read a1, 1 read b1),"
        " b2 read q2(0 read a2, 1 read b2)), 1 read x>read a1)",
    ),
    "copies of other names": (
        design(LOOP),
        TEXT,
        design(sequential("r", *(replace(kid, name=None) for kid in COPIES))),
        "(0 n1(0 n2(0 n3, 1 n4), 1 n5(0 n6, 1 n7), 2 n8(0 n9, 1 n10)))",
    ),
    "no copies": (design(LOOP), TEXT, design(sequential("r")), "(0 n1())"),
    "one copy": (design(LOOP), TEXT, design(sequential("r", COPIES[0])), "(0 r*1(b0 q(0 a, 1 b)))"),
    "copies that changed": (
        design(LOOP),
        TEXT,
        design(sequential("r", *(replace(kid, children=kid.children[:1]) for kid in COPIES[:2]))),
        "(0 r*(b0 q(0 a)))",
    ),
    "another container": (
        design(NESTED),
        design(NESTED),
        design(parallel("s", *NESTED.children)),
        "(0 n1|(branch_0 n2, branch_1 n3))",
    ),
    "a container of another name": (
        design(replace(NESTED, name="one")),
        design(replace(NESTED, name="one")),
        design(replace(NESTED, name="two", children=NESTED.children[:1])),
        "(two n1(0 n2))",
    ),
    "a container of its name": (
        design(relu("z"), replace(NESTED, name="one")),
        design(relu("z"), replace(NESTED, name="one")),
        design(replace(NESTED, name="one", children=NESTED.children[:1])),
        "(one s(0 a))",
    ),
    "a new container": (
        design(A),
        design(A),
        design(A, parallel("x", relu("y"), repeat("z", relu("w")))),
        "(0 a, 1 n1|(branch_0 n2, branch_1 n3*(0 n4)))",
    ),
    "sorts out of order": (
        design(wide("a", 1), drop("b", 0.1)),
        design(wide("a", 1), drop("b", 0.1)),
        design(drop("x", 0.2), wide("y", 2), drop("z", 0.3)),
        "(0 b, 1 n1, 2 n2)",
    ),
    "sorts that pass one by": (
        design(wide("a", 1), wide("c", 9), drop("b", 0.1)),
        design(wide("a", 1), wide("c", 9), drop("b", 0.1)),
        design(wide("x", 2), drop("y", 0.2), wide("z", 3), drop("w", 0.3)),
        "(0 a, 1 b, 2 n1, 3 n2)",
    ),
    "sorts in order": (
        design(wide("a", 1), drop("b", 0.1), wide("c", 9)),
        design(wide("a", 1), drop("b", 0.1), wide("c", 9)),
        design(wide("x", 2), wide("y", 3)),
        "(0 a, 1 c)",
    ),
    "ends that stay around": (
        design(*FIVE),
        design(*FIVE),
        design(FIVE[0], wide("x", 9), FIVE[2], wide("y", 8), FIVE[4]),
        "(0 a, 1 b, 2 c, 3 d, 4 e)",
    ),
    "equal ones behind": (
        design(relu("b"), relu("c"), A),
        design(relu("b"), relu("c"), A),
        design(relu("x"), relu("y"), relu("z"), A),
        "(0 b, 1 c, 2 n1, 3 a)",
    ),
}


@pytest.mark.parametrize("case", TREES)
def test_the_closest_tree(case: str) -> None:
    """Each block by its id, new ones by new ids."""
    old, read, new, expected = TREES[case]
    assert suggested(reread(new), reread(read), old)[0] == expected


@pytest.mark.parametrize("most", [3, 4])
def test_many_equal_children_are_paired_in_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of two are four pairs; beyond the bound the next one of a sort is the one meant."""
    monkeypatch.setattr(adopt, "_MOST_PAIRS", most)
    old = design(wide("a", 1), wide("b", 1), wide("c", 5))
    new = design(wide("x", 9), wide("y", 1), wide("z", 1))
    tree = suggested(reread(new), reread(old), old)[0]
    assert tree == ("(0 n1, 1 a, 2 b)" if most == 4 else "(0 a, 1 b, 2 c)")


ARGS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # what the old layer has, how its text reads, how the edited one does, and what comes of it
    "as it reads": ({"p": "auto"}, {"p": 0.1}, {"p": 0.1, "inplace": True}, {"p": "auto", "inplace": True}),
    "another value": ({"p": "auto"}, {"p": 0.1}, {"p": 0.2}, {"p": 0.2}),
    "what the text alone says": ({"p": 0.1}, {"p": 0.1, "inplace": False}, {"p": 0.2, "inplace": False}, {"p": 0.2}),
    "what the text says otherwise": (
        {"p": 0.1},
        {"p": 0.1, "inplace": False},
        {"p": 0.1, "inplace": True},
        {"p": 0.1, "inplace": True},
    ),
    "what is left out": ({"p": 0.1, "inplace": True}, {"p": 0.1, "inplace": True}, {"p": 0.1}, {"p": 0.1}),
    "what is new": ({}, {}, {"p": 0.1}, {"p": 0.1}),
}


@pytest.mark.parametrize("case", ARGS)
def test_arguments_stay_as_they_were_where_they_read_so(case: str) -> None:
    """Those of a layer and of a function alike."""
    old, read, new, expected = ARGS[case]
    layers = [design(Layer(id=f"l{i}", kind="Dropout", args=args)) for i, args in enumerate((old, read, new))]
    made = next(adoptions(layers[2], layers[1], layers[0])).root.children[0]
    assert (made.id, made.args) == ("l0", expected)
    calls = [
        design(Graph(id="g", nodes=(Function(id=f"f{i}", kind="F.dropout", args=args),)))
        for i, args in enumerate((old, read, new))
    ]
    node = next(adoptions(calls[2], calls[1], calls[0])).root.children[0].nodes[0]
    assert (node.id, node.args) == ("f0", expected)


def test_a_layer_that_only_reads_alike_is_another() -> None:
    """Of another kind it keeps nothing, not even what both would take."""
    old, read = design(drop("a", "auto")), design(drop("r", 0.1))
    new = design(Layer(id="x", kind="AlphaDropout", args={"p": 0.1}))
    made = next(adoptions(new, read, old)).root.children[0]
    assert (made.id, made.args) == ("n1", {"p": 0.1})


def test_positions_stay_by_the_names_there_are() -> None:
    """Those by position, and inputs, too."""
    places = {"node_0": (1.0, 0.0), "node_1": (2.0, 0.0), "gone": (4.0, 0.0)}
    old = design(Graph(id="g", nodes=(relu("a"), relu("b")), positions=places))
    read = design(Graph(id="g", nodes=(relu("a"), relu("b"))))
    new = design(Graph(id="g", nodes=(relu("a"),)))
    (graph,) = next(adoptions(reread(new), reread(read), old)).root.children
    assert isinstance(graph, Graph)
    assert graph.positions == {"node_0": (1.0, 0.0)}


TEXTS = {
    "lines left free": ("class A(nn.Module):\n    pass\n", "\n\nclass A(nn.Module):\n    pass\n", {}, True),
    "another text": ("class A(nn.Module):\n    pass\n", "class A(nn.Module):\n    x = 1\n", {}, False),
    "other arguments": ("class A(nn.Module):\n    pass\n", "class A(nn.Module):\n    pass\n", {"n": 1}, False),
    "a graph now": ("class A(nn.Module):\n    pass\n", None, {}, False),
    "a class now": (None, "class A(nn.Module):\n    pass\n", {}, False),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_class_stays_where_its_text_says_the_same(case: str) -> None:
    """The very definition, with the lines that a person left free."""
    before, after, args, stays = TEXTS[case]
    old = design(definitions=(Definition("A", source=before),))
    new = design(definitions=(Definition("A", source=after, args=args),))
    made = next(adoptions(reread(new), reread(old), old)).definitions
    assert made == (old.definitions if stays else new.definitions)
    assert (made[0] is old.definitions[0]) is stays


def test_a_block_is_kept_whole_or_by_what_it_says() -> None:
    """In both ways it comes to the same where it reads the same."""
    old = design(NESTED, wide("c", 1))
    new = design(NESTED, wide("c", 2))
    made = [*adoptions(reread(new), reread(old), old)]
    assert made[0].root == made[2].root
    assert (made[0].root.children[0] is NESTED, made[2].root.children[0] is NESTED) == (True, False)


def test_what_is_read_is_not_changed() -> None:
    """Neither are the others."""
    documents = (reread(design(*FIVE)), reread(ALL), ALL)
    before = [document.to_json() for document in documents]
    assert len([*adoptions(*documents)]) == 5
    assert [document.to_json() for document in documents] == before


BLOCKS: tuple[Block, ...] = (A, NESTED, LOOP)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_an_unchanged_block_is_the_very_one(block: Block) -> None:
    """Whatever stands behind it now."""
    old = design(block)
    read = TEXT if block is LOOP else old
    new = replace(read, root=replace(read.root, children=(*read.root.children, relu("x"))))
    assert next(adoptions(reread(new), reread(read), old)).root.children[0] == block


def test_the_order_of_arguments_is_no_change() -> None:
    """A text may name them in any."""
    old = design(Layer(id="a", kind="Dropout", args={"p": "auto", "inplace": True}))
    read = design(Layer(id="r", kind="Dropout", args={"p": 0.1, "inplace": True}))
    new = design(Layer(id="x", kind="Dropout", args={"inplace": True, "p": 0.1}))
    assert next(adoptions(new, read, old)).root.children[0] is old.root.children[0]
