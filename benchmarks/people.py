"""Thirty people editing at once, each a document of 50 blocks, beside one person on the same server.

A person is a websocket that speaks Streamlit's own protocol, as a browser does, and draws nothing: thirty browsers
would take the machine from the server that is measured. An edit lasts from sending it to the canvas's data that
acknowledges it.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.documents import blocks
from benchmarks.figure import Figure
from benchmarks.measuring import p95
from benchmarks.server import APP, Server, serving

PEOPLE = 30
BLOCKS = 50
PACE = 2.0
"""Seconds between two edits of one person, half as many to half as many again."""
SECONDS = 12.0
ROUNDS = 3
REST = 12.0
"""Seconds without a rerun; after five the server collects its garbage."""
PATIENCE = 30.0
"""Seconds after which an edit counts as lost, and the figure as broken."""
BUILD = "nnblocks.build"


@dataclass
class Person:
    """One session: what the browser would hold of it."""

    name: str
    address: str
    socket: ClientConnection
    page: str = ""
    widget: str = ""
    document: str = ""
    acknowledged: int = 0
    edits: int = 0
    reruns: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    waits: list[float] = field(default_factory=list)

    async def open(self) -> None:
        """Ask for the page and wait until the canvas is there."""
        await self.socket.send(self.request())
        while not self.widget or not self.reruns:
            await self.hear()

    def request(self, command: Mapping[str, object] | None = None) -> bytes:
        """Return the message by which a browser asks for a run of the script, with what the canvas sends."""
        message = BackMsg()
        message.rerun_script.query_string = urlsplit(self.address).query
        message.rerun_script.page_script_hash = self.page
        if command is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{self.widget}__events"
            state.json_trigger_value = json.dumps([{"event": "commands", "value": command}])
        return bytes(message.SerializeToString())

    async def hear(self) -> None:
        """Take one message of the server."""
        message = ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            self.reruns += 1
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.new_element.bidi_component.component_name == BUILD:
            component = message.delta.new_element.bidi_component
            shown = json.loads(component.json or component.mixed.json)
            self.widget, self.document = component.id, shown["document"]
            self.acknowledged = shown["ack"].get(self.name, 0)
            self.news.set()

    async def listen(self) -> None:
        """Take messages until cancelled."""
        while True:
            await self.hear()

    async def edit(self) -> None:
        """Change the width of the first layer and wait until that is acknowledged."""
        self.edits += 1
        edit = {"edit": "set_argument", "id": "linear0_0", "argument": "out_features", "value": 32 + self.edits % 97}
        batch = {"client": self.name, "document": self.document, "commands": [{"number": self.edits, "edit": edit}]}
        start = time.perf_counter()
        await self.socket.send(self.request(batch))
        async with asyncio.timeout(PATIENCE):
            while self.acknowledged < self.edits:
                self.news.clear()
                await self.news.wait()
        self.waits.append(time.perf_counter() - start)

    async def work(self, seconds: float) -> None:
        """Edit at a person's pace."""
        chance = random.Random(self.name)
        end = time.perf_counter() + seconds
        await asyncio.sleep(chance.uniform(0, PACE))
        while time.perf_counter() < end:
            await self.edit()
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PACE)


@dataclass
class Round:
    """What one spell of editing took."""

    p95: float
    cpu_per_rerun: float


def figures() -> Iterator[Figure]:
    """Take the figures; one person and thirty take turns on one server."""
    with tempfile.TemporaryDirectory() as folder, serving(APP, Path(folder)) as server:
        addresses = [server.keep(blocks(BLOCKS)) for _ in range(2 * PEOPLE + 1)]
        one, many, memory = asyncio.run(_rounds(server, addresses))
    what = f"{PEOPLE} people editing {BLOCKS} blocks, an edit every {PACE:.0f} s each"
    yield Figure(
        f"{what}, p95", [spell.p95 for spell in many], "one person, p95", [spell.p95 for spell in one],
        bar="500 ms", at_most=0.5,
    )  # fmt: skip
    yield Figure(
        f"{what}, server CPU a rerun", [spell.cpu_per_rerun for spell in many], "one person",
        [spell.cpu_per_rerun for spell in one], bar="50 CPU-ms", at_most=0.05,
    )  # fmt: skip
    yield Figure(f"{what}, memory a session", [memory], unit="B", bar="1 MB", at_most=1e6)


async def _rounds(server: Server, addresses: list[str]) -> tuple[list[Round], list[Round], float]:
    """Let a crowd come and edit, then as many again: what the second adds is what sessions cost, warm-ups paid."""
    first, *crowd = [await _arrive(f"person{i}", address, server) for i, address in enumerate(addresses[: PEOPLE + 1])]
    await _spell(server, [first, *crowd])
    before = await _memory(server)
    later = [await _arrive(f"later{i}", address, server) for i, address in enumerate(addresses[PEOPLE + 1 :])]
    await _spell(server, later)
    memory = (await _memory(server) - before) / len(later)
    for person in later:
        await person.socket.close()
    one: list[Round] = []
    many: list[Round] = []
    for _ in range(ROUNDS):
        one.append(await _spell(server, [first]))
        many.append(await _spell(server, crowd))
    for person in (first, *crowd):
        await person.socket.close()
    return one, many, memory


async def _arrive(name: str, address: str, server: Server) -> Person:
    socket = await connect(
        f"ws://localhost:{server.port}/_stcore/stream", subprotocols=["streamlit"], origin=server.url,  # type: ignore[list-item, arg-type]
        max_size=None, ping_interval=None,
    )  # fmt: skip
    person = Person(name, address, socket)
    await person.open()
    return person


async def _spell(server: Server, people: list[Person]) -> Round:
    listeners = [asyncio.create_task(person.listen()) for person in people]
    reruns, cpu = sum(person.reruns for person in people), _cpu(server)
    for person in people:
        person.waits.clear()
    await asyncio.gather(*(person.work(SECONDS) for person in people))
    await asyncio.sleep(0.5)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    waits = [wait for person in people for wait in person.waits]
    return Round(p95(waits), (_cpu(server) - cpu) / (sum(person.reruns for person in people) - reruns))


def _cpu(server: Server) -> float:
    times = psutil.Process(server.child.pid).cpu_times()
    return float(times.user + times.system)


async def _memory(server: Server) -> float:
    """Return the bytes that the server's process holds itself (RssAnon), once it has collected its garbage."""
    await asyncio.sleep(REST)
    lines = Path(f"/proc/{server.child.pid}/status").read_text().splitlines()
    return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))
