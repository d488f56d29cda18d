"""Thirty people editing with and without one more who sends what is meant to hold them up (`benchmarks.payloads`).

That one is a process of its own. Spells with and without it take turns, `ROUNDS` of each for every kind of payload.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.documents import blocks
from benchmarks.figure import Figure
from benchmarks.payloads import ALL, PAYLOADS
from benchmarks.people import BLOCKS, PEOPLE, Person, arrive, spell
from benchmarks.samples import p95
from benchmarks.server import APP, ROOT, Server, serving

SECONDS = 6.0
"""The length of a spell: some 80 edits."""
ROUNDS = 3
"""Pairs of spells, without and with each payload. One pair says little: two spells without it differ by up to 2 x."""
BEAT = 0.05
"""Seconds between two beats: requests for a sign of life, which the server's event loop answers by itself."""


@dataclass
class Side:
    """What came of the spells of one kind: their p95s, all waits, and the latest beat of each."""

    p95s: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)


def figures() -> Iterator[Figure]:
    """Take the figures."""
    with tempfile.TemporaryDirectory() as folder, serving(APP, Path(folder)) as server:
        addresses = [server.keep(blocks(BLOCKS)) for _ in range(PEOPLE + 1)]
        calm, held = asyncio.run(_spells(server, addresses))
    what = f"{PEOPLE} people editing beside one who sends"
    for at, name in enumerate((*PAYLOADS, ALL)):
        mine = slice(at * ROUNDS, (at + 1) * ROUNDS)
        here, beside = held.p95s[mine], calm.p95s[mine]
        yield Figure(f"{what} {name}, p95", here, "without, p95", beside, bar="1.5 x", ratio_at_most=1.5)
    yield Figure(
        f"{what} any of these, p95 of all edits", [p95(held.waits)], "without, p95", [p95(calm.waits)],
        bar="1.5 x", ratio_at_most=1.5,
    )  # fmt: skip
    yield Figure(
        "the server's latest beat meanwhile", [max(held.beats)], "without", [max(calm.beats)], bar="1 s", at_most=1.0
    )


async def _spells(server: Server, addresses: list[str]) -> tuple[Side, Side]:
    # The few threads that asyncio has on its own would make the people wait here instead of at the server.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(PEOPLE + 4))
    people = [await arrive(f"person{i}", address, server) for i, address in enumerate(addresses[:PEOPLE])]
    document = addresses[-1].partition("d=")[2]
    await spell(server, people, SECONDS)
    calm, held = Side(), Side()
    for name in (name for name in (*PAYLOADS, ALL) for _ in range(ROUNDS)):
        await _spell(server, people, calm)
        with _hostile(server, document, name):
            await _spell(server, people, held)
        await asyncio.sleep(1)  # what it sent last is answered
    for person in people:
        await person.close()
    return calm, held


@contextmanager
def _hostile(server: Server, document: str, name: str) -> Iterator[None]:
    command = [sys.executable, "-m", "benchmarks.payloads", str(server.port), document, name]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        yield
        answers, _ = child.communicate("")
        print(f"  answers to {name}: {answers.strip()}", file=sys.stderr, flush=True)


async def _spell(server: Server, people: list[Person], side: Side) -> None:
    beat = asyncio.create_task(_beats(server))
    side.p95s.append((await spell(server, people, SECONDS)).p95)
    side.waits.extend(wait for person in people for wait in person.waits)
    beat.cancel()
    side.beats.append(max(await beat))


async def _beats(server: Server) -> list[float]:
    """Ask for a sign of life until cancelled; return how long each answer took."""
    found: list[float] = [0.0]
    try:
        while True:
            start = time.perf_counter()
            await asyncio.to_thread(_ask, server)
            found.append(time.perf_counter() - start)
            await asyncio.sleep(BEAT)
    except asyncio.CancelledError:
        return found


def _ask(server: Server) -> None:
    line = HTTPConnection("localhost", server.port, timeout=60)
    line.request("GET", "/healthz")
    line.getresponse().read()
    line.close()
