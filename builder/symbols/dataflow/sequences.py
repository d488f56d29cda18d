"""Checks that recurrent and attention layers find the batch of the inputs at the dim where they expect it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.batch import LAYERS, STATES, STEPS, misplaced
from builder.interpreter.limits import Value
from builder.symbols.dataflow.sizes import Relation, Size
from builder.symbols.values import ModuleSymbol, Symbol, walk


def tells_batch(module: ModuleSymbol) -> bool:
    """Tell whether a layer inside declares which dim is the batch, as by `batch_first`."""
    return any(inner.kind in LAYERS for _, inner in walk(module) if inner.is_layer)


def misplaced_in(module: ModuleSymbol, operands: dict[str, Value]) -> int:
    """Count what a layer is given, by the names of its inputs, with the batch at another dim than it says."""
    if module.kind not in LAYERS:
        return 0
    shown = {name: _marks(value) for name, value in operands.items()}
    sequences = [dims for name in STEPS for dims in shown.get(name, ())]
    states = [dims for name in STATES for dims in shown.get(name, ())]
    return misplaced(_batch_first(module.args), sequences, states)


def misplaced_inside(module: ModuleSymbol, specs: tuple[Value, ...], calls: Mapping[str, Sequence[Any]]) -> int:
    """Count the same for the layers inside a class that was run with these inputs, by what they were given."""
    batch = next((size for spec in specs for size in _sizes(spec) if is_batch(size)), None)
    layers = dict(walk(module)) if calls and batch is not None else {}
    return sum(
        misplaced_in(
            inner,
            dict(zip(CATALOGUE[inner.kind].inputs, _mark_batch(calls[path][0][0], int(batch or 0)), strict=False)),
        )
        for path, inner in layers.items()
        if calls.get(path) and inner.is_layer and inner.kind in LAYERS
    )


def batch_dim(shape: tuple[int, ...], specs: tuple[Value, ...]) -> int | None:
    """Return which dim is likely the batch of what a class returns for inputs like these."""
    places = {i: size for spec in specs for i, size in enumerate(_sizes(spec)) if is_batch(size)}
    if not places or 0 in places:
        return 0 if places else None
    likely = [*places, 0]
    return next((i for i in likely if i < len(shape) and shape[i] in places.values()), None)


def _sizes(spec: Value) -> tuple[int, ...]:
    return spec.shape if isinstance(spec, TensorSpec) else ()


def _mark_batch(value: Value, batch: int) -> Value:
    """Return tensors in tuples with the batch known by its size."""
    if isinstance(value, TensorSpec):
        return TensorSpec(
            tuple(Size(n, Relation.BATCH if n == batch else Relation.INDEPENDENT) for n in value.shape), value.dtype
        )
    return tuple(_mark_batch(part, batch) for part in value) if isinstance(value, tuple) else value


def has_batch(value: Value) -> bool:
    """Tell whether the batch is a dim of some tensor in a value, or may be: nothing is known of its shape."""
    if isinstance(value, list | tuple):
        return any(map(has_batch, value))
    return not isinstance(value, Symbol) or value.shape is None or any(map(is_batch, value.shape))


def _batch_first(args: dict[str, Value]) -> bool:
    inner = args.get("encoder_layer") or args.get("decoder_layer")
    return _batch_first(inner["args"]) if isinstance(inner, dict) else bool(args.get("batch_first"))


def _marks(value: Value) -> list[list[bool]]:
    """Return of each tensor in a value which dims are the batch."""
    if isinstance(value, list | tuple) and not isinstance(value, TensorSpec):
        return [marks for item in value for marks in _marks(item)]
    return (
        [list(map(is_batch, value.shape))] if isinstance(value, Symbol | TensorSpec) and value.shape is not None else []
    )


def is_batch(size: int) -> bool:
    """Tell whether a size is the batch."""
    return isinstance(size, Size) and size.batch == Relation.BATCH
