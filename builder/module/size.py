"""The bytes of a network's weights, counted from the catalogue before any of them exists."""

from __future__ import annotations

import json
import math
from typing import Any

from builder.catalogue.dtypes import BYTES
from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import parametrized_specs
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import Block, Document, Graph, Layer, Parallel, Repeat, Sequential, TensorBlock, Written
from builder.document.tree import child_name, child_path, children, copy_name

_HASHABLE = frozenset({int, float, bool, str, type(None)})


def weight_bytes(document: Document, arguments: dict[str, dict[str, Any]]) -> int:
    """Return the bytes of all parameters and buffers, tied ones counted at each place that is built."""
    known: dict[object, int] = {}
    return _bytes(document.root, "", arguments, known)


def _bytes(block: Block, path: str, arguments: dict[str, dict[str, Any]], known: dict[object, int]) -> int:
    if isinstance(block, Layer):
        return _layer_bytes(block, arguments.get(path, block.args), known)
    if isinstance(block, Repeat):
        if not arguments:
            return block.count * _bytes(block.child, path, arguments, known)
        return sum(
            _bytes(block.child, child_path(path, copy_name(block, i)), arguments, known) for i in range(block.count)
        )
    if isinstance(block, TensorBlock):
        return math.prod(block.shape) * BYTES[block.dtype]
    total = 0
    if isinstance(block, Sequential | Parallel | Graph | Written):
        for i, child in enumerate(children(block)):
            below = child_path(path, child_name(block, i, child)) if arguments else ""
            if child.__class__ is Layer:
                total += _layer_bytes(child, arguments.get(below, child.args), known)
            else:
                total += _bytes(child, below, arguments, known)
    return total


def _of(specs: tuple[ParameterSpec, ...]) -> int:
    return sum(spec.count * BYTES[spec.dtype] for spec in specs)


def _layer_bytes(block: Layer, args: dict[str, Any], known: dict[object, int]) -> int:
    if block.parametrizations:
        specs = CATALOGUE[explicit(block.kind)].parameters(resolve(explicit(block.kind), args, ()))
        return _of(parametrized_specs(explicit(block.kind), specs, block.parametrizations))
    # What was decided is one object for layers that are alike, so most are known without a look at their arguments.
    same = (block.kind, id(args))
    if same in known:
        return known[same]
    plain = _HASHABLE.issuperset(map(type, args.values()))
    key: object = (block.kind, *args.items()) if plain else json.dumps([block.kind, args])
    if key not in known:
        kind = explicit(block.kind)
        specs = CATALOGUE[kind].parameters(resolve(kind, args, ()))
        known[key] = _of(specs)
    known[same] = known[key]
    return known[key]
