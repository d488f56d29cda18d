"""Edited text as an edit of the old document: what is unchanged stays the very block, what changed keeps its id."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from builder.document.blocks import Block, Definition, Document, Graph, InitRule, Layer, Selector, Shared
from builder.document.tree import children, walk, with_children
from builder.edits.adopt import adoptions
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import wired


def wide(id: str, width: Any) -> Layer:
    """Return a Linear of that many features."""
    return Layer(id=id, kind="Linear", args={"in_features": "auto", "out_features": width})


def reread(document: Document) -> Document:
    """Return a document as it is read back from its own text: with ids of its own, and arguments decided."""

    def renewed(block: Block) -> Block:
        new = replace(block, id=f"read {block.id}")
        if isinstance(new, Layer) and new.args.get("in_features") == "auto":
            new = replace(new, args={**new.args, "in_features": 8})
        if isinstance(new, Shared):
            return replace(new, of=f"read {new.of}")
        return with_children(new, tuple(map(renewed, children(new)))) if children(new) else new

    return replace(document, root=renewed(document.root))


def first(new: Document, old: Document) -> Document:
    """Return the first suggestion for an edited text."""
    return next(adoptions(reread(new), reread(old), old))


def ids(document: Document) -> list[str]:
    """Return all ids below the root, in pre-order."""
    return [block.id for block in walk(document.root)][1:]


FIVE = [wide(id, width) for id, width in zip("abcde", (1, 2, 3, 4, 5), strict=True)]
KEPT: dict[str, tuple[list[Block], list[Block], list[str]]] = {
    "nothing changed": (FIVE, FIVE, list("abcde")),
    "one is new in front": (FIVE, [relu("x"), *FIVE], ["n1", *"abcde"]),
    "one is new behind": (FIVE, [*FIVE, relu("x")], [*"abcde", "n1"]),
    "two are new inside": (FIVE, [*FIVE[:2], relu("x"), relu("y"), *FIVE[2:]], ["a", "b", "n1", "n2", "c", "d", "e"]),
    "two places at once": (
        FIVE,
        [FIVE[0], relu("x"), *FIVE[1:4], relu("y"), FIVE[4]],
        ["a", "n1", "b", "c", "d", "n2", "e"],
    ),
    "the first is gone": (FIVE, FIVE[1:], list("bcde")),
    "the last is gone": (FIVE, FIVE[:-1], list("abcd")),
    "one inside is gone": (FIVE, [*FIVE[:2], *FIVE[3:]], list("abde")),
    "one is changed": (FIVE, [*FIVE[:2], wide("x", 9), *FIVE[3:]], list("abcde")),
    "one becomes another kind": (FIVE, [*FIVE[:2], relu("x"), *FIVE[3:]], ["a", "b", "n1", "d", "e"]),
    "one gone and one changed": (FIVE, [wide("x", 9), *FIVE[3:]], ["a", "d", "e"]),
    "all are gone": (FIVE, [], []),
    "all are new": ([], [relu("x"), relu("y")], ["n1", "n2"]),
    "one of equal ones is gone": ([relu("a"), relu("b"), relu("c")], [relu("x"), relu("y")], ["a", "b"]),
}


@pytest.mark.parametrize("case", KEPT)
def test_which_blocks_stay(case: str) -> None:
    """As a reader of both texts would see it; what is new gets a new id."""
    before, after, expected = KEPT[case]
    assert ids(first(design(*after), design(*before))) == expected


def test_new_ids_are_none_that_there_are() -> None:
    """A document may have an n1 already."""
    assert ids(first(design(relu("n1"), linear("x")), design(relu("n1")))) == ["n1", "n2"]


def test_what_is_unchanged_is_the_very_block() -> None:
    """With its `"auto"`, of which the text shows what it came to."""
    old = design(*FIVE)
    made = first(design(*FIVE, relu("x")), old)
    assert all(one is other for one, other in zip(made.root.children, old.root.children, strict=False))


def test_an_argument_that_reads_as_before_is_as_before() -> None:
    """Of a layer that changed: only what is written otherwise changes."""
    made = first(design(wide("x", 9)), design(wide("a", 1)))
    assert made.root.children == (wide("a", 9),)


def test_what_is_inside_a_container_is_followed() -> None:
    """Each container by its own children."""
    old = design(sequential("s", *FIVE[:2]), parallel("p", relu("r"), relu("t")))
    new = design(sequential("s", FIVE[0], relu("x"), FIVE[1]), parallel("p", relu("r")))
    assert ids(first(new, old)) == ["s", "a", "n1", "b", "p", "r"]


def test_copies_that_are_alike_stay_a_repeat() -> None:
    """Of the text's sequential of two the document has one child, which may change, and come more often."""
    old = design(repeat("r", wide("a", 8), count=2))
    text = design(sequential("r", wide("x", 8), wide("y", 8)))
    edited = design(sequential("r", wide("x", 9), wide("y", 9), wide("z", 9)))
    made = next(adoptions(reread(edited), reread(text), old)).root.children[0]
    assert (made.id, made.count, made.child) == ("r", 3, wide("a", 9))


def test_copies_that_differ_become_a_sequential() -> None:
    """A repeat could not say that."""
    old = design(repeat("r", wide("a", 8), count=2))
    text = design(sequential("r", wide("x", 8), wide("y", 8)))
    edited = design(sequential("r", wide("x", 9), wide("y", 8)))
    made = next(adoptions(reread(edited), reread(text), old)).root.children[0]
    assert [child.args["out_features"] for child in made.children] == [9, 8]


def test_what_is_shared_is_shared_in_the_outcome() -> None:
    """By the ids that there are."""
    old = design(linear("a"), Shared(id="s", of="a"))
    made = first(design(relu("x"), linear("a"), Shared(id="s", of="a")), old)
    assert made.root.children[1:] == old.root.children


def test_nodes_keep_their_places_on_the_screen() -> None:
    """Those that there still are."""
    graph = wired(relu("a", name="act"), relu("b", name="last"), positions={"act": (1.0, 2.0), "last": (3.0, 4.0)})
    text = wired(relu("a", name="act"), relu("b", name="last"))
    edited = wired(relu("a", name="act"), relu("x", name="other"))
    root = next(adoptions(reread(edited), reread(text), graph)).root
    assert isinstance(root, Graph)
    assert root.positions == {"act": (1.0, 2.0)}


RULES = tuple(InitRule(Selector(block=id), "zeros_") for id in "ab")
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # what the old document has, what its text reads as, what the edited one says, what comes of it
    "a seed that reads the same": ({"seed": 5}, {"seed": 0}, {"seed": 0}, {"seed": 5}),
    "another seed": ({"seed": 5}, {"seed": 0}, {"seed": 3}, {"seed": 3}),
    "a batch that reads the same": ({"batch": 5}, {"batch": 2}, {"batch": 2}, {"batch": 5}),
    "another batch": ({"batch": 5}, {"batch": 2}, {"batch": 3}, {"batch": 3}),
    "a name, which no text has": ({"name": "net"}, {"name": "other"}, {"name": "other"}, {"name": "net"}),
    "rules of what is gone": ({"init": RULES}, {}, {}, {"init": RULES[:1]}),
    "frozen of what is gone": (
        {"frozen": (Selector(block="a"), Selector(block="b"), Selector())},
        {},
        {},
        {"frozen": (Selector(block="a"), Selector())},
    ),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_stay_where_their_text_does(case: str) -> None:
    """And follow it where that changes; block b goes."""
    has, reads, says, comes = SETTINGS[case]
    old = design(linear("a"), relu("b"), **has)
    read = reread(replace(old, **{"init": (), "frozen": (), **reads}))
    new = reread(replace(design(linear("a")), **says))
    made = next(adoptions(new, read, old))
    assert {name: getattr(made, name) for name in comes} == comes


def test_definitions_stay_in_their_place() -> None:
    """One that is written anew too; others come behind."""
    one, two, three = (Definition(class_name=name, root=sequential(f"r{name}", relu(name))) for name in "ABC")
    new_two = replace(two, root=sequential("r", relu("x"), relu("y")))
    old, new = design(definitions=(one, two)), design(definitions=(three, new_two))
    assert next(adoptions(reread(new), reread(old), old)).definitions == (one, new_two, three)
