"""Nodes as expressions: `nn.Linear(20, 256)`, `nn.Sequential(...)`, the call of a class or function of the file."""

from __future__ import annotations

from builder.layers.catalogue import CATALOGUE
from builder.layers.kind import REQUIRED
from builder.targets.source.definitions import Definitions
from builder.targets.source.layout import Expression, call, comprehension, keyword, sequence, text, unpacked
from builder.targets.source.literals import numbered, string
from builder.targets.source.nodes import Branches, Chain, Copies, Hole, Leaf, Listing, Maker, Node, Value, Variable
from builder.targets.source.reading import is_keyword

FEW = 2
"""So many arguments stand by position where they are required; more are named."""


class Writer:
    """Writes the nodes of one function; `arguments` names what its caller passes."""

    def __init__(self, definitions: Definitions, arguments: dict[int, str]) -> None:
        """Keep what names mean here."""
        self.definitions = definitions
        self.arguments = arguments

    def node(self, node: Node) -> Expression:
        """Write one node."""
        match node:
            case Leaf():
                return self._leaf(node)
            case Chain():
                return self._chain(node)
            case Branches() | Maker():
                return self._call(node)
            case Copies():
                return self._copies(node)
            case Variable():
                return text(self.definitions.variables[node.of], node.ids)
            case Hole():
                return text(self.arguments[node.number])

    def _leaf(self, node: Leaf) -> Expression:
        positional = positional_arguments(node.kind)
        items = []
        in_place = True
        for i, (name, value) in enumerate(node.args):
            written = self._value(value)
            in_place = in_place and i < len(positional) and positional[i] == name
            items.append(written if in_place else keyword(name, written))
        return call(f"nn.{node.kind}", items, node.ids)

    def _value(self, value: Value | Node) -> Expression:
        match value:
            case str():
                return text(value)
            case Listing():
                items: list[Expression] = [text(item) for item in value.items]
                if value.head == "(":
                    return sequence("(", items, ")")
                return call(value.head.removesuffix("(["), [sequence("[", items, "]")])
            case _:
                return self.node(value)

    def _chain(self, node: Chain) -> Expression:
        children = list(map(self.node, node.children))
        if node.names is None:
            return call("nn.Sequential", children, node.ids)
        if all(map(is_keyword, node.names)):
            named = list(map(keyword, node.names, children))
            return call("nn.Sequential", [call("OrderedDict", list[Expression](named))], node.ids)
        pairs = [sequence("(", [text(string(n)), c], ")") for n, c in zip(node.names, children, strict=True)]
        return call("nn.Sequential", [call("OrderedDict", [sequence("[", pairs, "]")])], node.ids)

    def _copies(self, node: Copies) -> Expression:
        child = self.node(node.child)
        if node.names == "{i}":
            loop = comprehension(child, f"for _ in range({node.times})")
            return call("nn.Sequential", [unpacked(loop)], node.ids)
        pair = sequence("(", [text(numbered(node.names)), child], ")")
        loop = comprehension(pair, f"for i in range({node.times})")
        return call("nn.Sequential", [call("OrderedDict", [loop])], node.ids)

    def _call(self, node: Branches | Maker) -> Expression:
        definition, passed = self.definitions.of(node)
        items = [(name, self._value(value)) for name, value in passed]
        if len(items) <= FEW:
            return call(definition.name, [item for _, item in items], node.ids)
        return call(definition.name, [keyword(name, item) for name, item in items], node.ids)


_POSITIONAL: dict[str, tuple[str, ...]] = {}


def positional_arguments(kind: str) -> tuple[str, ...]:
    """Return the arguments that one writes by position: the first two at most, as long as they are required."""
    if kind not in _POSITIONAL:
        names: list[str] = []
        for argument in CATALOGUE[kind].arguments[:FEW]:
            if argument.default is not REQUIRED or argument.keyword_only:
                break
            names.append(argument.name)
        _POSITIONAL[kind] = tuple(names)
    return _POSITIONAL[kind]
