"""Keeps references valid when blocks are added or removed: shared blocks, ties and selectors that name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from builder.document.blocks import Block, Document, Function, InitRule, Selector, Shared, TensorPlace, Tie, Written
from builder.document.graph import call_of, called_with
from builder.document.tree import children, scopes_above, walk
from builder.edits.tree import Places, all_places, copy_blocks, place_of, replace_blocks, select_block, within
from builder.errors import EditError
from builder.expansion.instances import expanded
from builder.sentences import say


def original(found: Places, id: str) -> Block:
    """Return the block itself, or the one that it shares.

    Raises:
        EditError: there is no such block, or the one that it shares stands inside an instance.
    """
    place = place_of(found, id)
    if not isinstance(place.block, Shared):
        return place.block
    if place.block.of in found:
        return found[place.block.of].block
    instance = found[place.block.of.partition("/")[0]]
    raise EditError(
        say("edits.shared-in-instance", instance=instance.path), place.path, say("edits.shared-in-instance.hint")
    )


def handed_over(document: Document, ids: Iterable[str]) -> tuple[Document, list[str]]:
    """Let places that share a block about to go become its owner.

    Returns the document in which nothing outside `ids` shares what is inside, and the ids that are now to go.

    Raises:
        EditError: shared blocks stand in shared blocks so often that it would take too long.
    """
    going = list(ids)
    looked_at = 0
    while True:
        found = all_places(document)
        gone = within(found, going)
        users: dict[str, list[Shared]] = {}
        for place in found.values():
            if isinstance(place.block, Shared) and place.block.of in gone:
                users.setdefault(place.block.of, []).append(place.block)
        wanted = [id for id, blocks in users.items() if any(block.id not in gone for block in blocks)]
        if not wanted:
            return document, going
        looked_at += len(found)
        if looked_at > MAX_LOOKED_AT:
            raise EditError(say("edits.hand-over", limit=MAX_LOOKED_AT), hint=say("edits.hand-over.hint"))
        chosen = _apart(found, wanted)
        heirs = {target: _heir(found, [one for one in users[target] if one.id not in gone]) for target in chosen}
        document = _swap(document, found, heirs, users)
        going = [heirs[id].id if id in heirs else id for id in going]


MAX_LOOKED_AT = 500_000
"""Blocks that are looked at while shared ones are handed over, all of a document for each level in which they nest."""


def _apart(found: Places, wanted: list[str]) -> list[str]:
    """Return those that can change places at once: none is inside another one, or shared in there.

    The first in pre-order is the outermost, which takes what is inside it along.
    """
    touched: set[str] = set()
    chosen = []
    for id in sorted(wanted, key=lambda id: found[id].order):
        if id not in touched:
            chosen.append(id)
            for inner in walk(found[id].block):
                touched.add(inner.of if isinstance(inner, Shared) else inner.id)
    return chosen


def _heir(found: Places, heirs: list[Shared]) -> Shared:
    """Choose the first whose place all others see, else the first of the outermost."""
    above = {found[heir.id].scope: scopes_above(found, heir.id) for heir in heirs}
    seen = set[str]().union(*above.values()).intersection(*above.values())
    for heir in heirs:
        if found[heir.id].scope in seen:
            return heir
    return min(heirs, key=lambda heir: len(above[found[heir.id].scope]))


def _swap(
    document: Document, found: Places, heirs: Mapping[str, Shared], users: Mapping[str, list[Shared]]
) -> Document:
    """Exchange blocks and places that share them; who cannot see one there gets a copy."""
    changes: dict[str, tuple[Block, ...]] = {}
    for id, heir in heirs.items():
        target = found[id].block
        changes[heir.id] = (called_with(msgspec.structs.replace(target, name=heir.name), heir.call),)
        changes[id] = (called_with(msgspec.structs.replace(heir, name=target.name), call_of(target)),)
        for other in users[id]:
            if other.id != heir.id and found[heir.id].scope not in scopes_above(found, other.id):
                changes[other.id] = (independent(target, other),)
    document = msgspec.structs.replace(document, root=replace_blocks(document.root, found, changes))
    return rename_blocks(document, {heir.id: id for id, heir in heirs.items()})


def independent(target: Block, place: Shared) -> Block:
    """Return a copy of `target` that stands at the place of a shared block, with its id and name."""
    (copy,), _ = copy_blocks(target)
    return called_with(msgspec.structs.replace(copy, id=place.id, name=place.name), place.call)


def kept_shared(before: Document, after: Document) -> Document:
    """Let places that share what stood inside an instance hold it themselves where an edit has taken that away.

    The first becomes its owner, and who cannot see that one gets a copy. What an object of a text class holds goes.
    """
    is_same = after.root is before.root and after.definitions is before.definitions
    users: dict[str, list[Shared]] = {}
    for block in () if is_same or not before.definitions else walk(after.root):
        if isinstance(block, Shared) and "/" in block.of:
            users.setdefault(block.of, []).append(block)
    known = all_places(expanded(after, before)) if users else {}
    lost = {of: blocks for of, blocks in users.items() if of not in known}
    if not lost:
        return after
    old, found = all_places(expanded(before)), all_places(after)
    changes: dict[str, tuple[Block, ...]] = {}
    for of, blocks in lost.items():
        if of not in old or any(isinstance(block, Written) for block in walk(old[of].block)):
            continue
        heir = _heir(found, blocks)
        for block in blocks:
            is_seen = block.id != heir.id and found[heir.id].scope in scopes_above(found, block.id)
            own = msgspec.structs.replace(block, of=heir.id) if is_seen else independent(old[of].block, block)
            changes[block.id] = (own,)
    return msgspec.structs.replace(after, root=replace_blocks(after.root, found, changes)) if changes else after


def rename_blocks(document: Document, new_ids: Mapping[str, str]) -> Document:
    """Let ties, selectors and shared blocks name other blocks."""
    shared = [block for block in walk(document.root) if isinstance(block, Shared) and block.of in new_ids]
    changes = {block.id: (msgspec.structs.replace(block, of=new_ids[block.of]),) for block in shared}
    return msgspec.structs.replace(
        document,
        root=replace_blocks(document.root, all_places(document), changes) if changes else document.root,
        ties=tuple(Tie(_tensor(tie.tensor, new_ids), _tensor(tie.of, new_ids)) for tie in document.ties),
        init=tuple(_rule(rule, new_ids) for rule in document.init),
        frozen=tuple(select_block(select, new_ids) for select in document.frozen),
    )


def _rule(rule: InitRule, new_ids: Mapping[str, str]) -> InitRule:
    of = None if rule.of is None else new_ids.get(rule.of, rule.of)
    return msgspec.structs.replace(rule, select=select_block(rule.select, new_ids), of=of)


def _tensor(place: TensorPlace, new_ids: Mapping[str, str]) -> TensorPlace:
    return TensorPlace(new_ids.get(place.block, place.block), place.tensor)


def forgotten(document: Document, gone: Collection[str]) -> Document:
    """Drop ties, init rules and frozen tensors of removed blocks; what was tied or equal to one of them stays so."""
    return msgspec.structs.replace(
        document,
        ties=_ties_left(document, gone),
        init=_rules_left(document, gone),
        frozen=tuple(select for select in document.frozen if select.block not in gone),
    )


def _ties_left(document: Document, gone: Collection[str]) -> tuple[Tie, ...]:
    if not any(tie.of.block in gone or tie.tensor.block in gone for tie in document.ties):
        return document.ties
    found = all_places(expanded(document))  # a tie may name what is inside an instance
    owners: dict[TensorPlace, TensorPlace] = {}
    left = []
    for tie in document.ties:
        if tie.tensor.block in gone:
            continue
        owner = tie.of if tie.of.block not in gone else owners.setdefault(tie.of, tie.tensor)
        if owner != tie.tensor and found[owner.block].scope in scopes_above(found, tie.tensor.block):
            left.append(Tie(tie.tensor, owner))
    return tuple(left)


def _rules_left(document: Document, gone: Collection[str]) -> tuple[InitRule, ...]:
    if not any(rule.of in gone for rule in document.init):
        return tuple(rule for rule in document.init if rule.select.block not in gone)
    found = all_places(expanded(document))
    heirs: dict[tuple[str, str | None], str] = {}
    left = []
    for rule in document.init:
        if rule.select.block in gone:
            continue
        if rule.of is None or rule.of not in gone:
            left.append(rule)
            continue
        assert rule.select.block is not None
        heir = heirs.setdefault((rule.of, rule.select.tensor), rule.select.block)
        if heir != rule.select.block and found[heir].scope in scopes_above(found, rule.select.block):
            left.append(msgspec.structs.replace(rule, of=heir))
    return tuple(left)


def with_copies(document: Document, new_ids: Mapping[str, str]) -> Document:
    """Let the ties, init rules and frozen tensors of copied blocks hold for their copies too."""
    new_ids = {**_inside_instances(document, new_ids), **new_ids}
    ties = [
        Tie(_tensor(tie.tensor, new_ids), _tensor(tie.of, new_ids))
        for tie in document.ties
        if tie.tensor.block in new_ids
    ]
    rules: list[InitRule] = []
    for rule in document.init:
        rules.append(rule)
        if rule.select.block in new_ids:
            rules.append(_rule(rule, new_ids))
    frozen = [select_block(select, new_ids) for select in document.frozen if select.block in new_ids]
    return msgspec.structs.replace(
        document, ties=(*document.ties, *ties), init=tuple(rules), frozen=(*document.frozen, *frozen)
    )


def _inside_instances(document: Document, new_ids: Mapping[str, str]) -> dict[str, str]:
    """Return the new ids of what is named inside copied instances: `instance/inner`."""
    named = {end.block for tie in document.ties for end in (tie.tensor, tie.of)}
    named |= {id for rule in document.init for id in (rule.select.block, rule.of) if id is not None}
    named |= {select.block for select in document.frozen if select.block is not None}
    parted = {id: id.partition("/") for id in named}
    return {id: f"{new_ids[start]}/{rest}" for id, (start, _, rest) in parted.items() if start in new_ids}


def spread(document: Document, id: str, heirs: tuple[str, ...]) -> Document:
    """Let each selector of a container that goes select every child that stays, and each be a copy of a child."""

    def several(select: Selector) -> tuple[Selector, ...]:
        if select.block != id:
            return (select,)
        return tuple(msgspec.structs.replace(select, block=heir) for heir in heirs)

    rules: list[InitRule] = []
    for rule in document.init:
        if rule.of is None:
            rules += [msgspec.structs.replace(rule, select=select) for select in several(rule.select)]
        else:
            rules += _child_by_child(document, rule, id, heirs)
    frozen = tuple(one for select in document.frozen for one in several(select))
    return msgspec.structs.replace(document, init=tuple(rules), frozen=frozen)


def _child_by_child(document: Document, rule: InitRule, id: str, heirs: tuple[str, ...]) -> list[InitRule]:
    """Return the rules by which children begin equal, where one of the two blocks is the container that goes."""
    if id not in (rule.of, rule.select.block):
        return [rule]
    found = all_places(document)
    ours, theirs = (
        heirs if end == id else tuple(kid.id for kid in children(found[end].block)) if end in found else ()
        for end in (rule.select.block, rule.of)
    )
    if len(ours) != len(theirs):
        return []
    pairs = [pair for pair in zip(ours, theirs, strict=True) if not isinstance(found[pair[0]].block, Function)]
    return [msgspec.structs.replace(rule, select=Selector(block=one), of=other) for one, other in pairs]
