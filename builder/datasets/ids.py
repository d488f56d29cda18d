"""How many token ids an input may have: the size of the smallest embedding that takes it as it is."""

from __future__ import annotations

from collections.abc import Iterator

from builder.document.blocks import Block, Document, Graph, Layer, Parallel, Repeat, Sequential, Shared, Written
from builder.document.tree import children
from builder.network.network import Network
from builder.network.plan import plan_of

_EMBEDDINGS = ("Embedding", "EmbeddingBag")
_Found = Iterator[tuple[str, Layer]]


def ids_taken(document: Document) -> dict[str, int]:
    """Return for inputs by name how many different ids they may have; those that reach no embedding are left out."""
    found: dict[str, int] = {}
    for name, layer in _all(document):
        size = layer.args["num_embeddings"]
        found[name] = min(size, found.get(name, size))
    return found


def embeddings_of(document: Document, name: str) -> list[Layer]:
    """Return the embeddings that an input reaches as it is."""
    return [layer for one, layer in _all(document) if one == name]


def _all(document: Document) -> _Found:
    network = Network.of(document)
    return _inputs_of_embeddings(network, network.whole.root, tuple(one.name for one in document.inputs))


def _inputs_of_embeddings(network: Network, block: Block, given: tuple[str | None, ...]) -> _Found:
    """Yield the inputs of the network that reach an embedding, where `given` names what the block is given."""
    if not any(given):
        return
    match block:
        case Layer(kind=kind):
            if kind in _EMBEDDINGS and given[0]:
                yield given[0], block
        case Graph():
            yield from _in_graph(network, block, given)
        case Written():
            yield from _in_text(block, given)
        case _:
            for child in _first_inner_blocks(network, block):
                yield from _inputs_of_embeddings(network, child, given)


def _first_inner_blocks(network: Network, block: Block) -> tuple[Block, ...]:
    """Return the blocks inside one that are given what it is given."""
    match block:
        case Sequential() | Repeat():
            return children(block)[:1]
        case Parallel():
            return children(block)
        case Shared(of=of):
            return (network.places[of].block,)
    return ()


def _in_graph(network: Network, graph: Graph, given: tuple[str | None, ...]) -> _Found:
    plan = plan_of(graph)
    names = dict(zip(graph.inputs, given, strict=False))
    for i, node in enumerate(graph.nodes):
        wires = [feed.wire for feed in plan.feeds[i] if feed.wire.keyword is None]
        inner = tuple(None if wire.output else names.get(wire.source) for wire in wires)
        yield from _inputs_of_embeddings(network, node, inner)


def _in_text(block: Written, given: tuple[str | None, ...]) -> _Found:
    """Yield all embeddings of a text class for each of its inputs: which takes which, only a run could tell."""
    found = [node for node in block.nodes if isinstance(node, Layer) and node.kind in _EMBEDDINGS]
    for name in given:
        if name:
            yield from ((name, layer) for layer in found)
