"""Shapes of written classes in the process that runs no code of a person's own."""

import time

import pytest

from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Instance
from builder.edits import Insert, SetName
from builder.edits.text_class import WriteDefinition
from builder.jobs.limits import Limits
from builder.jobs.tasks.trials import try_class
from builder.runner import Question
from builder.sentences import later, say
from ui.server import trials
from ui.server.reading import Reading
from ui.server.trials import patience
from ui.server.view import tree

HALVE = """
class Halve(nn.Module):
    def forward(self, x):
        while x.abs().sum() > 1:
            x = x / 2
        return x[:, :NUMBER]
"""
ENDS_NEVER = """
class Own(nn.Module):
    def forward(self, x):
        while True:
            x = x + 1
"""


@pytest.fixture
def patient(monkeypatch):
    """Wait as long as it takes."""
    monkeypatch.setattr(trials, "PATIENCE", 60.0)


@pytest.fixture
def hasty(monkeypatch):
    """Wait for no worker."""
    monkeypatch.setattr(trials, "PATIENCE", 0.0)


@pytest.fixture
def halving(live):
    """Give the document a block whose shape only a run shows."""
    live.commit(WriteDefinition(None, HALVE.replace("NUMBER", "7")))
    root = live.document.root
    live.commit(Insert(root.id, len(root.children), Instance(id="half", definition="Halve")))
    return live


def half(live):
    """Return the block as the canvas draws it."""
    return tree(live.reading)["children"][-1]


def test_a_worker_tells_the_shape(patient, halving):
    """A forward that depends on values is run on numbers, and not here."""
    assert half(halving)["out"] == ["[N, 7]"]


def test_a_shape_that_is_to_come_is_said_and_then_there(hasty, halving):
    """The reading knows that it waits; once the worker has spoken it is made anew."""
    before = halving.reading
    assert half(halving)["finding"]
    while halving.reading.waits:  # for the batch, and then for one sample
        time.sleep(0.05)
        halving.renew()
    assert halving.reading.token != before.token
    assert "finding" not in half(halving)
    assert half(halving)["out"] == ["[N, 7]"]


def test_a_question_is_asked_once(patient, halving, own_service, monkeypatch):
    """Another reading of the same network asks no worker."""
    half(halving)
    monkeypatch.setattr(trials, "MOST", 0)
    own_service.trials.ask(None)
    assert Reading(halving.document, own_service.trials).analysis.problems == ()


def test_too_many_questions_wait(own_service, hasty, monkeypatch):
    """Beyond the limit nothing is begun; once there is room the same question is."""
    monkeypatch.setattr(trials, "MOST", 0)
    asked = Question(HALVE.replace("NUMBER", "3"), "Halve", "{}", (TensorSpec((2, 20)),))
    assert own_service.trials.ask(asked) is None
    monkeypatch.setattr(trials, "MOST", 1)
    monkeypatch.setattr(trials, "PATIENCE", 60.0)
    with patience():
        assert own_service.trials.ask(asked).output == TensorSpec((2, 3))


def test_a_worker_that_is_ended_is_a_problem_of_the_block(own_service, monkeypatch, patient):
    """The sentence says how long it took and what to look for."""
    monkeypatch.setattr(try_class, "job_limits", Limits(later("jobs.title.trial"), 0.2))
    asked = Question(ENDS_NEVER, "Own", "{}", (TensorSpec((2, 20)),))
    with patience():
        shown = own_service.trials.ask(asked)
    assert shown.problem == "Running the class on a sample took longer than 0.2 seconds and was stopped."
    assert shown.hint == say("server.trial.endless")


def test_an_edit_while_a_shape_is_found_still_waits_for_it(hasty, halving):
    """The next revision takes over what is unchanged, and knows that it waits all the same."""
    assert half(halving)["finding"]
    halving.commit(SetName("another"))
    assert halving.reading.waits
