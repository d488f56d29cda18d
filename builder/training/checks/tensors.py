"""Whether optimizers take the tensors of a network: matrices alone, sparse gradients alone, or all but sparse ones."""

from __future__ import annotations

from collections.abc import Iterator

from builder.analysis import Analysis, Problem
from builder.analysis.freezing import Freezing
from builder.analysis.nodes import Node, nodes, own_tensors
from builder.catalogue.layers.kind import ParameterSpec
from builder.document.blocks import Layer
from builder.document.tree import child_path
from builder.sentences import say
from builder.training.checks.settings import error
from builder.training.optimizers import OPTIMIZERS, OptimizerKind
from builder.training.recipe import Optimizer, Recipe

_SPARSE = ("Embedding", "EmbeddingBag")


def tensor_problems(recipe: Recipe, analysis: Analysis) -> Iterator[Problem]:
    """Yield the tensors that an optimizer cannot take."""
    kind = OPTIMIZERS.get(recipe.optimizer.kind)
    if kind is None:
        return
    learning = [one for one in _parameters(analysis) if one[0] not in recipe.frozen]
    if not analysis.trainable or not learning:
        yield error(say("training.check.nothing"), say("training.check.nothing.hint"))
        return
    left = [key for key, one, is_sparse in learning if not _takes(kind, one, is_sparse)]
    if len(left) == len(learning):
        yield _refusal(recipe.optimizer, left, say("training.check.other.hint"))
    elif left and recipe.rest is None:
        yield _refusal(recipe.optimizer, left, say("training.rest.hint"))
    rest = None if recipe.rest is None else OPTIMIZERS.get(recipe.rest.kind)
    if rest is not None and recipe.rest is not None:
        last = [key for key, one, is_sparse in learning if key in left and not _takes(rest, one, is_sparse)]
        if last:
            yield _refusal(recipe.rest, last, say("training.check.other.hint"))
    yield from _of_sparse(recipe, [key for key, _, is_sparse in learning if is_sparse])


def _of_sparse(recipe: Recipe, sparse: list[str]) -> Iterator[Problem]:
    """Yield what torch cannot do with sparse gradients."""
    hint = say("training.check.clip.hint")
    if sparse and (recipe.clip_norm is not None or recipe.clip_value is not None):
        yield error(say("training.check.clip", key=sparse[0]), hint)
    chosen = [one for one in (recipe.optimizer, recipe.rest) if one is not None]
    if sparse and any(one.kind in ("SGD", "Adagrad") and one.args.get("weight_decay") for one in chosen):
        yield error(say("training.check.sparse-decay", key=sparse[0]), hint)


def _takes(kind: OptimizerKind, one: ParameterSpec, is_sparse: bool) -> bool:
    if kind.only_matrices and len(one.shape) != 2:
        return False
    return kind.sparse == "also" or is_sparse == (kind.sparse == "only")


def _refusal(optimizer: Optimizer, keys: list[str], hint: str) -> Problem:
    kind = OPTIMIZERS[optimizer.kind]
    if kind.only_matrices:
        words = say("training.check.matrices", optimizer=kind.name, count=len(keys), key=keys[0])
    elif kind.sparse == "only":
        words = say("training.check.only-sparse", optimizer=kind.name, count=len(keys), key=keys[0])
    else:
        words = say("training.check.no-sparse", optimizer=kind.name, count=len(keys), key=keys[0])
    return Problem("error", "", "", words, hint)


def _parameters(analysis: Analysis) -> Iterator[tuple[str, ParameterSpec, bool]]:
    """Yield each tensor that learns, once, with its key and whether its gradient is sparse."""
    ties = analysis.ties
    dense = {
        (node.path, name)
        for group in ties.groups
        if not all(_is_sparse(node) for node, _ in group)
        for node, name in group
    }
    freezing = Freezing(analysis.document, analysis) if analysis.expanded.frozen else None
    for node in nodes(analysis.root):
        if node.again is not None:
            continue
        for one in own_tensors(node):
            key = child_path(node.path, one.name)
            if one.buffer or one.name in ties.tied_to.get(node.path, ()):
                continue
            if freezing is None or not any(freezing.frozen(key)):
                yield key, one, _is_sparse(node) and (node.path, one.name) not in dense


def _is_sparse(node: Node) -> bool:
    layer = node.layer
    is_embedding = isinstance(node.block, Layer) and node.block.kind in _SPARSE
    return is_embedding and layer is not None and layer.args is not None and bool(layer.args.get("sparse"))
