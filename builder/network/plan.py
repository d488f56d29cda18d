"""The plan of a graph, derived from its wires: sources of each node, order of execution, and cycles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from builder.document.blocks import Function, Graph, TensorBlock
from builder.document.once import once
from builder.document.tree import child_name
from builder.network.wire import Wire, wires_of

_MAX_CIRCLES = 16
"""Circles that are told; each is searched for anew, and by then it is clear what is wrong."""


class Feed(NamedTuple):
    """A wire, and the slot it comes from: inputs first, then nodes; None where it comes from nowhere."""

    slot: int | None
    wire: Wire


class Plan(NamedTuple):
    """The wiring of one graph: inputs and nodes by index, inputs of the graph and nodes together by slot.

    `order` holds all nodes, each after what flows into it and before others that stand behind it in `nodes`; those that
    are `stuck`, since they wait for each other, come last. `feeds` are the wires into each node, `outputs` what the
    graph returns. `takers` are the nodes that take what a slot gives, once for each wire; `users` count the wires of a
    slot, those of outputs too, and `idle` are the slots without any. `dangling` are the wires from nowhere, with the
    node they lead to (None: what is returned) and their index there. `circles` name the rings of nodes that wait for
    each other, each once, along its wires.
    """

    inputs: tuple[str, ...]
    names: tuple[str, ...]
    order: tuple[int, ...]
    stuck: frozenset[int]
    feeds: tuple[tuple[Feed, ...], ...]
    outputs: tuple[Feed, ...]
    takers: tuple[tuple[int, ...], ...]
    users: tuple[int, ...]
    idle: tuple[int, ...]
    dangling: tuple[tuple[int | None, int, Wire], ...]
    circles: tuple[tuple[int, ...], ...]

    def slot(self, i: int) -> int:
        """Return the slot of a node."""
        return len(self.inputs) + i

    def node(self, slot: int | None) -> int | None:
        """Return the node that a slot is that of; None for an input of the graph, and for nowhere."""
        return None if slot is None or slot < len(self.inputs) else slot - len(self.inputs)

    def is_apart(self, i: int) -> bool:
        """Tell whether no wire leads to a node and none from it."""
        return not self.feeds[i] and not self.users[len(self.inputs) + i]

    def is_step(self, graph: Graph, i: int) -> bool:
        """Tell whether forward calls a node: a tensor is there already, and a module apart from all is only kept."""
        node = graph.nodes[i]
        return not isinstance(node, TensorBlock) and (isinstance(node, Function) or not self.is_apart(i))

    @property
    def runs(self) -> Iterator[int]:
        """The nodes that can run, in order."""
        return (i for i in self.order if i not in self.stuck)


_KEPT = "plan"


def plan_of(graph: Graph, before: Graph | None = None) -> Plan:
    """Return the plan of a graph, which is kept with it.

    Of a graph that was made from `before` by changing nodes alone it is that one's.

    Args:
        graph: its inputs, wires, outputs and the names of its nodes decide the plan, not what the nodes compute.
        before: the graph that `graph` was edited from; a hint that saves work, never changes the plan.
    """
    return once(graph, _KEPT, lambda: _plan(graph, before))


def _plan(graph: Graph, before: Graph | None) -> Plan:
    names = tuple([node.name or child_name(graph, i, node) for i, node in enumerate(graph.nodes)])
    plan: Plan | None = None if before is None else before.__dict__.get(_KEPT)
    same = plan is not None and before is not None and _wired_alike(graph, before) and plan.names == names
    return plan if plan is not None and same else _make_plan(graph, names)


def _wired_alike(graph: Graph, before: Graph) -> bool:
    return before.wires is graph.wires and before.outputs == graph.outputs and before.inputs == graph.inputs


def _make_plan(graph: Graph, names: tuple[str, ...]) -> Plan:
    slots = {name: slot for slot, name in enumerate((*graph.inputs, *names))}
    wires = graph.wires
    feeds = tuple([_feeds(wires[name], slots) if name in wires else () for name in names])
    outputs = _feeds(graph.outputs, slots)
    takers: list[list[int]] = [[] for _ in slots]
    dangling: list[tuple[int | None, int, Wire]] = []
    for i, every in enumerate(feeds):
        for at, feed in enumerate(every):
            if feed.slot is None:
                dangling.append((i, at, feed.wire))
            else:
                takers[feed.slot].append(i)
    users = list(map(len, takers))
    for at, feed in enumerate(outputs):
        if feed.slot is None:
            dangling.append((None, at, feed.wire))
        else:
            users[feed.slot] += 1
    order, stuck = _order(len(graph.inputs), feeds, takers)
    circles = tuple(_circles(len(graph.inputs), feeds, stuck)) if stuck else ()
    return Plan(
        inputs=graph.inputs,
        names=names,
        order=order,
        stuck=stuck,
        feeds=feeds,
        outputs=outputs,
        takers=tuple(map(tuple, takers)),
        users=tuple(users),
        idle=tuple([slot for slot, count in enumerate(users) if not count]),
        dangling=tuple(dangling),
        circles=circles,
    )


def _feeds(texts: tuple[str, ...], slots: dict[str, int]) -> tuple[Feed, ...]:
    return tuple([Feed(slots.get(wire.source), wire) for wire in wires_of(texts)])


def _order(
    first: int, feeds: Sequence[Sequence[Feed]], takers: Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Order the nodes so that each comes after what flows into it; of those that could run, the first in `nodes`.

    A wire from nowhere holds nothing up: it is a problem of its own.
    """
    count = len(feeds)
    # Most graphs list their nodes in an order in which they can run, and need no heap.
    if all(feed.slot is None or feed.slot < first + i for i, every in enumerate(feeds) for feed in every):
        return tuple(range(count)), frozenset()
    waiting = [len({feed.slot for feed in every if feed.slot is not None and feed.slot >= first}) for every in feeds]
    ready = [i for i in range(count) if not waiting[i]]
    runs: list[int] = []
    while ready:
        i = heappop(ready)
        runs.append(i)
        # Each once: `waiting` counts sources, and a node may take one source by several wires.
        for fed in dict.fromkeys(takers[first + i]):
            waiting[fed] -= 1
            if not waiting[fed]:
                heappush(ready, fed)
    stuck = [i for i in range(count) if waiting[i]]
    return (*runs, *stuck), frozenset(stuck)


def _circles(first: int, feeds: Sequence[Sequence[Feed]], stuck: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Name each circle once, at its first node."""
    needs = {
        i: [feed.slot - first for feed in feeds[i] if feed.slot is not None and feed.slot - first in stuck]
        for i in stuck
    }
    told: set[int] = set()
    circles = 0
    for i in sorted(stuck):
        if i in told or circles == _MAX_CIRCLES:
            continue
        way = _way_back(needs, i)
        if way:
            told.update(way)
            circles += 1
            yield way


def _way_back(needs: dict[int, list[int]], start: int) -> tuple[int, ...]:
    """Return the shortest way along the wires from `start` to itself, as the nodes on it; none if there is none."""
    came: dict[int, int] = {}
    level = [start]
    while level:
        below = []
        for i in level:
            for source in needs[i]:
                if source == start:
                    return _walk_back(came, start, i)
                if source not in came:
                    came[source] = i
                    below.append(source)
        level = below
    return ()


def _walk_back(came: dict[int, int], start: int, last: int) -> tuple[int, ...]:
    way = [start]
    here = last
    while here != start:
        way.append(here)
        here = came[here]
    return tuple(way)
