"""Find what equal blocks have in common: one template, with holes where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from builder.targets.source.emitter import default_value
from builder.targets.source.nodes import (
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

Filling: TypeAlias = Value | Variable


class Differs(Exception):  # noqa: N818 - it is no error: the blocks just need a class of another form
    """Raised where blocks differ in more than a value."""


class Spot:
    """One hole of a template while it is found: what fills it in each use, and where it stands."""

    def __init__(self, number: int, fillings: tuple[Filling, ...]) -> None:
        """Start with no place."""
        self.number = number
        self.fillings = fillings
        self.places: list[tuple[int, str, str]] = []
        """Number of the leaf in the template, its kind, the argument; no kind and no argument for a module."""


class Unifier:
    """Unifies the nodes of all uses of one class or function into a template whose holes are numbered."""

    def __init__(self) -> None:
        """Start without holes."""
        self.spots: dict[tuple[Filling, ...], Spot] = {}
        self.leaves = 0
        self.first_in = -1
        self.last_out = -1
        """The first layer with an argument such as `in_features`, the last one with an `out_features`."""
        self._by_kind: dict[type[Any], Callable[[Any], Node]] = {
            Leaf: self._leaf,
            Chain: self._chain,
            Branches: self._branches,
            Object: self._object,
            TextClassCall: self._text_class_call,
            Copies: self._copies,
            Maker: self._maker,
            Variable: self._variable,
        }
        self.local: list[set[str]] = []
        """For each variable of a function being unified, the blocks that stand in it in the uses."""

    def unify(self, nodes: Sequence[Node]) -> Node:
        """Return the template of nodes that stand at the same place in each use.

        Raises:
            Differs: they are not alike.
        """
        first = nodes[0]
        if any(type(node) is not type(first) for node in nodes):
            raise Differs
        return self._by_kind[type(first)](nodes)

    def _leaf(self, nodes: Sequence[Leaf]) -> Leaf:
        first = nodes[0]
        _require(all(node.kind == first.kind and node.around == first.around for node in nodes))
        number = self._number(first)
        if all(node.args == first.args for node in nodes) and not _has_inner(first):
            return first._replace(ids=_ids(nodes))
        tables = [dict(node.args) for node in nodes]
        names = dict.fromkeys(name for table in tables for name in table)
        args = []
        for name in names:
            values = [table[name] if name in table else default_value(first.kind, name) for table in tables]
            args.append((name, self._value(values, (number, first.kind, name))))
        return Leaf(_ids(nodes), first.kind, tuple(args), first.around)

    def _number(self, leaf: Leaf) -> int:
        number, self.leaves = self.leaves, self.leaves + 1
        names = [name for name, _ in leaf.args]
        if self.first_in < 0 and any(name.startswith("in_") for name in names):
            self.first_in = number
        if any(name.startswith("out_") for name in names):
            self.last_out = number
        return number

    def _value(self, values: list[Value], place: tuple[int, str, str]) -> Value:
        if any(isinstance(value, Leaf) for value in values):
            layers = [value for value in values if isinstance(value, Leaf)]
            _require(len(layers) == len(values))
            return self._leaf(layers)
        if all(value == values[0] for value in values) and not isinstance(values[0], Symbol):
            return values[0]
        return self._hole(tuple(values), place)

    def _hole(self, fillings: tuple[Filling, ...], place: tuple[int, str, str]) -> Hole:
        spot = self.spots.setdefault(fillings, Spot(len(self.spots), fillings))
        spot.places.append(place)
        return Hole(spot.number)

    def _chain(self, nodes: Sequence[Chain]) -> Chain:
        first = nodes[0]
        _require(all((node.names, node.holder) == (first.names, first.holder) for node in nodes))
        return first._replace(ids=_ids(nodes), children=self._children([node.children for node in nodes]))

    def _branches(self, nodes: Sequence[Branches]) -> Branches:
        _require(all(node.class_name == nodes[0].class_name for node in nodes))
        tensors = tuple(self._own(column) for column in zip(*(node.tensors for node in nodes), strict=True))
        children = self._children([node.children for node in nodes])
        shown = self.shown([node.shown for node in nodes])
        return nodes[0]._replace(ids=_ids(nodes), children=children, tensors=tensors, shown=shown)

    def shown(self, values: Sequence[Value | None]) -> Value | None:
        """Unify what the objects of a class show of themselves."""
        if all(value is None for value in values):
            return None
        return self._value([value or '""' for value in values], (-3, "", "description"))

    def _own(self, tensors: Sequence[Own]) -> Own:
        """Unify the sizes, dim by dim; the class tells how many there are."""
        names = ("rows", "columns") if len(tensors[0].sizes) == 2 else ("size",) * len(tensors[0].sizes)
        columns = zip(*(tensor.sizes for tensor in tensors), strict=True)
        sizes = [self._value(list(c), (-2, "", name)) for c, name in zip(columns, names, strict=True)]
        return tensors[0]._replace(sizes=tuple(sizes))

    def _object(self, nodes: Sequence[Object]) -> Object:
        first = nodes[0]
        names = [name for name, _ in first.given]
        _require(all(node.class_name == first.class_name for node in nodes))
        _require(all([name for name, _ in node.given] == names for node in nodes))
        number, self.leaves = self.leaves, self.leaves + 1
        values = zip(*([value for _, value in node.given] for node in nodes), strict=True)
        given = [
            (name, self._value(list(column), (number, first.class_name, name)))
            for name, column in zip(names, values, strict=True)
        ]
        return first._replace(ids=_ids(nodes), given=tuple(given))

    def _text_class_call(self, nodes: Sequence[TextClassCall]) -> TextClassCall:
        first = nodes[0]
        names = [name for name, _ in first.given]
        _require(all(node.class_name == first.class_name for node in nodes))
        _require(all([name for name, _ in node.given] == names for node in nodes))
        number, self.leaves = self.leaves, self.leaves + 1
        values = zip(*([value for _, value in node.given] for node in nodes), strict=True)
        given = [
            (name, self._value(list(column), (number, first.class_name, name.lstrip("*"))))
            for name, column in zip(names, values, strict=True)
        ]
        return first._replace(ids=_ids(nodes), given=tuple(given))

    def _copies(self, nodes: Sequence[Copies]) -> Copies:
        first = nodes[0]
        _require(all(node[1:3] == first[1:3] and node.holder == first.holder for node in nodes))
        return first._replace(ids=_ids(nodes), child=self.unify([node.child for node in nodes]))

    def _maker(self, nodes: Sequence[Maker]) -> Maker:
        first = nodes[0]
        _require(all(len(node.shared) == len(first.shared) for node in nodes))
        shared = []
        for entries in zip(*(node.shared for node in nodes), strict=True):
            made = self.unify([node for _, node in entries])
            self.local.append({id for id, _ in entries})
            shared.append((entries[0][0], made))
        body = self.unify([node.body for node in nodes])
        return Maker(_ids(nodes), first.base, tuple(shared), body)

    def _variable(self, nodes: Sequence[Variable]) -> Node:
        targets = {node.of for node in nodes}
        for known in self.local:
            if targets & known:
                _require(targets <= known)
                return Variable(_ids(nodes), nodes[0].of)
        # A variable of the caller is always handed over, even where all uses hand over the same.
        hole = self._hole(tuple(Variable((), node.of) for node in nodes), (self.leaves, "", ""))
        return hole._replace(ids=_ids(nodes))

    def _children(self, rows: list[tuple[Node, ...]]) -> tuple[Node, ...]:
        _require(all(len(row) == len(rows[0]) for row in rows))
        return tuple(self.unify(column) for column in zip(*rows, strict=True))


def fillings(template: Node, node: Node) -> dict[int, Filling | Node]:
    """Return what fills each hole of a template to make `node` of it."""
    found: dict[int, Filling | Node] = {}
    stack: list[tuple[Node, Node]] = [(template, node)]
    while stack:
        pattern, here = stack.pop()
        match pattern, here:
            case Hole(), _:
                found.setdefault(pattern.number, here)
            case Leaf(), Leaf():
                _fill_leaf(pattern, here, found)
            case Chain() | Branches(), Chain() | Branches():
                stack.extend(zip(pattern.children, here.children, strict=True))
                found = _sizes(pattern, here) | found
            case Object() | TextClassCall(), Object() | TextClassCall():
                holes = ((value, own) for (_, value), (_, own) in zip(pattern.given, here.given, strict=True))
                found = {value.number: own for value, own in holes if isinstance(value, Hole)} | found
            case _:
                stack.extend(_inner_pairs(pattern, here))
    return found


def _sizes(pattern: Node, here: Node) -> dict[int, Filling | Node]:
    if not isinstance(pattern, Branches) or not isinstance(here, Branches):
        return {}
    pairs: list[tuple[Value | None, Value]] = [
        pair
        for one, own in zip(pattern.tensors, here.tensors, strict=True)
        for pair in zip(one.sizes, own.sizes, strict=True)
    ]
    pairs.append((pattern.shown, here.shown or '""'))
    return {size.number: own for size, own in pairs if isinstance(size, Hole)}


def _inner_pairs(pattern: Node, here: Node) -> list[tuple[Node, Node]]:
    match pattern, here:
        case Copies(), Copies():
            return [(pattern.child, here.child)]
        case Maker(), Maker():
            shared = [(p, h) for (_, p), (_, h) in zip(pattern.shared, here.shared, strict=True)]
            return [(pattern.body, here.body), *shared]
        case _:
            return []


def _fill_leaf(pattern: Leaf, here: Leaf, found: dict[int, Filling | Node]) -> None:
    given = dict(here.args)
    for name, value in pattern.args:
        if isinstance(value, Hole):
            found.setdefault(value.number, given[name] if name in given else default_value(here.kind, name))
        elif isinstance(value, Leaf):
            inner = given[name]
            assert isinstance(inner, Leaf)
            _fill_leaf(value, inner, found)


class Skeletons:
    """Numbers nodes so that two get the same number just when they are alike but for values and variables."""

    def __init__(self) -> None:
        """Start without any."""
        self.numbers: dict[object, int] = {}
        self.makers: dict[int, tuple[Maker, int]] = {}
        """Numbers of functions that stand in no other that shares, by object, which is kept so that it stays itself."""

    def of(self, node: Node, local: dict[str, int]) -> int:
        """Return the number of a node; `local` numbers the variables of the functions around it."""
        if isinstance(node, Maker) and not local:
            if id(node) not in self.makers:
                self.makers[id(node)] = (node, self._number(node, local))
            return self.makers[id(node)][1]
        return self._number(node, local)

    def _number(self, node: Node, local: dict[str, int]) -> int:
        key: object
        match node:
            case Leaf():
                inner = [(name, self.of(value, local)) for name, value in node.args if isinstance(value, Leaf)]
                key = ("leaf", node.kind, *node.around, *inner)
            case Chain():
                key = ("chain", node.holder, node.names, *[self.of(child, local) for child in node.children])
            case Branches():
                key = ("branches", node.class_name, *[self.of(child, local) for child in node.children])
            case Object() | TextClassCall():
                key = (type(node), node.class_name, *[name for name, _ in node.given])
            case Copies():
                key = ("copies", node.holder, node.names, node.times, self.of(node.child, local))
            case Maker():
                key = self._maker(node, local)
            case Variable() | Hole():
                key = ("variable", local.get(node.of) if isinstance(node, Variable) else None)
        return self.numbers.setdefault(key, len(self.numbers))

    def _maker(self, node: Maker, local: dict[str, int]) -> tuple[object, ...]:
        known, shared = dict(local), []
        for id, made in node.shared:
            shared.append(self.of(made, known))
            known[id] = len(known)
        return ("maker", tuple(shared), self.of(node.body, known))


def _require(holds: bool) -> None:
    if not holds:
        raise Differs


def _ids(nodes: Sequence[Node]) -> tuple[str, ...]:
    if len(nodes) == 1:
        return nodes[0].ids
    return tuple(dict.fromkeys(id for node in nodes for id in node.ids))


def _has_inner(node: Leaf) -> bool:
    return any(isinstance(value, Leaf | Symbol) for _, value in node.args)
