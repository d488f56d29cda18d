"""What is asked about written classes and their inputs, what a run has shown of them, and both as JSON.

A class written as text has no rule for its shapes, so an object of it is run, on the meta device or on numbers. Whoever
needs to know is given a runner: `builder.local` has one that does it here and now. A process that runs no code of a
person's own has another, which may answer later: until then the shape is being found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.document.blocks import ArgumentValue, Written
from builder.sentences import Sentence, say


class Question(NamedTuple):
    """What is asked about: an object of a written class, by its text, name and arguments, on tensors like these."""

    source: str
    class_name: str
    args: str
    """As JSON."""
    inputs: tuple[Value, ...]
    brief: bool = False
    """Whether of a failure no more is asked than that it fails: other inputs will be tried."""

    @property
    def given(self) -> dict[str, ArgumentValue]:
        """The arguments."""
        decoded: dict[str, ArgumentValue] = msgspec.json.decode(self.args)
        return decoded


Call: TypeAlias = "tuple[tuple[Value, ...], Value | None]"
"""What entered a module in one run of it, and what it returned."""


class RunResult(NamedTuple):
    """What a run has shown.

    `output` is None where it failed, for a `problem` at a line and column of the text, 0 where that is not known.
    `calls` are those of the modules inside by path, `printed` is `str()` of the object before it runs, and `decided`
    after, where it has lazy layers; `warning` is what torch says
    against going backwards through it; `changed` are the inputs that it changed in place, `handed` those whose memory
    it returned. `mended` is the argument and the value with which it would not have failed.
    `keyed` says that it returned a dict, or one among others: it is told as the tuple of what it holds. `kept` says
    that it returned memory that it keeps itself, as a buffer.
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
    changed: tuple[int, ...] = ()
    handed: tuple[int, ...] = ()
    decided: str = ""
    keyed: bool = False
    kept: bool = False


Runner: TypeAlias = Callable[[Question], RunResult | None]
"""Answers, or returns None where the answer is still to come."""


def a_dict() -> str:
    """Say that a forward returns a dict, where it may not: a graph takes results by their place."""
    return say("module.forward-returns", what=Sentence(say("module.a-type", name="dict")))


def asked_of(block: Written, inputs: tuple[Value, ...]) -> Question:
    """Return the question about one block."""
    return question(block.source, block.class_name, block.args, inputs)


def question(
    source: str, class_name: str, args: dict[str, ArgumentValue], inputs: tuple[Value, ...], brief: bool = False
) -> Question:
    """Return the question about an object of a written class; the batch is a number like any other in it."""
    return Question(source, class_name, msgspec.json.encode(args).decode(), tuple(map(_plain, inputs)), brief)


def _plain(value: Value) -> Value:
    if isinstance(value, TensorSpec):
        return TensorSpec(tuple(map(int, value.shape)), value.dtype)
    if isinstance(value, SizeSpec):
        return SizeSpec(int(value.value))
    return tuple(None if part is None else _plain(part) for part in value)


def asked_to_json(asked: Question) -> str:
    """Write a question for another process."""
    return msgspec.json.encode((*asked[:3], tuple(map(_to_json, asked.inputs)), asked.brief)).decode()


def asked_from_json(text: str) -> Question:
    """Read a question from another process."""
    source, class_name, args, inputs, brief = msgspec.json.decode(text)
    return Question(source, class_name, args, tuple(_from_json(value) for value in inputs), brief)  # type: ignore[misc]


def shown_to_json(shown: RunResult) -> str:
    """Write an answer for another process."""
    calls = {
        path: [(tuple(map(_to_json, inputs)), _to_json(output)) for inputs, output in made]
        for path, made in shown.calls.items()
    }
    return msgspec.json.encode((_to_json(shown.output), calls, *shown[2:])).decode()


def shown_from_json(text: str) -> RunResult:
    """Read an answer from another process."""
    output, calls, *rest = msgspec.json.decode(text)
    made = {
        path: tuple((tuple(_from_json(value) for value in inputs), _from_json(given)) for inputs, given in found)
        for path, found in calls.items()
    }
    parts = (tuple(part) if isinstance(part, list) else part for part in rest)
    return RunResult(_from_json(output), made, *parts)  # type: ignore[arg-type]


def _to_json(value: Value | None) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(value, TensorSpec):
        return {"shape": value.shape, "dtype": value.dtype}
    if isinstance(value, SizeSpec):
        return value.value
    return None if value is None else [_to_json(part) for part in value]


def _from_json(value: Any) -> Value | None:  # noqa: ANN401 - plain JSON
    if isinstance(value, dict):
        return TensorSpec(tuple(value["shape"]), value["dtype"])
    if isinstance(value, int):
        return SizeSpec(value)
    return None if value is None else tuple(map(_from_json, value))
