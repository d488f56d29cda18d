from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from builder import templates
from builder.document.blocks import Document, Layer, Sequential
from builder.edits import Duplicate, Insert, Remove, Rename, SetArgument, SetName, SetSeed, step_name
from builder.edits.action import Action
from builder.errors import BuilderError, EditError
from builder.history import KEPT, History, Revision
from tests.edits.random_edits import edits
from tests.strategies import documents

ADA, BOB = "ada", "bob"
EMPTY = Document(root=Sequential(id="root"))


class Desk:
    """A document on which several people work, as the library keeps it: a body and an action for each revision."""

    def __init__(self, first=EMPTY):
        self.history, self.first = History(1, (Revision(1),)), first
        self.bodies, self.actions = {1: first}, {}

    @property
    def document(self):
        """What is on the screen."""
        return self.bodies[self.history.position]

    def do(self, person, *made):
        """Make edits as one step; what changes nothing is none."""
        action = Action(made)
        after = action.done(self.document)
        if after != self.document:
            self.history = self.history.made(person, step_name.step_name(made, self.document))
            self.bodies[self.history.position], self.actions[self.history.position] = after, action
        return self

    def turn(self, way, person):
        """Undo or redo."""
        turn = getattr(self.history, way)(person)
        after = turn.document(self.bodies[turn.start], self.actions.get)
        self.history = self.history.turned(turn, person)
        self.bodies[self.history.position] = after
        return self

    def made_anew(self):
        """Return what the steps that stand make, one after the other."""
        document = self.first
        for number in sorted(self.history.standing):
            document = self.actions[number].done(document)
        return document


@settings(max_examples=40, deadline=None)
@given(documents(), st.data())
def test_the_document_is_what_the_standing_steps_make(first, data):
    """Whoever has made, undone and redone what, in whichever order."""
    desk = Desk(first)
    for _ in range(data.draw(st.integers(1, 8))):
        person = data.draw(st.sampled_from([ADA, BOB, None]))
        way = data.draw(st.sampled_from(["do", "do", "undo", "redo"]))
        with suppress(BuilderError):
            desk.do(person, data.draw(edits(desk.document))) if way == "do" else desk.turn(way, person)
        assert desk.document == desk.made_anew()


@settings(max_examples=40, deadline=None)
@given(documents(), st.data())
def test_redo_takes_undo_back(first, data):
    """Also between the steps of others."""
    desk = Desk(first)
    for person in data.draw(st.lists(st.sampled_from([ADA, BOB]), max_size=6)):
        with suppress(EditError):
            desk.do(person, data.draw(edits(desk.document)))
    before = desk.document
    with suppress(BuilderError):
        desk.turn("undo", ADA)
        assert desk.turn("redo", ADA).document == before


class Editing(RuleBasedStateMachine):
    """One person edits, undoes and redoes; a plain list with a position says what must be there."""

    def __init__(self):
        super().__init__()
        self.desk, self.made, self.at = Desk(), ["network"], 0

    @rule(name=st.sampled_from("abcdef"))
    def edit(self, name):
        """Rename; the same document is no step."""
        self.desk.do(ADA, SetName(name))
        if self.made[self.at] != name:
            self.made[self.at + 1 :], self.at = [name], self.at + 1

    @precondition(lambda self: self.desk.history.undoable(ADA))
    @rule()
    def undo(self):
        """Go back a step."""
        self.desk.turn("undo", ADA)
        self.at -= 1

    @precondition(lambda self: self.desk.history.redoable(ADA))
    @rule()
    def redo(self):
        """Go forth a step."""
        self.desk.turn("redo", ADA)
        self.at += 1

    @invariant()
    def agrees(self):
        """The document, the revisions, and whether there are steps either way, are as the list says."""
        history = self.desk.history
        assert self.desk.document.name == self.made[self.at]
        assert (history.position, len(history.revisions)) == (self.at + 1, len(self.made))
        assert (history.undoable(ADA) is not None) == (self.at > 0)
        assert (history.redoable(ADA) is not None) == (self.at < len(self.made) - 1)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)


def test_at_the_ends_there_is_nothing_to_do():
    """A sentence says so."""
    with pytest.raises(BuilderError, match="nothing to undo"):
        Desk().turn("undo", ADA)
    with pytest.raises(BuilderError, match="nothing to redo"):
        Desk().do(BOB, SetName("b")).turn("redo", ADA)


def test_each_person_takes_back_their_own_step():
    """What another has made since is made again on the document before."""
    desk = Desk().do(ADA, SetName("ada's")).do(BOB, SetSeed(7)).turn("undo", ADA)
    assert (desk.document.name, desk.document.seed) == ("network", 7)
    assert desk.history.undoable(ADA) is None
    assert desk.turn("undo", BOB).document == EMPTY


def test_a_new_step_forgets_the_undone_steps_of_its_person_alone():
    """Another can still redo theirs."""
    desk = Desk().do(ADA, SetName("ada's")).do(BOB, SetSeed(7)).turn("undo", BOB).turn("undo", ADA)
    desk.do(ADA, SetName("again"))
    assert desk.history.redoable(ADA) is None
    desk.turn("redo", BOB)
    assert (desk.document.name, desk.document.seed) == ("again", 7)


def test_a_step_that_others_build_on_is_not_undone():
    """The refusal names the step that stands in the way, and says why."""
    block = Layer(id="a", kind="Conv2d", args={"in_channels": 3, "out_channels": 4, "kernel_size": 3})
    desk = Desk().do(ADA, Insert("root", 0, block)).do(BOB, SetArgument("a", "kernel_size", 5))
    problem = (
        "'Add Conv2d' cannot be undone: 'Set kernel_size 3 → 5 on Conv2d' was made on top of it. There is no block"
    )
    with pytest.raises(EditError, match=problem):
        desk.turn("undo", ADA)


def test_a_step_that_others_have_built_around_is_not_redone():
    """What they made since would have nothing to stand on."""
    desk = Desk(templates.load("mlp"))
    desk.do(ADA, Remove(("hidden",))).turn("undo", ADA).do(BOB, Rename("hidden", "first"))
    with pytest.raises(EditError, match="'Remove Linear' cannot be redone: 'Rename Linear to first' was made in the"):
        desk.turn("redo", ADA)


def test_copies_that_are_made_again_keep_their_ids():
    """So what was done to a copy can be made again too."""
    desk = Desk(templates.load("mlp")).do(ADA, SetName("ada's")).do(BOB, Duplicate(("hidden",)))
    copy = desk.document.root.children[1].id
    desk.do(BOB, Rename(copy, "copy")).turn("undo", ADA)
    assert (desk.document.root.children[1].id, desk.document.root.children[1].name) == (copy, "copy")


@pytest.mark.parametrize("person", [ADA, BOB, None])
def test_a_step_of_nobody_is_everybodys(person):
    """As is one of a library from before steps had authors."""
    assert Desk().do(None, SetName("a")).turn("undo", person).document == EMPTY


def test_the_whole_document_is_not_made_again_on_another():
    """A text of a network says all of it; what is under it can only be undone before it."""
    history = History(1, (Revision(1),)).made(ADA, "Add ReLU").made(BOB, "Edit the code", "whole")
    with pytest.raises(EditError, match="'Add ReLU' cannot be undone: 'Edit the code'"):
        history.undo(ADA)


def test_weights_are_not_taken_from_under_others():
    """Values have no edits that could be made again."""
    history = History(1, (Revision(1),)).made(ADA, "Apply", "weights").made(BOB, "By hand", "weights")
    with pytest.raises(EditError, match="'Apply' cannot be undone: 'By hand'"):
        history.undo(ADA)


def test_weights_are_undone_under_edits_of_others():
    """The revision then goes back to the weights of before."""
    history = History(1, (Revision(1),)).made(BOB).made(ADA, "Apply", "weights").made(BOB)
    assert (history.undo(ADA).base, history.undo(ADA).start) == (2, 2)


def test_the_oldest_revisions_are_forgotten():
    """What is left can be undone, by whoever made it."""
    desk = Desk()
    for i in range(KEPT + 20):
        desk.do(BOB if i % 3 else ADA, SetSeed(i + 1))
    desk.history = desk.history.pruned(())
    assert (len(desk.history.revisions), desk.history.revisions[0].number) == (KEPT, 22)
    assert desk.turn("undo", BOB).turn("undo", ADA).document.seed == KEPT + 18


def test_what_has_the_weights_is_not_forgotten():
    """All that came after takes them over; it is nothing to go back to."""
    history = History(1, (Revision(1),))
    for i in range(KEPT + 20):
        history = history.made(ADA, "By hand", "weights" if i == 4 else "edits")
    pruned = history.pruned({6})
    assert [(one.number, one.base) for one in pruned.revisions[:3]] == [(6, None), (22, 6), (23, 22)]
    assert len(pruned.standing) == KEPT - 1


def test_an_undone_step_outlives_what_is_forgotten():
    """Its person can still redo it."""
    desk = Desk().do(ADA, SetName("adas")).turn("undo", ADA)
    for i in range(KEPT - 1):
        desk.do(BOB, SetSeed(i + 1))
    desk.history = desk.history.pruned(())
    assert [one.base for one in desk.history.revisions[:2]] == [1, None]
    assert (desk.turn("redo", ADA).document.name, desk.document.seed) == ("adas", KEPT - 1)
