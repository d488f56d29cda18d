"""The steps of a graph's forward, and the variables that their values go into."""

from __future__ import annotations

from typing import NamedTuple

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.document.blocks import Block, Function, Graph, Parallel, Sequential, Shared
from builder.document.graph import nodes_by_name
from builder.document.tree import blocks_on_the_way, child_name, ways
from builder.network.plan import plan_of
from builder.network.wire import Wire
from builder.targets.source.locals import FLOWING, Locals, is_told
from builder.targets.source.parts import Shape, Way, parts_of


class Value(NamedTuple):
    """A value that is worked out and has no name yet.

    `reads` are the named values in its text, `modules` counts the modules that it calls, `depth` how deep.
    """

    node: str
    text: str
    reads: tuple[str, ...]
    modules: int
    depth: int


def _is_named(wire: Wire) -> bool:
    return wire.keyword is not None


class Steps:
    """What one forward does: its nodes that run, in order, and the modules that they call."""

    def __init__(self, graph: Graph) -> None:
        """Read a graph."""
        self.graph = graph
        self.nodes = nodes_by_name(graph)
        self.ways = ways(graph)
        plan = plan_of(graph)
        steps = [i for i in plan.runs if plan.is_step(graph, i)]
        self.order = [plan.names[i] for i in steps]
        # Python takes what is given by name after all others.
        self.wires = {plan.names[i]: sorted((feed.wire for feed in plan.feeds[i]), key=_is_named) for i in steps}
        self.outputs = tuple(feed.wire for feed in plan.outputs)

    def callee(self, name: str) -> tuple[str, ...]:
        """Return the names that lead to the module that a node calls: its own, or that of another node once more."""
        node = self.nodes[name]
        is_call = isinstance(node, Shared) and node.name is None and node.of in self.ways
        return self.ways[node.of] if is_call and isinstance(node, Shared) else (name,)

    def blocks(self, way: tuple[str, ...]) -> tuple[Block, ...]:
        """Return the blocks on a way, the one that it leads to last."""
        return blocks_on_the_way(self.graph, way)


class Variables:
    """What the values of one forward are called so far."""

    def __init__(self, steps: Steps, counts: dict[str, int], gone: frozenset[str]) -> None:
        """Give names to all values but those that are `gone`, which another one stands for."""
        self.graph, self.nodes = steps.graph, steps.nodes
        self.order, self.wires, self.outputs = steps.order, steps.wires, steps.outputs
        self.steps = steps
        self.counts = counts
        named = {name: node for name, node in self.nodes.items() if name not in gone}
        self.locals = Locals(self.graph, named, steps.ways)
        self.ways: dict[str, list[Way]] = {}
        """For each value the ways to its parts, once for each use."""
        for wires in (*self.wires.values(), self.outputs):
            for wire in wires:
                self.ways.setdefault(wire.source, []).append(wire.output)
        self.left = {name: len(ways) for name, ways in self.ways.items()}
        self.flowing = (FLOWING & set(self.locals.inputs)) | {self.locals.flow}
        """Variables that may be given another value once theirs has been used up."""
        self.variables: dict[str, str] = {name: self.locals.of[name] for name in self.graph.inputs}
        self.parts: dict[str, dict[Way, str]] = {}
        self.forced: dict[str, str] = {}
        """Variables of a loop, by the node that has to go into each."""

    def callee(self, name: str) -> tuple[str, ...]:
        """Return the names that lead to the module that a node calls."""
        return self.steps.callee(name)

    def is_returned(self, name: str) -> bool:
        """Tell whether a value is worked out last and goes out and nowhere else."""
        return self.order[-1] == name and self.outputs == (Wire(name),) and self.left[name] == 1

    def apart(self, name: str) -> Shape | None:
        """Return the parts that a value is taken apart into when it gets its name, if it is."""
        ways = self.ways.get(name, [])
        if not ways or () in ways:
            return None
        return parts_of(
            self.locals.of[name], self.steps.blocks(self.callee(name))[-1], set(ways), self.counts.get(name)
        )

    def part(self, made: Value, wish: str, way: Way) -> str:
        """Name a part of a value; the first one may go on in the variable that ends here."""
        if way == (0,) and self.ways[made.node].count(way) == 1 and len(self.ways[made.node]) == 1:
            going_on = self.going_on(made)
            if going_on is not None and self.is_taken_next(made.node):
                return going_on
        taker = self.only_taker(Wire(made.node, way)) if wish[-1].isdigit() else None
        return self.locals.name(wish) if taker not in self.locals.of else self.locals.of[taker]

    def only_taker(self, wire: Wire) -> str | None:
        """Return the function with a telling name that alone takes a part, and no other part: it goes on in that."""
        takers = [name for name, wires in self.wires.items() for one in wires if one == wire]
        inside = [way for way in self.ways[wire.source] if way[: len(wire.output)] == wire.output]
        if len(takers) != 1 or len(inside) != 1 or not is_told(takers[0], self.nodes[takers[0]]):
            return None
        others = [one for one in self.wires[takers[0]] if one.source == wire.source]
        return takers[0] if len(others) == 1 else None

    def variable(self, made: Value) -> str:
        """Choose the name of a value: that of one that ends here and goes on in it, or the node's own."""
        if made.node in self.forced:
            return self.forced[made.node]
        own = self.locals.of[made.node]
        node = self.nodes[made.node]
        if is_told(made.node, node):
            return own
        going_on = self.going_on(made)
        if self.left[made.node] == 1 and self.is_taken_next(made.node):
            return going_on or self.begun(own)
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        return going_on if going_on is not None and (is_sum or made.modules > 1) else own

    def is_taken_next(self, name: str) -> bool:
        """Tell whether the very next node takes the value as its first operand, or in an operator."""
        i = self.order.index(name) + 1
        if i == len(self.order):
            return False
        following = self.order[i]
        node = self.nodes[following]
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        sources = [wire.source for wire in self.wires[following]]
        return name in sources if is_sum else sources[:1] == [name]

    def going_on(self, made: Value) -> str | None:
        """Return a variable whose value is used for the last time here."""
        node = self.nodes[made.node]
        is_sum = isinstance(node, Function) and FUNCTIONS[node.kind].style == "operator"
        reads = made.reads if is_sum else made.reads[:1]
        ending = [name for name in reads if not self.left[name] and name in self.variables]
        return next((self.variables[name] for name in ending if self.variables[name] in self.flowing), None)

    def begun(self, own: str) -> str:
        """Return the name of a value that is on its way, unless another one has it."""
        flow = self.locals.flow
        live = {self.variables[name] for name, left in self.left.items() if left and name in self.variables}
        live.update(self.forced.values())
        return own if flow is None or flow in live else flow


def key_of(parent: Block, index: int, child: Block) -> str:
    """Return the name of a child in a container other than a repeat."""
    assert isinstance(parent, Sequential | Parallel | Graph)
    return child_name(parent, index, child)
