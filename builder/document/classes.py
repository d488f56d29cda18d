"""The names of the classes that drawn blocks become, the same for the live network and the emitted file."""

from __future__ import annotations

from builder.document.blocks import Document, Layer, Parallel
from builder.document.tree import child_name, walk

_BY_MERGE = {"add": "Add", "mul": "Multiply", "cat": "Concat", "stack": "Stack", "none": "Branches"}


def class_names(document: Document) -> dict[str, str]:
    """Return the class name of every `parallel` by id.

    Blocks of one name whose merge and children's names agree are of one class; others of that name get a number.
    """
    names: dict[str, str] = {}
    classes: dict[tuple[object, ...], str] = {}
    taken: set[str] = set()
    for block in walk(document.root):
        if isinstance(block, Parallel):
            signature = class_signature(block)
            if signature not in classes:
                classes[signature] = _free(str(signature[0]), taken)
                taken.add(classes[signature])
            names[block.id] = classes[signature]
    return names


def class_signature(block: Parallel) -> tuple[object, ...]:
    """Return what one class has in common: base name, merge, dim where it matters, the children's names."""
    dim = block.dim if block.merge in ("cat", "stack") else None
    keys = tuple(child_name(block, i, child) for i, child in enumerate(block.children))
    return (block.class_name or _base_name(block), block.merge, dim, keys)


def _base_name(block: Parallel) -> str:
    skips = any(isinstance(child, Layer) and child.kind == "Identity" for child in block.children)
    return "Residual" if block.merge == "add" and skips else _BY_MERGE[block.merge]


def _free(base: str, taken: set[str]) -> str:
    name, i = base, 2
    while name in taken:
        name, i = f"{base}{i}", i + 1
    return name
