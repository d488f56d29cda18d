"""Where the copies of one block stand: a block inside a repeat has as many paths as the repeat has copies."""

from __future__ import annotations

from builder.document.blocks import Document, Graph, Repeat, Shared
from builder.document.tree import Place, child_path, copy_name, is_call, places


def block_paths(document: Document, id: str, found: dict[str, Place] | None = None) -> tuple[str, ...]:
    """Return the path of every copy of a block, in the order in which `named_modules` meets them."""
    found = places(document) if found is None else found
    above: list[Place] = []
    here = found[id]
    while here.parent is not None:
        above.append(here)
        here = found[here.parent]
    known = [""]
    for place in reversed(above):
        parent = found[place.parent or ""].block
        if isinstance(parent, Repeat):
            names = [copy_name(parent, i) for i in range(parent.count)]
            known = [child_path(path, name) for path in known for name in names]
        else:
            known = [child_path(path, place.name) for path in known]
    return tuple(known)


def called(id: str, found: dict[str, Place]) -> str:
    """Return the block whose module is meant: for a second call in a graph, that of the node it calls."""
    place = found[id]
    parent = found[place.parent].block if place.parent is not None else None
    if isinstance(place.block, Shared) and isinstance(parent, Graph) and is_call(parent, place.block):
        return place.block.of
    return id
