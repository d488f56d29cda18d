"""What the forward of each class takes: one tensor, or the network's inputs where they reach it side by side."""

from __future__ import annotations

from builder.document.blocks import Block, Document, Parallel, Shared
from builder.document.tree import children, walk

ANY = ("*inputs",)


def forward_arguments(document: Document, classes: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the arguments of forward by class, for the classes that do not take just `x`.

    A parallel hands all its inputs to each child, any other container one value to its first.
    """
    if len(document.inputs) == 1:
        return {}
    names = tuple(entry.name for entry in document.inputs)
    blocks = {block.id: block for block in walk(document.root)}
    wide = _wide(document.root, blocks)
    narrow = {id for id in classes if id not in wide} | _narrow(blocks, wide)
    by_class: dict[str, tuple[str, ...]] = {}
    for id in wide:
        by_class[classes[id]] = names
    for id in narrow:
        if classes[id] in by_class:
            by_class[classes[id]] = ANY
    return by_class


def _wide(root: Block, blocks: dict[str, Block]) -> set[str]:
    """Return the parallels that the network's inputs reach side by side."""
    found: set[str] = set()
    stack = [root]
    while stack:
        block = stack.pop()
        block = blocks[block.of] if isinstance(block, Shared) else block
        if isinstance(block, Parallel) and block.id not in found:
            found.add(block.id)
            stack.extend(children(block))
    return found


def _narrow(blocks: dict[str, Block], wide: set[str]) -> set[str]:
    """Return those of the wide parallels that are used elsewhere, too, where one value reaches them."""
    found: set[str] = set()
    for block in blocks.values():
        if block.id not in wide:
            for child in children(block):
                id = child.of if isinstance(child, Shared) else child.id
                if id in wide:
                    found.update(below.id for below in walk(blocks[id]) if below.id in wide)
    return found
