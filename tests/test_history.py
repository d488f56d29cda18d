from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from builder.document.blocks import Document, Sequential
from builder.history import STEPS, History


def named(name):
    """Return a document told by its name."""
    return Document(name=name, root=Sequential(id="root"))


class Editing(RuleBasedStateMachine):
    """A person edits, undoes and redoes; a plain list with a position says what must be there."""

    def __init__(self):
        super().__init__()
        self.history, self.made, self.at = History(named("a")), ["a"], 0

    @rule(name=st.sampled_from("abcdef"))
    def edit(self, name):
        """Commit; the same document is no step."""
        self.history = self.history.commit(named(name))
        if self.made[self.at] != name:
            self.made[self.at + 1 :], self.at = [name], self.at + 1

    @precondition(lambda self: self.history.can_undo)
    @rule()
    def undo(self):
        """Go back a step."""
        self.history, self.at = self.history.undo(), self.at - 1

    @precondition(lambda self: self.history.can_redo)
    @rule()
    def redo(self):
        """Go forth a step."""
        self.history, self.at = self.history.redo(), self.at + 1

    @invariant()
    def agrees(self):
        """The present document, and whether there are steps either way, are as the list says."""
        assert self.history.present.name == self.made[self.at]
        assert (self.history.can_undo, self.history.can_redo) == (self.at > 0, self.at < len(self.made) - 1)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)


def test_at_the_ends_nothing_happens():
    """Undo without a past and redo without a future give the same history."""
    history = History(named("a"))
    assert history.undo() is history is history.redo()


def test_the_oldest_steps_are_forgotten():
    """The past is bounded, far beyond 100 steps."""
    history = History(named("start"))
    for i in range(STEPS + 10):
        history = history.commit(named(str(i)))
    assert len(history.past) == STEPS
    assert history.past[0].name == "9"


def test_a_history_is_never_changed():
    """Each step returns a new one."""
    history = History(named("a"))
    history.commit(named("b")).undo()
    assert history == History(named("a"))
