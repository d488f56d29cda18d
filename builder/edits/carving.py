"""Several nodes of a graph put into one of their own, and a graph inside a graph taken apart again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from builder.document.blocks import Block, Graph
from builder.document.graph import feeds, keyword_of, nodes_by_name, source_for, source_name, unnamed_source
from builder.edits.graphs import Names, mapped, renamed_sources, with_nodes
from builder.errors import EditError
from builder.sentences import say

_NEW = "@"
"""Begins names that stand in for those not yet known; no node or input is called so."""


def carved(graph: Graph, chosen: Sequence[Block], id: str) -> Graph:
    """Return the graph with these of its nodes inside a new graph `id`, wired through its inputs and outputs.

    Raises:
        EditError: what flows out of them flows back in through others.
    """
    ids = {node.id for node in chosen}
    names = {name: node for name, node in nodes_by_name(graph).items() if node.id in ids}
    _refuse_detour(graph, names)
    entering = _entering(graph, names)
    leaving = _leaving(graph, names)
    inner = _inner(graph, names, entering, leaving, id)
    texts = {text: f"{_NEW}:{k}" if len(leaving) > 1 else _NEW for k, text in enumerate(leaving)}
    outer = mapped(graph, lambda text: _put(texts, text), lambda name: None if name in names else name)
    outer = msgspec.structs.replace(outer, wires={**outer.wires, _NEW: tuple(entering)})
    first = next(i for i, node in enumerate(graph.nodes) if node.id in ids)
    nodes: list[Block] = []
    for i, node in enumerate(graph.nodes):
        nodes.extend([inner] if i == first else [] if node.id in ids else [node])
    outer = with_nodes(outer, nodes, {id})
    return _named(outer, {_NEW: id})


def _put(texts: Mapping[str, str], text: str) -> str:
    """Put another source in place of one, for the same input."""
    plain = unnamed_source(text)
    return source_for(keyword_of(text), texts.get(plain, plain))


def _named(graph: Graph, ids: Mapping[str, str]) -> Graph:
    """Put the names of nodes, by id, for those that stood in for them."""
    names = {node.id: name for name, node in nodes_by_name(graph).items()}
    return renamed_sources(graph, {stand_in: names[id] for stand_in, id in ids.items()})


def _entering(graph: Graph, names: Mapping[str, Block]) -> list[str]:
    texts = (text for name in names for text in graph.wires.get(name, ()))
    return list(dict.fromkeys(unnamed_source(text) for text in texts if source_name(text) not in names))


def _leaving(graph: Graph, names: Mapping[str, Block]) -> list[str]:
    every = [*(texts for name, texts in graph.wires.items() if name not in names), graph.outputs]
    texts = [unnamed_source(text) for texts in every for text in texts if source_name(text) in names]
    used = {source_name(text) for texts in graph.wires.values() for text in texts}
    return list(dict.fromkeys(texts)) or [name for name in names if name not in used]


def _inner(graph: Graph, names: Mapping[str, Block], entering: list[str], leaving: list[str], id: str) -> Graph:
    taken = Names(names)
    inputs = {f"{_NEW}{k}": taken.free(source_name(text)) for k, text in enumerate(entering)}
    stand_ins = dict(zip(entering, inputs, strict=True))
    inner = msgspec.structs.replace(
        graph,
        id=id,
        name=None,
        class_name=None,
        inputs=tuple(inputs) or ("x",),
        wires={
            name: tuple(_put(stand_ins, text) for text in texts) for name, texts in graph.wires.items() if name in names
        },
        outputs=tuple(leaving),
        positions={name: place for name, place in graph.positions.items() if name in names},
    )
    inner = with_nodes(inner, tuple(names.values()), set())
    inner = renamed_sources(inner, inputs)
    return msgspec.structs.replace(inner, inputs=tuple(inputs.values()) or ("x",))


def _refuse_detour(graph: Graph, names: Mapping[str, Block]) -> None:
    fed = feeds(graph)
    outside: set[str] = set()
    waiting = list(names)
    while waiting:
        new = {name for name in fed.get(waiting.pop(), ()) if name not in names} - outside
        outside |= new
        waiting += new
    for name in names:
        between = {source_name(text) for text in graph.wires.get(name, ())} & outside
        if between:
            culprit = min(between)
            raise EditError(say("edit.between", name=culprit), hint=say("edit.between.hint", name=culprit))


def inlined(graph: Graph, name: str, inner: Graph) -> Graph:
    """Return the graph with the nodes of `inner`, which stands at the node `name`, among its own.

    Raises:
        EditError: the tuple that it returns is used as a whole.
    """
    nodes = nodes_by_name(graph)
    own = graph.wires.get(name, ())
    inside = nodes_by_name(inner)
    stand_ins = {key: f"{_NEW}{k}" for k, key in enumerate(inside)}
    entry = dict(zip(inner.inputs, map(unnamed_source, own), strict=False))

    def source(text: str) -> str | None:
        key, plain = source_name(text), unnamed_source(text)
        start = stand_ins.get(key) or entry.get(key)
        return None if start is None else source_for(keyword_of(text), start + plain[len(key) :])

    def returned(text: str) -> str | None:
        if source_name(text) != name:
            return text
        rest = unnamed_source(text)[len(name) :]
        if len(inner.outputs) == 1:
            start = source(inner.outputs[0])
        else:
            k, _, rest = rest[1:].partition(":")
            if not k:
                raise EditError(say("edit.whole-tuple"), hint=say("edit.whole-tuple.hint"))
            start = source(inner.outputs[int(k)]) if int(k) < len(inner.outputs) else None
            rest = f":{rest}" if rest else ""
        return None if start is None else source_for(keyword_of(text), start + rest)

    outer = mapped(graph, returned, lambda key: None if key == name else key)
    wires = {stand_ins[key]: tuple(filter(None, map(source, texts))) for key, texts in inner.wires.items()}
    outer = msgspec.structs.replace(outer, wires={**outer.wires, **wires})
    kids: list[Block] = []
    for key, node in nodes.items():
        kids.extend(_pinned(inner) if key == name else [node])
    outer = with_nodes(outer, kids, {node.id for node in inner.nodes})
    return _named(outer, {stand_ins[key]: node.id for key, node in inside.items()})


def _pinned(inner: Graph) -> list[Block]:
    """Return the nodes with the names they have by position, but for second calls."""
    named = with_nodes(inner, inner.nodes, {node.id for node in inner.nodes})
    return list(named.nodes)
