"""Names of the local variables in a graph's forward: those of its inputs and nodes, where they hide nothing."""

from __future__ import annotations

import builtins
import re
from keyword import issoftkeyword

from builder.document.blocks import Block, Function, Graph, Layer, Shared
from builder.document.holders import is_holder
from builder.document.names import FILE_GLOBALS
from builder.targets.source.identifiers import snake
from builder.targets.source.layout import columns

LONGEST = 30
"""Columns that a variable takes, so that an operator on two fits on a line of its own."""
FLOW = "out"
"""What a person calls a value that is on its way."""
FLOWING = frozenset({"x", "X", "y", "h", "z", "out", "hidden", "hidden_states", "states", "features"})
"""Inputs whose variables take what becomes of them, too."""


class Locals:
    """Gives every input and node a variable of its own; more may be asked for."""

    def __init__(self, graph: Graph, nodes: dict[str, Block], ways: dict[str, tuple[str, ...]]) -> None:
        """Take the names that are given, then find some for the nodes without one; `ways` lead to what they call."""
        self.taken: set[str] = set()
        self.inputs = tuple(self.name(_shorten(name) if _fits(name) else f"{name}_") for name in graph.inputs)
        told = {name: node for name, node in nodes.items() if node.name is not None}
        self.of: dict[str, str] = dict(zip(graph.inputs, self.inputs, strict=True))
        self.of |= {name: self.name(name if name.isidentifier() else _wish(told[name], ways)) for name in told}
        held = [name for name, node in nodes.items() if is_holder(node)]
        self.loops = {wish: self.name(wish) for wish in dict.fromkeys(map(one_of, held))}
        """The variables of loops over lists; each loop over one of that name may have it again."""
        for name, node in nodes.items():
            if name not in told:
                self.of[name] = self.name(_wish(node, ways))
        self.flow = FLOW if FLOW not in self.taken else None

    def loop_variable(self, wish: str) -> str:
        """Return the name of a loop's variable."""
        if wish not in self.loops:
            self.loops[wish] = self.name(wish)
        return self.loops[wish]

    def name(self, wish: str) -> str:
        """Return the preferred name, or a similar one where it is used already."""
        base = _shorten(wish)
        base = base if _is_free(base) else f"{base}_"
        chosen, i = base, 2
        while chosen in self.taken:
            chosen, i = f"{base}_{i}", i + 1
        self.taken.add(chosen)
        return chosen


def is_told(name: str, node: Block) -> bool:
    """Tell whether a function has a name that a person chose, beyond that of its kind.

    >>> is_told("scores", Function(id="a", name="scores", kind="torch.matmul"))
    True
    >>> is_told("matmul_2", Function(id="a", name="matmul_2", kind="torch.matmul"))
    False
    """
    if not isinstance(node, Function) or node.name is None:
        return False
    return re.fullmatch(rf"{re.escape(_word(node.kind))}_?\d*", name) is None


def _word(kind: str) -> str:
    if kind == "int":
        return "number"
    return kind.rpartition(".")[2].strip("_")


def _wish(node: Block, ways: dict[str, tuple[str, ...]]) -> str:
    if isinstance(node, Shared):
        *above, name = ways.get(node.of, ("shared",))
        return one_of(above[-1]) if above and name.isdecimal() else name
    if isinstance(node, Function):
        return _word(node.kind)
    if isinstance(node, Layer):
        return snake(node.kind)
    return "block"


_PLURAL = {"branches": "branch", "h": "block", "layer": "block"}


def one_of(written: str) -> str:
    """Name one of a list.

    >>> one_of("self.layers"), one_of("h")
    ('layer', 'block')
    """
    name = written.rpartition(".")[2]
    if name in _PLURAL:
        return _PLURAL[name]
    plural = name.isidentifier() and len(name) > 2 and name.endswith("s") and not name.endswith("ss")
    return name[:-1] if plural else "layer"


def _fits(name: str) -> bool:
    # The body may say `float("inf")`, and `_` for parts that nobody takes.
    return name != "float" and name != "_" and not issoftkeyword(name)


def _is_free(name: str) -> bool:
    return not (name in FILE_GLOBALS or hasattr(builtins, name) or issoftkeyword(name) or name == "_")


def _shorten(name: str) -> str:
    while columns(name) > LONGEST - 2:
        name = name[:-1]
    return name
