"""Replaces `"auto"` in a block by what its first run decided, so that later runs use the same arguments."""

from __future__ import annotations

from typing import Any

import msgspec

from builder.analysis.results import ContainerResult, LayerResult, Result, SharedResult
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import AUTO, Block, Layer, Repeat, Sequential
from builder.document.tree import children, copy_name, with_children


def decided_block(block: Block, result: Result) -> Block:
    """Return the block with the arguments of that run; itself where there is nothing to decide."""
    if isinstance(result, SharedResult):
        return block
    if isinstance(result, LayerResult):
        return _decided_layer(block, result) if isinstance(block, Layer) else block
    if isinstance(block, Repeat):
        return _decided_repeat(block, result)
    kids = children(block)
    decided = tuple(map(decided_block, kids, result.children))
    return block if all(map(_is, kids, decided)) else with_children(block, decided)


def _is(a: object, b: object) -> bool:
    return a is b


def _decided_layer(layer: Layer, result: LayerResult) -> Layer:
    if result.args is None or not is_open(layer.kind, layer.args):
        return layer
    return msgspec.structs.replace(layer, kind=result.kind, args=result.args)


def is_open(kind: str, args: dict[str, Any]) -> bool:
    """Tell whether what enters a layer decides an argument."""
    return explicit(kind) != kind or has_auto(args)


def has_auto(value: object) -> bool:
    """Tell whether an argument, or one of a layer in an argument, is left to the incoming shape."""
    return any(map(has_auto, value.values())) if isinstance(value, dict) else value == AUTO


def _decided_repeat(block: Repeat, result: ContainerResult) -> Block:
    """Return a repeat, or a sequential where its copies decided differently."""
    known: dict[int, Block] = {}
    for child in result.children:
        if id(child) not in known:
            known[id(child)] = decided_block(block.child, child)
    first = known[id(result.children[0])]
    if all(other is first or other == first for other in known.values()):
        return block if first is block.child else msgspec.structs.replace(block, child=first)
    copies = tuple(
        msgspec.structs.replace(known[id(child)], name=copy_name(block, i)) for i, child in enumerate(result.children)
    )
    return Sequential(id=block.id, name=block.name, children=copies)
