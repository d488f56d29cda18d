"""The constructor arguments of every layer as they stand in code: as the document gives them, each `"auto"` decided.

Free of torch: the live network and the emitted file both start from here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from builder.analysis.results import ContainerResult, LayerResult, Result, SharedResult
from builder.analysis.run import run
from builder.document.blocks import AUTO, Block, Document, Layer, Repeat, Shared
from builder.document.tree import child_name, child_path, children, copy_name, is_container, walk
from builder.errors import ShapeError
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
    found: Arguments = {}
    if any(is_decided(block) for block in walk(document.root)):
        _collect(document.root, run(document), "", found)
    return found


def is_decided(block: Block) -> bool:
    """Tell whether an argument of the layer is decided by the incoming shape."""
    return isinstance(block, Layer) and (explicit(block.kind) != block.kind or _has_auto(block.args))


def is_tensor_argument(argument: Argument) -> bool:
    """Tell whether a list of numbers is given to torch as a tensor: the class weights of a loss."""
    return argument.type == "floats" and not argument.lengths and not argument.scalar


def _collect(block: Block, result: Result, path: str, found: Arguments) -> None:
    if isinstance(result, SharedResult):
        result = result.result
    if isinstance(block, Layer) and isinstance(result, LayerResult):
        if is_decided(block):
            found[path] = _written(block, result, path)
    elif is_container(block) and isinstance(result, ContainerResult):
        kids = children(block)
        for i, inner in enumerate(result.children):
            repeat = isinstance(block, Repeat)
            child = kids[0] if repeat else kids[i]
            if not isinstance(child, Shared):
                name = copy_name(block, i) if isinstance(block, Repeat) else child_name(block, i, child)  # type: ignore[arg-type]
                _collect(child, inner, child_path(path, name), found)


def _written(block: Layer, result: LayerResult, path: str) -> dict[str, Any]:
    if result.args is not None:
        return written(block.kind, block.args, result.args)
    undecided = ", ".join(name for name, value in block.args.items() if _has_auto(value))
    error = ShapeError(
        f"{undecided or 'An argument'} of {block.kind} is decided by its input, which is not known.",
        hint="Mend the problem before it, or give a number.",
    )
    error.path = path
    raise error


def _has_auto(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_auto, value.values()))
    return value.__class__ is str and value == AUTO
