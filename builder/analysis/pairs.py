"""Findings about children that run one after another: a layer and the one before it, and what has no forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from builder.analysis.problems import Finding, HoldBy
from builder.analysis.results import ContainerResult, LayerResult, Pair, Result, SharedResult
from builder.analysis.warnings import BY_RIGHT, THROUGH, PairRule
from builder.document.blocks import Graph, Holder, Parallel, Written
from builder.document.holders import is_holder
from builder.sentences import say

_Leaf = tuple[tuple[int, ...], LayerResult | None]
_OPAQUE: _Leaf = ((), None)
_LAYERS = {LayerResult}
_Lead: TypeAlias = "dict[str, _Lead]"
"""How rules look to the left: by the kind of a layer they meet, how those go on that look past it; an empty one where
a rule has found its left layer. All of them stop at a kind that is missing."""


def pair_findings(children: Sequence[Result], start: int, stop: int) -> list[Pair]:
    """Return what the rules find whose right layer lies in `children[start:stop]` and whose left one lies before it.

    A trail begins with the index of the child. What both lie in has looked at itself.

    Args:
        children: of one sequence, in the order in which they run.
        start: index of the first child that is looked at as a right one.
        stop: index behind the last one.
    """
    found: list[Pair] = []
    leads = _LEADS
    for i in range(max(start, 1), stop):
        child = children[i]
        if child.__class__ is LayerResult:
            lead = leads.get(child.kind)
            if lead is not None and _may_find(children, i, lead):
                found.extend(_look_back(children, (i,), child, BY_RIGHT[child.kind]))
        else:
            found.extend(_look_back_from_within(children, i))
    return found


def _lead(rules: tuple[PairRule, ...], known: dict[tuple[PairRule, ...], _Lead]) -> _Lead:
    if rules not in known:
        lead = known[rules] = {}
        for kind in frozenset[str]().union(*(rule.left | rule.through for rule in rules)):
            is_found = any(kind in rule.left - rule.through for rule in rules)
            lead[kind] = {} if is_found else _lead(tuple(rule for rule in rules if kind in rule.through), known)
    return known[rules]


def _leads() -> dict[str, _Lead]:
    known: dict[tuple[PairRule, ...], _Lead] = {}
    return {kind: _lead(rules, known) for kind, rules in BY_RIGHT.items()}


_LEADS = _leads()


def _may_find(children: Sequence[Result], i: int, lead: _Lead) -> bool:
    """Tell in one walk for all rules whether one may find a layer before a child; most find none."""
    while i:
        i -= 1
        child = children[i]
        if child.__class__ is not LayerResult:
            return True
        further = lead.get(child.kind)
        if not further:
            return further is not None
        lead = further
    return False


def homeless(children: Sequence[Result], start: int, stop: int) -> Iterator[Pair]:
    """Return a problem for each ModuleList or ModuleDict in `children[start:stop]`, whose children nothing runs."""
    if set(map(type, children[start:stop])) <= _LAYERS:
        return
    for i in range(start, stop):
        holder = holder_of(children[i])
        if holder is not None:
            yield i, unheld(holder)._replace(trail=(i,))


def holder_of(result: Result) -> Holder | None:
    """Return which container without a forward of its own a result is that of."""
    run = result.result if isinstance(result, SharedResult) else result
    return run.block.holder if isinstance(run, ContainerResult) and is_holder(run.block) else None


def unheld(holder: Holder) -> Finding:
    """Return the problem that a container without a forward cannot be called."""
    problem = say("analysis.no-forward", holder=holder)
    return Finding("error", problem, say("analysis.no-forward.hint"), HoldBy("Sequential"))


def _look_back_from_within(children: Sequence[Result], i: int) -> Iterator[Pair]:
    passed: list[str] = []
    for trail, leaf in _leaves(children[i]):
        if leaf is None:
            return
        rules = tuple(rule for rule in BY_RIGHT.get(leaf.kind, ()) if rule.through.issuperset(passed))
        yield from _look_back(children, (i, *trail), leaf, rules)
        if leaf.kind not in THROUGH:
            return
        passed.append(leaf.kind)


def _look_back(
    children: Sequence[Result], trail: tuple[int, ...], right: LayerResult, rules: tuple[PairRule, ...]
) -> list[Pair]:
    found: list[Pair] = []
    for rule in rules:
        at, left = _left_of(children, trail[0], rule)
        finding = None if left is None else rule.find(left, right)
        if finding is not None:
            found.append((trail[0], finding._replace(trail=at if rule.at_left else trail)))
    return found


def _left_of(children: Sequence[Result], i: int, rule: PairRule) -> _Leaf:
    """Return the layer before a child that a rule is about, with its trail; None where there is none."""
    left, through = rule.left, rule.through
    while i:
        i -= 1
        child = children[i]
        if child.__class__ is not LayerResult:
            break
        if child.kind not in through:
            return ((i,), child) if child.kind in left else _OPAQUE
    else:
        return _OPAQUE
    for at, leaf in _before(children, i + 1):
        if leaf is not None and leaf.kind in left:
            return at, leaf
        if leaf is None or leaf.kind not in through:
            break
    return _OPAQUE


def _before(children: Sequence[Result], i: int) -> Iterator[_Leaf]:
    for j in range(i - 1, -1, -1):
        child = children[j]
        if isinstance(child, LayerResult):
            yield (j,), child
        else:
            for trail, leaf in _leaves(child, backwards=True):
                yield (j, *trail), leaf


def _leaves(result: Result, backwards: bool = False) -> Iterator[_Leaf]:
    """Yield the layers that run one after another in a block; None stands for what nothing sees through."""
    if isinstance(result, SharedResult):
        result = result.result
        yield ((), result) if isinstance(result, LayerResult) else _OPAQUE
    elif isinstance(result, LayerResult):
        yield (), result
    elif isinstance(result.block, Parallel | Graph | Written):
        yield _OPAQUE
    else:
        indices = range(len(result.children))
        for i in reversed(indices) if backwards else indices:
            for trail, leaf in _leaves(result.children[i], backwards):
                yield (i, *trail), leaf


def is_seen_through(result: Result) -> bool:
    """Tell whether a rule may look past the block, so that what follows depends on what came before it."""
    return all(leaf is not None and leaf.kind in THROUGH for _, leaf in _leaves(result))
