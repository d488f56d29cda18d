"""Chooses the names of the inputs and nodes of a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import chain, count

from builder.document.blocks import Block
from builder.document.names import FILE_GLOBALS, attribute_fault

_NAMES = {
    "getitem": "part", "arange": "positions", "scaled_dot_product_attention": "attention", "to": "cast",
    "int": "number",
}  # fmt: skip
"""What nodes are called whose function's name would mislead."""


def input_name(name: str, taken: Collection[str]) -> str:
    """Return a name for an input that is a valid one and not taken: its own, if it can be.

    >>> input_name("x", ("x",))
    'x_in'

    Args:
        name: the wish, such as a parameter of a `forward`; it need not be an identifier.
        taken: names of the graph's other inputs and of its nodes.
    """
    candidates = chain((name, f"{name}_in", "x"), (f"x_{i}" for i in count(2)))
    return next(n for n in candidates if attribute_fault(n) is None and n not in FILE_GLOBALS and n not in taken)


class NodeNames:
    """Gives the nodes of functions names, none of which is `taken`.

    >>> names = NodeNames({"add"})
    >>> names.of("torch.add"), names.of("torch.add"), names.of("Tensor.__getitem__")
    ('add_2', 'add_3', 'part')
    """

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self._counts: Counter[str] = Counter()

    def of(self, kind: str, wish: str = "") -> str:
        """Return a name for a node of this kind; it is taken from then on."""
        bare = kind.rpartition(".")[2].strip("_")
        base = wish if attribute_fault(wish) is None else _NAMES.get(bare, bare)
        while True:
            self._counts[base] += 1
            name = base if self._counts[base] == 1 else f"{base}_{self._counts[base]}"
            if name not in self.taken and attribute_fault(name) is None:
                self.taken.add(name)
                return name


def position_nodes(nodes: list[Block], further: Collection[str], taken: Collection[str]) -> list[Block]:
    """Return the nodes with the `further` ones, by id, at positions that give them names of their own.

    A further call of a module has no name but the one of its position, `node_7`, which a child may have as well.
    """
    if not any(node.id in further and f"node_{i}" in taken for i, node in enumerate(nodes)):
        return nodes
    free = [i for i in range(len(nodes)) if f"node_{i}" not in taken][-len(further) :]
    named = iter([node for node in nodes if node.id not in further])
    others = iter([node for node in nodes if node.id in further])
    return [next(others) if i in free else next(named) for i in range(len(nodes))]
