"""Every single small change to an example: most are still valid, some break it; torch says which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.catalogue.layers.kind import Argument, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from tests.catalogue.layers.oracle import DTYPES, Example


def variations(kind: str, sample: Example) -> Iterator[Example]:
    """Yield the example itself, then each change to one input, then each change to one argument."""
    yield sample
    for i, x in enumerate(sample.inputs):
        for changed in tensors(x):
            yield Example(sample.args, (*sample.inputs[:i], changed, *sample.inputs[i + 1 :]))
    for argument in CATALOGUE[kind].arguments:
        for value in values(argument, sample.args.get(argument.name, argument.default)):
            yield Example({**sample.args, argument.name: value}, sample.inputs)


def tensors(x: Value) -> Iterator[Value]:
    """Yield `x` with a dim one smaller or larger, fewer or more dims, or another dtype; in a tuple, one at a time."""
    if isinstance(x, tuple):
        for i, item in enumerate(x):
            yield from ((*x[:i], changed, *x[i + 1 :]) for changed in tensors(item))
        return
    for i, n in enumerate(x.shape):
        for changed in {max(n - 1, 1), n + 1} - {n}:
            yield TensorSpec((*x.shape[:i], changed, *x.shape[i + 1 :]), x.dtype)
    for shape in {x.shape[1:], x.shape[:-1], (*x.shape, 2), (3, *x.shape), (), (2, *[1] * (len(x.shape) - 1))} - {
        x.shape
    }:
        yield TensorSpec(shape, x.dtype)
    for dtype in DTYPES:
        yield TensorSpec(x.shape, dtype)


def values(argument: Argument, value: Any) -> Iterator[Any]:
    """Yield other values of one argument, within its bounds or just outside."""
    if argument.optional:
        yield None
    if argument.type == "bool":
        yield not value
    elif argument.type in ("choice", "ints"):
        yield from argument.choices
    elif argument.type == "dtype":
        yield from ("float32", "float64", "float16", "bfloat16")
    if isinstance(value, int) and argument.type in ("int", "ints"):
        yield from (value - 1, value + 1, value * 2)
    elif isinstance(value, (list, tuple)) and value:
        first = value[0] or 0
        yield from ([*value, first], list(value[1:]), [first + 1, *value[1:]], [*value[:-1], (value[-1] or 0) + 1])
    if argument.type == "ints" and isinstance(value, int):
        yield from ([value] * n for n in (1, 2, 3, 4, 6))
