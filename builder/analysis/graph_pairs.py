"""Warnings about a layer of a graph and the one that alone feeds it, through others that do nothing between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.analysis.results import LayerResult, Pair, Result
from builder.analysis.warnings import BY_RIGHT, PairRule
from builder.document.blocks import Graph
from builder.network.plan import Plan


def wired_pairs(block: Graph, plan: Plan, results: Sequence[Result]) -> Iterator[Pair]:
    """Yield what the rules find of two layers where the result of the first goes to the second alone."""
    for i, right in enumerate(results):
        if right.__class__ is LayerResult:
            rules = BY_RIGHT.get(right.kind)
            if rules is not None:
                yield from _look_back(block, plan, results, i, rules)


def _look_back(
    block: Graph, plan: Plan, results: Sequence[Result], i: int, rules: tuple[PairRule, ...]
) -> Iterator[Pair]:
    right = results[i]
    assert isinstance(right, LayerResult)
    for rule in rules:
        at = _before(block, plan, i)
        while at is not None:
            left = results[at]
            if not isinstance(left, LayerResult):
                break
            if left.kind in rule.left:
                finding = rule.find(left, right)
                if finding is not None:
                    yield i, finding._replace(trail=(at,) if rule.at_left else (i,))
                break
            if left.kind not in rule.through:
                break
            at = _before(block, plan, at)


def _before(block: Graph, plan: Plan, i: int) -> int | None:
    """Return the node whose whole result goes to this one alone."""
    feeds = plan.feeds[i]
    if i in plan.stuck or len(feeds) != 1 or feeds[0].slot is None or feeds[0].wire.output:
        return None
    slot = feeds[0].slot
    return slot - len(block.inputs) if slot >= len(block.inputs) and plan.users[slot] == 1 else None
