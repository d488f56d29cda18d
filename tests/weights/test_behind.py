import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.weights.behind import AHEAD, Behind


@given(st.lists(st.binary(), max_size=30))
def test_all_parts_are_written_in_their_order(parts):
    """At the end of the block nothing is behind any more."""
    written = []
    with Behind(written.append) as behind:
        for part in parts:
            behind.write(part)
    assert written == parts


def test_a_part_is_written_while_the_next_is_made():
    """That is what it is for: `write` returns before the file has the part."""
    may, written = threading.Event(), []

    def wait(part):
        assert may.wait(300)
        written.append(part)

    with Behind(wait) as behind:
        behind.write(b"first")
        assert written == []
        may.set()
    assert written == [b"first"]


@pytest.mark.parametrize("parts", [1, 20])
def test_a_full_disk_is_told_of(parts):
    """At the next part, or at the end."""

    def full(part):
        raise OSError("No space left")

    def save():
        with Behind(full) as behind:
            for _ in range(parts):
                behind.write(b"part")

    with pytest.raises(OSError, match="No space left"):
        save()


def test_an_error_is_told_of_at_the_end_whenever_it_came():
    """Here the thread has failed before the block ends: there is room again for as many parts as at the beginning."""

    def full(part):
        raise OSError("No space left")

    def save():
        with Behind(full) as behind:
            behind.write(b"part")
            for _ in range(AHEAD):
                behind._room.acquire()

    with pytest.raises(OSError, match="No space left"):
        save()


def test_what_stops_the_work_is_what_one_hears_of():
    """A cancelled job ends with its own error, its thread with it."""

    def save():
        with Behind(len) as behind:
            behind.write(b"part")
            raise InterruptedError("cancelled")

    before = threading.active_count()
    with pytest.raises(InterruptedError, match="cancelled"):
        save()
    assert threading.active_count() == before


def test_an_error_stops_the_work_and_leaves_no_hole():
    """The next part hears of it, and none is written after."""
    tried, made = [], []

    def full(part):
        tried.append(part)
        raise OSError("No space left")

    def save():
        with Behind(full) as behind:
            for number in range(1_000):
                behind.write(b"part")
                made.append(number)

    with pytest.raises(OSError, match="No space left"):
        save()
    assert len(tried) == 1
    assert len(made) < 1_000


def test_the_thread_that_writes_says_so():
    """Whoever looks at a server's threads finds out what it is for."""
    with Behind(len):
        assert "nnblocks-write-behind" in {thread.name for thread in threading.enumerate()}
