"""What the inputs and nodes of a graph are called."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count

from builder.document.blocks import Block
from builder.document.names import FILE_GLOBALS, attribute_fault

_NAMES = {"getitem": "part", "arange": "positions", "scaled_dot_product_attention": "attention", "to": "cast"}
"""What nodes are called whose function's name would mislead."""


def input_name(name: str, taken: Collection[str]) -> str:
    """Return a name for an input that is a valid one and not taken: its own, if it can be.

    >>> input_name("x", ("x",))
    'x_in'
    """
    candidates = chain((name, f"{name}_in", "x"), (f"x_{i}" for i in count(2)))
    return next(n for n in candidates if attribute_fault(n) is None and n not in FILE_GLOBALS and n not in taken)


def node_name(kind: str, taken: Collection[str]) -> str:
    """Return a name for a function's node that is not taken.

    >>> node_name("torch.add", ("add",))
    'add_2'
    """
    bare = kind.rpartition(".")[2].strip("_")
    base = _NAMES.get(bare, bare)
    candidates = chain((base,), (f"{base}_{i}" for i in count(2)))
    return next(name for name in candidates if name not in taken and attribute_fault(name) is None)


def placed(nodes: list[Block], further: Collection[str], taken: Collection[str]) -> list[Block]:
    """Return the nodes with the `further` ones, by id, at positions that give them names of their own.

    A further call of a module has no name but the one of its position, `node_7`, which a child may have as well.
    """
    if not any(node.id in further and f"node_{i}" in taken for i, node in enumerate(nodes)):
        return nodes
    free = [i for i in range(len(nodes)) if f"node_{i}" not in taken][-len(further) :]
    named = iter([node for node in nodes if node.id not in further])
    others = iter([node for node in nodes if node.id in further])
    return [next(others) if i in free else next(named) for i in range(len(nodes))]
