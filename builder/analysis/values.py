"""What flows between blocks: the batch dim, and values made one object each, so that `is` compares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from builder.document.blocks import BATCH, Document
from builder.errors import ShapeError
from builder.layers.kind import TensorSpec, Value
from builder.sentences import say

MAX_LEAVES = 1024
"""Tensors in one value, in as many tuples at most, each counted as often as it is met."""
MAX_NESTING = 16
"""Tuples inside each other."""


class Batch(int):
    """The sample size of the batch dim: a number in all arithmetics, `N` on a wire."""

    __slots__ = ()

    def __str__(self) -> str:
        return BATCH


class Flow:
    """The values that enter a block; equal ones are one object while they are remembered, so they serve as keys.

    In place of an input that is left out before one that is given by name stands None. `call` holds the arguments of
    forward that are no tensors.
    """

    __slots__ = ("_samples", "_single", "call", "values")

    def __init__(self, values: tuple[Value, ...], call: dict[str, Any]) -> None:
        self.values = values
        self.call = call
        self._single: Flow | None = None
        self._samples: int | None = None

    @property
    def given(self) -> tuple[Value, ...]:
        """The values without the gaps between them."""
        return tuple([value for value in self.values if value is not None])

    @property
    def samples(self) -> int:
        """How many samples enter along dim 0: where this is one tensor with the batch there alone, else 0."""
        if self._samples is None:
            value = self.values[0] if len(self.values) == 1 and not self.call else None
            dims = [dim.__class__ is Batch for dim in value.shape] if isinstance(value, TensorSpec) else []
            self._samples = int(value.shape[0]) if dims.count(True) == 1 and dims[0] else 0  # type: ignore[union-attr]
        return self._samples

    @property
    def single(self) -> Flow:
        """What enters for one sample in place of this, as far as the batch dim shows it."""
        if self._single is None:
            values = tuple([_of_one(value) for value in self.values])
            if self.call or None in values:
                self._single = flow_into_call(values, self.call)
            else:
                self._single = flow_of(*values)  # type: ignore[arg-type]
        return self._single


def _of_one(value: Value | None) -> Value | None:
    if isinstance(value, TensorSpec):
        return TensorSpec(tuple([_ONE if dim.__class__ is Batch else dim for dim in value.shape]), value.dtype)
    return None if value is None else tuple([_of_one(part) for part in value])


_ONE = Batch(1)


_LIMIT = 100_000
_known: dict[Any, Flow] = {}


def flow_of(*values: Value) -> Flow:
    """Return the one flow of these values."""
    key = tuple(map(_key, values))
    found = _known.get(key)
    return found or _made(key, values, {})


def flow_into_call(values: tuple[Value | None, ...], call: dict[str, Any]) -> Flow:
    """Return the one flow of these values, some of them left out, into a forward that is given `call` besides."""
    key = (_CALL, encode(call), *map(_key, values))
    return _known.get(key) or _made(key, values, call)


def bounded(value: tuple[Value | None, ...]) -> tuple[Value | None, ...]:
    """Return a tuple that is about to be handed on.

    Raises:
        ShapeError: it holds too much: tuples of one value twice double what is in it at each step.
    """
    leaves = 0
    level: list[tuple[Value | None, ...]] = [value]
    for _ in range(MAX_NESTING):
        parts = [part for inner in level for part in inner]
        level = [part for part in parts if isinstance(part, tuple)]
        leaves += len(parts) - len(level)
        if leaves + len(level) > MAX_LEAVES:
            raise ShapeError(say("analysis.values.many", limit=MAX_LEAVES), hint=say("analysis.values.many.hint"))
        if not level:
            return value
    raise ShapeError(say("analysis.values.deep", limit=MAX_NESTING), hint=say("analysis.values.deep.hint"))


def are_equal(a: Flow, b: Flow) -> bool:
    """Tell whether two flows hold the same, those that were forgotten meanwhile included."""
    return a is b or (list(map(_key, a.values)) == list(map(_key, b.values)) and a.call == b.call)


_CALL = object()
encode = msgspec.json.Encoder(order="sorted").encode


def _made(key: Any, values: tuple[Value | None, ...], call: dict[str, Any]) -> Flow:  # noqa: ANN401
    if len(_known) >= _LIMIT:
        _known.clear()
    return _known.setdefault(key, Flow(values, call))  # type: ignore[arg-type]


def _key(value: Value | None) -> object:
    """Tell values apart, the batch dim from a dim of its size too."""
    if isinstance(value, TensorSpec):
        return (value.shape, value.dtype, *map(type, value.shape))
    return None if value is None else tuple(map(_key, value))


def input_flow(document: Document) -> Flow:
    """Return what enters the network."""
    batch = Batch(document.batch)
    return flow_of(
        *(
            TensorSpec(tuple(batch if isinstance(dim, str) else dim for dim in entry.shape), entry.dtype)
            for entry in document.inputs
        )
    )


def tensors(value: Value | None) -> Iterator[TensorSpec]:
    """Yield the tensors of a value, those of nested tuples in order."""
    if isinstance(value, TensorSpec):
        yield value
    elif value is not None:
        for part in value:
            yield from tensors(part)


def shapes(*values: Value) -> tuple[tuple[int, ...], ...]:
    """Return the shape of each tensor."""
    return tuple(tensor.shape for value in values for tensor in tensors(value))


def label(shape: tuple[int, ...]) -> str:
    """Write a shape as it stands on a wire.

    >>> label((Batch(2), 20))
    '[N, 20]'
    """
    return f"[{', '.join(map(str, shape))}]"
