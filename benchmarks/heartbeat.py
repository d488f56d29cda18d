"""How late a thread wakes in a process in which another works on the largest documents, as the server's threads do.

Pure Python gives the others a turn every few milliseconds; what keeps them waiting is one long call into C: reading
JSON, a search, a copy, the garbage collector. So each step is taken by itself, and the latest beat is the sample,
in CPU seconds of this process: what others on the machine do then does not count.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator

import msgspec

from benchmarks.figure import Figure
from builder import Document, analyse, to_dot, to_source
from builder.document.blocks import Definition, Graph, Instance, Layer, Repeat, Sequential
from builder.jobs.service import pool
from builder.targets.summary import summary
from ui.life import SWITCH, YOUNG
from ui.server.reading import Reading
from ui.server.trials import Trials
from ui.server.view import tree

BLOCKS = 19_900
BEAT = 0.01
"""Seconds between two beats."""
LATE = 1.0


def figures() -> Iterator[Figure]:
    """Take the figures."""
    gc.collect()
    gc.freeze()  # as the server does when it has started
    gc.set_threshold(*YOUNG)
    sys.setswitchinterval(SWITCH)
    for name, document in _documents().items():
        text = document.to_json()
        for step, action in _steps(text, document).items():
            gc.collect()
            yield Figure(f"latest beat, {name}, {step}", [_latest(action)], bar="1 CPU-s", at_most=LATE)


def _steps(text: str, document: Document) -> dict[str, Callable[[], object]]:
    reading = Reading(document, Trials(pool))
    return {
        "from_json": lambda: Document.from_json(text),
        "analyse": lambda: _anew(document),
        "canvas": lambda: msgspec.json.encode(tree(reading)),
        "to_source": lambda: to_source(document),
        "summary": lambda: summary(analyse(document)),
        "to_dot": lambda: to_dot(document),
    }


def _anew(document: Document) -> object:
    return analyse(msgspec.structs.replace(document)).problems


def _latest(action: Callable[[], object]) -> float:
    """Return how much was computed, at most, while a beat was due and an action ran in another thread."""
    late, over = [0.0], threading.Event()

    def beat() -> None:
        while not over.is_set():
            before = time.process_time()
            time.sleep(BEAT)
            late[0] = max(late[0], time.process_time() - before - BEAT)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        action()
    finally:
        over.set()
        thread.join()
    return late[0]


def _linear(id: str, width: int | str, name: str | None = None) -> Layer:
    return Layer(id=id, name=name, kind="Linear", args={"in_features": "auto", "out_features": width})


def _documents() -> dict[str, Document]:
    """Return the largest documents of each kind."""
    layers = tuple(_linear(f"l{i}", i + 1) for i in range(BLOCKS))
    nodes = tuple(_linear(f"l{i}", 20, f"n{i}") for i in range(BLOCKS))
    wires: dict[str, tuple[str, ...]] = {f"n{i}": (f"n{i - 1}" if i else "x",) for i in range(BLOCKS)}
    own = Definition(class_name="Own", args={"w": 20}, root=Sequential(id="r", children=(_linear("a", "=w"),)))
    instances = tuple(Instance(id=f"i{i}", definition="Own", args={"w": i + 1}) for i in range(BLOCKS // 4))
    return {
        "sequential": Document(root=Sequential(id="root", children=layers)),
        "graph": Document(root=Graph(id="root", nodes=nodes, wires=wires, outputs=(f"n{BLOCKS - 1}",))),
        "repeat": Document(root=Repeat(id="root", count=BLOCKS, child=_linear("a", 20))),
        "definitions": Document(root=Sequential(id="root", children=instances), definitions=(own,)),
        "16 MB of names": Document(
            root=Sequential(
                id="root",
                children=tuple(Sequential(id=f"s{i}", class_name="Own", extra_repr="x" * 3_900) for i in range(4_000)),
            )
        ),
    }
