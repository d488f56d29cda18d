"""The constructor arguments of every layer as they stand in code: as the document gives them, each `"auto"` decided.

Free of torch: the live network and the emitted file both start from here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from builder.analysis import resolved_args
from builder.document.blocks import AUTO, Block, Document, Layer
from builder.document.tree import paths, walk
from builder.layers.kind import Argument
from builder.layers.validation import explicit, written

Arguments: TypeAlias = dict[str, dict[str, Any]]
"""Arguments as written in code, by module path."""


def decided_arguments(document: Document) -> Arguments:
    """Return the arguments of the layers in which something is decided by the incoming shape.

    Layers that are not listed take what the document gives them.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    if not any(is_decided(block) for block in walk(document.root)):
        return {}
    resolved = resolved_args(document)
    return {
        path: written(block.kind, block.args, resolved[path])
        for path, block in paths(document)
        if isinstance(block, Layer) and is_decided(block)
    }


def is_decided(block: Block) -> bool:
    """Tell whether an argument of the layer is decided by the incoming shape."""
    return isinstance(block, Layer) and (explicit(block.kind) != block.kind or _has_auto(block.args))


def is_tensor_argument(argument: Argument) -> bool:
    """Tell whether a list of numbers is given to torch as a tensor: the class weights of a loss."""
    return argument.type == "floats" and not argument.lengths and not argument.scalar


def _has_auto(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_auto, value.values()))
    return value.__class__ is str and value == AUTO
