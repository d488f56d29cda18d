"""Thirty people editing with and without one more who sends what is meant to hold them up.

`PAYLOADS` is that list, as data: bodies of requests to the one document of that person. To hold a further kind against
the server, add it there.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from benchmarks.documents import blocks
from benchmarks.figure import Figure
from benchmarks.people import BLOCKS, PEOPLE, ROUNDS, Person, _arrive, _spell
from benchmarks.server import APP, Server, serving

BEAT = 0.05
"""Seconds between two beats: requests for a sign of life, which the server's event loop answers by itself."""
AT_ONCE = 8
"""Requests of the hostile person that are on their way at once."""


def _commands(*edits: dict[str, Any], step: str | None = None) -> list[dict[str, Any]]:
    return [{"number": i + 1, "edit": edit} | ({"step": step} if step else {}) for i, edit in enumerate(edits)]


_NAME = {"edit": "set_name", "name": "new"}
_WIDE = {"edit": "set_argument", "id": "linear0_0", "argument": "out_features"}
_DEEP = b'{"client":"h","commands":[{"number":1,"edit":{"edit":' + b"[" * 50_000 + b"]" * 50_000 + b"}}]}"
PAYLOADS: dict[str, list[dict[str, Any]] | bytes] = {
    "a block as its own parent": _commands({"edit": "define", "ids": ["linear0_0"], "class_name": "A", "id": "root"}),
    "a sibling's id": _commands({"edit": "define", "ids": ["linear0_0"], "class_name": "A", "id": "relu0_1"}),
    "3,000 edits": _commands(*[_NAME] * 3_000),
    "a step of 100,000": _commands(*[_NAME] * 100_000, step="s"),
    "as many as a request holds": _commands(*({**_WIDE, "value": 8 + i % 50} for i in range(100))),
    "JSON 50,000 deep": _DEEP,
    "a value of 100,000 numbers": _commands({**_WIDE, "value": list(range(100_000))}),
}


@dataclass
class Hostile:
    """One person with a document of their own, who waits for no answer."""

    server: Server
    document: str
    clients: int = 0
    answers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Before anything is measured: to write them takes this process longer than the server to refuse them.
        self.bodies = [self._body(payload) for payload in PAYLOADS.values()]

    async def work(self) -> None:
        """Send all payloads in turn, several at once, until cancelled."""
        await asyncio.gather(*(self._send(first) for first in range(AT_ONCE)))

    async def _send(self, first: int) -> None:
        start = first % len(self.bodies)
        while True:
            for body in self.bodies[start:] + self.bodies[:start]:
                # What one client has sent is made once: each request comes from a client of its own.
                self.clients += 1
                fresh = body.replace(b'"client": "h"', f'"client": "h{self.clients}"'.encode())
                status = await asyncio.to_thread(self._ask, fresh)
                self.answers[status] = self.answers.get(status, 0) + 1

    def _body(self, payload: list[dict[str, Any]] | bytes) -> bytes:
        return payload if isinstance(payload, bytes) else json.dumps({"client": "h", "commands": payload}).encode()

    def _ask(self, body: bytes) -> int:
        line = HTTPConnection("localhost", self.server.port, timeout=30)
        try:
            line.request("POST", f"/nnblocks/exchange/{self.document}", body)
            answer = line.getresponse()
            answer.read()
        except (HTTPException, OSError):
            return 0
        finally:
            line.close()
        return answer.status


@dataclass
class Heart:
    """Beats on the server's event loop, and how late the latest answer was."""

    server: Server
    worst: float = 0.0

    async def beat(self) -> None:
        """Ask for a sign of life until cancelled."""
        while True:
            start = time.perf_counter()
            await asyncio.to_thread(self._ask)
            self.worst = max(self.worst, time.perf_counter() - start)
            await asyncio.sleep(BEAT)

    def _ask(self) -> None:
        line = HTTPConnection("localhost", self.server.port, timeout=60)
        line.request("GET", "/healthz")
        line.getresponse().read()
        line.close()


def figures() -> Iterator[Figure]:
    """Take the figures: spells with and without the hostile person take turns."""
    with tempfile.TemporaryDirectory() as folder, serving(APP, Path(folder)) as server:
        addresses = [server.keep(blocks(BLOCKS)) for _ in range(PEOPLE + 1)]
        calm, held, worst = asyncio.run(_rounds(server, addresses))
    yield Figure(
        f"{PEOPLE} people editing beside a hostile one, p95", held, "without that one, p95", calm,
        bar="1.5 x", ratio_at_most=1.5,
    )  # fmt: skip
    yield Figure("the server's heartbeat meanwhile, latest", [worst], bar="1 s", at_most=1.0)


async def _rounds(server: Server, addresses: list[str]) -> tuple[list[float], list[float], float]:
    # The few threads that asyncio has on its own would make the people wait here instead of at the server.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(PEOPLE + AT_ONCE + 4))
    people = [await _arrive(f"person{i}", address, server) for i, address in enumerate(addresses[:PEOPLE])]
    await _spell(server, people)
    calm: list[float] = []
    held: list[float] = []
    heart = Heart(server)
    for _ in range(ROUNDS):
        calm.append((await _spell(server, people)).p95)
        held.append(await _beside(server, people, addresses[-1].partition("d=")[2], heart))
    for person in people:
        await person.close()
    return calm, held, heart.worst


async def _beside(server: Server, people: list[Person], document: str, heart: Heart) -> float:
    hostile = Hostile(server, document)
    tasks = [asyncio.create_task(hostile.work()), asyncio.create_task(heart.beat())]
    spell = await _spell(server, people)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return spell.p95
