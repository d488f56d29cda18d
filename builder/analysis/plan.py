"""What a graph's wires say before anything flows: who feeds whom, in which order nodes run, and what is amiss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from builder.analysis.problems import CutWire, DropInput, Finding, Remedy, ReturnOnly, TakeOut, WireTo
from builder.document.blocks import AUTO, Function, Graph, Layer, TensorBlock
from builder.document.graph import parse_source, running_order, source_for, source_name, unnamed_source
from builder.document.tree import child_name, walk
from builder.sentences import near, nearest, say

_MAX_CIRCLES = 16
_MAX_NEAR = 256
_MAX_ASKED = 4
"""Names among which the nearest to one that is not there is looked for, and for how many wires of a graph."""
_KEPT = 256


class Feed(NamedTuple):
    """One wire: the slot it comes from (inputs first, then nodes; None where it dangles), and which of its outputs.

    `keyword` is the input that it is given for by name, `source` the text without that.
    """

    slot: int | None
    output: tuple[int, ...]
    source: str
    keyword: str | None = None


class Plan(NamedTuple):
    """`order` holds the indices of all nodes, those that wait for each other last; `users` counts wires by slot.

    `found` are findings with the node they stand at, None for the graph itself.
    """

    names: tuple[str, ...]
    order: tuple[int, ...]
    stuck: frozenset[int]
    feeds: tuple[tuple[Feed, ...], ...]
    outputs: tuple[Feed, ...]
    users: tuple[int, ...]
    found: tuple[tuple[int | None, Finding], ...]


_plans: dict[int, tuple[Graph, tuple[str, ...], Plan]] = {}


def plan_of(graph: Graph) -> Plan:
    """Return the plan of a graph; it holds as long as wires, outputs, inputs and names stay."""
    names = tuple([node.name or child_name(graph, i, node) for i, node in enumerate(graph.nodes)])
    known = _plans.get(id(graph.wires))
    if known is not None:
        other = known[0]
        same = other.wires is graph.wires and other.outputs == graph.outputs and other.inputs == graph.inputs
        if same and known[1] == names:
            return known[2]
    plan = _planned(graph, names)
    if len(_plans) >= _KEPT:
        _plans.clear()
    _plans[id(graph.wires)] = (graph, names, plan)
    return plan


def _planned(graph: Graph, names: tuple[str, ...]) -> Plan:
    slots = {name: i for i, name in enumerate((*graph.inputs, *names))}
    wires = graph.wires
    feeds = tuple([_feeds(wires[name], slots) if name in wires else () for name in names])
    outputs = _feeds(graph.outputs, slots)
    users = [0] * len(slots)
    for feed in (*(feed for every in feeds for feed in every), *outputs):
        if feed.slot is not None:
            users[feed.slot] += 1
    runs, stuck = _order(graph, names, feeds)
    plan = Plan(names, runs, stuck, feeds, outputs, tuple(users), ())
    return plan._replace(found=tuple(_found(graph, plan)))


def _order(
    graph: Graph, names: tuple[str, ...], feeds: tuple[tuple[Feed, ...], ...]
) -> tuple[tuple[int, ...], frozenset[int]]:
    first = len(graph.inputs)
    if all(feed.slot is None or feed.slot < first + i for i, every in enumerate(feeds) for feed in every):
        return tuple(range(len(names))), frozenset()
    order = running_order(graph)
    place = {name: i for i, name in enumerate(names)}
    stuck = frozenset(place[name] for name in order.stuck)
    return tuple([place[name] for name in (*order.runs, *order.stuck)]), stuck


def _feeds(sources: tuple[str, ...], slots: dict[str, int]) -> tuple[Feed, ...]:
    made = []
    for text in sources:
        slot = slots.get(text)
        if slot is not None:
            made.append(Feed(slot, (), text))
        else:
            source = parse_source(text)
            slot, output = slots.get(source_name(text)), () if source is None else source.output
            made.append(Feed(slot, output, unnamed_source(text), None if source is None else source.keyword))
    return tuple(made)


def _found(graph: Graph, plan: Plan) -> Iterator[tuple[int | None, Finding]]:
    asked = count()
    if not graph.outputs:
        yield None, _without_outputs(graph, plan)
    for k, name in enumerate(graph.inputs):
        if not plan.users[k]:
            problem = say("problem.unused-input", name=name)
            yield None, Finding("warning", problem, say("problem.unused-input.hint"), DropInput(name))
    idle = [slot for slot, count in enumerate(plan.users) if not count]
    for i in range(len(plan.names)):
        yield from ((i, finding) for finding in _of_node(graph, plan, i, idle, asked))
    for at, feed in enumerate(plan.outputs):
        if feed.slot is None:
            yield None, _dangling(feed, at, _names_near(graph, plan, None, asked), returned=True)
    yield from _circles(graph, plan)


def is_apart(graph: Graph, plan: Plan, i: int) -> bool:
    """Tell whether a run passes a module or a tensor by: no wire leads to it and none from it. A function is called.

    A module with an argument that only what flows in can decide cannot be built, so it is not passed by.
    """
    if plan.feeds[i] or plan.users[len(graph.inputs) + i] or isinstance(graph.nodes[i], Function):
        return False
    return not any(isinstance(block, Layer) and AUTO in block.args.values() for block in walk(graph.nodes[i]))


def _of_node(graph: Graph, plan: Plan, i: int, idle: list[int], asked: Iterator[int]) -> Iterator[Finding]:
    for at, feed in enumerate(plan.feeds[i]):
        if feed.slot is None:
            yield _dangling(feed, at, _names_near(graph, plan, i, asked), returned=False)
    if is_apart(graph, plan, i):
        yield _apart(graph, plan, i, idle)
    elif not plan.users[len(graph.inputs) + i]:
        hint = say("problem.unused-result.hint")
        yield Finding("warning", say("problem.unused-result", name=plan.names[i]), hint, TakeOut())


def _apart(graph: Graph, plan: Plan, i: int, idle: list[int]) -> Finding:
    """Note a node that a run passes by; it may be meant for the only other thing that nothing uses yet."""
    names, here = (*graph.inputs, *plan.names), len(graph.inputs) + i
    others = [slot for slot in (idle if len(idle) > 1 else range(min(len(names), 3))) if slot != here]
    takes = not isinstance(graph.nodes[i], TensorBlock)
    remedy: Remedy = WireTo(names[others[0]], 0) if takes and len(others) == 1 else TakeOut()
    return Finding("note", say("problem.apart", name=plan.names[i]), say("problem.apart.hint"), remedy)


def _without_outputs(graph: Graph, plan: Plan) -> Finding:
    idle = [name for i, name in enumerate(plan.names) if not plan.users[len(graph.inputs) + i]]
    remedy = ReturnOnly((idle[0],)) if len(idle) == 1 else None
    hint = say("problem.no-outputs.return", name=idle[0]) if remedy else say("problem.no-outputs.hint")
    return Finding("error", say("problem.no-outputs"), hint, remedy)


def _names_near(graph: Graph, plan: Plan, i: int | None, asked: Iterator[int]) -> list[str]:
    """Return the names that a node, or the outputs, may have meant; none where too much is amiss."""
    if len(plan.names) > _MAX_NEAR or next(asked) >= _MAX_ASKED:
        return []
    return [other for other in (*graph.inputs, *plan.names) if i is None or other != plan.names[i]]


def _dangling(feed: Feed, at: int, known: list[str], returned: bool) -> Finding:
    name = source_name(feed.source)
    close = nearest(name, known, 1, 0.6)
    mended = source_for(feed.keyword, close[0] + feed.source[len(name) :]) if close else ""
    remedy = WireTo(mended, at, returned) if close else CutWire(at, returned)
    problem = say("problem.returns-unknown", name=name) if returned else say("problem.wired-to-unknown", name=name)
    hint = near(name, known) or say("problem.unknown-source.hint")
    return Finding("error", problem, hint, remedy)


def _circles(graph: Graph, plan: Plan) -> Iterator[tuple[int | None, Finding]]:
    """Name each circle once, at its first node."""
    first = len(graph.inputs)
    needs = {
        i: [feed.slot - first for feed in plan.feeds[i] if feed.slot is not None and feed.slot - first in plan.stuck]
        for i in plan.stuck
    }
    told: set[int] = set()
    circles = 0
    for i in sorted(plan.stuck):
        if i in told or circles == _MAX_CIRCLES:
            continue
        way = _way_back(needs, i)
        if way:
            told.update(way)
            circles += 1
            names = [plan.names[j] for j in way]
            at = next(k for k, feed in enumerate(plan.feeds[i]) if feed.slot == first + way[-1])
            yield i, _circle(names, at)


def _circle(names: list[str], at: int) -> Finding:
    shown = names if len(names) <= 8 else [*names[:4], "…", *names[-3:]]
    way = " → ".join([*shown, shown[0]])
    problem = say("problem.cycle", name=names[0], way=way)
    return Finding("error", problem, say("problem.cycle.hint", last=names[-1]), CutWire(at))


def _way_back(needs: dict[int, list[int]], start: int) -> Sequence[int]:
    """Return the shortest way along the wires from `start` to itself, as the nodes on it; none if there is none."""
    came: dict[int, int] = {}
    level = [start]
    while level:
        below = []
        for i in level:
            for source in needs[i]:
                if source == start:
                    return _followed(came, start, i)
                if source not in came:
                    came[source] = i
                    below.append(source)
        level = below
    return ()


def _followed(came: dict[int, int], start: int, last: int) -> list[int]:
    way = [start]
    here = last
    while here != start:
        way.append(here)
        here = came[here]
    return way
