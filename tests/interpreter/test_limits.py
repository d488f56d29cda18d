"""What of a run counts: the time in which its thread computes, not that in which it waits for others; and its steps."""

import threading

import pytest

from builder.errors import SourceError
from builder.interpreter.failures import LimitExceeded
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Budget, Limits
from builder.symbols.host import DocumentHost

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
    with pytest.raises(LimitExceeded, match=r"longer than 0\.02 seconds"):
        compute(Budget(SHORT))


def test_a_pause_does_not_count():
    """What the host does meanwhile is none of the text's doing."""
    budget = Budget(SHORT)
    with budget.pause(), pytest.raises(LimitExceeded):
        compute(Budget(SHORT))
    budget.check_time()


@pytest.mark.parametrize("line", ["x = x + 1", "x = torch.relu(x)", "x = x.relu()", "x = layer(x)"])
def test_calls_on_symbols_count_for_more_than_their_text(line):
    """Each takes as long as many steps, so that a loop of them ends as soon, whatever the machine."""
    interpreter = Interpreter(DocumentHost(), Limits(steps=5_000))
    setting = "import torch\nlayer = torch.nn.ReLU()\nx = torch.rand(2, 3)\n"
    with pytest.raises(SourceError, match="5,000 steps"):
        interpreter.run(f"{setting}for _ in range(300):\n    {line}\n")
