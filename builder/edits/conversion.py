"""Edits that turn a sequential or parallel into the graph that does the same, and a chain back into a sequential."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from builder.document.blocks import Block, Document, Function, Graph, Parallel, Repeat, Sequential, Shared, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.tree import child_name, children
from builder.edits.edit import Change
from builder.edits.fresh import fresh_id
from builder.edits.graphs import Names, with_nodes
from builder.edits.tree import Places, all_places, container_of, place_of, title, with_block, without_name
from builder.errors import EditError
from builder.network.plan import plan_of
from builder.sentences import say

_MERGES = {"add": "torch.add", "mul": "torch.mul", "cat": "torch.cat", "stack": "torch.stack"}


def as_graph(block: Sequential | Parallel | Repeat | Graph, inputs: int = 1) -> Graph:
    """Return the graph that does what a container does; of a repeat it is one copy.

    Raises:
        EditError: no graph returns what it returns.
    """
    if isinstance(block, Graph):
        return block
    return _wired_parallel(block, inputs) if isinstance(block, Parallel) else _wired_chain(block)


def _wired_chain(block: Sequential | Repeat) -> Graph:
    kids = tuple(map(without_name, children(block))) if isinstance(block, Repeat) else children(block)
    empty = Graph(id=block.id, name=block.name, class_name=getattr(block, "class_name", None))
    graph = with_nodes(empty, kids, {kid.id for kid in kids})
    names = list(nodes_by_name(graph))
    wires = {name: (before,) for before, name in zip(("x", *names), names, strict=False)}
    return msgspec.structs.replace(graph, wires=wires, outputs=(names[-1] if names else "x",))


def _wired_parallel(block: Parallel, inputs: int) -> Graph:
    if block.merge == "none" and len(block.children) == 1:
        raise EditError(say("edits.tuple-of-one"), hint=say("edits.tuple-of-one.hint"))
    # By the keys that they have, so that no key of the state_dict changes.
    kids = [msgspec.structs.replace(kid, name=child_name(block, i, kid)) for i, kid in enumerate(block.children)]
    names = [str(kid.name) for kid in kids]
    taken = Names(names)
    entries = [taken.free("x") for _ in range(inputs)]
    nodes: list[Block] = [*kids]
    wires = {name: tuple(entries) for name in names}
    outputs = tuple(names)
    args = {"dim": block.dim} if block.merge in ("cat", "stack") else {}
    # An operation of two joins the first with each other in turn; cat and stack take all at once.
    groups = [names] if args else [[name] for name in names[1:]]
    for group in groups if block.merge != "none" and len(names) > 1 else ():
        name = taken.free(block.merge)
        nodes.append(Function(id=fresh_id(block.id), name=name, kind=_MERGES[block.merge], args=args))
        wires[name] = tuple(group) if args else (outputs[0], *group)
        outputs = (name,)
    if block.merge != "none":
        outputs = outputs[:1]
    return Graph(
        id=block.id,
        name=block.name,
        inputs=tuple(entries),
        nodes=tuple(nodes),
        wires=wires,
        outputs=outputs,
        class_name=block.class_name,
    )


def as_sequential(graph: Graph) -> Sequential:
    """Return the sequential that does what a chain of modules does.

    Raises:
        EditError: the graph is no such chain; the message names the first node that shows it.
    """
    if len(graph.inputs) != 1 or len(graph.outputs) != 1:
        raise EditError(say("edits.one-in-one-out"), hint=say("edits.one-in-one-out.hint"))
    plan = plan_of(graph)
    kids, before = [], graph.inputs[0]
    for name, node in ((plan.names[i], graph.nodes[i]) for i in plan.runs):
        if isinstance(node, Function | TensorBlock):
            is_function = isinstance(node, Function)
            raise EditError(
                say("edits.not-in-sequential.function", name=name)
                if is_function
                else say("edits.not-in-sequential.tensor", name=name),
                hint=say("edits.not-in-sequential.hint"),
            )
        if graph.wires.get(name, ()) != (before,):
            raise EditError(say("edits.not-a-chain", name=name, before=before), hint=say("edits.keep-graph"))
        kids.append(node if isinstance(node, Shared) else msgspec.structs.replace(node, name=name))
        before = name
    if len(kids) < len(graph.nodes) or graph.outputs[0] != before:
        raise EditError(say("edits.not-the-last", before=before), hint=say("edits.keep-graph"))
    return Sequential(id=graph.id, name=graph.name, children=tuple(kids), class_name=graph.class_name)


def count_inputs(document: Document, found: Places, id: str) -> int:
    """Count what enters a block."""
    place = found[id]
    if place.parent is None:
        return len(document.inputs)
    parent = found[place.parent].block
    if isinstance(parent, Graph):
        return max(1, len(parent.wires.get(place.name, ())))
    return count_inputs(document, found, place.parent) if isinstance(parent, Parallel) else 1


class ToGraph(Change, frozen=True, tag="to_graph"):
    """Turn a sequential or parallel into the graph that does the same, to be rewired."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the graph.

        Raises:
            EditError: the container is not there, is a graph or a repeat, or no graph returns what it returns.
        """
        found = all_places(document)
        block = container_of(found, self.id)
        if isinstance(block, Graph | Repeat):
            raise EditError(say("edits.to-graph", block=title(block)), found[self.id].path, say("edits.to-graph.hint"))
        return with_block(document, found, as_graph(block, count_inputs(document, found, self.id)))


class ToSequential(Change, frozen=True, tag="to_sequential"):
    """Turn a graph whose nodes are a chain of modules into a sequential."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the sequential.

        Raises:
            EditError: the block is not there, is no graph, or its nodes are no chain of modules.
        """
        found = all_places(document)
        block = place_of(found, self.id).block
        if not isinstance(block, Graph):
            raise EditError(say("edits.no-graph", block=title(block)), found[self.id].path, say("edits.no-wires.hint"))
        return with_block(document, found, as_sequential(block))
