"""References to blocks and tensors elsewhere in the document: shared blocks, ties, rules and frozen selectors."""

from __future__ import annotations

from functools import partial

from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.schemes import BY_ROWS, COPY, check_scheme
from builder.catalogue.layers.validation import check_call
from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    InitRule,
    Layer,
    Selector,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.graph import nodes_by_name
from builder.document.sharing import check_runs, shared_ids, shared_targets
from builder.document.tree import Place, is_container, scopes_above, written_around
from builder.errors import DocumentError, at
from builder.sentences import say

MAX_RULES = 1_000
"""Rules, ties and frozen selections of a document, each of which is held against all blocks."""


def check_references(document: Document, found: dict[str, Place], before: Document | None = None) -> None:
    """Check all references to other blocks: shared blocks, ties, init rules and frozen selectors.

    In `before`, a document that was checked, blocks of the same sorts stand at the same places.

    Raises:
        DocumentError: it names none, or one that it may not name.
    """
    shared = shared_ids(document, before)
    for id in shared:
        _check_shared(found, found[id])
    if shared:
        shared_targets(document, found)
        check_runs(document, found)
    _check_ties(document, found)
    _check_selectors(document, found)


def _check_shared(found: dict[str, Place], place: Place) -> None:
    assert isinstance(place.block, Shared)
    of = place.block.of
    target = found.get(of)
    if target is None:
        raise DocumentError(say("document.shared.unknown", id=of), place.path, say("document.shared.unknown.hint"))
    if isinstance(target.block, Function | TensorBlock):
        raise DocumentError(
            say("document.shared.no-module", id=of),
            place.path,
            say("document.shared.no-module.hint"),
        )
    if isinstance(target.block, Shared):
        raise DocumentError(
            say("document.shared.shared", id=of), place.path, say("document.shared.shared.hint", id=target.block.of)
        )
    if isinstance(target.block, Layer):
        at(place.path, partial(check_call, target.block.kind, place.block.call))
    elif place.block.call:
        raise DocumentError(say("document.shared.call"), place.path, say("document.shared.call.hint"))
    if (around := written_around(found, of)) is not None and around != written_around(found, place.block.id):
        raise DocumentError(
            say("document.shared.written", path=target.path, around=around),
            place.path,
            say("document.shared.written.hint", around=around),
        )
    if target.scope not in scopes_above(found, place.block.id):
        raise DocumentError(
            say("document.shared.copies", path=target.path),
            place.path,
            say("document.shared.copies.hint"),
        )


def _check_ties(document: Document, found: dict[str, Place]) -> None:
    if len(document.ties) > MAX_RULES:
        raise DocumentError(
            say("document.ties", count=len(document.ties), limit=MAX_RULES), "$.ties", say("document.remove-some.hint")
        )
    tied = {(tie.tensor.block, tie.tensor.tensor) for tie in document.ties}
    if len(tied) < len(document.ties):
        raise DocumentError(say("document.tie.twice"), "$.ties", say("document.tie.twice.hint"))
    for i, tie in enumerate(document.ties):
        place = f"$.ties[{i}]"
        for end in (tie.tensor, tie.of):
            if end.block not in found or not _owns(found[end.block].block, end.tensor):
                raise DocumentError(say("document.tie.layer", id=end.block), place, say("document.tie.layer.hint"))
        if (tie.of.block, tie.of.tensor) in tied:
            raise DocumentError(
                say("document.tie.tied", block=tie.of.block, tensor=tie.of.tensor), place, say("document.tie.tied.hint")
            )
        if found[tie.of.block].scope not in scopes_above(found, tie.tensor.block):
            raise DocumentError(
                say("document.tie.copies", tensor=tie.of.tensor),
                place,
                say("document.tie.copies.hint"),
            )


def _owns(block: Block, tensor: str) -> bool:
    """Tell whether a tie may name a tensor of this block: of a layer any, of a graph or written class its own."""
    if isinstance(block, Graph):
        return isinstance(nodes_by_name(block).get(tensor), TensorBlock)
    if isinstance(block, Written):
        return any(isinstance(node, TensorBlock) and node.name == tensor for node in block.nodes)
    return not is_container(block)


def _check_selectors(document: Document, found: dict[str, Place]) -> None:
    if max(len(document.init), len(document.frozen)) > MAX_RULES:
        raise DocumentError(say("document.rules", limit=MAX_RULES), "$.init", say("document.remove-some.hint"))
    for i, rule in enumerate(document.init):
        _check_selector(rule.select, found, f"$.init[{i}]")
        _check_rows(rule, f"$.init[{i}]")
        if rule.scheme == COPY or rule.of is not None:
            _check_copy(rule, found, f"$.init[{i}]")
        else:
            at(f"$.init[{i}]", partial(_check_scheme, rule, document))
    for i, selector in enumerate(document.frozen):
        _check_selector(selector, found, f"$.frozen[{i}]")


def _check_scheme(rule: InitRule, document: Document) -> None:
    """Check the scheme of a rule: one of torch's with its arguments, or an own one, whose text says what it takes."""
    own = [scheme.name for scheme in document.schemes]
    if rule.scheme not in own:
        check_scheme(rule.scheme, rule.args, own)


def _check_rows(rule: InitRule, place: str) -> None:
    if rule.rows is None:
        return
    start, end = rule.rows
    if not 0 <= start < end <= MAX_SIZE:
        problem = say("document.rule.rows.range", rows=f"[{start}, {end}]", limit=MAX_SIZE)
        raise DocumentError(problem, place, say("document.rule.rows.range.hint"))
    if rule.scheme not in BY_ROWS:
        raise DocumentError(
            say("document.rule.rows", schemes=", ".join(BY_ROWS), scheme=rule.scheme),
            place,
            say("document.rule.rows.hint"),
        )


def _check_copy(rule: InitRule, found: dict[str, Place], place: str) -> None:
    """Check a rule by which what is in one block begins equal to what is in another."""
    select, of = rule.select, rule.of
    if rule.scheme != COPY or rule.args:
        raise DocumentError(say("document.copy.scheme", scheme=rule.scheme), place, say("document.copy.scheme.hint"))
    if select.block is None or of is None or select.kind is not None or set("*?") & set(select.tensor or ""):
        raise DocumentError(say("document.copy.blocks"), place, say("document.copy.blocks.hint"))
    if of not in found:
        raise DocumentError(say("document.select.block", id=of), place, say("document.select.block.hint"))
    ours, theirs = found[select.block], found[of]
    if not _are_apart(found, select.block, of):
        raise DocumentError(say("document.copy.itself", id=of), place, say("document.copy.itself.hint"))
    if select.tensor is not None and not (_owns(ours.block, select.tensor) and _owns(theirs.block, select.tensor)):
        raise DocumentError(say("document.tie.layer", id=select.block), place, say("document.tie.layer.hint"))
    if theirs.scope not in scopes_above(found, select.block):
        raise DocumentError(say("document.copy.copies", path=theirs.path), place, say("document.copy.copies.hint"))


def _are_apart(found: dict[str, Place], id: str, of: str) -> bool:
    """Tell whether two blocks are modules, or both tensors, none inside the other."""
    sorts = [type(found[one].block) for one in (id, of)]
    if Function in sorts or (TensorBlock in sorts and sorts[0] is not sorts[1]):
        return False
    return id not in _around(found, of) and of not in _around(found, id)


def _around(found: dict[str, Place], id: str) -> set[str]:
    """Return a block and those around it."""
    above, here = {id}, found[id].parent
    while here is not None:
        above.add(here)
        here = found[here].parent
    return above


def _check_selector(select: Selector, found: dict[str, Place], place: str) -> None:
    if select.block is not None and select.block not in found:
        raise DocumentError(say("document.select.block", id=select.block), place, say("document.select.block.hint"))
    if select.kind is not None and select.kind not in CATALOGUE:
        raise DocumentError(say("document.select.kind", kind=select.kind), place, say("document.select.kind.hint"))
    if select.tensor is not None and not 1 <= len(select.tensor) <= 200:
        raise DocumentError(say("document.select.tensor"), place, say("document.select.tensor.hint"))
