"""What flows between blocks: the batch dim, and values made one object each, so that `is` compares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.document.blocks import BATCH, Document
from builder.layers.kind import TensorSpec, Value


class Batch(int):
    """The sample size of the batch dim: a number in all arithmetics, `N` on a wire."""

    __slots__ = ()

    def __str__(self) -> str:
        return BATCH


class Flow:
    """The values that enter a block; equal ones are one object while they are remembered, so they serve as keys."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.values = values


_LIMIT = 100_000
_known: dict[Any, Flow] = {}


def flow_of(*values: Value) -> Flow:
    """Return the one flow of these values."""
    key = tuple(map(_key, values))
    found = _known.get(key)
    if found is None:
        if len(_known) >= _LIMIT:
            _known.clear()
        found = _known.setdefault(key, Flow(values))
    return found


def _key(value: Value) -> object:
    """Tell values apart, the batch dim from a dim of its size too."""
    if isinstance(value, TensorSpec):
        return (value.shape, value.dtype, *map(type, value.shape))
    return tuple(map(_key, value))


def input_flow(document: Document) -> Flow:
    """Return what enters the network."""
    batch = Batch(document.batch)
    return flow_of(
        *(
            TensorSpec(tuple(batch if isinstance(dim, str) else dim for dim in entry.shape), entry.dtype)
            for entry in document.inputs
        )
    )


def tensors(value: Value) -> Iterator[TensorSpec]:
    """Yield the tensors of a value, those of nested tuples in order."""
    if isinstance(value, TensorSpec):
        yield value
    else:
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
