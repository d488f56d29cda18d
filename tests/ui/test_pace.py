"""Long work rests while others ask."""

import gc
import time

import pytest

from builder.library.storage import Turn
from ui.life import YOUNG
from ui.server import pace


@pytest.fixture
def rests(monkeypatch):
    """Record each rest instead of taking it."""
    taken: list[float] = []
    monkeypatch.setattr(pace.time, "sleep", taken.append)
    before, thresholds = list(gc.callbacks), gc.get_threshold()
    pace.set_up()
    gc.set_threshold(*YOUNG)
    yield taken
    gc.set_threshold(*thresholds)
    gc.callbacks[:] = before


def work():
    """Make so many objects that the collector looks after them."""
    return [[i] for i in range(400_000)]


def test_work_rests_while_others_ask(rests):
    """What one person's network takes is taken in slices."""
    with pace.pause_often(lambda: True, free=0.0):
        work()
    assert len(rests) > 3
    assert all(0 < rest <= pace.LONGEST for rest in rests)


def test_work_that_nobody_waits_for_does_not_rest(rests):
    """A large network on a server of one's own takes no longer for it."""
    with pace.pause_often(lambda: False, free=0.0):
        work()
    assert not rests


def test_short_work_does_not_rest(rests):
    """Nobody waits for the edits of most people."""
    with pace.pause_often(lambda: True, free=1e6):
        work()
    assert not rests


def test_what_is_no_work_about_a_document_does_not_rest(rests):
    """The loop that serves all others never sleeps."""
    work()
    assert not rests


def test_two_threads_share_the_time_of_one(rests):
    """Each of two rests longer than one alone."""
    for threads in (1, 2):
        with pace.pause_often(lambda: True, free=0.0, threads=lambda threads=threads: threads):
            work()
        rests.append(0.0)
    alone = rests.index(0.0)
    assert min(rests[alone + 1 : -1]) > min(rests[:alone])


def test_nobody_rests_in_a_transaction(rests):
    """Whoever else saves would wait for the end of the rest."""
    with pace.pause_often(lambda: True, free=0.0), Turn():
        work()
    assert not rests


def test_work_that_makes_few_objects_rests_where_it_is_told_to(rests):
    """The collector would not look there."""
    with pace.pause_often(lambda: True, free=0.0):
        end = time.thread_time() + 2 * pace.SLICE
        while time.thread_time() < end:
            pass
        pace.rest()
    assert rests == [pytest.approx(2 * pace.SLICE * (1 / pace.PACE - 1), rel=0.5)]


def test_who_is_not_paced_goes_on_at_once(rests):
    """A thread of the pages calls what a request calls."""
    pace.rest()
    assert not rests
