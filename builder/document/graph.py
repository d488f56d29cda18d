"""The wiring of a graph: what a source names, in which order nodes run."""

from __future__ import annotations

import re
from heapq import heappop, heappush
from typing import NamedTuple

from builder.document.blocks import Block, Graph
from builder.document.tree import child_name

_SOURCE = re.compile(r"([^:]+)((?::\d{1,3}){0,4})\Z")


class Source(NamedTuple):
    """Where a wire comes from: an input or a node, and the way to one of its outputs, `(1, 0)` for `"lstm:1:0"`."""

    name: str
    output: tuple[int, ...]


class Order(NamedTuple):
    """Names of nodes in the order in which they run, and those that cannot run since they wait for each other."""

    runs: tuple[str, ...]
    stuck: tuple[str, ...]


def parse_source(text: str) -> Source | None:
    """Read what a wire comes from, or return None where it is not written as one.

    >>> parse_source("lstm:1:0")
    Source(name='lstm', output=(1, 0))
    """
    match = _SOURCE.match(text)
    if match is None:
        return None
    return Source(match[1], tuple(map(int, match[2].split(":")[1:])))


def source_name(text: str) -> str:
    """Return the input or node that a source names."""
    return text.partition(":")[0]


def nodes_by_name(graph: Graph) -> dict[str, Block]:
    """Return the nodes by their effective name, in order of construction."""
    return {child_name(graph, i, node): node for i, node in enumerate(graph.nodes)}


def running_order(graph: Graph) -> Order:
    """Order the nodes so that each comes after what flows into it; of those that could run, the first in `nodes`.

    A source that does not exist holds nothing up: it is a problem of its own.
    """
    names = list(nodes_by_name(graph))
    place = {name: i for i, name in enumerate(names)}
    needs = {name: {source_name(text) for text in graph.wires.get(name, ())} & place.keys() for name in names}
    waiting = {name: len(sources) for name, sources in needs.items()}
    feeds: dict[str, list[str]] = {}
    for name, sources in needs.items():
        for source in sources:
            feeds.setdefault(source, []).append(name)
    ready = [place[name] for name in names if not waiting[name]]
    runs: list[str] = []
    while ready:
        name = names[heappop(ready)]
        runs.append(name)
        for fed in feeds.get(name, ()):
            waiting[fed] -= 1
            if not waiting[fed]:
                heappush(ready, place[fed])
    return Order(tuple(runs), tuple(name for name in names if waiting[name]))
