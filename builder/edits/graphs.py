"""Changed copies of a graph: nodes come, go and change names, and its wires, outputs and positions follow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from builder.document.blocks import Block, Function, Graph, Instance, Layer, TensorBlock
from builder.document.graph import (
    keyword_of,
    nodes_by_name,
    renamed_source,
    source_for,
    source_name,
    unnamed_source,
)
from builder.document.names import FILE_GLOBALS, MAX_NAME, attribute_fault
from builder.document.tree import child_name, is_call

_WORDS = ((re.compile(r"([A-Z]+)([A-Z][a-z])"), r"\1_\2"), (re.compile(r"([a-z\d])([A-Z])"), r"\1_\2"))
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


def free_name(base: str, taken: Collection[str]) -> str:
    """Return `base`, or the first of `base_2`, `base_3`, ... that can be an attribute and is not taken."""
    base = base[: MAX_NAME - 8]
    if attribute_fault(base) is not None or base in FILE_GLOBALS:
        base = f"{base}_" if attribute_fault(f"{base}_") is None else "node"
    name, i = base, 2
    while name in taken or attribute_fault(name) is not None:
        name, i = f"{base}_{i}", i + 1
    return name


def mapped(graph: Graph, new_source: Callable[[str], str | None], new_name: Callable[[str], str | None]) -> Graph:
    """Return the graph with other sources, and other names for what wires lead to; None drops."""

    def sources(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for text in map(new_source, texts) if text is not None)

    wires = {new: sources(texts) for name, texts in graph.wires.items() if (new := new_name(name)) is not None}
    positions = {new: place for name, place in graph.positions.items() if (new := new_name(name)) is not None}
    return msgspec.structs.replace(graph, wires=wires, outputs=sources(graph.outputs), positions=positions)


def renamed_sources(graph: Graph, names: Mapping[str, str]) -> Graph:
    """Let wires, outputs and positions follow nodes or inputs to their new names."""

    def source(text: str) -> str:
        name = source_name(text)
        return renamed_source(text, names.get(name, name))

    return mapped(graph, source, lambda name: names.get(name, name))


def uses(graph: Graph, name: str) -> list[str]:
    """Return every source that names a node or an input, but for what it is given for; outputs included."""
    every = [unnamed_source(text) for texts in (*graph.wires.values(), graph.outputs) for text in texts]
    return [text for text in every if source_name(text) == name]


def without(graph: Graph, name: str) -> Graph:
    """Drop the wires of a node; one that stood in a chain is bridged."""
    own = graph.wires.get(name, ())
    used = set(uses(graph, name))
    if len(own) == 1 and len(used) == 1 and not _would_double(graph, name, own[0]):
        return mapped(
            graph,
            lambda text: source_for(keyword_of(text), own[0]) if unnamed_source(text) in used else text,
            lambda other: None if other == name else other,
        )
    return mapped(
        graph,
        lambda text: None if source_name(text) == name else text,
        lambda other: None if other == name else other,
    )


def _would_double(graph: Graph, name: str, source: str) -> bool:
    """Tell whether a bridge would hand one value to some place twice, or lead from the node to itself."""
    if source_name(source) == name:
        return True
    texts = (sources for node, sources in graph.wires.items() if node != name)
    plain = unnamed_source(source)
    return any(
        plain in map(unnamed_source, sources) and any(source_name(t) == name for t in sources)
        for sources in (*texts, graph.outputs)
    )


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
    wired |= {source_name(text) for texts in (*graph.wires.values(), graph.outputs) for text in texts}
    for id, name in old_names.items():
        if name in wired and name not in kept and (id not in staying or id in heirs):
            graph = without(graph, name)
    whole = msgspec.structs.replace(graph, nodes=tuple(nodes))
    whole = msgspec.structs.replace(whole, nodes=_named(whole, newcomers, lineage))
    new_names = {node.id: name for name, node in nodes_by_name(whole).items()}
    changes = {name: new_names[id] for id, name in lineage.items() if new_names[id] != name}
    return renamed_sources(whole, changes) if changes else whole


def _named(graph: Graph, newcomers: Collection[str], lineage: Mapping[str, str]) -> tuple[Block, ...]:
    """Give newcomers a free name, and keep the names that nodes have by a position which changed."""
    nodes = list(graph.nodes)
    taken = {*graph.inputs}
    taken |= {node.name for node in nodes if node.name is not None and node.id not in newcomers}
    taken |= {child_name(graph, i, node) for i, node in enumerate(nodes) if is_call(graph, node)}
    for i, node in enumerate(nodes):
        if is_call(graph, node):
            continue
        name = node.name
        if node.id in newcomers:
            wanted = name or _chosen(lineage.get(node.id)) or base_name(node)
            name = free_name(wanted, taken)
        elif name is None and lineage.get(node.id) != child_name(graph, i, node):
            name = free_name(lineage.get(node.id) or base_name(node), taken)
        if name is not None:
            taken.add(name)
            nodes[i] = node if node.name == name else msgspec.structs.replace(node, name=name)
    return _without_clashes(graph, nodes)


def _chosen(name: str | None) -> str | None:
    """Return a name that is not one by position."""
    return None if name is None or re.fullmatch(r"node_\d+", name) else name


def _without_clashes(graph: Graph, nodes: list[Block]) -> tuple[Block, ...]:
    """Give way to the names that second calls have by position."""
    by_position = {child_name(graph, i, node) for i, node in enumerate(nodes) if node.name is None}
    taken = {*graph.inputs, *by_position, *(node.name for node in nodes if node.name is not None)}
    for i, node in enumerate(nodes):
        if node.name in by_position:
            name = free_name(node.name, taken)
            taken.add(name)
            nodes[i] = msgspec.structs.replace(node, name=name)
    return tuple(nodes)
