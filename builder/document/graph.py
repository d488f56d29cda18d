"""The wiring of a graph: what a source names, in which order nodes run."""

from __future__ import annotations

import re
from heapq import heappop, heappush
from typing import NamedTuple

import msgspec

from builder.document.blocks import ArgumentValue, Block, Graph, Layer, Shared
from builder.document.tree import child_name
from builder.errors import DocumentError
from builder.sentences import say

_SOURCE = re.compile(r"(?:([^\W\d]\w*)=)?([^:=]+)((?::\d{1,3}){0,4})\Z")


class Source(NamedTuple):
    """Where a wire comes from: an input or a node, and the way to one of its outputs, `(1, 0)` for `"lstm:1:0"`.

    `keyword` is the input that it is given for by name, `"attn_mask"` for `"attn_mask=mask"`.
    """

    name: str
    output: tuple[int, ...]
    keyword: str | None = None


class Order(NamedTuple):
    """Names of nodes in the order in which they run, and those that cannot run since they wait for each other."""

    runs: tuple[str, ...]
    stuck: tuple[str, ...]


def parse_source(text: str) -> Source | None:
    """Read what a wire comes from, or return None where it is not written as one.

    >>> parse_source("lstm:1:0")
    Source(name='lstm', output=(1, 0), keyword=None)
    """
    match = _SOURCE.match(text)
    if match is None:
        return None
    return Source(match[2], tuple(map(int, match[3].split(":")[1:])), match[1])


def source_name(text: str) -> str:
    """Return the input or node that a source names."""
    return text.rpartition("=")[2].partition(":")[0]


def unnamed_source(text: str) -> str:
    """Return a source without the name of the input that it is given for.

    >>> unnamed_source("attn_mask=mask:1")
    'mask:1'
    """
    return text.rpartition("=")[2]


def keyword_of(text: str) -> str | None:
    """Return the input that a source is given for by name, None for one by position."""
    return text.partition("=")[0] if "=" in text else None


def source_for(keyword: str | None, text: str) -> str:
    """Return a source as it is given for the input of that name; of None, by position."""
    plain = unnamed_source(text)
    return plain if keyword is None else f"{keyword}={plain}"


def named_sources(texts: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return sources, the last of which are given for the inputs of these names."""
    first = len(texts) - len(names)
    return (*texts[:first], *(source_for(name, text) for name, text in zip(names, texts[first:], strict=True)))


def renamed_source(text: str, name: str) -> str:
    """Let a source come from another input or node, the way to its output and what it is given for as they were.

    >>> renamed_source("attn_mask=mask:1", "other")
    'attn_mask=other:1'
    """
    plain = unnamed_source(text)
    return source_for(keyword_of(text), name + plain[len(source_name(plain)) :])


def call_of(node: Block) -> dict[str, ArgumentValue]:
    """Return what a node's forward is given beside tensors."""
    return node.call if isinstance(node, Layer | Shared) else {}


def called_with(node: Block, call: dict[str, ArgumentValue]) -> Block:
    """Return a node of which the forward is given `call` beside tensors, where it can be."""
    if call_of(node) == call or not isinstance(node, Layer | Shared):
        return node
    return msgspec.structs.replace(node, call=call)


def nodes_by_name(graph: Graph) -> dict[str, Block]:
    """Return the nodes by their effective name, in order of construction."""
    return {child_name(graph, i, node): node for i, node in enumerate(graph.nodes)}


def check_named(graph: Graph, name: str, path: str) -> None:
    """Refuse a wire by name into a node that is no layer: others tell their wires apart by order.

    Raises:
        DocumentError: there is one.
    """
    named = [text for text in graph.wires.get(name, ()) if keyword_of(text) is not None]
    if named and not isinstance(nodes_by_name(graph)[name], Layer | Shared):
        raise DocumentError(
            say("document.graph.no-input", name=name, input=keyword_of(named[0])),
            path,
            say("document.graph.no-input.hint"),
        )


def feeds(graph: Graph) -> dict[str, list[str]]:
    """Return the nodes that each input or node flows into, once for each wire."""
    found: dict[str, list[str]] = {}
    for name, texts in graph.wires.items():
        for text in texts:
            found.setdefault(source_name(text), []).append(name)
    return found


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
