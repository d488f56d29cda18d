from threading import Event, Thread

from builder.caching import cached_property


class Slow:
    """Works its value out once it may."""

    def __init__(self):
        self.may, self.count = Event(), 0

    @cached_property
    def value(self):
        """Wait, and count how often."""
        self.count += 1
        self.may.wait()
        return self.count


def test_one_object_waits_for_no_other():
    """A long analysis of one person's document is nobody else's."""
    slow, quick = Slow(), Slow()
    thread = Thread(target=lambda: slow.value)
    thread.start()
    quick.may.set()
    assert quick.value == 1
    slow.may.set()
    thread.join()


def test_a_value_is_worked_out_once():
    """Whoever asks meanwhile waits for the first."""
    slow = Slow()
    threads = [Thread(target=lambda: slow.value) for _ in range(4)]
    for thread in threads:
        thread.start()
    slow.may.set()
    for thread in threads:
        thread.join()
    assert (slow.value, slow.count) == (1, 1)
