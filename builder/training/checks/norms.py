"""Whether layers that take statistics of a batch meet one of a single example."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from builder.analysis import Analysis, Problem
from builder.analysis.nodes import Node, nodes
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Layer
from builder.sentences import say
from builder.training.recipe import Recipe

_NORMS = ("BatchNorm", "SyncBatchNorm", "LazyBatchNorm")


def norm_problems(recipe: Recipe, analysis: Analysis, rows: int) -> Iterator[Problem]:
    """Yield that a batch norm meets a batch of one example, over which it can take no statistics.

    Args:
        recipe: its batch size and what it does with a last batch that is smaller count.
        analysis: of the document.
        rows: how many examples it learns from.
    """
    if recipe.batch_size < 1:
        return
    size = rows % recipe.batch_size if recipe.last_batch == "keep" else 0
    if recipe.batch_size != 1 and size != 1:
        return
    for node in nodes(analysis.root):
        if isinstance(node.block, Layer) and node.block.kind.startswith(_NORMS) and _single_value(node):
            is_last = recipe.batch_size > 1
            hint = say("training.check.norm.hint") if is_last else say("training.check.norm-size.hint")
            yield Problem("error", node.path, node.block.id, say("training.check.norm", rows=rows), hint)
            return


def _single_value(node: Node) -> bool:
    inflow = node.result.inflow
    values = () if inflow is None else inflow.given
    return bool(values) and isinstance(values[0], TensorSpec) and prod(values[0].shape[2:]) == 1
