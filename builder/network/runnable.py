"""Whether a graph can run, and why not: the one check for the analysis, the live network and the emitted file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Literal, NamedTuple

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.document.blocks import Function, Graph, Layer, Shared
from builder.document.numbers import NUMBER_KINDS, names_in
from builder.document.tree import child_path
from builder.errors import DocumentError
from builder.network.plan import Feed, Plan, plan_of
from builder.network.wire import Wire
from builder.sentences import near, nearest, say

_MAX_NEAR = 256
_MAX_ASKED = 4
"""Names among which the nearest to one that is not there is looked for, and for how many wires of a graph."""


class Fault(NamedTuple):
    """Why a graph cannot run.

    `node` is the index of the node that it is said of, None for the graph itself; `at` the index of the wire that is
    wrong, among those into the node or those that are returned. `instead` is what may be meant in its place.
    """

    cause: Literal["outputs", "nowhere", "circle"]
    problem: str
    hint: str
    node: int | None = None
    at: int = 0
    instead: Wire | None = None


def faults(plan: Plan) -> Iterator[Fault]:
    """Yield why a graph cannot run: nothing if it can."""
    if not plan.outputs:
        yield _without_outputs(plan)
    asked = count()
    for node, at, wire in plan.dangling:
        known = _names_near(plan, node) if next(asked) < _MAX_ASKED else []
        yield _from_nowhere(node, at, wire, known)
    for way in plan.circles:
        yield _circle(plan, way)


def _without_outputs(plan: Plan) -> Fault:
    ends = [plan.names[i] for i in range(len(plan.names)) if not plan.users[plan.slot(i)]]
    if len(ends) != 1:
        return Fault("outputs", say("network.no-outputs"), say("network.no-outputs.hint"))
    hint = say("network.no-outputs.return", name=ends[0])
    return Fault("outputs", say("network.no-outputs"), hint, instead=Wire(ends[0]))


def _names_near(plan: Plan, node: int | None) -> list[str]:
    """Return the names that a node, or the outputs, may have meant; none where there are too many."""
    if len(plan.names) > _MAX_NEAR:
        return []
    return [other for other in (*plan.inputs, *plan.names) if node is None or other != plan.names[node]]


def _from_nowhere(node: int | None, at: int, wire: Wire, known: list[str]) -> Fault:
    name = wire.source
    problem = say("network.returns-unknown", name=name) if node is None else say("network.wired-to-unknown", name=name)
    hint = near(name, known) or say("network.unknown-source.hint")
    close = nearest(name, known, 1, 0.6)
    return Fault("nowhere", problem, hint, node, at, wire._replace(source=close[0]) if close else None)


def _circle(plan: Plan, way: tuple[int, ...]) -> Fault:
    first, last = way[0], plan.slot(way[-1])
    at = next(k for k, feed in enumerate(plan.feeds[first]) if feed.slot == last)
    names = [plan.names[i] for i in way]
    shown = names if len(names) <= 8 else [*names[:4], "…", *names[-3:]]
    problem = say("network.cycle", name=names[0], way=" → ".join([*shown, shown[0]]))
    return Fault("circle", problem, say("network.cycle.hint", last=names[-1]), first, at)


def check_graph_runs(graph: Graph, path: str) -> None:
    """Refuse a graph that cannot run.

    Args:
        graph: nested graphs are not looked at.
        path: the graph's path in the module tree, `""` for the root; errors name nodes below it.

    Raises:
        DocumentError: nodes wait for each other, a wire comes from nowhere or is given by a name that its node does not
            know, or there are no outputs.
        ShapeError: a function has too few inputs or too many.
    """
    plan = plan_of(graph)
    for fault in faults(plan):
        place = path if fault.node is None else child_path(path, plan.names[fault.node])
        raise DocumentError(fault.problem, place, fault.hint)
    for i, (name, node, every) in enumerate(zip(plan.names, graph.nodes, plan.feeds, strict=True)):
        if isinstance(node, Layer | Shared):
            continue
        strange = strange_name(graph, plan, i)
        if strange is not None:
            problem = say("network.no-such-input", name=name, input=every[strange].wire.keyword)
            raise DocumentError(problem, child_path(path, name), say("network.no-such-input.order"))
        if isinstance(node, Function):
            _check_function(node, every, child_path(path, name))


def strange_name(graph: Graph, plan: Plan, i: int) -> int | None:
    """Return the index of a wire into a node that is no layer by a name which it does not know; None where none is.

    A function knows the names in its expressions. A size may flow into it that it does not use yet.

    Args:
        graph: the one that is checked.
        plan: of this graph.
        i: index of the node in `graph.nodes`.
    """
    node, every = graph.nodes[i], plan.feeds[i]
    used = names_in(node.args) if isinstance(node, Function) else frozenset()
    for at, feed in enumerate(every):
        source = plan.node(feed.slot)
        is_size = source is not None and getattr(graph.nodes[source], "kind", None) in NUMBER_KINDS
        if feed.wire.keyword not in (None, *used) and not (is_size and isinstance(node, Function)):
            return at
    return None


def _check_function(node: Function, feeds: tuple[Feed, ...], path: str) -> None:
    named = frozenset(feed.wire.keyword for feed in feeds if feed.wire.keyword is not None)
    fault = number_fault(node, named)
    if fault is not None:
        raise DocumentError(fault.problem, path, fault.hint)
    FUNCTIONS[node.kind].check_number(node.args, sum(feed.wire.keyword is None for feed in feeds))


def number_fault(node: Function, numbers: frozenset[str]) -> DocumentError | None:
    """Return what is wrong where an expression of a function uses a name by which no number is wired to it.

    Args:
        node: its arguments may hold expressions.
        numbers: the names by which numbers are wired to it.
    """
    unknown = min(names_in(node.args) - numbers, default=None)
    if unknown is None:
        return None
    problem = say("network.no-number", kind=node.kind, name=unknown)
    return DocumentError(problem, hint=say("network.no-number.hint", name=unknown))
