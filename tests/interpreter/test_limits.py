"""What of a run's time counts: that in which its thread computes, not that in which it waits for others."""

import threading

import pytest

from builder.interpreter.failures import Exhausted
from builder.interpreter.limits import Budget, Limits

SHORT = Limits(seconds=0.02)


def wait():
    """Let more time go by than a run may compute, as a busy machine does."""
    threading.Event().wait(0.03)


def compute(budget):
    """Compute until it is refused."""
    while True:
        budget.check_time()


def test_a_run_that_waits_goes_on():
    """A loaded machine refuses nothing that an idle one takes."""
    budget = Budget(SHORT)
    for _ in range(3):
        wait()
        budget.check_time()


def test_a_run_that_computes_ends():
    """Whatever the clock on the wall says, the time of its own thread is limited."""
    with pytest.raises(Exhausted, match=r"longer than 0\.02 seconds"):
        compute(Budget(SHORT))


def test_a_pause_does_not_count():
    """What the host does meanwhile is none of the text's doing."""
    budget = Budget(SHORT)
    with budget.paused(), pytest.raises(Exhausted):
        compute(Budget(SHORT))
    budget.check_time()
