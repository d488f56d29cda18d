"""Into how many parts functions take a tensor apart, where the shapes say so and the batch has no part in it."""

from __future__ import annotations

from collections.abc import Mapping

from builder.analysis import BlockAnalysis, analyse
from builder.analysis.values import Batch
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Function
from builder.document.tree import child_path
from builder.network.network import Network
from builder.runner import Runner

_KINDS = frozenset({"Tensor.split", "Tensor.chunk", "Tensor.unbind"})
MOST = 8
"""Parts that are still given a name each."""


def part_counts(network: Network, runner: Runner, classes: dict[str, str]) -> dict[str, dict[str, int]]:
    """Return for each class of a graph the nodes that return as many parts in all its objects."""
    nodes = [
        (classes[graph.id], name, child_path(path, name))
        for path, graph in network.graphs
        for name, node in zip(network.plan(graph).names, graph.nodes, strict=True)
        if isinstance(node, Function) and node.kind in _KINDS
    ]
    if not nodes:
        return {}
    blocks = analyse(network.document, runner).blocks
    seen: dict[tuple[str, str], set[int]] = {}
    for class_name, name, path in nodes:
        seen.setdefault((class_name, name), set()).add(_count(blocks, path))
    counts: dict[str, dict[str, int]] = {}
    for (class_name, name), numbers in seen.items():
        number = numbers.pop()
        if not numbers and 1 < number <= MOST:
            counts.setdefault(class_name, {})[name] = number
    return counts


def _count(blocks: Mapping[str, BlockAnalysis], path: str) -> int:
    """Return the number of parts, or 0 where it is not known or another batch would change it."""
    seen = blocks.get(path)
    taken = seen.inputs[0] if seen is not None and seen.inputs else None
    if seen is None or not isinstance(seen.output, tuple) or not isinstance(taken, TensorSpec):
        return 0
    dim = (seen.args or {}).get("dim", 0)
    if not -len(taken.shape) <= dim < len(taken.shape):  # which is a mistake, and is written as it stands
        return 0
    return 0 if isinstance(taken.shape[dim], Batch) else len(seen.output)
