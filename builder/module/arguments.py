"""The constructor arguments of every layer as they stand in code: as the document gives them, each `"auto"` decided.

Free of torch: the live network and the emitted file both start from here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from builder.analysis import analyse, resolved_args
from builder.analysis.nodes import nodes
from builder.document.blocks import AUTO, Block, Document, Layer
from builder.document.tree import walk
from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import Argument
from builder.layers.validation import written

_LAZY = frozenset(name for name, kind in CATALOGUE.items() if kind.explicit is not None)

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
    found: Arguments = {}
    for node in nodes(analyse(document).root):
        block, layer = node.block, node.layer
        if isinstance(block, Layer) and layer is not None and is_decided(block):
            # What cannot be decided raises an error that names its cause.
            args = resolved_args(document)[node.path] if layer.args is None else layer.args
            found[node.path] = written(block.kind, block.args, args)
    return found


def is_decided(block: Block) -> bool:
    """Tell whether an argument of the layer is decided by the incoming shape."""
    return block.__class__ is Layer and (block.kind in _LAZY or _has_auto(block.args))


def is_tensor_argument(argument: Argument) -> bool:
    """Tell whether a list of numbers is given to torch as a tensor: the class weights of a loss."""
    return argument.type == "floats" and not argument.lengths and not argument.scalar


def _has_auto(args: dict[str, Any]) -> bool:
    """Look into the arguments that are layers themselves, too."""
    values = args.values()
    return AUTO in values or any(value.__class__ is dict and _has_auto(value) for value in values)
