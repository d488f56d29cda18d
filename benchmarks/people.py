"""Thirty people editing at once, each a document of 50 blocks, beside one person on the same server.

A person is a websocket that speaks Streamlit's own protocol, as a browser does, and a connection for edits, and draws
nothing: thirty browsers would take the machine from the server that is measured. An edit lasts from sending it to the
answer that acknowledges it; the pane's text, which a canvas fetches afterwards, is fetched too.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.documents import blocks
from benchmarks.figure import Figure
from benchmarks.samples import p95
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
AGAIN = 1.0
"""Seconds after which an edit is sent again that the server could not make just then."""
BUILD = "nnblocks.build"


@dataclass
class Person:
    """One session: what the browser would hold of it."""

    name: str
    address: str
    socket: ClientConnection
    edits: int = 0
    drawn: bool = False
    token: str = ""
    waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        self.document = parse_qs(parts.query)["d"][0]
        self.line = HTTPConnection(parts.netloc, timeout=PATIENCE)

    async def open(self) -> None:
        """Ask for the page and wait until the canvas is there."""
        message = BackMsg()
        parts = urlsplit(self.address)
        message.rerun_script.query_string, message.rerun_script.page_name = parts.query, parts.path.strip("/")
        await self.socket.send(bytes(message.SerializeToString()))
        while not self.drawn:
            await self.hear()

    async def hear(self) -> None:
        """Take one message of the server."""
        message = ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.bidi_component.component_name == BUILD:
            component = message.delta.new_element.bidi_component
            self.token = json.loads(component.json or component.mixed.json)["token"]
        elif kind == "script_finished":
            self.drawn = bool(self.token)

    async def listen(self) -> None:
        """Take messages until cancelled."""
        while True:
            await self.hear()

    async def edit(self) -> None:
        """Change the width of the first layer, as the canvas does; then fetch the text of the pane."""
        self.edits += 1
        edit = {"edit": "set_argument", "id": "linear0_0", "argument": "out_features", "value": 32 + self.edits % 97}
        commands = [{"number": self.edits, "edit": edit}]
        question = {"client": self.name, "commands": commands, "base": self.token, "canvas": True, "stamp": 0}
        start = time.perf_counter()
        answer = json.loads(await asyncio.to_thread(self.ask, "POST", "exchange", question))["build"]
        self.waits.append(time.perf_counter() - start)
        if answer["ack"][self.name] < self.edits:
            raise RuntimeError(f"{self.name}'s edit {self.edits} was not made")
        self.token = answer["token"]
        await asyncio.to_thread(self.ask, "GET", "pane", None, f"/{self.token}/code")

    def ask(self, method: str, about: str, question: Mapping[str, object] | None, rest: str = "") -> bytes:
        """Send a request by this person's own connection and return the answer's text."""
        body = None if question is None else json.dumps(question)
        try:
            self.line.request(method, f"/nnblocks/{about}/{self.document}{rest}", body)
            answer = self.line.getresponse()
        except (BrokenPipeError, ConnectionResetError, RemoteDisconnected):
            # The server lets go of a connection after five seconds of silence; a browser too begins another.
            self.line.close()
            return self.ask(method, about, question, rest)
        text = answer.read()
        if answer.status == 503:
            # The canvas sends it again too, and the person waits meanwhile.
            time.sleep(AGAIN)
            return self.ask(method, about, question, rest)
        if answer.status != 200:
            raise RuntimeError(f"{method} {about}: {answer.status} {text[:200]!r}")
        return text

    async def close(self) -> None:
        """Go away."""
        self.line.close()
        await self.socket.close()

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
    cpu_per_edit: float


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
        f"{what}, server CPU an edit", [spell.cpu_per_edit for spell in many], "one person",
        [spell.cpu_per_edit for spell in one], bar="50 CPU-ms", at_most=0.05,
    )  # fmt: skip
    yield Figure(f"{what}, memory a session", [memory], unit="B", bar="1 MB", at_most=1e6)


async def _rounds(server: Server, addresses: list[str]) -> tuple[list[Round], list[Round], float]:
    """Let a crowd come and edit, then as many again: what the second adds is what sessions cost, warm-ups paid."""
    first, *crowd = [await arrive(f"person{i}", address, server) for i, address in enumerate(addresses[: PEOPLE + 1])]
    await spell(server, [first, *crowd])
    before = await _memory(server)
    later = [await arrive(f"later{i}", address, server) for i, address in enumerate(addresses[PEOPLE + 1 :])]
    await spell(server, later)
    memory = (await _memory(server) - before) / len(later)
    for person in later:
        await person.close()
    one: list[Round] = []
    many: list[Round] = []
    for _ in range(ROUNDS):
        one.append(await spell(server, [first]))
        many.append(await spell(server, crowd))
    for person in (first, *crowd):
        await person.close()
    return one, many, memory


async def arrive(name: str, address: str, server: Server) -> Person:
    """Open a page as a new session."""
    socket = await connect(
        f"ws://localhost:{server.port}/_stcore/stream", subprotocols=["streamlit"], origin=server.url,  # type: ignore[list-item, arg-type]
        max_size=None, ping_interval=None,
    )  # fmt: skip
    person = Person(name, address, socket)
    await person.open()
    return person


async def spell(server: Server, people: list[Person], seconds: float = SECONDS) -> Round:
    """Let people edit for so long; what each waited stays with them."""
    listeners = [asyncio.create_task(person.listen()) for person in people]
    edits, cpu = sum(person.edits for person in people), _cpu(server)
    for person in people:
        person.waits.clear()
    await asyncio.gather(*(person.work(seconds) for person in people))
    await asyncio.sleep(0.5)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    waits = [wait for person in people for wait in person.waits]
    return Round(p95(waits), (_cpu(server) - cpu) / (sum(person.edits for person in people) - edits))


def _cpu(server: Server) -> float:
    times = psutil.Process(server.child.pid).cpu_times()
    return float(times.user + times.system)


async def _memory(server: Server) -> float:
    """Return the bytes that the server's process holds itself (RssAnon), once it has collected its garbage."""
    await asyncio.sleep(REST)
    lines = Path(f"/proc/{server.child.pid}/status").read_text().splitlines()
    return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))
