"""The tree of blocks: children, effective names, places, and a changed copy of a block's children."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import is_not
from typing import NamedTuple, TypeAlias, assert_never

import msgspec

from builder.document.blocks import (
    Block,
    Container,
    Document,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.once import once


class Place(msgspec.Struct, frozen=True):
    """Where a block stands.

    `path` is that of the first copy where a repeat is above it. `scope` is the id of the innermost repeat above it,
    `""` under the root alone: within one scope a block stands for just one module object. `order` counts in pre-order.
    """

    block: Block
    parent: str | None
    index: int
    name: str
    path: str
    scope: str
    depth: int
    order: int


def children(block: Block) -> tuple[Block, ...]:
    """Return the blocks directly inside; a repeat has its one child, a leaf none."""
    match block:
        case Layer():  # first, since most blocks are layers
            return ()
        case Sequential() | Parallel():
            return block.children
        case Repeat():
            return (block.child,)
        case Graph() | Written():
            return block.nodes
        case Function() | TensorBlock() | Shared() | Instance():
            return ()
        case _:
            assert_never(block)


def is_container(block: Block) -> bool:
    """Tell whether the block holds others."""
    return isinstance(block, Sequential | Parallel | Repeat | Graph | Written)


def child_name(parent: Container, index: int, child: Block) -> str:
    """Return the key of a child in its parent's module: its own name, or one by position.

    >>> child_name(Sequential(id="s"), 1, Layer(id="a", kind="ReLU"))
    '1'
    """
    match parent:
        case Sequential():
            return str(index) if child.name is None else child.name
        case Repeat():
            return copy_name(parent, 0)
        case Parallel():
            return f"branch_{index}" if child.name is None else child.name
        case Graph():
            return f"node_{index}" if child.name is None else child.name
        case Written():
            return child.name or str(index)
        case _:
            assert_never(parent)


def copy_name(block: Repeat, i: int) -> str:
    """Return the key of copy `i`, counted from 0.

    >>> copy_name(Repeat(id="r", child=Layer(id="a", kind="ReLU"), names="block {i}"), 3)
    'block 3'
    """
    return block.names.replace("{i}", str(i))


def child_path(parent_path: str, name: str) -> str:
    """Join a module path and a key, as torch does."""
    return f"{parent_path}.{name}" if parent_path else name


def is_call(graph: Graph, node: Block) -> bool:
    """Tell whether a node calls a module of the same graph, without being an attribute of its own.

    That module is another node's, which is called once more, or stands inside one (`self.layers[2](x)`).
    """
    return isinstance(node, Shared) and node.name is None and callee(graph, node.of) is not None


Way: TypeAlias = tuple[str, ...]
"""The names that lead from a graph to a block in it."""


class _Inside(NamedTuple):
    """The ways to the blocks of a graph by their ids, and the block at each way."""

    ways: dict[str, Way]
    blocks: dict[Way, Block]


def _inside(graph: Graph) -> _Inside:
    """Return what leads to the blocks of a graph; it is kept with the graph."""
    return once(graph, "inside", lambda: _looked_inside(graph))


def _looked_inside(graph: Graph) -> _Inside:
    below = list(_below(graph))  # of a graph that an edit is about to name two ways may be the same
    return _Inside({block.id: way for way, block in below}, dict(below))


def _below(graph: Graph) -> Iterator[tuple[Way, Block]]:
    stack: list[tuple[Way, Block]] = [((), graph)]
    while stack:
        way, block = stack.pop()
        if way:
            yield way, block
        if isinstance(block, Sequential | Parallel | Graph):
            kids = children(block)
            stack.extend(((*way, child_name(block, i, kid)), kid) for i, kid in enumerate(kids))


def callee(graph: Graph, id: str) -> Way | None:
    """Return the names that lead from a graph to the block `id` in it, or None; copies of a repeat have no one path."""
    return _inside(graph).ways.get(id)


def ways(graph: Graph) -> dict[str, Way]:
    """Return the names that lead to each block in a graph, by its id. Not to be changed."""
    return _inside(graph).ways


def blocks_on_the_way(graph: Graph, names: Way) -> tuple[Block, ...]:
    """Return the blocks that the names from `callee` lead through, from a node of the graph to the block itself."""
    blocks = _inside(graph).blocks
    return tuple(blocks[names[: i + 1]] for i in range(len(names)))


def is_module(parent: Container, child: Block) -> bool:
    """Tell whether a child is a submodule, not a function, a tensor or a further call of a node of the same graph."""
    if isinstance(child, Function | TensorBlock):
        return False
    return not (isinstance(parent, Graph) and is_call(parent, child))


def with_children(block: Block, kids: tuple[Block, ...]) -> Block:
    """Return the container with other children; a repeat takes exactly one.

    Raises:
        TypeError: the block holds no blocks.
        ValueError: a repeat is given none or several.
    """
    match block:
        case Sequential() | Parallel():
            return msgspec.structs.replace(block, children=kids)
        case Repeat():
            (child,) = kids
            return msgspec.structs.replace(block, child=child)
        case Graph() | Written():
            return msgspec.structs.replace(block, nodes=kids)
        case _:
            raise TypeError(f"{type(block).__name__} holds no blocks")


def walk(block: Block) -> Iterator[Block]:
    """Yield the block and all below it, in pre-order, each once whatever the number of copies."""
    stack = [block]
    while stack:
        here = stack.pop()
        yield here
        # Most blocks are layers, which need not be asked for their children.
        if here.__class__ is not Layer:
            stack.extend(reversed(children(here)))


def places(document: Document) -> dict[str, Place]:
    """Return the place of every block by id, in pre-order."""
    found: dict[str, Place] = {}
    stack: list[tuple[Block, str | None, int, str, str, str, int]] = [(document.root, None, 0, "", "", "", 0)]
    while stack:
        block, parent, index, name, path, scope, depth = stack.pop()
        found[block.id] = Place(block, parent, index, name, path, scope, depth, len(found))
        if isinstance(block, Sequential | Parallel | Repeat | Graph | Written):
            inner = block.id if isinstance(block, Repeat) else scope
            below = []
            for i, child in enumerate(children(block)):
                key = child_name(block, i, child)
                below.append((child, block.id, i, key, child_path(path, key), inner, depth + 1))
            stack.extend(reversed(below))
    return found


Changes: TypeAlias = list[tuple[Block, Block]]
"""Blocks that are others than before, each with the one that was there."""


def changed_blocks(document: Document, before: Document) -> Changes | None:
    """Return the blocks that are others than before, each with the one that was there, the containers around first.

    None where blocks have come, gone, moved or changed names, or are of another sort.
    """
    changes: Changes = []
    stack = [(document.root, before.root)]
    while stack:
        new, old = stack.pop()
        if new is old:
            continue
        kids, before_them = children(new), children(old)
        if not _stands_alike(new, old) or len(kids) != len(before_them):
            return None
        changes.append((new, old))
        others = compress(range(len(kids)), map(is_not, kids, before_them))
        stack += [(kids[i], before_them[i]) for i in others]
    return changes


def _stands_alike(new: Block, old: Block) -> bool:
    if type(new) is not type(old) or new.id != old.id or new.name != old.name:
        return False
    match new, old:
        case Repeat(), Repeat():
            return (new.count, new.names) == (old.count, old.names)
    return True


def _places_from(before: Document, changes: Changes) -> dict[str, Place]:
    """Return the places of all blocks from those of another document."""
    found = dict(all_places(before))
    for new, _ in changes:
        found[new.id] = msgspec.structs.replace(found[new.id], block=new)
    return found


def all_places(document: Document, before: Document | None = None, changes: Changes | None = None) -> dict[str, Place]:
    """Return the places of all blocks, which are kept with the document. Not to be changed.

    Of a document that was made from `before` only its `changes` are looked at, where they are known.
    """
    if before is None or changes is None:
        return once(document, "places", lambda: places(document))
    return once(document, "places", lambda: _places_from(before, changes))


def paths(document: Document) -> Iterator[tuple[str, Block]]:
    """Yield every module path with its block, copies of a repeat each with their own, in `named_modules` order.

    A `shared` block yields its own path once and nothing below it; functions and tensors of a graph have no module.
    """
    stack: list[tuple[str, Block]] = [("", document.root)]
    while stack:
        path, block = stack.pop()
        yield path, block
        if isinstance(block, Repeat):
            stack.extend((child_path(path, copy_name(block, i)), block.child) for i in reversed(range(block.count)))
        elif isinstance(block, Sequential | Parallel | Graph | Written):
            kids = children(block)
            stack.extend(
                (child_path(path, child_name(block, i, kids[i])), kids[i])
                for i in reversed(range(len(kids)))
                if is_module(block, kids[i])
            )


def scopes_above(found: dict[str, Place], id: str) -> tuple[str, ...]:
    """Return the scopes a block can see, its own first, the root's `""` last."""
    chain = []
    scope = found[id].scope
    while scope:
        chain.append(scope)
        scope = found[scope].scope
    return (*chain, "")


def written_around(found: dict[str, Place], id: str) -> str | None:
    """Return the outermost instance of a text class that contains a block, or None outside of all instances."""
    around = None
    parent = found[id].parent
    while parent is not None:
        if isinstance(found[parent].block, Written):
            around = parent
        parent = found[parent].parent
    return around
