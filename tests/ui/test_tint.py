"""How large a quantity is at each path, worked out by hand."""

import pytest

from builder.inspection.report import Call, Report, Settings
from ui.server.tint import tint_view


def report(*seconds, inner=()):
    """Return a report in which the block i took so many seconds."""
    calls = tuple(Call(str(i), 0, "Linear", False, i in inner, (), seconds=one) for i, one in enumerate(seconds))
    return Report(Settings(), (), calls, ())


def shares(*seconds, **more):
    """Return the share of each path."""
    view = tint_view(report(*seconds, **more), "Time", lambda call: call.seconds, "t")
    return {path: share for path, (share, _) in view["values"].items()}


def test_a_share_lies_between_the_ends():
    """Least is 0, largest 1; what a block lacks is left out, and so are containers, which would hide what is inside."""
    assert shares(1.0, 3.0, None, 2.0) == {"0": 0.0, "1": 1.0, "3": 0.5}
    assert shares(9.0, 3.0, 1.0, inner=(0,)) == {"1": 1.0, "2": 0.0}


def test_what_differs_much_is_on_a_logarithmic_scale():
    """Of 1, 100 and 10,000 the second is in the middle."""
    assert shares(1.0, 100.0, 10_000.0) == {"0": 0.0, "1": pytest.approx(0.5), "2": 1.0}


def test_the_widest_range_and_what_overflows_have_a_place():
    """A quotient of float64 may be infinite, and no browser reads NaN."""
    assert shares(1e-300, 1.0, 1e300, float("inf")) == {"0": 0.0, "1": pytest.approx(0.5), "2": 1.0}


def test_all_alike_are_in_the_middle():
    """And none at all has no colours."""
    assert shares(2.0, 2.0) == {"0": 0.5, "1": 0.5}
    assert tint_view(report(None), "Time", lambda call: call.seconds, "t") is None


def test_the_words_and_the_state_that_ran():
    """For the legend and for the block under the pointer."""
    view = tint_view(report(0.5, 1.5), "Time", lambda call: call.seconds, "token")
    assert (view["title"], view["low"], view["high"], view["token"]) == ("Time", "0.5", "1.5", "token")
    assert view["values"]["1"] == [1.0, "Time: 1.5"]
