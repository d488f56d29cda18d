import asyncio
from threading import Event

import pytest

from builder.errors import BusyError
from ui.turns import MAX_OF_ONE, MAX_THREADS, MAX_WAITING, in_turn


async def crowd(count, among=1):
    """Let many requests about a few documents hold their threads; return how many do, and how many are refused."""
    may, running = Event(), []

    def work():
        running.append(1)
        may.wait()

    asked = [asyncio.create_task(in_turn(f"d{i % among}", work)) for i in range(count)]
    while len(running) + sum(one.done() for one in asked) < count:
        await asyncio.sleep(0.01)
    may.set()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    return len(running), sum(isinstance(answer, BusyError) for answer in answers)


def test_one_document_holds_few_threads():
    """The rest wait without one, and are told so in the end."""
    assert asyncio.run(crowd(10)) == (MAX_OF_ONE, 6)


def test_all_documents_leave_threads_to_the_pages():
    """However many there are."""
    assert asyncio.run(crowd(40, among=20)) == (MAX_THREADS, 16)


def test_too_many_are_refused_at_once():
    """A queue has an end."""
    assert asyncio.run(crowd(MAX_OF_ONE + MAX_WAITING + 1)) == (MAX_OF_ONE, MAX_WAITING + 1)


def test_a_refusal_of_the_work_itself_comes_through():
    """Errors are those of the function."""
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_turn("d", lambda: 1 / 0))
