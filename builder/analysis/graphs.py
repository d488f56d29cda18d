"""The run of a graph, node by node, with the problems of its wires."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from builder.analysis.graph_pairs import wired_pairs
from builder.analysis.memo import Memo
from builder.analysis.pairs import unheld
from builder.analysis.problems import CallWith, CutWire, Finding, Remedy, WireAll, WireTo
from builder.analysis.results import ContainerResult, Pair, Result, container_result
from builder.analysis.strides import view_findings
from builder.analysis.takers import Taker, input_wires, no_such_input, taker_of
from builder.analysis.values import NOTHING, Flow, check_extent
from builder.analysis.wiring import is_apart, wiring_findings
from builder.catalogue.layers.kind import SizeSpec, Value
from builder.document.blocks import (
    Block,
    Function,
    Graph,
    Layer,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.holders import is_holder
from builder.document.numbers import NUMBER_KINDS, holds_numbers, names_in
from builder.document.tree import callee, children, walk
from builder.errors import ShapeError
from builder.network.plan import Feed, Plan, plan_of
from builder.network.runnable import number_fault, strange_name
from builder.network.wire import Wire
from builder.sentences import say

_MAX_ASKED = 16
"""For how many nodes of a graph the source that they lack is looked for: all of its wires are followed."""
RunNode = Callable[[int, Flow | None], Result]
Original = Callable[[Block], Block]


class NodeRunner(NamedTuple):
    """What a graph's run is lent: `run(index, flow)` runs a node, `original` names what a shared one stands for.

    `whole` says that the graph is the network itself, `several` whether a node's module stands at other places too.
    """

    run: RunNode
    original: Original
    whole: bool
    several: Callable[[Block], bool]
    memo: Memo


def run_graph(
    block: Graph, flow: Flow | None, node_runner: NodeRunner, last: ContainerResult | None
) -> ContainerResult:
    """Return the result of a graph."""
    return _GraphRun(block, flow, node_runner, last).result(node_runner.run, last)


class _GraphRun:
    def __init__(self, block: Graph, flow: Flow | None, node_runner: NodeRunner, last: ContainerResult | None) -> None:
        self.block = block
        self.whole = node_runner.whole
        self.asked = 0
        self.flow = flow
        self.original = node_runner.original
        self.memo = node_runner.memo
        before = None if last is None else last.block
        self.plan: Plan = plan_of(block, before if isinstance(before, Graph) else None)
        self.held = _passive_containers(block, self.plan)
        found = list(wiring_findings(block, self.plan))
        self.findings = [finding for at, finding in found if at is None]
        self.pairs: list[Pair] = [
            (at, _at(at, finding))
            for at, finding in found
            if at is not None and at not in self.held
            if finding.severity != "note" or not node_runner.several(block.nodes[at])  # it runs at another place
        ]
        self.slots: list[Flow | None] = [*self._inputs(), *[None] * len(block.nodes)]

    def _inputs(self) -> list[Flow | None]:
        count = len(self.block.inputs)
        if self.flow is None:
            return [None] * count
        values = self.flow.values
        if len(values) == count:
            return [self.flow] if count == 1 else [self.memo.flow(value) for value in values]
        problem = say("analysis.graph-inputs", count=count, given=len(values))
        self.findings.append(Finding("error", problem, say("analysis.graph-inputs.hint", count=count)))
        flows: list[Flow | None] = [self.memo.flow(value) for value in values[:count]]
        return flows + [None] * (count - len(flows))

    def result(self, run: RunNode, last: ContainerResult | None) -> ContainerResult:
        nodes, feeds, slots, first = self.block.nodes, self.plan.feeds, self.slots, len(self.block.inputs)
        same: Sequence[Result | None] = [None] * len(nodes)
        stale: set[int] | None = None
        if last is not None:
            same = _results_of_same_nodes(self.block, last)
            # Where no wire was noted before and none leads elsewhere, only what comes after a change is looked at.
            stale = set() if not last.pairs and _wired_alike(self.block, last) else None
        results: dict[int, Result] = {}
        # What is held comes last: its modules take what their calls show.
        for i in sorted(self.plan.order, key=self.held.__contains__):
            result = same[i]
            if stale is None or result is None or (stale and any(feed.slot in stale for feed in feeds[i])):
                flow = self._entering(i, nodes[i], feeds[i])
                if result is None or result.inflow is not flow:
                    result = run(i, flow) if i not in self.held else _apart(run(i, None))
                if stale is not None and last is not None and result.outflow is not last.children[i].outflow:
                    stale.add(first + i)
            results[i] = result
            slots[first + i] = result.outflow
        children = [results[i] for i in range(len(nodes))]
        pairs = [*self.pairs, *wired_pairs(self.block, self.plan, children)]
        pairs.extend(view_findings(self.block, self.plan, children, self.whole))
        return container_result(self.block, (self.flow, self._returned()), children, self.findings, pairs)

    def _entering(self, i: int, node: Block, feeds: tuple[Feed, ...]) -> Flow | None:
        """Return what enters a node; None where that is not known, or cannot enter it."""
        if node.__class__ is TensorBlock and not feeds:
            return NOTHING
        if i in self.held:
            return None
        original = self.original(node)
        if isinstance(node, Shared) and is_holder(original) and callee(self.block, node.of) is None:
            self._note(i, unheld(original.holder))
        taker = taker_of(original)
        call = node.call if isinstance(node, Layer | Shared) else {}
        if call or any(feed.wire.keyword is not None for feed in feeds):
            return self._called(i, taker, feeds, call)
        if isinstance(node, Function) and holds_numbers(node.args):
            return self._numbered(i, node, taker, feeds)
        return self._in_order(i, taker, feeds)

    def _in_order(self, i: int, taker: Taker, feeds: tuple[Feed, ...]) -> Flow | None:
        """Return what enters a node that is given tensors by position alone."""
        if not taker.least <= len(feeds) <= taker.most:
            self._refuse(i, taker, feeds)
            return None
        if len(feeds) == 1:
            feed = feeds[0]
            flow = None if feed.slot is None else self.slots[feed.slot]
            if flow is None or (not feed.wire.output and (taker.tuples or flow.values[0].__class__ is not tuple)):
                return flow
        values = [self._value(i, at, feed, taker) for at, feed in enumerate(feeds)]
        return None if None in values else self.memo.flow(*values)  # type: ignore[arg-type]

    def _numbered(self, i: int, node: Function, taker: Taker, feeds: tuple[Feed, ...]) -> Flow | None:
        """Return what enters a function whose arguments hold expressions over numbers of the graph."""
        strange = strange_name(self.block, self.plan, i)
        if strange is not None:
            problem, hint = no_such_input(taker, feeds, strange), say("network.no-such-input.order")
            self._note(i, Finding("error", problem, hint, CutWire(strange)))
            return None
        plain = [at for at, feed in enumerate(feeds) if feed.wire.keyword is None]
        named = {at: feed.wire.keyword for at, feed in enumerate(feeds) if feed.wire.keyword is not None}
        fault = number_fault(node, frozenset(named.values()))
        if fault is not None:
            self._note(i, Finding("error", fault.problem, fault.hint))
        used = names_in(node.args)
        for at in (at for at, name in named.items() if name not in used):
            problem = say("analysis.spare-number", kind=taker.name, name=named[at])
            self._note(i, Finding("warning", problem, say("analysis.spare-number.hint", name=named[at]), CutWire(at)))
        if not taker.least <= len(plain) <= taker.most:
            finding = self._miscounted(i, taker, tuple(feeds[at] for at in plain))
            if isinstance(finding.remedy, CutWire | WireTo):  # those by name stand anywhere between
                at = plain[-1] if isinstance(finding.remedy, CutWire) else len(feeds)
                finding = finding._replace(remedy=finding.remedy._replace(at=at))
            self._note(i, finding)
            return None
        values = [self._value(i, at, feeds[at], taker) for at in plain]
        numbers = {keyword: self._number(i, at, feeds[at], taker) for at, keyword in named.items()}
        if fault is not None or None in values or None in numbers.values():
            return None
        return self.memo.flow_with_numbers(tuple(values), numbers)  # type: ignore[arg-type]

    def _number(self, i: int, at: int, feed: Feed, taker: Taker) -> int | None:
        value = self._taken(i, at, feed)
        if value is None or isinstance(value, SizeSpec):
            return None if value is None else value.value
        problem = say("analysis.no-number", kind=taker.name, name=feed.wire.keyword, source=str(feed.wire.plain))
        self._note(i, Finding("error", problem, say("analysis.no-number.hint"), CutWire(at)))
        return None

    def _refuse(self, i: int, taker: Taker, feeds: tuple[Feed, ...]) -> None:
        """Record that a node has too few or too many wires, unless it is skipped and has a note already."""
        if not is_apart(self.block, self.plan, i):
            self._note(i, self._miscounted(i, taker, feeds))

    def _called(self, i: int, taker: Taker, feeds: tuple[Feed, ...], call: dict[str, Any]) -> Flow | None:
        """Return what enters a node that is given some inputs by name, or more than tensors."""
        node = self.block.nodes[i]
        if isinstance(node, Function):
            return self._numbered(i, node, taker, feeds)
        order = input_wires(taker, feeds)
        if isinstance(order, Finding):
            self._note(i, order)
            return None
        if len(order) < taker.least or None in order[: taker.least]:
            self._note(i, self._miscounted(i, taker, feeds))
            return None
        values = [None if at is None else self._value(i, at, feeds[at], taker) for at in order]
        if any(value is None and at is not None for value, at in zip(values, order, strict=True)):
            return None
        return self.memo.flow_into_call(tuple(values), call) if call or None in values else self.memo.flow(*values)  # type: ignore[arg-type]

    def _value(self, i: int, at: int, feed: Feed, taker: Taker) -> Value | None:
        value = self._taken(i, at, feed)
        if value.__class__ is not tuple or taker.tuples or not value:
            return value
        assert isinstance(value, tuple)
        source = str(feed.wire.plain)
        problem = say("analysis.tuple-for-tensor", name=taker.name, source=source, count=len(value))
        hint = say("analysis.tuple-for-tensor.hint", source=source)
        self._note(i, Finding("error", problem, hint, WireTo(str(feed.wire.plain.part(0)), at)))
        while isinstance(value, tuple) and value:
            value = value[0]
        return value if value.__class__ is not tuple else None

    def _taken(self, i: int | None, at: int, feed: Feed) -> Value | None:
        """Return the output of a wire's source that it takes."""
        flow = None if feed.slot is None else self.slots[feed.slot]
        if flow is None:
            return None
        value: Value | None = flow.values[0]
        for k in feed.wire.output:
            if value is None:
                return None
            if not isinstance(value, tuple) or k >= len(value):
                self._note(i, _no_such_output(value, at, feed, k, returned=i is None))
                return None
            value = value[k]
        if value is None and not (i is None and isinstance(self._source(feed), Written)):  # which may return None
            self._note(i, self._left_out(feed))
        return value

    def _source(self, feed: Feed) -> Block | None:
        """Return the node that a wire comes from; None where that is an input."""
        at = -1 if feed.slot is None else feed.slot - len(self.block.inputs)
        return self.block.nodes[at] if at >= 0 else None

    def _left_out(self, feed: Feed) -> Finding:
        """Return the problem that a wire reads an output which the layer's arguments make None."""
        name, node = feed.wire.source, self._source(feed)
        if not isinstance(node, Layer | Shared) or not node.call:
            return Finding("error", say("analysis.none", source=str(feed.wire.plain)), say("analysis.none.hint"))
        problem = say("analysis.no-attention-weights", name=name)
        return Finding(
            "error", problem, say("analysis.no-attention-weights.hint"), CallWith("need_weights", True, node.id)
        )

    def _note(self, i: int | None, finding: Finding) -> None:
        if i is None:
            self.findings.append(finding)
        else:
            self.pairs.append((i, _at(i, finding)))

    def _miscounted(self, i: int, taker: Taker, feeds: tuple[Feed, ...]) -> Finding:
        problem = say("analysis.wires", name=taker.name, wanted=taker.words, count=len(feeds))
        if len(feeds) > taker.most:
            hint = say("analysis.wires.disconnect", source=str(feeds[-1].wire.plain))
            return Finding("error", problem, hint, CutWire(len(feeds) - 1))
        candidate = self._candidate(i)
        if taker.names[:3] == ("query", "key", "value"):
            return Finding("error", problem, say("analysis.wires.self-attention"), _as_all(feeds, candidate))
        remedy: Remedy | None = None if candidate is None else WireTo(candidate, len(feeds))
        return Finding("error", problem, say("analysis.wires.more") if feeds else say("analysis.wires.one"), remedy)

    def _candidate(self, i: int) -> str | None:
        """Return the only source that could be meant: one that nothing uses yet, or the only one there is."""
        first = len(self.block.inputs)
        self.asked += 1
        if self.asked > _MAX_ASKED:
            return None
        after, stack = {first + i}, [first + i]
        while stack:
            new = [first + j for j in self.plan.takers[stack.pop()] if first + j not in after]
            after.update(new)
            stack.extend(new)
        names = (*self.block.inputs, *self.plan.names)
        nodes = self.block.nodes
        numbers = {
            first + j for j, node in enumerate(nodes) if isinstance(node, Function) and node.kind in NUMBER_KINDS
        }
        free = [slot for slot in range(len(names)) if slot not in after | numbers]
        idle = [slot for slot in free if not self.plan.users[slot]]
        chosen = idle or free
        return names[chosen[0]] if len(chosen) == 1 else None

    def _returned(self) -> Flow | None:
        values = [self._taken(None, at, feed) for at, feed in enumerate(self.plan.outputs)]
        if not values or None in values:
            return None
        if len(values) == 1:
            return self.memo.flow(values[0])  # type: ignore[arg-type]
        try:
            return self.memo.flow(check_extent(tuple(values)))
        except ShapeError as error:
            self._note(None, Finding("error", error.problem, error.hint))
            return None


def _as_all(feeds: tuple[Feed, ...], candidate: str | None) -> Remedy | None:
    """Return the remedy that wires the last source to the missing inputs of attention: query, key and value."""
    plain = [str(feed.wire) for feed in feeds if feed.wire.keyword is None]
    named = [str(feed.wire) for feed in feeds if feed.wire.keyword is not None]
    last = plain[-1] if plain else candidate
    if last is None or any(feed.wire.keyword in ("query", "key", "value") for feed in feeds):
        return None
    what = say("analysis.wire-value", last=last) if len(plain) == 2 else say("analysis.wire-all", last=last)
    return WireAll((*plain, *[last] * (3 - len(plain)), *named), what)


def _passive_containers(graph: Graph, plan: Plan) -> frozenset[int]:
    """Return the containers that do not run themselves: nodes call what stands inside, one by one, if they do."""
    called = {node.of for node in graph.nodes if isinstance(node, Shared) and node.name is None}
    if not called and not any(map(is_holder, graph.nodes)):
        return frozenset()
    return frozenset(
        i
        for i in range(len(graph.nodes))
        if plan.is_apart(i)
        if is_holder(graph.nodes[i])
        or any(block.id in called for kid in children(graph.nodes[i]) for block in walk(kid))
    )


def _apart(result: Result) -> Result:
    """Return the result of a container without what it says of neighbours, which do not follow each other."""
    if not isinstance(result, ContainerResult) or not result.pairs:
        return result
    return msgspec.structs.replace(result, pairs=(), troubles=result.troubles - len(result.pairs))


def _at(i: int, finding: Finding) -> Finding:
    return finding._replace(trail=(i,))


def _no_such_output(value: Value, at: int, feed: Feed, k: int, *, returned: bool) -> Finding:
    name = feed.wire.source
    if isinstance(value, tuple):
        problem = say("analysis.tuple-position", name=name, count=len(value), source=str(feed.wire.plain), k=k)
        return Finding("error", problem, say("analysis.tuple-position.hint", last=len(value) - 1))
    problem = say("analysis.no-tuple", name=name, source=str(feed.wire.plain), k=k)
    plain = str(Wire(name, feed.wire.output[:-1]))
    remedy = WireTo(plain, at, returned) if len(feed.wire.output) == 1 else None
    return Finding("error", problem, say("analysis.no-tuple.hint", plain=plain), remedy)


def _results_of_same_nodes(block: Graph, last: ContainerResult) -> list[Result | None]:
    """Return the last results of nodes that are the same objects, by their index now."""
    assert isinstance(last.block, Graph)
    known = {id(node): result for node, result in zip(last.block.nodes, last.children, strict=True)}
    return [known.get(id(node)) for node in block.nodes]


def _wired_alike(block: Graph, last: ContainerResult) -> bool:
    """Tell whether nothing but nodes themselves changed: no wire, no name."""
    old = last.block
    assert isinstance(old, Graph)
    alike = old.wires is block.wires and old.inputs == block.inputs
    return alike and [node.name for node in old.nodes] == [node.name for node in block.nodes]
