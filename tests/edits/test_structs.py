"""What every edit is, whatever it does."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from builder.document.blocks import Document
from builder.edits import Edit
from builder.edits.action import Action
from builder.edits.edit import Change
from tests.edits.designs import design, linear, relu

EDITS: list[type[Change]] = [*get_args(Edit)]


@pytest.mark.parametrize("edit", [*EDITS, Change])
def test_an_edit_cannot_change(edit: type[Change]) -> None:
    """It has no fields but its own: what the canvas sends beside them is refused."""
    config = edit.__struct_config__
    assert (config.frozen, config.forbid_unknown_fields, config.tag_field) == (True, True, "edit")


@pytest.mark.parametrize("edit", EDITS)
def test_what_an_edit_says_of_blocks_are_fields_of_its_own(edit: type[Change]) -> None:
    """Inside a definition they are led to the definition's blocks."""
    assert set(edit.places) <= {field.name for field in msgspec.structs.fields(edit)}


def test_an_edit_of_no_kind_does_nothing() -> None:
    """Each says what it makes."""
    with pytest.raises(NotImplementedError):
        Change().apply_to(Document(root=relu("a")))


def test_the_edits_of_a_step_are_made_in_order() -> None:
    """One after the other, each on what the one before has made."""
    from builder.edits import Duplicate, Insert, Rename, Wrap

    step = Action((Insert("root", 1, relu("b")), Rename("b", "act"), Wrap(("b",), "sequential", "w")))
    made = step.done(design(linear("a")))
    assert [(kid.id, kid.name) for kid in made.root.children] == [("a", None), ("w", "act")]
    twice = Action((Duplicate(("a",)), Duplicate(("a",))), seed="1")
    ids = [kid.id for kid in twice.done(design(linear("a"))).root.children]
    assert len(set(ids)) == 3


def test_a_step_made_again_makes_up_the_same_ids() -> None:
    """Also beside other blocks; another step makes up others, and so does an edit of its own."""
    from builder.edits import Duplicate, apply

    step = Action((Duplicate(("a",)),), seed="1")
    one, other = step.done(design(linear("a"))), step.done(design(relu("x"), linear("a")))
    copy = one.root.children[1].id
    assert other.root.children[2].id == copy
    others = [Action(step.edits, seed="2").done(design(linear("a"))), apply(design(linear("a")), step.edits[0])]
    assert copy not in [made.root.children[1].id for made in others]
    assert step != Action(step.edits)


def test_a_step_cannot_change() -> None:
    """The history keeps it."""
    assert Action.__struct_config__.frozen


def test_ids_that_are_made_up_have_twelve_digits() -> None:
    """In one form, from a seed or at random; a seed of 16 for each step."""
    from builder.edits.fresh import fresh_id, ids_of

    with ids_of("1"):
        seeded = [fresh_id("a"), fresh_id("a"), fresh_id("b"), fresh_id()]
    with ids_of("1"):
        again = [fresh_id("b"), fresh_id(), fresh_id("a"), fresh_id("a")]
    random = [fresh_id("a"), fresh_id("a")]
    assert again == [seeded[2], seeded[3], *seeded[:2]]
    assert [len(id) for id in {*seeded, *random}] == [12] * 6
    assert len(Action(()).seed) == 16
    assert fresh_id("a") != fresh_id("a")
