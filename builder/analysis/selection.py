"""Which tensors a selector means: for init rules that match nothing, and for what is frozen."""

from __future__ import annotations

import re
from collections.abc import Callable

from builder.analysis.nodes import Node, nodes
from builder.analysis.problems import Fix, Problem
from builder.analysis.ties import Ties
from builder.document.blocks import Document, InitRule, Selector, Shared
from builder.document.patterns import matches
from builder.document.tree import child_path, children, places
from builder.edits import SetInit
from builder.layers.kind import ParameterSpec
from builder.layers.schemes import SCHEMES

Matches = Callable[[Node, ParameterSpec], bool]


def selected_by(select: Selector, document: Document) -> Matches:
    """Return a function that tells whether a tensor at a place is selected."""
    ids = None if select.block is None else _ids_below(document, select.block)

    def holds(node: Node, spec: ParameterSpec) -> bool:
        key = child_path(node.path, spec.name) if spec.name else node.path
        inner, _, name = (spec.name or node.path.rpartition(".")[2]).rpartition(".")
        if ids is not None and node.block.id not in ids:
            return False
        if (
            select.kind is not None
            and node.layer is not None
            and select.kind != (_inner_kind(inner) or node.layer.kind)
        ):
            return False
        return select.tensor is None or matches(select.tensor, name, key)

    return holds


_INNER_KINDS = (
    (re.compile(r"(.*\.)?(self_attn|multihead_attn)"), "MultiheadAttention"),
    (re.compile(r"(.*\.)?out_proj"), "NonDynamicallyQuantizableLinear"),
    (re.compile(r"(.*\.)?norm\d?"), "LayerNorm"),
    (re.compile(r".+"), "Linear"),
)
"""Kinds of the modules inside torch's composite layers, by their path in there: all else is Linear."""


def _inner_kind(path: str) -> str | None:
    return next((kind for known, kind in _INNER_KINDS if known.fullmatch(path)), None)


def _ids_below(document: Document, id: str) -> set[str]:
    """Return the ids of a block and all below it, with those of the modules that are shared there."""
    found = places(document)
    ids: set[str] = set()
    waiting = [id]
    while waiting:
        here = waiting.pop()
        if here not in ids and here in found:
            ids.add(here)
            block = found[here].block
            if isinstance(block, Shared):
                waiting.append(block.of)
            waiting.extend(child.id for child in children(block))
    return ids


def idle_rules(document: Document, root: Node) -> list[Problem]:
    """Return a warning for each init rule that has nothing to fill."""
    waiting = {i: _rule_matches(rule, document) for i, rule in enumerate(document.init)}
    for node in nodes(root) if waiting else ():
        if node.layer is None:
            continue
        if node.layer.args is None:
            return []
        for spec in node.layer.tensors:
            if not spec.buffer:
                waiting = {i: fills for i, fills in waiting.items() if not fills(node, spec)}
        if not waiting:
            return []
    return [_idle(document, i, document.init[i], root) for i in waiting]


def _rule_matches(rule: InitRule, document: Document) -> Matches:
    selected, scheme = selected_by(rule.select, document), SCHEMES[rule.scheme]

    def fills(node: Node, spec: ParameterSpec) -> bool:
        return scheme.min_dims <= len(spec.shape) <= scheme.max_dims and selected(node, spec)

    return fills


def _idle(document: Document, i: int, rule: InitRule, root: Node) -> Problem:
    id = rule.select.block or root.block.id
    path = next((node.path for node in nodes(root) if node.block.id == id), "")
    fix = Fix("Remove the rule", SetInit((*document.init[:i], *document.init[i + 1 :])))
    problem = f"Init rule {i + 1}, {rule.scheme}, finds no tensor that it can fill."
    return Problem("warning", path, id, problem, "Change what it selects, or remove it.", fix)


def frozen_parameters(document: Document, root: Node, ties: Ties) -> int:
    """Count the parameters that some selection keeps from learning, each tensor once whatever its places."""
    selections = [selected_by(select, document) for select in document.frozen]
    frozen: dict[str, int] = {}
    for node in nodes(root) if selections else ():
        if node.layer is None:
            continue
        for spec in node.layer.tensors:
            if not spec.buffer and any(selected(node, spec) for selected in selections):
                place, name = (node.path, spec.name) if spec.name else _owner(node.path)
                own = child_path(node.again or node.path, spec.name) if spec.name else node.again or node.path
                frozen[ties.tied_to.get(place, {}).get(name, own)] = spec.count
    return sum(frozen.values())


def _owner(path: str) -> tuple[str, str]:
    """Return the path of the graph that owns a tensor, and its name there."""
    owner, _, name = path.rpartition(".")
    return owner, name
