"""What one person sends to hold the others up, and the process that sends it, so that its work is not the people's.

`PAYLOADS` is data: requests to the one document of that person. a further kind is added there.
It is run as `python -m benchmarks.payloads PORT DOCUMENT NAME`: it says `ready`, sends until its input ends, waits for
what is on its way, and then prints how often each answer came. It imports nothing large and writes all bodies first.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any

AT_ONCE = 8
"""Requests that are on their way at once."""
PATIENCE = 30.0
"""Seconds that an answer may take."""
SHOWN = 60
"""Characters of an answer's first sentence that are printed."""
ALL = "all of them in turn"

_REFUSED = b'"refused":'
_FEW = 100_000
"""Bytes of an answer in which its refused edits end."""

_NAME = {"edit": "set_name", "name": "new"}
_WIDE = {"edit": "set_argument", "id": "linear0_0", "argument": "out_features"}


def _commands(*edits: dict[str, Any], step: str | None = None) -> bytes:
    commands = [{"number": i + 1, "edit": edit} | ({"step": step} if step else {}) for i, edit in enumerate(edits)]
    return json.dumps(commands).encode()


def _sent(child: dict[str, Any]) -> bytes:
    return _commands({"edit": "insert", "parent": "root", "index": 0, "block": child})


def _layers(count: int) -> list[dict[str, Any]]:
    args = {"in_features": "auto", "out_features": 8}
    return [{"block": "layer", "id": f"h{i}", "kind": "Linear", "args": args} for i in range(count)]


PAYLOADS: dict[str, bytes] = {
    "a block as its own parent": _commands({"edit": "define", "ids": ["linear0_0"], "class_name": "A", "id": "root"}),
    "a sibling's id": _commands({"edit": "define", "ids": ["linear0_0"], "class_name": "A", "id": "relu0_1"}),
    "3,000 edits": _commands(*[_NAME] * 3_000),
    "a step of 100,000": _commands(*[_NAME] * 100_000, step="s"),
    "as many as a request holds": _commands(*({**_WIDE, "value": 8 + i % 50} for i in range(100))),
    "JSON 50,000 deep": b'[{"number":1,"edit":{"edit":' + b"[" * 50_000 + b"]" * 50_000 + b"}}]",
    "a value of 100,000 numbers": _commands({**_WIDE, "value": list(range(100_000))}),
    "a power of ten": _commands({**_WIDE, "value": "=round(1,-9999999)"}),
    "19,000 layers": _sent({"block": "sequential", "id": "many", "children": _layers(19_000)}),
    "30 MB of text": _commands({**_NAME, "name": "x" * 30_000_000}),
}


@dataclass
class Sender:
    """One person who waits for no answer."""

    port: int
    path: str
    bodies: list[bytes]
    answers: Counter[str] = field(default_factory=Counter)
    over: bool = False

    def send(self, first: int) -> None:
        """Send the bodies in turn until it is over, each by a client of its own: what one has sent is made once."""
        for number in count():
            if self.over:
                return
            body = self.bodies[(first + number) % len(self.bodies)]
            client = f"h{first}.{number}"
            self.answers[self._answer(client, f'{{"client":"{client}","commands":'.encode(), body)] += 1

    def _answer(self, client: str, start: bytes, commands: bytes) -> str:
        """Send one body; return the answer's status and what it says to that client, or why there is none."""
        line = HTTPConnection("localhost", self.port, timeout=PATIENCE)
        length = {"Content-Length": str(len(start) + len(commands) + 1)}
        try:
            line.request("POST", self.path, iter((start, commands, b"}")), length)
            answer = line.getresponse()
            text = answer.read()
        except (HTTPException, OSError) as error:
            return f"none: {type(error).__name__}"
        finally:
            line.close()
        return f"{answer.status} {_said(text, client)}"


def _said(text: bytes, client: str) -> str:
    """Return the sentence of an answer: why it is none, or why that client's edit was not made."""
    if not text.startswith(b"{"):
        return text.decode()[:SHOWN]
    # Reading megabytes would take the time of the processor from the server and the people.
    refused, _ = json.JSONDecoder().raw_decode(
        text[text.index(_REFUSED) + len(_REFUSED) :][:_FEW].decode(errors="ignore")
    )
    return next((one["problem"][:SHOWN] for one in refused if one["client"] == client), "made")


def main(port: str, document: str, name: str) -> None:
    """Send until the input ends."""
    bodies = list(PAYLOADS.values()) if name == ALL else [PAYLOADS[name]]
    sender = Sender(int(port), f"/nnblocks/exchange/{document}", bodies)
    print("ready", flush=True)
    threads = [threading.Thread(target=sender.send, args=(first,), daemon=True) for first in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    sender.over = True
    for thread in threads:
        thread.join(PATIENCE)
    print(json.dumps(sender.answers), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
