"""The values that flow between blocks: the batch dim, and interned values that `is` compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.document.blocks import BATCH, Document
from builder.errors import ShapeError
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


class Flow(msgspec.Struct, eq=False, gc=False):
    """The values that enter a block; equal ones are one object while a memo remembers them, so they serve as keys.

    In place of an input that is left out before one that is given by name stands None. `call` holds the arguments of
    forward that are no tensors, of a function the numbers that are wired to it by name. `only` is the one tensor that
    enters, if it is one; `samples` says how many samples it brings along dim 0, where the batch stands there alone and
    nothing else is given, else 0.
    """

    values: tuple[Value, ...]
    call: Mapping[str, Any]
    only: TensorSpec | None = None
    samples: int = 0
    _single: Flow | None = None

    @property
    def given(self) -> tuple[Value, ...]:
        """The values without the gaps between them."""
        return tuple([value for value in self.values if value is not None])

    @property
    def single(self) -> Flow:
        """What enters for one sample in place of this, as far as the batch dim shows it; no memo knows it."""
        if self._single is None:
            call = {name: _ONE if value.__class__ is Batch else value for name, value in self.call.items()}
            self._single = new_flow(tuple([_of_one(value) for value in self.values]), call)  # type: ignore[misc]
        return self._single


_NO_CALL: Mapping[str, Any] = MappingProxyType({})


def new_flow(values: tuple[Value, ...], call: Mapping[str, Any]) -> Flow:
    """Return a flow of these values that no memo knows yet."""
    if len(values) != 1 or (only := values[0]).__class__ is not TensorSpec:
        return Flow(values, call)
    return Flow(values, call, only) if call else tensor_flow(values, tuple(map(type, only.shape)))  # type: ignore[arg-type]


def tensor_flow(values: tuple[TensorSpec], types: tuple[type, ...]) -> Flow:
    """Return a flow of one tensor that no memo knows yet, `types` being those of its dims."""
    (only,) = values
    has_samples = types.count(Batch) == 1 and types[0] is Batch
    return Flow(values, _NO_CALL, only, only.shape[0] if has_samples else 0)


def _of_one(value: Value | None) -> Value | None:
    if isinstance(value, TensorSpec):
        return TensorSpec(tuple([_ONE if dim.__class__ is Batch else dim for dim in value.shape]), value.dtype)
    if isinstance(value, SizeSpec):
        return SizeSpec(_ONE) if value.value.__class__ is Batch else value
    return None if value is None else tuple([_of_one(part) for part in value])


_ONE = Batch(1)
NOTHING = new_flow((), {})
"""What enters a tensor."""


def check_extent(value: tuple[Value | None, ...]) -> tuple[Value | None, ...]:
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


def are_equal(a: tuple[Value | None, ...], b: tuple[Value | None, ...]) -> bool:
    """Tell whether values are equal; the batch dim differs from another dim of the same size."""
    return a is b or list(map(value_key, a)) == list(map(value_key, b))


def value_key(value: Value | None) -> object:
    """Return a key in which the batch dim differs from another dim of the same size."""
    if isinstance(value, TensorSpec):
        return (value.shape, value.dtype, *map(type, value.shape))
    if isinstance(value, SizeSpec):
        return (SizeSpec, value.value, type(value.value))
    return None if value is None else tuple(map(value_key, value))


def input_values(document: Document) -> tuple[Value, ...]:
    """Return what enters the network."""
    batch = Batch(document.batch)
    return tuple(
        TensorSpec(tuple(batch if isinstance(dim, str) else dim for dim in entry.shape), entry.dtype)
        for entry in document.inputs
    )


def tensors(value: Value | None) -> Iterator[TensorSpec]:
    """Yield the tensors of a value, those of nested tuples in order."""
    if isinstance(value, TensorSpec):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from tensors(part)


def shapes(*values: Value) -> tuple[tuple[int, ...], ...]:
    """Return the shape of each tensor."""
    return tuple(tensor.shape for value in values for tensor in tensors(value))


def label(shape: tuple[int, ...]) -> str:
    """Write a shape as it stands on a wire.

    >>> label((Batch(2), 20))
    '[N, 20]'

    Args:
        shape: the batch, if there is one, as a `Batch`, which is written `N`; any other size as its number.
    """
    return f"[{', '.join(map(str, shape))}]"
