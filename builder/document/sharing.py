"""Which blocks are used more than once, and the order in which modules are constructed.

`to_module` and `to_source` both build a network in this order, so that under one seed they draw the same weights: at
the start of a scope (the root, or one copy of a repeat's child) the blocks that `shared` blocks point to, each after
those it needs; then everything else in pre-order.
"""

from __future__ import annotations

from builder.document.blocks import Block, Document, Graph, Repeat, Shared
from builder.document.once import once
from builder.document.tree import Place, all_places, children, is_call, is_container, places, walk, written_around
from builder.errors import DocumentError
from builder.sentences import say

MAX_RUNS = 25_000
"""Blocks that run in one forward, those of a shared container each time that it is used."""


def shared_ids(document: Document, before: Document | None = None) -> tuple[str, ...]:
    """Return the ids of the shared blocks, in document order; they are kept with the document.

    In `before`, where it is given, blocks of the same sorts stand at the same places.
    """
    if before is not None:
        return once(document, _KEPT, lambda: shared_ids(before))
    found = all_places(document)
    return once(document, _KEPT, lambda: tuple(id for id in found if found[id].block.__class__ is Shared))


_KEPT = "shared_ids"


def is_known_unshared(document: Document) -> bool:
    """Tell whether it is known that no block is shared, which checking a document finds out."""
    return document.__dict__.get(_KEPT) == ()


def shared_targets(document: Document, found: dict[str, Place] | None = None) -> dict[str, tuple[str, ...]]:
    """Return, for each scope, the ids of the blocks that are shared in it, in the order of their construction.

    Raises:
        DocumentError: a block would have to contain itself.
    """
    found = places(document) if found is None else found
    targets = {
        place.block.of for place in found.values() if isinstance(place.block, Shared) and not _is_own(found, place)
    }
    needs = {id: _needs(found, id, targets) for id in targets}
    ordered: dict[str, list[str]] = {}
    for id in _after_their_needs(found, needs):
        ordered.setdefault(found[id].scope, []).append(id)
    return {scope: tuple(ids) for scope, ids in ordered.items()}


def _is_own(found: dict[str, Place], place: Place) -> bool:
    """Tell whether its surroundings see to a shared block: a node calling its neighbour again, a written class."""
    parent = found[place.parent].block if place.parent is not None else None
    if isinstance(parent, Graph) and is_call(parent, place.block):
        return True
    return written_around(found, place.block.id) is not None


def _needs(found: dict[str, Place], id: str, targets: set[str]) -> tuple[str, ...]:
    """Return the shared blocks that stand in, or are used in, the block `id`, in document order."""
    inside = (block.of if isinstance(block, Shared) else block.id for block in walk(found[id].block) if block.id != id)
    return tuple(dict.fromkeys(used for used in inside if used in targets))


def _after_their_needs(found: dict[str, Place], needs: dict[str, tuple[str, ...]]) -> list[str]:
    done: dict[str, None] = {}
    for start in sorted(needs, key=lambda id: found[id].order):
        stack, open_ids = [start], set[str]()
        while stack:
            id = stack[-1]
            missing = [need for need in needs[id] if need not in done]
            open_ids.add(id)
            if not missing:
                done[stack.pop()] = None
                open_ids.discard(id)
            elif open_ids.intersection(missing):
                culprit = found[next(need for need in missing if need in open_ids)]
                raise DocumentError(
                    say("document.shared.itself", path=culprit.path),
                    culprit.path,
                    say("document.shared.itself.hint"),
                )
            else:
                stack.extend(reversed(missing))
    return list(done)


def check_runs(document: Document, found: dict[str, Place]) -> None:
    """Check how many blocks run in one forward: a container that is used twice, inside one used twice, runs four times.

    Raises:
        DocumentError: they are too many.
    """
    shared = (found[place.block.of].block for place in found.values() if isinstance(place.block, Shared))
    if not any(map(is_container, shared)):
        return
    runs: dict[str, int] = {}
    stack = [document.root]
    while stack:
        block = stack[-1]
        below = (found[block.of].block,) if isinstance(block, Shared) else children(block)
        waiting = [] if block.id in runs else [inner for inner in below if inner.id not in runs]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        if block.id not in runs:
            # Nested it grows by a factor at each level, and beyond the limit no number is needed.
            runs[block.id] = min(_runs(block, below, runs), MAX_RUNS + 1)
    if runs[document.root.id] > MAX_RUNS:
        raise DocumentError(
            say("document.shared.runs", limit=MAX_RUNS),
            hint=say("document.shared.runs.hint"),
        )


def _runs(block: Block, below: tuple[Block, ...], runs: dict[str, int]) -> int:
    inside = sum(runs[inner.id] for inner in below)
    return 1 + inside * (block.count if isinstance(block, Repeat) else 1)
