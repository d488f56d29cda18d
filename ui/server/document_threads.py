"""Threads for requests about documents: a few for each, separate from those of the pages.

Python runs one thread at a time, so one document that is worked on without a pause would slow all others down. What is
asked about it therefore waits once it has taken more than its share, as long as somebody asks about another one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from builder.errors import BusyError
from builder.sentences import say
from ui.server.pace import FREE, pause_often

P = ParamSpec("P")
T = TypeVar("T")

MAX_OF_ONE = 2
"""Threads that the requests about one document may hold at once."""
MAX_THREADS = 24
"""Threads that the requests about all documents may hold at once; files and pages are served by others."""
MAX_WAITING = 32
"""Requests about one document that wait for a thread, and as many that wait to be read."""
WAIT = 2.0
"""Seconds that a request waits for a thread, which costs none."""
ALLOWANCE = 0.5
"""Seconds of CPU time that a document may take at once."""
SHARE = 0.15
"""Seconds of CPU time a second that it may take in the long run: that of some ten people who edit it."""
REQUEST = 0.005
"""Seconds that each request counts for, however short its work is: so the share is some thirty of them a second."""
BYTE = 2e-8
"""Seconds that each byte of an answer counts for: the loop that serves all copies and sends it."""
LATELY = 1.0
"""Seconds since somebody asked about another document, within which a share is kept to."""


class CpuShare:
    """The CPU time that a document has taken lately, less its share of the time since."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._since = time.monotonic()
        self._running: list[float] = []

    def add(self, seconds: float) -> None:
        """Add CPU time that the document has taken."""
        self._seconds = self._ended + seconds
        self._since = time.monotonic()

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Note what is done inside; until it ends, all its time counts as if it were the CPU's."""
        start, at = time.thread_time(), time.monotonic()
        self._running.append(at)
        try:
            yield
        finally:
            self._running.remove(at)
            self.add(time.thread_time() - start)

    def threads(self) -> int:
        """Return how many threads work about it."""
        return len(self._running)

    @property
    def _ended(self) -> float:
        return max(0.0, self._seconds - SHARE * (time.monotonic() - self._since))

    @property
    def left(self) -> float:
        """The time still counted, including work that has not ended yet."""
        now = time.monotonic()
        return self._ended + sum(now - at for at in list(self._running))

    @property
    def wait(self) -> float:
        """Seconds until it may take more."""
        return max(0.0, self.left - ALLOWANCE) / SHARE


class Gate:
    """Requests about one document that wait to be read."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0


class Turns:
    """Who holds the threads, for one event loop."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(MAX_THREADS, "nnblocks-documents")
        self._free = asyncio.Semaphore(MAX_THREADS)
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._asking: dict[str, int] = {}
        self._spent: dict[str, CpuShare] = {}
        self._asked: dict[str, float] = {}
        self._gates: dict[str, Gate] = {}

    async def admit(self, document: str) -> None:
        """Let a request about a document be read: a flood of them would take the time of the loop that serves all.

        Raises:
            BusyError: others of the same document were ahead for too long.
        """
        gate = self._gates.setdefault(document, Gate())
        if gate.waiting >= MAX_WAITING:
            raise _busy()
        self._asked[document] = time.monotonic()
        gate.waiting += 1
        try:
            async with asyncio.timeout(WAIT), gate.lock:  # the first alone looks at the clock
                await self._within_share(document, self._spent.setdefault(document, CpuShare()))
                self._spent.setdefault(document, CpuShare()).add(REQUEST)
        except TimeoutError:
            raise _busy() from None
        finally:
            gate.waiting -= 1
            if not gate.waiting:
                del self._gates[document]
            self._tidy()

    async def run(self, document: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function about a document in a thread.

        Raises:
            BusyError: others of the same document were ahead for too long, or there are too many.
        """
        asking = self._asking.get(document, 0)
        if asking >= MAX_OF_ONE + MAX_WAITING:
            raise _busy()
        self._asking[document] = asking + 1
        self._asked[document] = time.monotonic()
        turn = self._turns.setdefault(document, asyncio.Semaphore(MAX_OF_ONE))
        try:
            spent = self._spent.setdefault(document, CpuShare())
            work = partial(_run_timed, spent, partial(self._others_ask, document), partial(function, *args, **kwargs))
            return await self._in_turn(turn, partial(self._within_share, document, spent), work)
        finally:
            self._asking[document] -= 1
            if not self._asking[document]:
                del self._asking[document], self._turns[document]
                self._tidy()

    def _tidy(self) -> None:
        self._spent = {id: spent for id, spent in self._spent.items() if spent.left or id in self._asking}

    async def _within_share(self, document: str, spent: CpuShare) -> None:
        while (wait := self._wait(document, spent)) > 0:
            await asyncio.sleep(min(wait, LATELY / 4))

    def _wait(self, document: str, spent: CpuShare) -> float:
        """Return the seconds until a document may take more; none where nobody asks about another."""
        since = time.monotonic() - LATELY
        self._asked = {id: at for id, at in self._asked.items() if at > since}
        return spent.wait if self._others_ask(document) else 0.0

    def _others_ask(self, document: str) -> bool:
        since = time.monotonic() - LATELY
        return any(id != document and at > since for id, at in list(self._asked.items()))

    async def _in_turn(
        self, turn: asyncio.Semaphore, within_share: Callable[[], Awaitable[None]], work: Callable[[], T]
    ) -> T:
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(WAIT):
                    await held.enter_async_context(turn)
                    await within_share()
                    await held.enter_async_context(self._free)
            except TimeoutError:
                raise _busy() from None
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _run_timed(spent: CpuShare, others_ask: Callable[[], bool], work: Callable[[], T]) -> T:
    free = max(0.0, FREE - spent.left)  # a hundred requests in a row are no short work, however short each is
    with spent.taking(), pause_often(others_ask, free, spent.threads):
        answer = work()
    if isinstance(answer, bytes):
        spent.add(BYTE * len(answer))
    return answer


def _busy() -> BusyError:
    return BusyError(say("server.busy.requests"), hint=say("server.busy.requests.hint"))


_turns: dict[asyncio.AbstractEventLoop, Turns] = {}


async def in_turn(document: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function about a document in one of the threads of this server.

    Raises:
        BusyError: see `Turns.run`.
    """
    return await _of_loop().run(document, function, *args, **kwargs)


async def admit(document: str) -> None:
    """Let a request about a document be read once that document is within its share of this server.

    Raises:
        BusyError: see `Turns.admit`.
    """
    await _of_loop().admit(document)


def _of_loop() -> Turns:
    loop = asyncio.get_running_loop()
    if loop not in _turns:
        _turns.clear()  # a server has one loop; each test has its own
        _turns[loop] = Turns()
    return _turns[loop]
