"""Which blocks of a document are shared, found fast: of a long chain of layers only the types are looked at."""

from __future__ import annotations

from typing import NamedTuple

from builder.analysis.memo import MEMO
from builder.document.blocks import Block, Layer, Repeat, Shared
from builder.document.tree import children


class Sharing(NamedTuple):
    """`targets`: each shared block and its scope, by id; `entangled`: the containers around those and their places."""

    targets: dict[str, tuple[Block, str]]
    entangled: set[str]


class _Container(NamedTuple):
    block: Block
    parent: _Container | None
    scope: str


def sharing_of(root: Block) -> Sharing:
    """Return what is shared below `root`."""
    wanted = _shared_ids(root)
    targets: dict[str, tuple[Block, str]] = {}
    entangled: set[str] = set()
    stack = [_Container(root, None, "")] if wanted else []
    while stack:
        here = stack.pop()
        scope = here.block.id if isinstance(here.block, Repeat) else here.scope
        for child in children(here.block):
            if child.id in wanted or child.__class__ is Shared:
                _mark(here, entangled)
                if child.id in wanted:
                    targets[child.id] = (child, scope)
            if child.__class__ is not Layer and child.__class__ is not Shared:
                stack.append(_Container(child, here, scope))
    return Sharing(targets, entangled)


def _mark(container: _Container | None, entangled: set[str]) -> None:
    while container is not None and container.block.id not in entangled:
        entangled.add(container.block.id)
        container = container.parent


def _shared_ids(root: Block) -> set[str]:
    """Return the ids of all blocks that are shared; containers known to share nothing are passed by."""
    known, met, wanted = MEMO.unshared, [], set[str]()
    stack = [root]
    while stack:
        block = stack.pop()
        kids = children(block)
        types = set(map(type, kids))
        met.append(block)
        if Shared in types:
            wanted.update(kid.of for kid in kids if isinstance(kid, Shared))
        if not types <= _LEAVES:
            stack.extend([kid for kid in kids if kid.__class__ not in _LEAVES and known.get(id(kid)) is not kid])
    if not wanted:
        MEMO.keep_unshared(met)
    return wanted


_LEAVES = {Layer, Shared}
