"""Changed copies of a tree of blocks: find, replace, insert; names stay valid, the input is unchanged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Literal, TypeAlias

import msgspec

from builder.document.blocks import (
    Block,
    Document,
    Graph,
    Instance,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.document.holders import name_fault
from builder.document.tree import Place, child_name, children, is_container, walk, with_children
from builder.document.tree import all_places as all_places
from builder.edits.fresh import fresh_id
from builder.edits.graphs import with_nodes
from builder.errors import EditError
from builder.sentences import say

Places: TypeAlias = dict[str, Place]
Verb: TypeAlias = Literal["remove", "move", "duplicate"]


def place_of(found: Places, id: str) -> Place:
    """Return the place of a block.

    Raises:
        EditError: there is no such block.
    """
    if id not in found:
        raise EditError(say("edits.no-block", id=id), hint=say("edits.no-block.hint"))
    return found[id]


def refuse_taken(found: Places, ids: Iterable[str]) -> None:
    """Refuse ids that a canvas gives to new blocks where they are not new: with them the tree would close on itself.

    Raises:
        EditError: a block has one of them, or two of the new blocks have the same.
    """
    given: set[str] = set()
    for id in ids:
        if id in found or id in given:
            raise EditError(say("edits.id-taken", id=id), hint=say("edits.id-taken.hint"))
        given.add(id)


def container_of(found: Places, id: str) -> Sequential | Parallel | Repeat | Graph:
    """Return the container with this id.

    Raises:
        EditError: there is none.
    """
    place = place_of(found, id)
    if isinstance(place.block, Sequential | Parallel | Repeat | Graph):
        return place.block
    raise EditError(say("edits.no-children", block=title(place.block)), place.path, say("edits.no-children.hint"))


def title(block: Block) -> str:
    """Return the name under which a person knows a block: `Linear`, `sequential`, `shared block`."""
    if isinstance(block, Instance):
        return block.definition
    if isinstance(block, TensorBlock):
        return say("edits.this-tensor")
    kind = getattr(block, "kind", None)
    return str(kind) if kind is not None else say("edits.this-block", kind=type(block).__name__.lower())


def outermost(found: Places, ids: Iterable[str], verb: Verb) -> list[str]:
    """Return the ids in document order, without those inside another of them.

    Raises:
        EditError: one is not there, or is the root; none is given.
    """
    chosen = set(ids)
    if not chosen:
        raise EditError(_none_selected(verb), hint=say("edits.select.hint"))
    for id in chosen:
        if place_of(found, id).parent is None:
            raise EditError(_root_refused(verb), "", say("edits.inside-root.hint"))
    ordered = sorted(chosen, key=lambda id: found[id].order)
    return [id for id in ordered if not any(above in chosen for above in ancestors(found, id))]


def _none_selected(verb: Verb) -> str:
    match verb:
        case "remove":
            return say("edits.select-to-remove")
        case "move":
            return say("edits.select-to-move")
        case "duplicate":
            return say("edits.select-to-duplicate")


def _root_refused(verb: Verb) -> str:
    match verb:
        case "remove":
            return say("edits.root-remove")
        case "move":
            return say("edits.root-move")
        case "duplicate":
            return say("edits.root-duplicate")


def ancestors(found: Places, id: str) -> Iterable[str]:
    """Yield the ids of the containers around a block, the innermost first."""
    above = found[id].parent
    while above is not None:
        yield above
        above = found[above].parent


def within(found: Places, ids: Iterable[str]) -> set[str]:
    """Return the ids of these blocks and of all below them."""
    return {block.id for id in ids for block in walk(found[id].block)}


def replace_blocks(root: Block, found: Places, changes: Mapping[str, tuple[Block, ...]]) -> Block:
    """Put other blocks, none or many, at the places of some; names that clash by it are given up.

    No key of `changes` may lie inside another.
    """
    touched = {above for id in changes for above in ancestors(found, id)}
    newcomers = {
        block.id
        for id, blocks in changes.items()
        for block in blocks
        if block.id != id or type(block) is not type(found[id].block)  # a block that was changed keeps its name
    }

    def rebuilt(block: Block) -> Block:
        kids: list[Block] = []
        heirs: dict[str, str] = {}
        for child in children(block):
            if child.id in changes:
                kids.extend(changes[child.id])
                if len(changes[child.id]) == 1:
                    heirs[child.id] = changes[child.id][0].id
            else:
                kids.append(rebuilt(child) if child.id in touched else child)
        return with_kids(block, kids, newcomers, heirs)

    if root.id in changes:
        (only,) = changes[root.id]
        return msgspec.structs.replace(only, name=None)
    return rebuilt(root)


def with_block(document: Document, found: Places, block: Block) -> Document:
    """Put a changed block in the place of the one with its id; nothing else changes, names neither."""
    new: Block = block
    above = found[block.id].parent
    while above is not None:
        parent = found[above].block
        index = found[new.id].index
        kids = children(parent)
        new = with_children(parent, (*kids[:index], new, *kids[index + 1 :]))
        above = found[above].parent
    return msgspec.structs.replace(document, root=new)


def insert_blocks(found: Places, root: Block, parent_id: str, index: int, blocks: tuple[Block, ...]) -> Block:
    """Put blocks before the child that has the index now.

    A repeat keeps one child: a sequential in it takes the blocks, any other child is wrapped together with them.

    Raises:
        EditError: there is no such container or index.
    """
    parent = container_of(found, parent_id)
    kids = children(parent)
    if not 0 <= index <= len(kids):
        raise EditError(
            say("edits.no-place", index=index, last=len(kids)), found[parent_id].path, say("edits.no-place.hint")
        )
    newcomers = {block.id for block in blocks}
    if isinstance(parent, Repeat) and isinstance(parent.child, Sequential):
        inner = children(parent.child)
        joined = (*inner, *blocks) if index else (*blocks, *inner)
        return replace_blocks(root, found, {parent.child.id: (with_kids(parent.child, joined, newcomers),)})
    new = with_kids(parent, (*kids[:index], *blocks, *kids[index:]), newcomers)
    return new if found[parent_id].parent is None else replace_blocks(root, found, {parent_id: (new,)})


def with_kids(
    parent: Block, kids: Iterable[Block], newcomers: Collection[str], heirs: Mapping[str, str] | None = None
) -> Block:
    """Return the container with these children; those of a repeat become its one child.

    `heirs` maps the ids of children that are replaced to those in their places, which in a graph take their wires.
    """
    kids = tuple(kids)
    if isinstance(parent, Graph):
        return with_nodes(parent, kids, newcomers, heirs)
    if isinstance(parent, Repeat):
        if len(kids) == 1:
            return with_children(parent, kids)
        return with_children(parent, (with_kids(Sequential(id=fresh_id(parent.id)), kids, newcomers),))
    assert isinstance(parent, Sequential | Parallel)
    return with_children(parent, settle_names(parent, kids, newcomers))


def settle_names(
    parent: Sequential | Parallel, kids: tuple[Block, ...], newcomers: Collection[str]
) -> tuple[Block, ...]:
    """Give up names that cannot stand in `parent` or that clash, those of newcomers first."""
    if all(kid.name is None for kid in kids):
        return kids
    if isinstance(parent, Sequential) and parent.holder == "ModuleList":
        return tuple(map(without_name, kids))
    new = [
        without_name(kid)
        if kid.id in newcomers and kid.name is not None and name_fault(parent, kid, i, kid.name)
        else kid
        for i, kid in enumerate(kids)
    ]
    before: list[str | None] | None = None
    while before != (names := [kid.name for kid in new]):  # the position that stands for a name may clash again
        before = names
        for mine in (True, False):
            _give_up_clashes(parent, new, [(kid.id in newcomers) == mine for kid in new])
    return tuple(new)


def _give_up_clashes(parent: Sequential | Parallel, kids: list[Block], may_change: list[bool]) -> None:
    """Make names positional until none that may change clashes, the last of those that do first."""
    called: dict[str, set[int]] = {}
    for i, kid in enumerate(kids):
        called.setdefault(child_name(parent, i, kid), set()).add(i)
    waiting = [-i for alike in called.values() if len(alike) > 1 for i in alike]
    heapify(waiting)
    while waiting:
        i = -heappop(waiting)
        name = kids[i].name
        if name is None or not may_change[i] or len(called[name]) == 1:
            continue
        called[name].remove(i)
        kids[i] = without_name(kids[i])
        alike = called.setdefault(child_name(parent, i, kids[i]), set())
        for other in alike:
            heappush(waiting, -other)
        alike.add(i)


def without_name(block: Block) -> Block:
    """Return the block with its name left to its position."""
    return block if block.name is None else msgspec.structs.replace(block, name=None)


def copy_blocks(*blocks: Block) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Return copies whose ids are all new, and the new id by the old; what they share among them stays among them."""
    new_ids = {inner.id: fresh_id(inner.id) for block in blocks for inner in walk(block)}

    def renewed(old: Block) -> Block:
        new: Block = msgspec.structs.replace(old, id=new_ids[old.id])
        if isinstance(new, Shared):
            return msgspec.structs.replace(new, of=new_ids.get(new.of, new.of))
        return with_children(new, tuple(map(renewed, children(new)))) if is_container(new) else new

    return tuple(map(renewed, blocks)), new_ids


def select_block(select: Selector, new_ids: Mapping[str, str]) -> Selector:
    """Return the selector with another block id."""
    if select.block is None or select.block not in new_ids:
        return select
    return msgspec.structs.replace(select, block=new_ids[select.block])
