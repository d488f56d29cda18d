"""Paths of copies, what a shared block's module is, and the order in which shared blocks come to be."""

from __future__ import annotations

from typing import Any

import pytest

from builder.document.blocks import Block, Document, Graph, Layer, Parallel, Repeat, Sequential, Shared
from builder.document.copies import block_paths, called_block, unlike
from builder.document.sharing import is_known_unshared, shared_ids, shared_targets
from builder.document.tree import all_places, paths, places, scopes_above
from builder.errors import DocumentError
from builder.expansion.validation import validate


def relu(id: str, **fields: Any) -> Layer:
    """Make a leaf."""
    return Layer(id=id, kind="ReLU", **fields)


def chain(id: str, *children: Block, **fields: Any) -> Sequential:
    """Make a sequential."""
    return Sequential(id=id, children=children, **fields)


INNER = Repeat(id="inner", child=chain("body", relu("a"), relu("b")), count=2, names="step {i}")
TWICE = Document(root=chain("root", relu("first"), Repeat(id="outer", child=INNER, count=2)))
PATHS = {
    "root": ("",),
    "first": ("0",),
    "outer": ("1",),
    "inner": ("1.0", "1.1"),
    "body": ("1.0.step 0", "1.0.step 1", "1.1.step 0", "1.1.step 1"),
    "b": ("1.0.step 0.1", "1.0.step 1.1", "1.1.step 0.1", "1.1.step 1.1"),
}


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ({"w": 1, "b": 2}, {"b": 2, "w": 1}, None),
        ({"w": 1, "b": 2}, {"w": 3, "b": 4}, "w"),
        ({"w": 1, "b": 2}, {"w": 1}, "b"),
        ({"w": 1}, {"b": 2, "w": 1}, "b"),
        ({}, {"b": 2}, "b"),
        ({}, {}, None),
    ],
)
def test_the_first_name_that_is_not_alike(ours: dict[str, int], theirs: dict[str, int], name: str | None) -> None:
    """In the order of the one, then of the other."""
    assert unlike(ours, theirs) == name


@pytest.mark.parametrize("id", PATHS)
def test_each_copy_has_its_path(id: str) -> None:
    """Copies of copies too, in the order of `named_modules`."""
    assert block_paths(TWICE, id) == PATHS[id]
    assert [path for path, block in paths(TWICE) if block.id == id] == list(PATHS[id])


def test_a_place_is_that_of_the_first_copy() -> None:
    """With the index, the depth, the repeat it is copied by, and the number in pre-order."""
    found = places(TWICE)["b"]
    assert (found.parent, found.index, found.name, found.path) == ("body", 1, "1", "1.0.step 0.1")
    assert (found.scope, found.depth, found.order) == ("inner", 4, 6)


def test_a_block_sees_the_copies_around_it() -> None:
    """Its own first, the root last; a repeat is copied by none of its own."""
    found = places(TWICE)
    assert [scopes_above(found, id) for id in ("b", "inner", "outer")] == [
        ("inner", "outer", ""),
        ("outer", ""),
        ("",),
    ]


GRAPH = Graph(
    id="g",
    nodes=(
        chain("s", relu("in"), name="s"),
        Shared(id="again", of="s"),
        Shared(id="named", of="s", name="other"),
        Shared(id="inside", of="in"),
        Shared(id="outside", of="far"),
    ),
)
CALLS = Document(root=chain("root", GRAPH, relu("far"), Shared(id="place", of="far")))


def test_a_nameless_node_that_shares_its_neighbour_is_a_call() -> None:
    """One with a name, or of what stands elsewhere, is a place of its own."""
    meant = {id: called_block(id, all_places(CALLS)) for id in ("again", "named", "inside", "outside", "place", "s")}
    assert meant == {
        "again": "s",
        "named": "named",
        "inside": "in",
        "outside": "outside",
        "place": "place",
        "s": "s",
    }


def test_what_a_graph_calls_once_more_is_built_where_it_stands() -> None:
    """Only what has places of its own is built at the start of its scope."""
    assert shared_targets(CALLS) == {"": ("s", "far")}
    assert shared_ids(CALLS) == ("again", "named", "inside", "outside", "place")


def test_it_is_known_that_nothing_is_shared_once_that_was_looked_at() -> None:
    """Until then nothing is known."""
    document = Document(root=chain("root", relu("a")))
    before = is_known_unshared(document)
    assert (before, shared_ids(document), is_known_unshared(document)) == (False, (), True)


def shares(*ids: str) -> tuple[Shared, ...]:
    """Use each of these once more, where nothing else is."""
    return tuple(Shared(id=f"use of {id}", of=id) for id in ids)


ORDERS: dict[str, tuple[tuple[Block, ...], dict[str, tuple[str, ...]]]] = {
    "as they stand": ((relu("a"), relu("b"), *shares("b", "a")), {"": ("a", "b")}),
    "inside before around": ((chain("s", relu("a"), relu("b")), *shares("s", "b")), {"": ("b", "s")}),
    "what is used before": (
        (chain("s", Shared(id="u", of="b"), Shared(id="v", of="a")), relu("a"), relu("b"), *shares("s")),
        {"": ("b", "a", "s")},
    ),
    "through another": (
        (
            chain("s", Shared(id="u", of="t")),
            chain("t", Shared(id="v", of="a")),
            relu("a"),
            *shares("s"),
        ),
        {"": ("a", "t", "s")},
    ),
    "by copies": (
        (Repeat(id="r", child=chain("c", relu("a"), *shares("a"))), relu("b"), *shares("b")),
        {"r": ("a",), "": ("b",)},
    ),
    "nothing": ((relu("a"),), {}),
}


@pytest.mark.parametrize("case", ORDERS)
def test_the_order_in_which_shared_blocks_come_to_be(case: str) -> None:
    """As they stand, each after what it needs."""
    blocks, expected = ORDERS[case]
    assert shared_targets(Document(root=chain("root", *blocks))) == expected


def running(*more: Block) -> Document:
    """Run a stack of 639 leaves once, and in each of 38 copies: 641 blocks 39 times and the root, 25,000 in all."""
    stack = chain("s", *(relu(f"a{i}") for i in range(639)))
    return Document(root=chain("root", stack, Repeat(id="r", child=Shared(id="u", of="s"), count=38), *more))


def test_as_many_blocks_run_as_may_run() -> None:
    """Those of a shared stack count at each of its places, copies included."""
    validate(running())


def test_one_more_block_is_too_many() -> None:
    """Wherever it stands."""
    with pytest.raises(DocumentError, match="would run more than 25,000 blocks"):
        validate(running(relu("more")))


HIDDEN = {
    "a leaf of a parallel": (chain("s", Parallel(id="p", children=(relu("a"),))), "a"),
    "the child of a repeat": (Repeat(id="s", child=relu("a")), None),
    "a leaf of an inner graph": (Graph(id="s", nodes=(relu("a", name="act"),)), "a"),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_a_node_can_call_inside_another(case: str) -> None:
    """All but the copies of a repeat, which have no one path."""
    inside, meant = HIDDEN[case]
    graph = Graph(id="root", nodes=(inside, Shared(id="call", of="a")))
    assert called_block("call", places(Document(root=graph))) == (meant or "call")
