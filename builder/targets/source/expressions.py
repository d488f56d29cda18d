"""Nodes as expressions: `nn.Linear(20, 256)`, `nn.Sequential(...)`, the call of a class or function of the file."""

from __future__ import annotations

from functools import cache

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.targets.literals import pattern_text, string
from builder.targets.source.definitions import Definitions
from builder.targets.source.emitter import is_keyword
from builder.targets.source.equal import one_for_all
from builder.targets.source.layout import (
    Expression,
    call,
    comprehension,
    entry,
    item_per_line,
    keyword,
    sequence,
    star,
    text,
)
from builder.targets.source.nodes import (
    BracketedValue,
    Branches,
    Chain,
    Copies,
    Hole,
    Leaf,
    Maker,
    Node,
    Object,
    Own,
    Symbol,
    TextClassCall,
    Value,
    Variable,
)
from builder.targets.source.own import initial_value

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
            case Object() | TextClassCall():
                return self._object(node)
            case Copies():
                return self._copies(node)
            case Variable():
                return text(self.definitions.variables[node.of], node.ids)
            case Hole():
                return text(self.arguments[node.number], node.ids)

    def _leaf(self, node: Leaf) -> Expression:
        positional = positional_arguments(node.kind)
        items = []
        in_place = True
        for i, (name, value) in enumerate(node.args):
            written = self.value(value)
            in_place = in_place and i < len(positional) and positional[i] == name
            items.append(written if in_place else keyword(name, written))
        made = call(f"nn.{node.kind}", items, node.ids)
        for function, given in node.around:
            made = call(function, [made, *map(text, given)], node.ids)
        return made

    def value(self, value: Value | Node) -> Expression:
        """Write what an argument is given."""
        return value_expression(value) if isinstance(value, str | Symbol | BracketedValue) else self.node(value)

    def _chain(self, node: Chain) -> Expression:
        return self.chain(f"nn.{node.holder}", node)

    def chain(self, function: str, node: Chain) -> Expression:
        """Write a call that takes modules in order, each on a line of its own; names are None where they count."""
        same = one_for_all(node.children) if node.holder == "ModuleList" else None
        if same is not None:
            return self._copies(Copies(node.ids, "{i}", len(node.children), same, node.holder), function)
        children, names, ids = list(map(self.node, node.children)), node.names, node.ids
        if node.holder != "Sequential":
            return call(function, [_list_or_dict(children, names)] if children else [], ids)
        if names is None:
            return item_per_line(call(function, children, ids))
        if all(map(is_keyword, names)):
            named = list(map(keyword, names, children))
            return call(function, [item_per_line(call("OrderedDict", list[Expression](named)))], ids)
        pairs = [sequence("(", [text(string(n)), c], ")") for n, c in zip(names, children, strict=True)]
        return call(function, [call("OrderedDict", [item_per_line(sequence("[", pairs, "]"))])], ids)

    def _copies(self, node: Copies, function: str = "") -> Expression:
        child = self.node(node.child)
        if node.holder == "ModuleList":
            loop = comprehension(child, f"for _ in range({node.times})")
            return call(function or "nn.ModuleList", [sequence("[", [loop], "]")], node.ids)
        if node.holder == "ModuleDict":
            loop = comprehension(entry(pattern_text(node.names), child), f"for i in range({node.times})")
            return call("nn.ModuleDict", [sequence("{", [loop], "}")], node.ids)
        if node.names == "{i}":
            loop = comprehension(child, f"for _ in range({node.times})")
            return call("nn.Sequential", [star(loop)], node.ids)
        pair = sequence("(", [text(pattern_text(node.names)), child], ")")
        loop = comprehension(pair, f"for i in range({node.times})")
        return call("nn.Sequential", [call("OrderedDict", [loop])], node.ids)

    def _call(self, node: Branches | Maker) -> Expression:
        definition, passed = self.definitions.of(node)
        items = [(name, self.value(value)) for name, value in passed]
        if definition.tensors:
            tensors = {own.name: initial_value(own, list(map(self.value, own.sizes))) for own in self._own(node)}
            items = [*((variable, tensors[name]) for name, variable in definition.tensors), *items]
        if len(items) <= FEW:
            return call(definition.name, [item for _, item in items], node.ids)
        return call(definition.name, [keyword(name, item) for name, item in items], node.ids)

    def _own(self, node: Branches | Maker) -> tuple[Own, ...]:
        return node.tensors if isinstance(node, Branches) else ()

    def _object(self, node: Object | TextClassCall) -> Expression:
        if isinstance(node, TextClassCall):
            values = [(name, self.value(value)) for name, value in node.given]
            written = [value if name.startswith("*") else keyword(name, value) for name, value in values]
            return call(node.class_name, written, node.ids)
        given = {name: self.value(value) for name, value in node.given}
        items: list[Expression] = []
        in_place = True
        for name, default in self.definitions.drawn[node.class_name].arguments:
            if name not in given:
                in_place = False
                continue
            in_place = in_place and len(items) < FEW and default is None
            items.append(given[name] if in_place else keyword(name, given[name]))
        return call(node.class_name, items, node.ids)


def _list_or_dict(children: list[Expression], names: tuple[str, ...] | None) -> Expression:
    """Write what an `nn.ModuleList` takes, or an `nn.ModuleDict` where there are names."""
    if names is None:
        return item_per_line(sequence("[", children, "]"))
    return item_per_line(sequence("{", [entry(string(n), c) for n, c in zip(names, children, strict=True)], "}"))


def value_expression(value: Value) -> Expression:
    """Write a value that holds no layer and nothing that differs.

    Raises:
        TypeError: it holds a layer or something that differs.
    """
    match value:
        case str():
            return text(value)
        case Symbol():
            return text(value.text)
        case BracketedValue():
            items: list[Expression] = [text(item) for item in value.items]
            if value.head == "(":
                return sequence("(", items, ")")
            return call(value.head.removesuffix("(["), [sequence("[", items, "]")])
        case _:
            raise TypeError(f"{type(value).__name__} is not a plain value")


@cache
def positional_arguments(kind: str) -> tuple[str, ...]:
    """Return the arguments that one writes by position: the first two at most, as long as they are required."""
    names: list[str] = []
    for argument in CATALOGUE[kind].arguments[:FEW]:
        if argument.default is not REQUIRED or argument.keyword_only:
            break
        names.append(argument.name)
    return tuple(names)
