"""What is worked out of a document from the one before it is what is worked out from nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from builder.document.blocks import Block, Document, Graph, Layer, Repeat, Sequential, Shared, TensorBlock
from builder.document.once import once
from builder.document.sharing import shared_ids
from builder.document.tree import all_places, changed_blocks, places
from builder.document.validation import counts_alike
from builder.errors import DocumentError
from builder.expansion.validation import validate
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential

INNER = sequential("s", linear("a"), relu("b"))
BEFORE = design(INNER, repeat("r", linear("c")), relu("d"))


def after(*children: Block, **fields: Any) -> Document:
    """Return a document with other children."""
    return replace(BEFORE, root=replace(BEFORE.root, children=children, **fields))


S, R, D = BEFORE.root.children
LEAKY = Layer(id="d", kind="LeakyReLU")
CHANGES: dict[str, tuple[Document, list[str] | None]] = {
    "nothing": (BEFORE, []),
    "a setting": (replace(BEFORE, seed=1), []),
    "the root alone": (after(S, R, D, class_name="A"), ["root"]),
    "a leaf": (after(S, R, LEAKY), ["root", "d"]),
    "a leaf deeper inside": (after(replace(S, children=(linear("a"), LEAKY)), R, D), None),
    "a leaf inside": (
        after(replace(S, children=(S.children[0], Layer(id="b", kind="GELU"))), R, D),
        ["root", "s", "b"],
    ),
    "the child of a repeat": (after(S, replace(R, child=Layer(id="c", kind="GELU")), D), ["root", "r", "c"]),
    "two": (after(S, replace(R, holder="ModuleList"), LEAKY), ["root", "d", "r"]),
    "one more": (after(S, R, D, relu("e")), None),
    "one less": (after(S, R), None),
    "an id": (after(S, R, relu("e")), None),
    "a name": (after(S, R, replace(D, name="e")), None),
    "a sort": (after(S, R, Shared(id="d", of="a")), None),
    "an order": (after(R, S, D), None),
    "copies": (after(S, replace(R, count=3), D), None),
    "names of copies": (after(S, replace(R, names="b{i}"), D), None),
    "one more inside": (after(replace(S, children=(*S.children, relu("e"))), R, D), None),
}


@pytest.mark.parametrize("case", CHANGES)
def test_which_blocks_are_others_than_before(case: str) -> None:
    """Containers before what is in them; nothing is said where blocks come, go, move or change their names."""
    document, ids = CHANGES[case]
    changes = changed_blocks(document, BEFORE)
    assert (None if changes is None else [new.id for new, _ in changes]) == ids


@pytest.mark.parametrize("case", CHANGES)
def test_places_from_those_before_are_those_from_nothing(case: str) -> None:
    """In their order too; the document before keeps its own."""
    document, _ = CHANGES[case]
    document, before = replace(document), replace(BEFORE)
    kept = dict(all_places(before))
    found = all_places(document, before, changed_blocks(document, before))
    assert [*found.items()] == [*places(document).items()]
    assert (all_places(document) is found, all_places(before)) == (True, kept)


def test_a_change_names_what_was_there() -> None:
    """Each block with the one before."""
    document = after(S, R, LEAKY)
    assert changed_blocks(document, BEFORE) == [(document.root, BEFORE.root), (LEAKY, D)]


TENSOR = TensorBlock(id="t", init={"value": 1})
GRAPH = Graph(id="g", wires={"a": ("x",)}, outputs=("a",))
COUNTED: dict[str, tuple[Block, Block, bool]] = {
    "another shape": (TENSOR, replace(TENSOR, shape=(1,)), True),
    "another value": (TENSOR, replace(TENSOR, init={"value": 1}), False),
    "other positions": (GRAPH, replace(GRAPH, positions={"a": (1.0, 2.0)}), True),
    "other wires": (GRAPH, replace(GRAPH, wires=dict(GRAPH.wires)), False),
    "other outputs": (GRAPH, replace(GRAPH, outputs=("a", "x")), False),
    "another layer": (relu("a"), linear("a"), True),
    "a tensor instead": (TENSOR, relu("t"), True),
    "a tensor now": (relu("t"), TENSOR, True),
    "a graph instead": (GRAPH, relu("g"), True),
}


@pytest.mark.parametrize("case", COUNTED)
def test_what_is_counted_again(case: str) -> None:
    """Numbers of values and wires of graphs, where they are not the very same."""
    new, old, alike = COUNTED[case]
    assert counts_alike(new, old) is alike


BAD = Layer(id="bad", kind="ReLU", args={"inplace": 3})
UNLIKE = Sequential(id="bad", class_name="a-b", children=(relu("e"),))
INVALID: dict[str, tuple[Document, Document]] = {
    "a leaf beside one that changed": (design(BAD, relu("d")), design(BAD, LEAKY)),
    "a leaf beside one that is new": (design(BAD), design(BAD, relu("d"))),
    "a class around one that changed": (
        design(UNLIKE),
        design(replace(UNLIKE, children=(Layer(id="e", kind="GELU"),))),
    ),
}


@pytest.mark.parametrize("case", INVALID)
def test_what_was_there_before_is_not_looked_at_again(case: str) -> None:
    """Of a large document an edit changes little; who gives a document before answers for it."""
    before, document = INVALID[case]
    validate(document, before)
    with pytest.raises(DocumentError, match=r"whole|inplace|identifier"):
        validate(replace(document))


REFUSED: dict[str, tuple[Document, str]] = {
    "an argument": (after(S, R, replace(D, args={"inplace": 3})), "^2: args.inplace"),
    "a call": (after(S, R, replace(D, call={"x": 3})), "^2: call.x"),
    "what a class shows": (after(S, R, D, extra_repr="p"), "extra_repr needs a class name"),
    "a class name": (after(replace(S, class_name="a-b"), R, D), "^0: .*not a Python identifier"),
    "a block that is new": (after(S, R, D, BAD), "^3: args.inplace"),
    "names of copies": (after(S, replace(R, names="b"), D), "^1: All 2 copies"),
    "an id that is there": (after(S, R, D, relu("a")), "Two blocks have the id 'a'"),
    "a root": (replace(BEFORE, root=Shared(id="root", of="a")), "The root cannot be a shared block"),
    "a setting": (replace(BEFORE, batch=0), "The batch is 0"),
    "too many copies": (after(S, replace(R, count=20_000), D), "more than 20,000 blocks"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_changed_is_looked_at(case: str) -> None:
    """Though all else is as it was checked."""
    document, words = REFUSED[case]
    validate(BEFORE)
    with pytest.raises(DocumentError, match=words):
        validate(document, BEFORE)


SHARING = design(linear("a"), Shared(id="s", of="a"), relu("d"))


def test_what_is_shared_stays_known() -> None:
    """Where blocks of the same sorts stand at the same places."""
    document = replace(SHARING, root=replace(SHARING.root, children=(*SHARING.root.children[:2], LEAKY)))
    assert shared_ids(document, SHARING) is shared_ids(SHARING)
    assert shared_ids(document) == ("s",)


def test_a_shared_block_that_points_elsewhere_is_looked_at() -> None:
    """It changed, and is of the same sort at the same place."""
    document = replace(SHARING, root=replace(SHARING.root, children=(linear("a"), Shared(id="s", of="x"), relu("d"))))
    with pytest.raises(DocumentError, match=r"^1: A shared block points to 'x', which is not a block"):
        validate(document, SHARING)


def test_what_is_worked_out_first_is_kept() -> None:
    """Under its name; whoever asks later gets the same."""
    document = replace(BEFORE)
    first = once(document, "some", lambda: [1])
    assert once(document, "some", lambda: [2]) is first
    assert once(document, "other", lambda: [3]) == [3]


def test_of_two_that_work_it_out_both_get_the_first() -> None:
    """The second finds it there at its end."""
    document = replace(BEFORE)
    assert once(document, "some", lambda: [once(document, "some", lambda: "inner")]) == "inner"


def test_a_repeat_in_a_parallel_is_no_other() -> None:
    """Equal blocks that are not the same ones are changes, of which nothing else is known."""
    document = design(parallel("p", repeat("q", relu("x"))))
    changes = changed_blocks(design(parallel("p", repeat("q", relu("x")))), document)
    assert [type(new) for new, _ in changes or ()] == [Sequential, type(document.root.children[0]), Repeat, Layer]
