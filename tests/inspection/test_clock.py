from itertools import count
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from builder.inspection import clock, measure, run
from tests.inspection.networks import CUT, LOOP, inspected, network_of

X = torch.randn(6, 4, generator=torch.Generator().manual_seed(3))
TWO = """
class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Sequential(nn.Linear(4, 4), nn.ReLU())

    def forward(self, x):
        return self.a(self.a(x)) * 2 + torch.tanh(x.detach())

net = Two()
"""


@pytest.fixture
def ticks(monkeypatch):
    """Give a clock that is a second later whenever it is read, so that every node of autograd takes one."""
    later = count()
    monkeypatch.setattr(clock, "time", SimpleNamespace(perf_counter=lambda: float(next(later))))
    return later


def back_of(report):
    """Return the time of the way back by path and number."""
    return {(one.path, one.number): one.backward_seconds for one in report.calls}


def test_each_call_has_the_nodes_of_autograd_that_were_made_in_it(ticks, monkeypatch):
    """A linear layer made two, the product and the transposed weight; a container has those of what is in it."""
    monkeypatch.setattr(run, "_SHORT", 1e9)
    found = back_of(inspected(network_of(TWO), X, loss="sum"))
    assert found["a.0", 0] == found["a.0", 1] == 2.0
    assert found["a.1", 0] == found["a.1", 1] == 1.0
    assert found["a", 0] == 3.0
    assert sum(value for (path, _), value in found.items() if path in ("mul", "add")) == found["", 0] - 6.0


def test_without_a_way_back_there_is_no_time(ticks, monkeypatch):
    """Neither without a loss, nor where a text cuts it off."""
    monkeypatch.setattr(run, "_SHORT", 1e9)
    network = network_of(CUT.format(body="y = self.a(x).detach()"))
    assert set(back_of(inspected(network, X)).values()) == {None}
    found = back_of(inspected(network, X, loss="sum"))
    assert (found["a", 0], found["b", 0]) == (None, 2.0)


def test_the_least_time_of_several_runs_counts(monkeypatch):
    """A run in which one layer had to wait does not tell of it."""
    monkeypatch.setattr(run, "_CLOCK_SECONDS", 1e9)
    waits = iter([0.0, 0.0, 50.0, 0.0, 0.0, 0.0, 0.0])
    late = [0.0]
    monkeypatch.setattr(clock, "time", SimpleNamespace(perf_counter=lambda: late[0]))
    network = nn.Sequential(nn.Linear(4, 5), nn.ReLU())
    network[0].register_forward_hook(lambda *_: late.__setitem__(0, late[0] + 0.1 + next(waits)))
    report = inspected(network, X, loss="sum")
    assert (report.timing, next(waits, None)) == ("alone", None)
    assert report.forward_seconds == pytest.approx(0.1)


def test_calls_of_a_text_class_have_times_of_their_own():
    """What runs several times in a loop, and what the text itself does."""
    found = back_of(inspected(network_of(LOOP), X, loss="sum"))
    assert all(found[key] > 0 for key in [("a", 0), ("a", 1), ("a", 2)])
    assert found["", 0] > sum(found["a", i] for i in range(3))


def test_the_time_of_looking_is_not_that_of_the_network(ticks, monkeypatch):
    """In a network that takes long times are of the run with statistics, for which the clock stands still."""
    statistics = measure.statistics
    monkeypatch.setattr(measure, "statistics", lambda tensor: [next(ticks) for _ in range(1000)] and statistics(tensor))
    monkeypatch.setattr(run, "_SHORT", -1.0)
    report = inspected(nn.Sequential(nn.Linear(4, 5), nn.ReLU()), X, loss="sum")
    assert report.timing == "beside"
    assert 0 < report.forward_seconds < 100 > report.backward_seconds > 0


@pytest.mark.parametrize(
    ("loss", "short", "long", "runs", "timing"),
    [
        ("none", 1e9, 1e9, 2, "alone"),
        ("none", -1, -1, 1, "first"),
        ("sum", -1, 1e9, 2, "beside"),
        ("sum", 1e9, 1e9, 3, "alone"),
    ],
)
def test_times_are_those_of_a_run_that_is_warm(loss, short, long, runs, timing, monkeypatch):  # noqa: PLR0913, PLR0917
    """Behind a first one, but for a network that takes so long that no second run follows; the report says which."""
    monkeypatch.setattr(run, "_SHORT", short)
    monkeypatch.setattr(run, "_LONG", long)
    monkeypatch.setattr(run, "_CLOCK_SECONDS", -1.0)
    network, seen = nn.Sequential(nn.Linear(4, 5), nn.ReLU()), []
    network.register_forward_pre_hook(lambda *_: seen.append(0))
    report = inspected(network, X, loss=loss)
    assert (len(seen), report.timing) == (runs, timing)
    assert all(call.seconds > 0 for call in report.calls)
    assert report.forward_seconds >= sum(one.seconds for one in report.calls if one.path)
