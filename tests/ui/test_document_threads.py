import asyncio
import time
from threading import Event

import pytest

from builder.errors import BusyError
from ui.server.document_threads import MAX_OF_ONE, MAX_THREADS, MAX_WAITING, REQUEST, Spent, admit, in_turn


@pytest.fixture(autouse=True)
def lately(monkeypatch):
    """Have whoever asked in this test have asked lately, however slow the machine."""
    monkeypatch.setattr("ui.server.document_threads.LATELY", 600.0)


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


@pytest.fixture
def soon(monkeypatch):
    """Have whoever waits in vain be told so soon."""
    monkeypatch.setattr("ui.server.document_threads.WAIT", 0.05)


@pytest.mark.usefixtures("soon")
def test_one_document_holds_few_threads():
    """The rest wait without one, and are told so in the end."""
    assert asyncio.run(crowd(10)) == (MAX_OF_ONE, 10 - MAX_OF_ONE)


@pytest.mark.usefixtures("soon")
def test_all_documents_leave_threads_to_the_pages():
    """However many there are."""
    assert asyncio.run(crowd(40, among=20)) == (MAX_THREADS, 16)


@pytest.mark.usefixtures("soon")
def test_too_many_are_refused_at_once():
    """A queue has an end."""
    assert asyncio.run(crowd(MAX_OF_ONE + MAX_WAITING + 1)) == (MAX_OF_ONE, MAX_WAITING + 1)


def test_a_refusal_of_the_work_itself_comes_through():
    """Errors are those of the function."""
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_turn("d", lambda: 1 / 0))


def spend(seconds):
    """Compute for so long, by the clock of this thread."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_document_that_takes_more_than_its_share_waits(monkeypatch):
    """It is refused while others are answered."""
    monkeypatch.setattr("ui.server.document_threads.ALLOWANCE", 0.01)
    monkeypatch.setattr("ui.server.document_threads.SHARE", 0.001)
    monkeypatch.setattr("ui.server.document_threads.WAIT", 0.05)

    async def ask():
        await in_turn("d", spend, 0.02)
        assert await in_turn("other", int) == 0
        with pytest.raises(BusyError, match="busy with other requests"):
            await in_turn("d", int)

    asyncio.run(ask())


def test_a_flood_of_requests_is_let_in_slowly(monkeypatch):
    """Each counts for a little, so that even those whose work is nothing leave time to others."""
    monkeypatch.setattr("ui.server.document_threads.ALLOWANCE", 10 * REQUEST)
    monkeypatch.setattr("ui.server.document_threads.SHARE", 1e-6)
    monkeypatch.setattr("ui.server.document_threads.WAIT", 0.05)

    async def ask():
        await in_turn("other", int)
        asked = [asyncio.create_task(admit("d")) for _ in range(MAX_WAITING)]
        return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(ask())
    assert 10 <= answers.count(None) <= 11


def test_few_requests_wait_to_be_read(monkeypatch):
    """The others are refused at once, so that no crowd of them asks the clock."""
    monkeypatch.setattr("ui.server.document_threads.ALLOWANCE", -1.0)

    async def ask():
        await in_turn("other", int)
        waiting = [asyncio.create_task(admit("d")) for _ in range(MAX_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="busy with other requests"):
            await admit("d")
        return sum(not one.done() for one in waiting), [one.cancel() for one in waiting]

    assert asyncio.run(ask())[0] == MAX_WAITING


def test_a_document_that_nobody_else_waits_for_takes_all_it_needs(monkeypatch):
    """A large network on a server of one's own is never told to wait."""
    monkeypatch.setattr("ui.server.document_threads.ALLOWANCE", 0.01)
    monkeypatch.setattr("ui.server.document_threads.SHARE", 0.001)

    async def ask():
        await in_turn("d", spend, 0.02)
        return await in_turn("d", int)

    assert asyncio.run(ask()) == 0


def test_what_a_document_has_taken_is_forgotten_in_time():
    """A second of its share makes up for as much work."""
    spent = Spent()
    spent.add(1e-9)
    assert (spent.left, spent.wait) == (0.0, 0.0)


def test_work_that_has_not_ended_counts():
    """A document whose work runs past its allowance starts no more of it meanwhile."""
    spent = Spent()
    with spent.taking():
        time.sleep(0.01)
        assert spent.left >= 0.01
    assert spent.left < 0.01


def test_the_bytes_of_an_answer_count(monkeypatch):
    """The loop that serves all copies and sends them."""
    monkeypatch.setattr("ui.server.document_threads.BYTE", 1.0)
    monkeypatch.setattr("ui.server.document_threads.WAIT", 0.05)

    async def ask():
        await in_turn("other", int)
        await in_turn("d", bytes, 1_000)
        with pytest.raises(BusyError, match="busy with other requests"):
            await in_turn("d", int)

    asyncio.run(ask())
