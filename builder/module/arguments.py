"""The constructor arguments of every layer as they stand in code: as the document gives them, each `"auto"` decided.

Free of torch: the live network and the emitted file both start from here.
"""

from __future__ import annotations

from typing import Any

from builder.document.blocks import AUTO, Block, Document, Layer
from builder.document.tree import walk
from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import Argument


def decided_arguments(document: Document) -> dict[str, dict[str, Any]]:
    """Return, by module path, the arguments of the layers in which something is decided by the incoming shape.

    Layers that are not listed take what the document gives them.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    wanting = {block.id: block for block in walk(document.root) if isinstance(block, Layer) and is_decided(block)}
    if not wanting:
        return {}
    from builder.analysis import analyse

    raise NotImplementedError(analyse)


def is_decided(block: Block) -> bool:
    """Tell whether an argument of the layer is decided by the incoming shape."""
    return isinstance(block, Layer) and (CATALOGUE[block.kind].explicit is not None or _has_auto(block.args))


def _has_auto(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_auto, value.values()))
    return value.__class__ is str and value == AUTO


def is_tensor_argument(argument: Argument) -> bool:
    """Tell whether a list of numbers is given to torch as a tensor: the class weights of a loss."""
    return argument.type == "floats" and not argument.lengths and not argument.scalar
