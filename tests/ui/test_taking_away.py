"""What begins after other work, as a recipe's files after its weights."""

from concurrent.futures import Future

import pytest

from builder.errors import BuilderError
from ui.server.taking_away import after


def test_what_comes_after_has_its_own_result():
    """It begins once the first has ended."""
    first, second, begun = Future(), Future(), []
    whole = after(first, lambda: begun.append(True) or second)
    assert not begun
    first.set_result(1)
    second.set_result(2)
    assert (begun, whole.result(timeout=0)) == ([True], 2)


def test_what_comes_before_may_fail_or_be_there():
    """An error is told, of both; nothing to wait for begins the rest at once."""
    first = Future()
    whole = after(first, Future)
    first.set_exception(BuilderError("no room"))
    with pytest.raises(BuilderError, match="no room"):
        whole.result(timeout=0)
    there = Future()
    assert after(None, lambda: there) is there


def test_what_cannot_begin_says_why():
    """As where the network was edited meanwhile."""

    def refused():
        raise BuilderError("edited")

    first = Future()
    whole = after(first, refused)
    first.set_result(None)
    with pytest.raises(BuilderError, match="edited"):
        whole.result(timeout=0)
