"""The classes and functions of the emitted file: which there are, what they take, and how they are called.

A class whose uses are alike builds its children itself and takes only the values that differ; where uses differ in
more than values it takes the children. So does every function that makes a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.catalogue.layers.kind import no_parameters
from builder.catalogue.layers.kinds import CATALOGUE
from builder.targets.source.identifiers import Namer, argument_wish, is_variable
from builder.targets.source.nodes import (
    Branches,
    Chain,
    ClassShape,
    Copies,
    GraphClass,
    Hole,
    Leaf,
    Maker,
    Node,
    Object,
    Value,
    Variable,
)
from builder.targets.source.own import is_drawn
from builder.targets.source.templates import Differs, Skeletons, Spot, Unifier, fillings


class Definition(NamedTuple):
    """A class (`shape` given) or a function; `arguments` are its names by the number of the hole they fill.

    The class of a graph definition has `drawn` arguments instead, with their defaults. One that takes its children is
    given those of its `tensors`, by name, that are drawn, since they are drawn before those, or differ in size.
    """

    name: str
    template: Branches | Maker
    arguments: dict[int, str]
    shape: ClassShape | None
    drawn: tuple[tuple[str, Value | None], ...] = ()
    tensors: tuple[tuple[str, str], ...] = ()


class Definitions:
    """All definitions of a file by the nodes that use them."""

    def __init__(
        self,
        network: Maker,
        shapes: dict[str, ClassShape],
        drawn: dict[str, GraphClass],
        names: Namer,
        variables: dict[str, str],
    ) -> None:
        """Group the uses and find their templates; `variables` names the shared blocks by id."""
        self.names = names
        self.drawn = drawn
        self.variables = variables
        self.shapes = shapes
        self.skeletons = Skeletons()
        uses: dict[str | int, list[Branches | Maker]] = {}
        self._collect(network, network, uses)
        self.made = {key: self._definition(nodes) for key, nodes in uses.items()}

    def __iter__(self) -> Iterator[Definition]:
        """Yield the definitions in the order in which they are to be written."""
        return iter(self.made.values())

    def of(self, node: Branches | Maker) -> tuple[Definition, list[tuple[str, Node | Value]]]:
        """Return the definition that a node uses, and what it passes: names with nodes or values."""
        definition = self.made[self._key(node)]
        if not definition.arguments:
            return definition, []
        found = fillings(definition.template, node)
        return definition, [(name, found[index]) for index, name in definition.arguments.items()]

    def _collect(self, node: Node, network: Maker, uses: dict[str | int, list[Branches | Maker]]) -> None:
        """Gather the uses of each definition; the keys stand in order, each after those it uses where that can be."""
        if isinstance(node, Object):
            if node.class_name not in uses:
                template = self.drawn[node.class_name].template
                for child in template.children:
                    self._collect(child, network, uses)
                uses[node.class_name] = [template]
            return
        for child in _below(node):
            self._collect(child, network, uses)
        if isinstance(node, Branches | Maker) and node is not network:
            uses.setdefault(self._key(node), []).append(node)

    def _key(self, node: Branches | Maker) -> str | int:
        return node.class_name if isinstance(node, Branches) else self.skeletons.of(node, {})

    def _definition(self, uses: list[Branches | Maker]) -> Definition:
        first = uses[0]
        if isinstance(first, Branches) and first.class_name in self.drawn:
            drawn = self.drawn[first.class_name]
            return Definition(first.class_name, first, {}, drawn.shape, drawn.arguments)
        unifier = Unifier()
        try:
            # One use differs from nothing; only what it takes from its caller makes holes: variables and arguments.
            alone = len(uses) == 1 and not self.variables and not self.drawn
            template = first if alone else unifier.unify(uses)
        except Differs:
            return self._class_of_children([use for use in uses if isinstance(use, Branches)])
        assert isinstance(template, Branches | Maker)
        arguments = self._arguments(unifier)
        if isinstance(first, Branches):
            return Definition(first.class_name, template, arguments, self.shapes[first.class_name])
        return Definition(self.names.name(first.base), template, arguments, None)

    def _class_of_children(self, uses: list[Branches]) -> Definition:
        """Make a class that takes its children, but for those without weights that are the same in all uses."""
        class_name = uses[0].class_name
        names, children, arguments = Namer(self.names.taken), [], {}
        for i, column in enumerate(zip(*(use.children for use in uses), strict=True)):
            if _is_fixed(column):
                ids = tuple(id for child in column for id in child.ids)
                children.append(column[0]._replace(ids=ids))
            else:
                children.append(Hole(i))
                name = uses[0].names[i]
                arguments[i] = names.name(name if is_variable(name) else f"branch_{i}")
        ids = tuple(id for use in uses for id in use.ids)
        shown = Unifier().shown([use.shown for use in uses])
        if isinstance(shown, Hole):
            shown = Hole(len(children))
            arguments[shown.number] = names.name("description")
        template = Branches(ids, class_name, uses[0].names, tuple(children), uses[0].tensors, shown)
        shape = self.shapes[class_name]
        tensors = tuple(
            (column[0].name, names.name(column[0].name))
            for column in zip(*(use.tensors for use in uses), strict=True)
            if is_drawn(column[0].block) or any(own.sizes != column[0].sizes for own in column)
        )
        return Definition(class_name, template, arguments, shape, tensors=tensors)

    def _arguments(self, unifier: Unifier) -> dict[int, str]:
        names = Namer(self.names.taken - set(self.variables.values()))
        return {spot.number: names.name(self._wish(spot, unifier)) for spot in unifier.spots.values()}

    def _wish(self, spot: Spot, unifier: Unifier) -> str:
        filling = spot.fillings[0]
        if isinstance(filling, Variable):
            return self.variables[filling.of]
        return argument_wish(spot, unifier.first_in, unifier.last_out)


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, Chain | Branches):
        yield from node.children
    elif isinstance(node, Copies):
        yield node.child
    elif isinstance(node, Maker):
        yield from (made for _, made in node.shared)
        yield node.body


def _is_fixed(column: tuple[Node, ...]) -> bool:
    first = column[0]
    return (
        isinstance(first, Leaf)
        and CATALOGUE[first.kind].parameters is no_parameters
        and all(isinstance(node, Leaf) and (node.kind, node.args) == (first.kind, first.args) for node in column)
    )
