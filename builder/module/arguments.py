"""The constructor arguments of every layer as they stand in code: as the document gives them, each `"auto"` decided.

Free of torch: the live network and the emitted file both start from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from builder.analysis import analyse, resolved_args
from builder.analysis.results import LayerResult, Result, SharedResult
from builder.catalogue.layers.validation import code_arguments
from builder.document.blocks import AUTO, Block, Container, Layer, Repeat
from builder.document.tree import child_name, children, copy_name, walk
from builder.expansion.lazy_layers import is_lazy
from builder.network.network import Network
from builder.runner import Runner

Arguments: TypeAlias = dict[str, dict[str, Any]]
"""Arguments as written in code, by module path."""


def decided_arguments(network: Network, runner: Runner) -> Arguments:
    """Return the arguments of the layers in which something is decided by the incoming shape.

    Layers that are not listed take what the document gives them.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    if not any(is_decided(block) for block in walk(network.whole.root)):
        return {}
    root = analyse(network.document, runner).root
    found: Arguments = {}
    known: dict[int, dict[str, Any]] = {}
    for block, result, path in _layers(root.block, root.result, ""):
        if id(result) in known:
            found[path] = known[id(result)]
        elif is_decided(block):
            # What cannot be decided raises an error that names its cause.
            args = resolved_args(network.document, runner)[path] if result.args is None else result.args
            # Layers with the same arguments and input share one result.
            found[path] = known[id(result)] = code_arguments(block.kind, block.args, args)
    return found


def _layers(block: Block, result: Result, path: str) -> Iterator[tuple[Layer, LayerResult, str]]:
    """Yield each layer with its result and its path; what is shared has no arguments of its own.

    The whole of `nodes` would cost a tenth of building the network.
    """
    run = result.result if isinstance(result, SharedResult) else result
    if isinstance(run, LayerResult):
        if isinstance(block, Layer):
            yield block, run, path
        return
    prefix = f"{path}." if path else ""
    if isinstance(block, Repeat):
        for i, below in enumerate(run.children):
            yield from _layers(block.child, below, prefix + copy_name(block, i))
    elif isinstance(block, Container):
        for i, child in enumerate(children(block)):
            below = run.children[i]
            if child.__class__ is Layer and below.__class__ is LayerResult:
                yield child, below, prefix + child_name(block, i, child)
            else:
                yield from _layers(child, below, prefix + child_name(block, i, child))


def is_decided(block: Block) -> bool:
    """Tell whether an argument of the layer is decided by the incoming shape."""
    return block.__class__ is Layer and (is_lazy(block) or _has_auto(block.args))


def _has_auto(args: dict[str, Any]) -> bool:
    """Look into the arguments that are layers themselves, too."""
    values = args.values()
    return AUTO in values or any(value.__class__ is dict and _has_auto(value) for value in values)
