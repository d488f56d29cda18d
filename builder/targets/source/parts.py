"""What modules and functions return as tuples, and how these are taken apart: `output, (hidden, cell) = ...`."""

from __future__ import annotations

from typing import TypeAlias

from builder.catalogue.layers.validation import explicit
from builder.document.blocks import Block, Function, Graph, Layer, Parallel
from builder.network.wire import wires_of

Way: TypeAlias = tuple[int, ...]
Shape: TypeAlias = "tuple[str | Shape, ...]"
"""Names of the parts, nested as they are."""

_LAYERS: dict[str, Shape] = {
    "RNN": ("output", "hidden"),
    "GRU": ("output", "hidden"),
    "LSTM": ("output", ("hidden", "cell")),
    "LSTMCell": ("hidden", "cell"),
    "MultiheadAttention": ("output", "weights"),
}
_VALUES = frozenset({"Tensor.topk", "Tensor.sort"})
_REDUCED = frozenset({"Tensor.max", "Tensor.min"})


def parts_of(name: str, node: Block, ways: set[Way], count: int | None) -> Shape | None:
    """Return names for the parts of what a node returns, or None where it is not known to have just these.

    `ways` are the parts that are used, `count` is how many there are where the shapes say so.
    """
    shape = _shape(name, node) if count is None else _part_names(name, count)
    if shape is None or not all(_leads_to(shape, way) for way in ways):
        return None
    return shape


def _shape(name: str, node: Block) -> Shape | None:
    match node:
        case Layer():
            if "Pool" in node.kind and node.args.get("return_indices") is True:
                return ("output", "indices")
            return _LAYERS.get(explicit(node.kind))
        case Graph() if len(node.outputs) > 1:
            return tuple(_plain("_".join((wire.source, *map(str, wire.output)))) for wire in wires_of(node.outputs))
        case Parallel() if node.merge == "none":
            return _part_names(name, len(node.children)) if len(node.children) > 1 else None
        case Function():
            is_reduced = node.kind in _REDUCED and node.args.get("dim") is not None
            return ("values", "indices") if node.kind in _VALUES or is_reduced else None
        case _:
            return None


def _part_names(name: str, count: int) -> Shape:
    """Name the parts: `q, k, v` of `qkv`, else by number."""
    if len(name) == count and name.isalpha() and len(set(name)) == count:
        return tuple(name)
    return tuple(f"{name}_{i + 1}" for i in range(count))


def _plain(name: str) -> str:
    return name if name.isidentifier() else "part"


def _leads_to(shape: Shape | str, way: Way) -> bool:
    if not way:
        return True
    if isinstance(shape, str):
        return True
    return way[0] < len(shape) and _leads_to(shape[way[0]], way[1:])
