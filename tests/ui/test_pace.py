"""Long work rests while others ask."""

import gc

import pytest

from ui.server import pace


@pytest.fixture
def rests(monkeypatch):
    """Record each rest instead of taking it; let work rest from its first moment."""
    taken: list[float] = []
    monkeypatch.setattr(pace.time, "sleep", taken.append)
    monkeypatch.setattr(pace, "FREE", 0.0)
    before = list(gc.callbacks)
    pace.set_up()
    yield taken
    gc.callbacks[:] = before


def work():
    """Make so many objects that the collector looks after them."""
    return [[i] for i in range(100_000)]


def test_work_rests_while_others_ask(rests):
    """What one person's network takes is taken in slices."""
    with pace.paced(lambda: True):
        work()
    assert len(rests) > 3
    assert all(0 < rest <= pace.LONGEST for rest in rests)


def test_work_that_nobody_waits_for_does_not_rest(rests):
    """A large network on a server of one's own takes no longer for it."""
    with pace.paced(lambda: False):
        work()
    assert not rests


def test_short_work_does_not_rest(rests, monkeypatch):
    """Nobody waits for the edits of most people."""
    monkeypatch.setattr(pace, "FREE", 1e6)
    with pace.paced(lambda: True):
        work()
    assert not rests


def test_what_is_no_work_about_a_document_does_not_rest(rests):
    """The loop that serves all others never sleeps."""
    work()
    assert not rests
