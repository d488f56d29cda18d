"""Changed copies of a graph: nodes come, go and change names, and its wires, outputs and positions follow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from builder.document.blocks import Block, Function, Graph, Instance, Layer, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.names import FILE_GLOBALS, MAX_NAME, attribute_fault
from builder.document.numbers import NUMBER_KINDS
from builder.document.tree import child_name, is_call
from builder.network.plan import plan_of
from builder.network.wire import Wire, wire_of, wires_of

_WORDS = ((re.compile(r"([A-Z]+)([A-Z][a-z])"), r"\1_\2"), (re.compile(r"([a-z\d])([A-Z])"), r"\1_\2"))
# Words of one piece, which the patterns above would part: `relu`, not `re_lu`.
_WHOLE = re.compile(r"P?R?ReLU6?|S?E?GELU|SiLU|SELU|CELU|LeakyReLU|LogSigmoid|LogSoftmax")


def base_name(block: Block) -> str:
    """Return the name that a node gets after its kind, before it is made unique.

    >>> base_name(Layer(id="a", kind="Conv2d")), base_name(Function(id="b", kind="torch.cat"))
    ('conv', 'cat')
    """
    match block:
        case Layer(kind=kind):
            return _snake(re.sub(r"(?<=[a-z])[123]d\Z", "", kind.removeprefix("Lazy")))
        case Function(kind=kind):
            return kind.rpartition(".")[2].strip("_") or "call"
        case TensorBlock(role=role):
            return role
        case Instance(definition=definition):
            return _snake(definition)
        case _:
            return _snake(getattr(block, "class_name", None) or type(block).__name__)


def _snake(name: str) -> str:
    if not _WHOLE.fullmatch(name):
        for pattern, parted in _WORDS:
            name = pattern.sub(parted, name)
    return name.lower()


class Names:
    """Used names; remembers the last number of each base, so that many free names are found in one pass."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def add(self, name: str) -> None:
        """Take a name, whether it is free or not."""
        self._taken.add(name)

    def free(self, base: str) -> str:
        """Take `base`, or the first of `base_2`, `base_3`, ... that can be an attribute and is free."""
        # Room for `_` and a number behind it.
        base = base[: MAX_NAME - 8]
        if attribute_fault(base) is not None or base in FILE_GLOBALS:
            base = f"{base}_" if attribute_fault(f"{base}_") is None else "node"
        number = self._numbers.get(base, 1)
        name = base if number == 1 else f"{base}_{number}"
        while name in self._taken or attribute_fault(name) is not None:
            number += 1
            name = f"{base}_{number}"
        self._numbers[base] = number
        self._taken.add(name)
        return name


def map_wires(graph: Graph, new_wire: Callable[[Wire], Wire | None], new_name: Callable[[str], str | None]) -> Graph:
    """Return the graph with other wires, and other names for what they lead to; None drops."""

    def sources(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(str(wire) for wire in map(new_wire, wires_of(texts)) if wire is not None)

    wires = {new: sources(texts) for name, texts in graph.wires.items() if (new := new_name(name)) is not None}
    positions = {new: place for name, place in graph.positions.items() if (new := new_name(name)) is not None}
    return msgspec.structs.replace(graph, wires=wires, outputs=sources(graph.outputs), positions=positions)


def renamed_sources(graph: Graph, names: Mapping[str, str]) -> Graph:
    """Let wires, outputs and positions follow nodes or inputs to their new names."""

    def renamed(wire: Wire) -> Wire:
        return wire._replace(source=names[wire.source]) if wire.source in names else wire

    return map_wires(graph, renamed, lambda name: names.get(name, name))


class _Bridges:
    """The wires of a graph while nodes go: a source that went may be taken over by what flowed into it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._instead: dict[Wire, Wire | None] = {}
        self._users: dict[Wire, set[str | None]] = {}
        """The nodes that take what a plain wire brings; None is what the graph returns."""
        self._wires: dict[str, set[Wire]] = {}
        """The plain wires that begin at a node or an input."""
        for node, texts in (*graph.wires.items(), (None, graph.outputs)):
            for wire in wires_of(texts):
                self._users.setdefault(wire.plain, set()).add(node)
                self._wires.setdefault(wire.source, set()).add(wire.plain)

    def wire(self, wire: Wire) -> Wire | None:
        """Return what takes the place of a wire, or None where nothing does."""
        plain: Wire | None = wire.plain
        while plain in self._instead:
            plain = self._instead[plain]
        return None if plain is None else plain._replace(keyword=wire.keyword)

    def drop(self, name: str, is_bridged: bool) -> None:
        """Drop a node; who takes its one output takes its one input instead, where that is asked for and possible."""
        own = [wire.plain for wire in map(self.wire, wires_of(self._graph.wires.get(name, ()))) if wire is not None]
        used = self._wires.pop(name, set())
        is_bridged = is_bridged and len(own) == len(used) == 1 and not self._would_double(name, own[0], *used)
        for wire in used:
            users = self._users.pop(wire)
            self._instead[wire] = own[0] if is_bridged else None
            if is_bridged:
                self._users.setdefault(own[0], set()).update(users)
                self._wires.setdefault(own[0].source, set()).add(own[0])
        for wire in own:
            self._users.get(wire, set()).discard(name)

    def _would_double(self, name: str, into: Wire, out: Wire) -> bool:
        """Tell whether a bridge would hand one value to some place twice, or lead from the node to itself."""
        return into.source == name or not self._users[out].isdisjoint(self._users[into])


def without(graph: Graph, gone: Collection[str]) -> Graph:
    """Drop the wires of nodes; those that stood in a chain are bridged."""
    inner = msgspec.structs.replace(
        graph, wires={name: texts for name, texts in graph.wires.items() if name in gone}, outputs=()
    )
    plan = plan_of(inner)
    bridges = _Bridges(graph)
    # Sources first: what stands in for one then stays, so that each wire is led elsewhere once.
    for i in plan.order:
        if plan.names[i] in gone:
            measures = getattr(graph.nodes[i], "kind", None) in NUMBER_KINDS  # the tensor would take the number's place
            bridges.drop(plan.names[i], is_bridged=i not in plan.stuck and not measures)
    return map_wires(graph, bridges.wire, lambda name: None if name in gone else name)


def with_nodes(
    graph: Graph, nodes: Sequence[Block], newcomers: Collection[str], heirs: Mapping[str, str] | None = None
) -> Graph:
    """Return the graph with these nodes; wires follow those that stay, and go with those that do not.

    `heirs` maps the id of a node that is replaced to the id of the one in its place, which takes its name and wires.
    Newcomers without a name that can stand here are named after their kind.
    """
    old_names = {node.id: name for name, node in nodes_by_name(graph).items()}
    heirs = {} if heirs is None else heirs
    coming = {heir: id for id, heir in heirs.items()}
    staying = {node.id for node in nodes}
    lineage = {
        node.id: old_names[old]
        for node in nodes
        if (old := coming.get(node.id, node.id if node.id not in heirs else "")) in old_names
    }
    kept = set(lineage.values())
    wired = {*graph.wires, *graph.positions}
    wired |= {wire_of(text).source for texts in (*graph.wires.values(), graph.outputs) for text in texts}
    gone = {
        name
        for id, name in old_names.items()
        if name in wired and name not in kept and (id not in staying or id in heirs)
    }
    graph = without(graph, gone) if gone else graph
    whole = msgspec.structs.replace(graph, nodes=tuple(nodes))
    whole = msgspec.structs.replace(whole, nodes=_with_free_names(whole, newcomers, lineage))
    new_names = {node.id: name for name, node in nodes_by_name(whole).items()}
    changes = {name: new_names[id] for id, name in lineage.items() if new_names[id] != name}
    return renamed_sources(whole, changes) if changes else whole


def _with_free_names(graph: Graph, newcomers: Collection[str], lineage: Mapping[str, str]) -> tuple[Block, ...]:
    """Give newcomers a free name, and keep the names that nodes have by a position which changed."""
    nodes = list(graph.nodes)
    taken = {*graph.inputs}
    taken |= {node.name for node in nodes if node.name is not None and node.id not in newcomers}
    taken |= {child_name(graph, i, node) for i, node in enumerate(nodes) if is_call(graph, node)}
    names = Names(taken)
    for i, node in enumerate(nodes):
        if is_call(graph, node):
            continue
        name = node.name
        if node.id in newcomers:
            name = names.free(name or _own_name(lineage.get(node.id)) or base_name(node))
        elif name is None and lineage.get(node.id) != child_name(graph, i, node):
            name = names.free(lineage.get(node.id) or base_name(node))
        if name is not None:
            names.add(name)
            nodes[i] = node if node.name == name else msgspec.structs.replace(node, name=name)
    return _without_clashes(graph, nodes)


def _own_name(name: str | None) -> str | None:
    """Return a name that is not one by position."""
    return None if name is None or re.fullmatch(r"node_\d+", name) else name


def _without_clashes(graph: Graph, nodes: list[Block]) -> tuple[Block, ...]:
    """Give way to the names that second calls have by position."""
    by_position = {child_name(graph, i, node) for i, node in enumerate(nodes) if node.name is None}
    names = Names({*graph.inputs, *by_position, *(node.name for node in nodes if node.name is not None)})
    for i, node in enumerate(nodes):
        if node.name in by_position:
            nodes[i] = msgspec.structs.replace(node, name=names.free(node.name))
    return tuple(nodes)
