"""The classes that blocks become, and their names: the same in the live network and the emitted file."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias, TypeGuard, assert_never

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
    Written,
)
from builder.document.holders import is_holder
from builder.document.names import BUILTINS, FILE_GLOBALS
from builder.document.tree import blocks_on_the_way, callee, child_name, children, is_call, walk
from builder.network.plan import Plan, plan_of

_BY_MERGE = {"add": "Add", "mul": "Multiply", "cat": "Concat", "stack": "Stack", "none": "Branches"}

_HIDING = FILE_GLOBALS | BUILTINS
"""Names that a class in the file would hide."""

Classed: TypeAlias = Parallel | Graph | Sequential
"""Blocks that become a class of their own: a sequential only where it has a class name."""


class ClassName(NamedTuple):
    """A class's name in the emitted file, and the one that `print(net)` shows."""

    code: str
    printed: str


def named_classes(document: Document) -> dict[str, ClassName]:
    """Return, by id, the names of the class of every block that becomes one of its own.

    Blocks of one name whose forward and children's names agree are of one class; others of that name get a number in
    the file, where names are distinct. A name that was given is printed as it is; one that only we chose is numbered
    there too.
    """
    blocks = [block for block in walk(document.root) if is_classed(block)]
    signatures = {block.id: class_signature(block) for block in blocks}
    classes: dict[tuple[object, ...], ClassName] = {}
    taken = {*_HIDING, *(name for block in walk(document.root) if isinstance(block, Written) for name in block.binds)}
    taken |= {scheme.name for scheme in document.schemes}
    for block in sorted(blocks, key=lambda block: block.class_name is None):
        signature = signatures[block.id]
        if signature not in classes:
            code = _free(str(signature[0]), taken)
            taken.add(code)
            classes[signature] = ClassName(code, block.class_name or code)
    return {id: classes[signature] for id, signature in signatures.items()}


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
            return (block.class_name, block.holder, _keys(block))
        case Graph():
            wires = tuple(sorted(block.wires.items()))
            plan = plan_of(block)
            calls = tuple(_call(block, plan, i) for i in range(len(block.nodes)))
            return (block.class_name or "Graph", block.inputs, wires, block.outputs, calls, _keys(block))
        case _:
            assert_never(block)


def _keys(block: Classed) -> tuple[str, ...]:
    kids = block.nodes if isinstance(block, Graph) else block.children
    return tuple(child_name(block, i, child) for i, child in enumerate(kids))


def _call(graph: Graph, plan: Plan, i: int) -> str:
    """Return what of a node is written in the class's own code: a function with its arguments, a tensor, whose call."""
    node = graph.nodes[i]
    if isinstance(node, TensorBlock) and not isinstance((node.init or {}).get("value"), list):
        # One class makes tensors of several sizes, as it makes layers of them.
        node = msgspec.structs.replace(node, shape=(0,) * len(node.shape))
    if isinstance(node, Function | TensorBlock):
        return repr(msgspec.structs.replace(node, id="", name=None))
    if isinstance(node, Shared) and is_call(graph, node):
        way = callee(graph, node.of) or ()
        *above, called = blocks_on_the_way(graph, way)
        # Calls of all children of a list are written as a loop over it.
        held = [(getattr(block, "holder", ""), len(children(block))) for block in above]
        return f"call {'.'.join(way)} {held} {turns(called)} {node.call}"
    if plan.is_apart(i):
        return "module"
    found = callee(graph, node.of) if isinstance(node, Shared) else None
    return f"module {turns(node if found is None else blocks_on_the_way(graph, found)[-1])} {getattr(node, 'call', {})}"


def turns(block: Block) -> object:
    """Return what a loop over the children of a holder looks like, and of those inside; None where there is no loop."""
    if not is_holder(block):
        return None
    inside = [turns(child) for child in children(block)]
    return (block.holder, inside[:1] if all(each == inside[0] for each in inside) else inside)


def _base_name(block: Parallel) -> str:
    skips = any(isinstance(child, Layer) and child.kind == "Identity" for child in block.children)
    return "Residual" if block.merge == "add" and skips else _BY_MERGE[block.merge]


def _free(base: str, taken: set[str]) -> str:
    # Python changes names that start with two underscores inside a class.
    base = base.lstrip("_") or "Block" if base.startswith("__") else base
    base = f"{base[0].upper()}{base[1:]}" if base in _HIDING else base
    name, i = base, 2
    while name in taken:
        name, i = f"{base}{i}", i + 1
    return name
