"""What is shared, in which scope, and in which order it comes to be."""

from __future__ import annotations

import pytest

from builder.document.blocks import Document, Layer, Repeat, Sequential, Shared, Written
from builder.document.references import check_references
from builder.document.sharing import shared_targets
from builder.document.tree import places
from builder.errors import DocumentError
from builder.expansion.validation import validate


def relu(id: str) -> Layer:
    """Make a leaf."""
    return Layer(id=id, kind="ReLU")


def network(*children: object) -> Document:
    """Make a document of one Sequential."""
    return Document(root=Sequential(id="root", children=children))  # type: ignore[arg-type]


def test_a_shared_block_comes_after_what_it_contains() -> None:
    """Of two shared blocks in each other the inner one is built first."""
    outer = Sequential(id="outer", children=(relu("inner"),))
    document = network(outer, Shared(id="s", of="outer"), Shared(id="t", of="inner"))
    assert shared_targets(document) == {"": ("inner", "outer")}


def test_a_shared_block_comes_after_a_later_one_it_uses() -> None:
    """A shared block that uses a block further down waits for it."""
    first = Sequential(id="first", children=(Shared(id="s", of="late"),))
    document = network(first, Shared(id="t", of="first"), relu("late"))
    assert shared_targets(document) == {"": ("late", "first")}


def test_two_blocks_cannot_contain_each_other() -> None:
    """A circle of shared blocks is refused."""
    a = Sequential(id="a", children=(Shared(id="s", of="b"),))
    b = Sequential(id="b", children=(Shared(id="t", of="a"),))
    with pytest.raises(DocumentError, match="is shared inside itself"):
        validate(network(a, b))


def running(count: int) -> Document:
    """Share a leaf, and a stack of 999 blocks in so many copies: 1,000 each and 1,003 beside."""
    stack = Sequential(id="s", children=tuple(relu(f"a{i}") for i in range(998)))
    return network(stack, Shared(id="t", of="a0"), Repeat(id="r", child=Shared(id="u", of="s"), count=count))


def test_copies_of_a_shared_stack_may_run() -> None:
    """Each runs all that is in it."""
    validate(running(23))


def test_too_many_copies_of_a_shared_stack_may_not() -> None:
    """Whatever else is shared beside it."""
    with pytest.raises(DocumentError, match="would run more than 25,000 blocks"):
        validate(running(24))


def test_copies_share_each_on_their_own() -> None:
    """What is shared inside a repeat belongs to one copy."""
    pair = Sequential(id="pair", children=(relu("a"), Shared(id="s", of="a")))
    assert shared_targets(network(Repeat(id="r", child=pair))) == {"r": ("a",)}


def test_nothing_outside_shares_a_block_of_one_copy() -> None:
    """A shared block outside a repeat cannot mean a block of which there are copies."""
    repeat = Repeat(id="r", child=Sequential(id="body", children=(relu("a"),)))
    with pytest.raises(DocumentError, match="which is separate in each copy of a repeat"):
        validate(network(repeat, Shared(id="s", of="a")))


def written(id: str, *nodes: object) -> Written:
    """Make an object of a class as text with these parts."""
    return Written(id=id, class_name="Own", nodes=nodes)  # type: ignore[arg-type]


IN_TEXT = {
    "a part of the same object": (network(written("w", relu("a"), Shared(id="s", of="a"))), None),
    "a part of an object inside it": (network(written("w", written("v", relu("a")), Shared(id="s", of="a"))), None),
    "the whole object": (network(written("w", relu("a")), Shared(id="s", of="w")), None),
    "a part of an object, from outside": (network(written("w", relu("a")), Shared(id="s", of="a")), "'0.0'.*of 'w'"),
    "a part of another object": (
        network(written("w", relu("a")), written("v", Shared(id="s", of="a"))),
        "'0.0'.*of 'w'",
    ),
    "nothing of an object": (network(relu("b"), written("w", relu("a")), Shared(id="s", of="b")), None),
}


@pytest.mark.parametrize("case", IN_TEXT)
def test_what_an_object_of_a_class_as_text_makes_is_its_own(case: str) -> None:
    """Nothing else shares it: its class says what it does with it."""
    document, words = IN_TEXT[case]
    if words is None:
        check_references(document, places(document))
    else:
        with pytest.raises(DocumentError, match=words):
            check_references(document, places(document))
