"""Finds the shared blocks of a document fast: for a long chain of layers by their types alone."""

from __future__ import annotations

from typing import NamedTuple

from builder.analysis.memo import Memo
from builder.document.blocks import Block, Document, Function, Graph, Layer, Repeat, Shared, TensorBlock, Written
from builder.document.sharing import is_known_unshared
from builder.document.tree import child_name, children, copy_name, is_call


class SharedBlocks(NamedTuple):
    """`targets`: each shared block and its scope, by id; `entangled`: the containers around those and their places.

    `firsts` is the path, from where its scope begins, at which `named_modules` meets each shared module first.
    """

    targets: dict[str, tuple[Block, str]]
    entangled: set[str]
    firsts: dict[str, str]


class _Container(NamedTuple):
    block: Block
    parent: _Container | None
    scope: str


def sharing_of(document: Document, memo: Memo) -> SharedBlocks:
    """Return what is shared in a document whose instances are written out."""
    root = document.root
    wanted = set() if is_known_unshared(document) else _shared_ids(root, memo)
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
            if child.__class__ not in _LEAVES:
                stack.append(_Container(child, here, scope))
    firsts: dict[str, str] = {}
    if wanted:
        _meet(root, (), {"": 0}, SharedBlocks(targets, entangled, firsts))
    return SharedBlocks(targets, entangled, firsts)


def _meet(block: Block, trail: tuple[str, ...], bases: dict[str, int], sharing: SharedBlocks) -> None:
    """Note where modules are met, in the order of `named_modules`, each once; second calls in a graph are no places."""
    for i, child in enumerate(children(block)):
        id = child.of if isinstance(child, Shared) else child.id
        target = sharing.targets.get(id)
        if target is None and id not in sharing.entangled:
            continue
        if isinstance(block, Graph) and is_call(block, child):
            continue
        inner = bases
        if isinstance(block, Repeat):
            here = (*trail, copy_name(block, 0))
            inner = {**bases, block.id: len(here)}
        else:
            here = (*trail, child_name(block, i, child))  # type: ignore[arg-type]
        if target is not None:
            if id in sharing.firsts:
                continue
            child, scope = target
            sharing.firsts[id] = ".".join(here[inner[scope] :])
        if child.id in sharing.entangled:
            _meet(child, here, inner, sharing)


def _mark(container: _Container | None, entangled: set[str]) -> None:
    while container is not None and container.block.id not in entangled:
        entangled.add(container.block.id)
        container = container.parent


def _shared_ids(root: Block, memo: Memo) -> set[str]:
    """Return the ids of all blocks that are shared; containers known to share nothing are passed by."""
    known, met, wanted = memo.unshared, [], set[str]()
    stack = [root]
    while stack:
        block = stack.pop()
        kids = () if isinstance(block, Written) else children(block)  # what its class shares is its own
        types = set(map(type, kids))
        met.append(block)
        if Shared in types:
            wanted.update(kid.of for kid in kids if isinstance(kid, Shared))
        if not types <= _LEAVES:
            stack.extend([kid for kid in kids if kid.__class__ not in _LEAVES and known.get(id(kid)) is not kid])
    if not wanted:
        memo.keep_unshared(met)
    return wanted


_LEAVES = {Layer, Shared, Function, TensorBlock, Written}
