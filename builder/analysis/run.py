"""The walk over a document that computes the inputs, result, tensors and cost of each block.

It follows execution, which in a graph may be another order than that of the modules. Blocks that share no module with
others are taken from the memory when they are the very objects met before; of a sequential or graph that changed, all
but the changed children and those whose input changed is taken over at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import is_not

import msgspec

from builder.analysis.fixed_arguments import decided_block
from builder.analysis.functions import run_function, run_tensor
from builder.analysis.graphs import NodeRunner, run_graph
from builder.analysis.layers import encode, first_run, run_layer
from builder.analysis.memo import Memo
from builder.analysis.merges import merge_outputs
from builder.analysis.misfits import misfit
from builder.analysis.pairs import homeless, is_seen_through, pair_findings
from builder.analysis.problems import Finding, TakeApart, TakeOut
from builder.analysis.results import (
    ContainerResult,
    LayerResult,
    Pair,
    Result,
    SharedResult,
    container_result,
)
from builder.analysis.sample import changed_single, merges_alike
from builder.analysis.sharing import sharing_of
from builder.analysis.text_class import is_awaited, run_written
from builder.analysis.values import Flow, input_values
from builder.document.blocks import (
    Block,
    Container,
    Document,
    Function,
    Graph,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.holders import is_holder
from builder.document.tree import child_name, children, copy_name, is_call
from builder.errors import ShapeError
from builder.runner import Runner
from builder.sentences import say


def run(document: Document, runner: Runner, memo: Memo) -> Result:
    """Return the result of the root; `runner` is asked about classes written as text."""
    return Run(document, runner, memo).result(document.root, memo.flow(*input_values(document)))


class _First:
    """The first run of a module that has several, in one scope."""

    __slots__ = ("block", "path", "result")

    def __init__(self, path: str, result: LayerResult | ContainerResult, block: Block) -> None:
        self.path = path
        self.result = result
        self.block = block


class Run:
    """One walk over one document."""

    def __init__(self, document: Document, runner: Runner, memo: Memo) -> None:
        self.root = document.root
        self.runner = runner
        self.memo = memo
        sharing = sharing_of(document, memo)
        self.targets = sharing.targets
        self.counted = sharing.firsts
        self.entangled = sharing.entangled
        """Containers with a shared block or the target of one inside: their results hang on what ran before."""
        self.scopes: dict[str, dict[str, _First]] = {"": {}}
        self.awaited = 0
        """Objects of written classes that the runner has no answer for yet."""
        self.trail: list[str] = []
        self.bases: dict[str, int] = {"": 0}

    def result(self, block: Block, flow: Flow | None) -> Result:
        """Return the result of a block for what enters it."""
        if isinstance(block, Shared):
            return self._shared(block, block.of, flow)
        if block.id in self.targets:
            return self._shared(block, block.id, flow)
        return self._own(block, flow)

    def _own(self, block: Block, flow: Flow | None) -> LayerResult | ContainerResult:
        if isinstance(block, Layer):
            return run_layer(block.kind, block.args, flow, self.memo, block.parametrizations)
        if isinstance(block, Function):
            return run_function(block.kind, block.args, encode(block.args) if block.args else b"", flow, self.memo)
        if isinstance(block, TensorBlock):
            return run_tensor(block, self.memo)
        if not isinstance(block, Container):
            raise TypeError(f"{type(block).__name__} is written out before it is analysed")
        if block.id in self.entangled and not isinstance(block, Written):
            return self._container(block, flow, None)
        last = self.memo.container(block.id, flow)
        if last is not None and last.block is block:
            return last
        return self._kept(block, flow, last)

    def _kept(self, block: Container, flow: Flow | None, last: ContainerResult | None) -> ContainerResult:
        """Run a container and remember its result, unless it is another once the runner has an answer."""
        awaited = self.awaited
        if isinstance(block, Written):
            result = run_written(block, flow, self.runner, self.memo, block.id == self.root.id)
            self.awaited += is_awaited(result)
        else:
            result = self._container(block, flow, last)
        if awaited == self.awaited:
            self.memo.keep_container(result)
        return result

    def _container(
        self, block: Sequential | Parallel | Repeat | Graph, flow: Flow | None, last: ContainerResult | None
    ) -> ContainerResult:
        if isinstance(block, Parallel):
            return self._parallel(block, flow)
        if isinstance(block, Repeat):
            return self._repeat(block, flow)
        if isinstance(block, Graph):
            return self._graph(block, flow, last)
        if flow is not None and len(flow.values) != 1:
            problem = say("analysis.sequential-inputs", count=len(flow.values))
            finding = Finding("error", problem, say("analysis.one-input.hint"))
            return container_result(block, (flow, None), self._chain(block, None), [finding])
        if last is not None and block.children and _is_chain_like(last.block, block):
            return self._changed(block, flow, last)
        results = self._chain(block, flow)
        if not results:
            # A new one is no mistake: the canvas says what to do with it.
            return container_result(block, (flow, flow), results, [])
        return container_result(
            block, (flow, _handed_on(results[-1])), results, [], _neighbours(block, results, 0, len(results))
        )

    def _chain(self, block: Sequential, flow: Flow | None) -> list[Result]:
        results: list[Result] = []
        kids = block.children
        if block.id not in self.entangled:
            self._extend(results, kids, flow)
            return results
        done = 0
        for i, child in enumerate(kids):
            if child.__class__ is Layer and child.id not in self.targets:
                continue
            self._extend(results, kids[done:i], flow)
            flow = _handed_on(results[-1]) if results else flow
            self.trail.append(child_name(block, i, child))
            results.append(self.result(child, flow))
            self.trail.pop()
            flow = _handed_on(results[-1])
            done = i + 1
        self._extend(results, kids[done:], flow)
        return results

    def _extend(self, results: list[Result], kids: Sequence[Block], flow: Flow | None) -> None:
        """Run blocks one after another; in a long chain most layers are known, so that is looked up right here."""
        memo, layers = self.memo, self.memo.layers
        memo.make_room(len(kids))
        for child in kids:
            if child.__class__ is Layer and not child.parametrizations:
                key = (child.kind, encode(child.args) if child.args else b"", flow)
                result: Result | None = layers.get(key)
                if result is None:
                    result = layers[key] = first_run(key, child.args, memo)
            else:
                result = self._own(child, flow)
            results.append(result)
            flow = result.outflow

    def _changed(self, block: Sequential, flow: Flow | None, last: ContainerResult) -> ContainerResult:
        """Run only what is new: what stands before the first change, and after the last once the same flows again."""
        kids, old = block.children, children(last.block)
        most = min(len(kids), len(old))
        before = _common(kids, old, most)
        after = _common(reversed(kids), reversed(old), most - before)
        results: list[Result] = list(last.children[:before])
        here = results[-1].outflow if results else flow
        at, shift = before, len(old) - len(kids)
        while at < len(kids):
            if at >= len(kids) - after and here is _inflow(last, at + shift, flow):
                break
            self._extend(results, kids[at : at + 1], here)
            here = results[-1].outflow
            at += 1
        results.extend(last.children[at + shift :])
        pairs = _pairs(last, block, results, (before, at), shift)
        new, gone = results[before:at], last.children[before : at + shift]
        return ContainerResult(
            block=block,
            inflow=flow,
            outflow=results[-1].outflow,
            children=results,
            parameters=last.parameters + sum(r.parameters for r in new) - sum(r.parameters for r in gone),
            bytes=last.bytes + sum(r.bytes for r in new) - sum(r.bytes for r in gone),
            multiply_adds=last.multiply_adds + sum(r.multiply_adds for r in new) - sum(r.multiply_adds for r in gone),
            single=changed_single(last, results, new, gone),
            pairs=pairs,
            troubles=sum(r.troubles for r in new)
            - sum(r.troubles for r in gone)
            + last.troubles
            + len(pairs)
            - len(last.pairs),
        )

    def _parallel(self, block: Parallel, flow: Flow | None) -> ContainerResult:
        results = []
        for i, child in enumerate(block.children):
            self.trail.append(child_name(block, i, child))
            results.append(self.result(child, flow))
            self.trail.pop()
        findings = []
        if not results:
            findings.append(
                Finding("error", say("analysis.empty-parallel"), say("analysis.empty-parallel.hint"), TakeOut())
            )
        elif len(results) == 1:
            problem = say("analysis.one-branch")
            findings.append(Finding("warning", problem, say("analysis.one-branch.hint"), TakeApart()))
        outflow = None
        flows = [result.outflow for result in results if result.outflow is not None]
        if flows and len(flows) == len(results):
            try:
                outflow = self.memo.flow(merge_outputs(block, tuple(out.values[0] for out in flows)))
            except ShapeError as error:
                findings.append(Finding("error", error.problem, error.hint))
        result = container_result(block, (flow, outflow), results, findings, [*homeless(results, 0, len(results))])
        return result if merges_alike(block, result) else msgspec.structs.replace(result, single=None)

    def _graph(self, block: Graph, flow: Flow | None, last: ContainerResult | None) -> ContainerResult:
        nodes = block.nodes
        if block.id not in self.entangled:
            known = last if last is not None and isinstance(last.block, Graph) else None
            node_runner = NodeRunner(
                lambda i, entering: self._own(nodes[i], entering), _itself, block is self.root, _never, self.memo
            )
            return run_graph(block, flow, node_runner, known)

        def run(i: int, entering: Flow | None) -> Result:
            self.trail.append(child_name(block, i, nodes[i]))
            result = self.result(nodes[i], entering)
            self.trail.pop()
            return result

        def several(node: Block) -> bool:
            return node.id in self.targets or (isinstance(node, Shared) and not is_call(block, node))

        return run_graph(block, flow, NodeRunner(run, self._original, block is self.root, several, self.memo), None)

    def _original(self, block: Block) -> Block:
        return self.targets[block.of][0] if isinstance(block, Shared) else block

    def _repeat(self, block: Repeat, flow: Flow | None) -> ContainerResult:
        findings = []
        here = flow
        if flow is not None and len(flow.values) != 1:
            problem = say("analysis.repeat-inputs", count=len(flow.values))
            findings.append(Finding("error", problem, say("analysis.one-input.hint")))
            here = None
        results: list[Result] = []
        while len(results) < block.count:
            before = self._runs_outside()
            result = self._copy(block, len(results), here)
            results.append(result)
            known = len(results) > 1 or block.id not in self.entangled
            if known and result.outflow is here and before == self._runs_outside():
                results.extend([result] * (block.count - len(results)))
            here = result.outflow
        pairs = _neighbours(block, results, 0, min(2, len(results)))
        return container_result(block, (flow, here), results, findings, pairs)

    def _runs_outside(self) -> int:
        """Count the shared modules around a repeat that have run; a copy may be the first to run one."""
        return sum(map(len, self.scopes.values()))

    def _copy(self, block: Repeat, i: int, flow: Flow | None) -> Result:
        self.trail.append(copy_name(block, i))
        self.scopes[block.id], self.bases[block.id] = {}, len(self.trail)
        result = self.result(block.child, flow)
        del self.scopes[block.id], self.bases[block.id]
        self.trail.pop()
        return result

    def _shared(self, block: Block, target: str, flow: Flow | None) -> Result:
        """Run a module of several places: its first run decides the arguments, its first place counts parameters."""
        original, scope = self.targets[target]
        firsts = self.scopes[scope]
        path = ".".join(self.trail[self.bases[scope] :])
        counts = path == self.counted[target]
        decides = target not in firsts
        findings: tuple[Finding, ...] = ()
        runs = flow is not None
        if decides:
            result = self._at(self.counted[target], scope, original, flow)
            firsts[target] = _First(path, result, decided_block(original, result))
            if counts and not isinstance(block, Shared):
                return result
        elif not runs:
            result = firsts[target].result
        else:
            first = firsts[target]
            result = self._own(first.block, flow)
            if result is not first.result:
                findings = misfit(result, first.path, lambda: self._own(original, flow))
        return SharedResult(
            result=result,
            scope=scope,
            first=None if counts else self.counted[target],
            decides=decides,
            runs=runs,
            parameters=result.parameters if counts else 0,
            bytes=result.bytes if counts else 0,
            findings=findings,
            troubles=result.troubles if decides else len(findings),
        )

    def _at(self, place: str, scope: str, block: Block, flow: Flow | None) -> LayerResult | ContainerResult:
        """Run a module as at its first place, wherever it is called first: what is shared inside counts there too."""
        here, self.trail[self.bases[scope] :] = self.trail[self.bases[scope] :], place.split(".")
        result = self._own(block, flow)
        self.trail[self.bases[scope] :] = here
        return result


def _handed_on(result: Result) -> Flow | None:
    """Return what the next child takes: nothing from a module that is called elsewhere."""
    return None if isinstance(result, SharedResult) and not result.runs else result.outflow


def _itself(block: Block) -> Block:
    return block


def _never(block: Block) -> bool:
    return False


def _is_chain_like(last: Block, block: Sequential) -> bool:
    return isinstance(last, Sequential) and last.holder == block.holder


def _common(a: Iterable[Block], b: Iterable[Block], most: int) -> int:
    """Count the leading blocks that are the same objects, `most` at most."""
    return next(compress(range(most), map(is_not, a, b)), most)


def _inflow(last: ContainerResult, i: int, flow: Flow | None) -> Flow | None:
    return last.children[i - 1].outflow if i else flow


def _pairs(
    last: ContainerResult, block: Sequential, results: list[Result], new: tuple[int, int], shift: int
) -> tuple[Pair, ...]:
    """Look again at the pairs whose later layer is `new` or sees past what is unchanged to what is new."""
    start, stop = new
    while stop < len(results):
        stop += 1
        if not is_seen_through(results[stop - 1]):
            break
    later = [
        (i - shift, finding._replace(trail=(finding.trail[0] - shift, *finding.trail[1:])))
        for i, finding in last.pairs
        if i >= stop + shift
    ]
    return (*(pair for pair in last.pairs if pair[0] < start), *_neighbours(block, results, start, stop), *later)


def _neighbours(block: Sequential | Repeat, results: Sequence[Result], start: int, stop: int) -> list[Pair]:
    """Return what is found about the children from `start` to `stop` and what runs before them."""
    alone = [] if is_holder(block) else homeless(results, start, stop)
    return [*pair_findings(results, start, stop), *alone]
