"""The names of the classes that drawn blocks become, the same for the live network and the emitted file."""

from __future__ import annotations

from typing import TypeAlias, TypeGuard, assert_never

import msgspec

from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    Layer,
    Parallel,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.document.tree import callee, child_name, is_call, walk

_BY_MERGE = {"add": "Add", "mul": "Multiply", "cat": "Concat", "stack": "Stack", "none": "Branches"}

Classed: TypeAlias = Parallel | Graph | Sequential
"""Blocks that become a class of their own: a sequential only where it has a class name."""


def class_names(document: Document) -> dict[str, str]:
    """Return, by id, the class name of every block that becomes a class of its own.

    Blocks of one name whose forward and children's names agree are of one class; others of that name get a number.
    """
    names: dict[str, str] = {}
    classes: dict[tuple[object, ...], str] = {}
    taken: set[str] = set()
    for block in walk(document.root):
        if is_classed(block):
            signature = class_signature(block)
            if signature not in classes:
                classes[signature] = _free(str(signature[0]), taken)
                taken.add(classes[signature])
            names[block.id] = classes[signature]
    return names


def is_classed(block: Block) -> TypeGuard[Classed]:
    """Tell whether a block becomes a class of its own."""
    return isinstance(block, Parallel | Graph) or (isinstance(block, Sequential) and block.class_name is not None)


def class_signature(block: Classed) -> tuple[object, ...]:
    """Return what one class has in common: base name, what forward does, the children's names."""
    match block:
        case Parallel():
            dim = block.dim if block.merge in ("cat", "stack") else None
            return (block.class_name or _base_name(block), block.merge, dim, _keys(block))
        case Sequential():
            return (block.class_name, "sequential", _keys(block))
        case Graph():
            wires = tuple(sorted(block.wires.items()))
            calls = tuple(_call(block, node) for node in block.nodes)
            return (block.class_name or "Graph", block.inputs, wires, block.outputs, calls, _keys(block))
        case _:
            assert_never(block)


def _keys(block: Classed) -> tuple[str, ...]:
    kids = block.nodes if isinstance(block, Graph) else block.children
    return tuple(child_name(block, i, child) for i, child in enumerate(kids))


def _call(graph: Graph, node: Block) -> str:
    """Return what of a node is written in the class's own code: a function with its arguments, a tensor, whose call."""
    if isinstance(node, TensorBlock) and not isinstance((node.init or {}).get("value"), list):
        # One class makes tensors of several sizes, as it makes layers of them.
        node = msgspec.structs.replace(node, shape=(0,) * len(node.shape))
    if isinstance(node, Function | TensorBlock):
        return repr(msgspec.structs.replace(node, id="", name=None))
    if isinstance(node, Shared) and is_call(graph, node):
        return f"call {'.'.join(callee(graph, node.of) or ())}"
    return "module"


def _base_name(block: Parallel) -> str:
    skips = any(isinstance(child, Layer) and child.kind == "Identity" for child in block.children)
    return "Residual" if block.merge == "add" and skips else _BY_MERGE[block.merge]


def _free(base: str, taken: set[str]) -> str:
    name, i = base, 2
    while name in taken:
        name, i = f"{base}{i}", i + 1
    return name
