"""What written classes do with their inputs, as a run has shown it: a memory, and the runner that fills it.

A class written as text has no rule for its shapes, so an object of it is run, on the meta device or on numbers. By
default that is done here and now, by `builder.module`, which is found by its name since it lies above and needs torch.
A process that runs no code of a person's own sets another runner, which may answer later: until then the shape is
being found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

import msgspec

from builder.analysis.memo import MEMO
from builder.document.blocks import ArgumentValue, Written
from builder.layers.kind import TensorSpec, Value

_MOST = 2_000


class Asked(NamedTuple):
    """What is asked about: an object of a written class, by its text, name and arguments, on tensors like these."""

    source: str
    class_name: str
    args: str
    """As JSON."""
    inputs: tuple[Value, ...]

    @property
    def given(self) -> dict[str, ArgumentValue]:
        """The arguments."""
        decoded: dict[str, ArgumentValue] = msgspec.json.decode(self.args)
        return decoded


Call: TypeAlias = "tuple[tuple[Value, ...], Value | None]"
"""What entered a module in one run of it, and what it returned."""


class Shown(NamedTuple):
    """What a run has shown.

    `output` is None where it failed, for a `problem` at a line and column of the text, 0 where that is not known.
    `calls` are those of the modules inside by path, `printed` is `str()` of the object, `warning` is what torch says
    against going backwards through it. `mended` is the argument and the value with which it would not have failed.
    """

    output: Value | None
    calls: Mapping[str, tuple[Call, ...]] = {}
    multiply_adds: int = 0
    printed: str = ""
    problem: str | None = None
    hint: str | None = None
    line: int = 0
    column: int = 0
    warning: str | None = None
    mended: tuple[str, int] | None = None


Runner: TypeAlias = Callable[[Asked], Shown | None]
"""Answers, or returns None and calls `remember` later."""


def asked_of(block: Written, inputs: tuple[Value, ...]) -> Asked:
    """Return the question about one block."""
    return question(block.source, block.class_name, block.args, inputs)


def question(source: str, class_name: str, args: dict[str, ArgumentValue], inputs: tuple[Value, ...]) -> Asked:
    """Return the question about an object of a written class; the batch is a number like any other in it."""
    return Asked(source, class_name, msgspec.json.encode(args).decode(), tuple(map(_plain, inputs)))


def _plain(value: Value) -> Value:
    if isinstance(value, TensorSpec):
        return TensorSpec(tuple(map(int, value.shape)), value.dtype)
    return tuple(None if part is None else _plain(part) for part in value)


class _Memory:
    """What runs have shown, and the runner of this process."""

    def __init__(self) -> None:
        self.shown: dict[Asked, Shown] = {}
        self.runner: Runner = _run_here
        self.answers = 0
        self.lock = Lock()


def _run_here(asked: Asked) -> Shown | None:
    shown: Shown = import_module("builder.module.trial").tried(asked)
    return shown


_memory = _Memory()


def set_runner(runner: Runner | None) -> None:
    """Let this process ask `runner` for what is not known; None is the usual one, which runs it here and now."""
    _memory.runner = runner or _run_here


def remember(asked: Asked, shown: Shown) -> None:
    """Keep what a run has shown; analyses that waited for it are made anew."""
    with _memory.lock:
        if len(_memory.shown) >= _MOST:
            _memory.shown.clear()
        _memory.shown[asked] = shown
    MEMO.clear_containers()
    _memory.answers += 1


def answers() -> int:
    """Return how many answers have come later; an analysis that waits for one is worth making anew after the next."""
    return _memory.answers


def shown(asked: Asked) -> Shown | None:
    """Return what a run shows, or None while it is being found."""
    found = _memory.shown.get(asked)
    if found is None:
        found = _memory.runner(asked)
        if found is not None:
            with _memory.lock:
                _memory.shown[asked] = found
    return found


def forget() -> None:
    """Forget everything, as at the start of a process."""
    with _memory.lock:
        _memory.shown.clear()
    MEMO.clear_containers()


def asked_to_json(asked: Asked) -> str:
    """Write a question for another process."""
    return msgspec.json.encode((*asked[:3], tuple(map(_told, asked.inputs)))).decode()


def asked_from_json(text: str) -> Asked:
    """Read a question from another process."""
    source, class_name, args, inputs = msgspec.json.decode(text)
    return Asked(source, class_name, args, tuple(_read(value) for value in inputs))  # type: ignore[misc]


def shown_to_json(shown: Shown) -> str:
    """Write an answer for another process."""
    calls = {
        path: [(tuple(map(_told, inputs)), _told(output)) for inputs, output in made]
        for path, made in shown.calls.items()
    }
    return msgspec.json.encode((_told(shown.output), calls, *shown[2:])).decode()


def shown_from_json(text: str) -> Shown:
    """Read an answer from another process."""
    output, calls, *rest = msgspec.json.decode(text)
    made = {
        path: tuple((tuple(_read(value) for value in inputs), _read(given)) for inputs, given in found)
        for path, found in calls.items()
    }
    return Shown(_read(output), made, *rest)  # type: ignore[arg-type]


def _told(value: Value | None) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(value, TensorSpec):
        return {"shape": value.shape, "dtype": value.dtype}
    return None if value is None else [_told(part) for part in value]


def _read(value: Any) -> Value | None:  # noqa: ANN401 - plain JSON
    if isinstance(value, dict):
        return TensorSpec(tuple(value["shape"]), value["dtype"])
    return None if value is None else tuple(map(_read, value))
