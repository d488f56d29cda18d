"""Where the copies of one block stand: a block inside a repeat has as many paths as the repeat has copies."""

from __future__ import annotations

from collections.abc import Mapping

from builder.document.blocks import Block, Document, Graph, Repeat, Shared
from builder.document.tree import Place, child_path, copy_name, is_call, places
from builder.errors import DocumentError
from builder.sentences import say


def block_paths(document: Document, id: str, found: dict[str, Place] | None = None) -> tuple[str, ...]:
    """Return the path of every copy of a block, in the order in which `named_modules` meets them."""
    found = places(document) if found is None else found
    above: list[list[str]] = []
    here = found[id]
    while here.parent is not None:
        around = found[here.parent]
        above.append(_keys(around.block, here.name))
        here = around
    known = [""]
    for names in reversed(above):
        known = [child_path(path, name) for path in known for name in names]
    return tuple(known)


def paired_paths(document: Document, id: str, of: str, found: dict[str, Place] | None = None) -> list[tuple[str, str]]:
    """Return the path of each copy of a block, and that of the other one in the same copy of repeats around it."""
    found = places(document) if found is None else found
    of_paths = block_paths(document, of, found)
    ours = block_paths(document, id, found)
    if not found[of].scope:
        return [(path, of_paths[0]) for path in ours]
    per_copy = len(ours) // len(of_paths)
    return [(path, of_paths[i // per_copy]) for i, path in enumerate(ours)]


def unlike(ours: Mapping[str, object], theirs: Mapping[str, object]) -> str | None:
    """Return the first name for which not both have the same, those of ours before those of theirs."""
    return next((name for name in (*ours, *theirs) if ours.get(name) != theirs.get(name)), None)


def misfit(path: str, of: str, name: str) -> DocumentError:
    """Return the error of a rule that lets a block at a path begin as another: the tensors of this name differ."""
    key = child_path(path, name) if name else path
    return DocumentError(
        say("document.copy.unlike", block=path, of=of or "net", key=key), path, say("document.copy.unlike.hint")
    )


def _keys(parent: Block, name: str) -> list[str]:
    """Return the keys of a child of this name: of the one child of a repeat as many as it has copies."""
    return [copy_name(parent, i) for i in range(parent.count)] if isinstance(parent, Repeat) else [name]


def called_block(id: str, found: dict[str, Place]) -> str:
    """Return the block whose module is meant: for a second call in a graph, that of the node it calls."""
    place = found[id]
    parent = found[place.parent].block if place.parent is not None else None
    if isinstance(place.block, Shared) and isinstance(parent, Graph) and is_call(parent, place.block):
        return place.block.of
    return id
