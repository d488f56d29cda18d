"""All problems of a document with their places: what the blocks found, ties, init rules and the whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from builder.analysis.nodes import Node, count_below, node_below
from builder.analysis.pairs import holder_of, unheld
from builder.analysis.problems import Finding, Problem, Severity, Site
from builder.analysis.results import ContainerResult, Result, SharedResult
from builder.analysis.selection import idle_rules, too_many
from builder.analysis.ties import Ties
from builder.catalogue.layers.argument_words import shown_size
from builder.document.blocks import Block, Document, Shared
from builder.document.tree import children, walk
from builder.edits import Remove, Unwrap
from builder.sentences import say

LARGE = 16 * 2**30
"""Bytes from which a network is called very large."""


def problems_of(document: Document, root: Node, ties: Ties, size: int, frozen: int | None) -> tuple[Problem, ...]:
    """Return all problems, those of blocks in document order, each once whatever the number of copies."""
    found: dict[tuple[str, str], Problem] = {}
    unknown = [too_many(say("analysis.frozen-selectors"), root)] if frozen is None else []
    rules = (*idle_rules(document, root), *unknown)
    of_blocks = list(islice(_of_blocks(root), MAX_PROBLEMS + 1))
    if len(of_blocks) > MAX_PROBLEMS:
        of_blocks[-1] = _more(root)
    for problem in (*of_blocks, *ties.problems, *rules, *_of_whole(root, size)):
        found.setdefault((problem.id, problem.problem), problem)
    return tuple(_feasible(list(found.values()), document))


MAX_PROBLEMS = 2_000
"""The largest number of problems that are reported with place and fix."""


def _more(root: Node) -> Problem:
    """Return the problem that there are more than reported; it is an error where one of all is."""
    severity: Severity = "error" if _has_error(root.result) else "warning"
    problem = say("analysis.more", limit=MAX_PROBLEMS)
    return Problem(severity, "", root.block.id, problem, say("analysis.more.hint"), None)


def _has_error(result: Result) -> bool:
    stack = [result]
    while stack:
        here = stack.pop()
        if any(finding.severity == "error" for finding in here.findings):
            return True
        here = here.result if isinstance(here, SharedResult) else here
        if isinstance(here, ContainerResult):
            if any(finding.severity == "error" for _, finding in here.pairs):
                return True
            stack += {id(one): one for one in here.children}.values()
    return False


def _feasible(problems: list[Problem], document: Document) -> Iterator[Problem]:
    """Yield the problems, without a fix that is refused or mends nothing.

    What is used again elsewhere cannot be taken away, nor the outermost container of a definition unwrapped.
    """
    shared: set[str] = set()
    outermost: set[str] = set()
    if any(map(_takes_away, problems)):
        for block in walk(document.root):
            shared.update([block.of] if isinstance(block, Shared) else [])
            outermost.update([block.id] if _is_instance(block) else [])
    for problem in problems:
        unwraps = problem.fix is not None and isinstance(problem.fix.edit, Unwrap)
        if (problem.id in shared and _takes_away(problem)) or (problem.id in outermost and unwraps):
            yield problem._replace(fix=None, hint=say("analysis.keep-branch.hint") if unwraps else problem.hint)
        else:
            yield problem


def _is_instance(block: Block) -> bool:
    """Tell whether an expanded block was an instance: what is inside has its id before theirs."""
    return any(child.id.startswith(f"{block.id}/") for child in children(block))


def _takes_away(problem: Problem) -> bool:
    return problem.fix is not None and isinstance(problem.fix.edit, Unwrap | Remove)


def _of_blocks(node: Node) -> Iterator[Problem]:
    result = node.result
    if not result.troubles:
        return
    if isinstance(result, SharedResult) and result.decides:
        result = result.result
        if isinstance(result, ContainerResult):
            # The module runs here first: what stands inside it is shown under its own ids.
            node = node._replace(block=result.block, result=result)
    yield from (_at_block(node, finding) for finding in result.findings)
    if isinstance(result, ContainerResult):
        yield from _below(node, result)


def _below(node: Node, result: ContainerResult) -> Iterator[Problem]:
    pairs: dict[int, list[Finding]] = {}
    for _, finding in result.pairs:
        pairs.setdefault(finding.trail[0], []).append(finding)
    for i in range(count_below(node)):
        if result.children[i].troubles:
            yield from _of_blocks(node_below(node, i))
        yield from (_at_block(node, finding) for finding in pairs.get(i, ()))


def _at_block(node: Node, finding: Finding) -> Problem:
    """Give a finding its place and its fix."""
    for index in finding.trail:
        node = node_below(node, index)
    site = Site(node.block, node.parent, node.position)
    fix = None if finding.remedy is None else finding.remedy.fix(site)
    return Problem(finding.severity, node.path, node.block.id, finding.problem, finding.hint, fix)


def _of_whole(root: Node, size: int) -> Iterator[Problem]:
    holder = holder_of(root.result)
    if holder is not None:
        yield _at_block(root, unheld(holder))
    if size > LARGE:
        problem = say("analysis.large", size=shown_size(size))
        yield Problem("warning", "", root.block.id, problem, say("analysis.large.hint"))
