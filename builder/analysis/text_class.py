"""The result of an instance of a text class: what a run returned, and the tensors of its modules."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from builder.analysis.functions import run_tensor
from builder.analysis.layers import run_layer
from builder.analysis.memo import Memo
from builder.analysis.nodes import own_scope
from builder.analysis.problems import Finding, SetTo, WriteAnew
from builder.analysis.results import ContainerResult, LayerResult, Result, SharedResult, container_result, summed_single
from builder.analysis.values import Batch, Flow
from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.classes.text_class import check_definition
from builder.document.blocks import Block, Layer, Sequential, Shared, TensorBlock, Written
from builder.document.tree import child_name, child_path, children
from builder.runner import Call, Runner, RunResult, a_dict, asked_of
from builder.sentences import Sentence, say

_NOTHING = RunResult(None)


def run_written(block: Written, flow: Flow | None, runner: Runner, memo: Memo, is_root: bool) -> ContainerResult:
    """Return the result of an object of a written class for what enters it; only the root may return a dict."""
    seen = None if flow is None else runner(asked_of(block, flow.values))
    if seen is not None and seen.keyed and not is_root:
        seen = seen._replace(output=None, problem=a_dict(), hint=say("module.forward-returns.hint"))
    inside = _Inside(block, (seen or _NOTHING).calls, _batch(flow), memo)
    results = inside.results(block, "")
    outflow = None if seen is None or seen.output is None else inside.flow(seen.output)
    result = container_result(block, (flow, outflow), results, _findings(block, flow, seen))
    costs = 0 if seen is None else seen.multiply_adds
    return msgspec.structs.replace(result, multiply_adds=costs, single=0 if flow is None else None)


def is_awaited(result: ContainerResult) -> bool:
    """Tell whether the shape of a written class is still being found."""
    return any(finding.severity == "info" for finding in result.findings)


def _with_line(block: Written, seen: RunResult | None, problem: str) -> str:
    if seen is not None and seen.line:
        return say("analysis.written-line", name=block.class_name, line=seen.line, problem=Sentence(problem))
    return say("analysis.written", name=block.class_name, problem=Sentence(problem))


def _findings(block: Written, flow: Flow | None, seen: RunResult | None) -> list[Finding]:
    found = []
    if flow is not None and seen is None:
        found.append(
            Finding("info", say("analysis.finding-shape", name=block.class_name), say("analysis.finding-shape.hint"))
        )
    if seen is not None and seen.problem is not None:
        setting = None if seen.mended is None else SetTo(*seen.mended)
        found.append(Finding("error", _with_line(block, seen, seen.problem), seen.hint, setting))
    if seen is not None and seen.warning is not None:
        found.append(Finding("warning", _with_line(block, None, seen.warning), say("analysis.written-change.hint")))
    for one in check_definition(block.source).warnings:
        remedy = WriteAnew(one.label, block.class_name, one.mended) if one.label and one.mended else None
        found.append(
            Finding("warning", say("analysis.line", line=one.line, problem=Sentence(one.problem)), one.hint, remedy)
        )
    return found


def _batch(flow: Flow | None) -> Batch | None:
    """Return the batch dim of what enters, where it stands first."""
    firsts = () if flow is None else (v.shape[0] for v in flow.values if isinstance(v, TensorSpec) and v.shape)
    return next((n for n in firsts if isinstance(n, Batch)), None)


class _Inside:
    """Results of what a written class makes; `calls` are those that a run has shown, by path."""

    def __init__(self, block: Written, calls: Mapping[str, tuple[Call, ...]], batch: Batch | None, memo: Memo) -> None:
        self.memo = memo
        self.block = block
        self.calls = calls
        self.batch = batch
        self.known: dict[str, tuple[str, LayerResult | ContainerResult]] = {}

    def flow(self, *values: Value) -> Flow:
        """Return the flow of values in which the batch dim is known again."""
        return self.memo.flow(*map(self.marked, values))

    def marked(self, value: Value) -> Value:
        if isinstance(value, SizeSpec):
            return value
        if not isinstance(value, TensorSpec):
            return tuple(None if part is None else self.marked(part) for part in value)
        if self.batch is None or not value.shape or value.shape[0] != self.batch:
            return value
        return TensorSpec((self.batch, *value.shape[1:]), value.dtype)

    def results(self, parent: Sequential | Written, path: str) -> list[Result]:
        return [
            self.result(child, child_path(path, child_name(parent, i, child)))
            for i, child in enumerate(children(parent))
        ]

    def result(self, block: Block, path: str) -> Result:
        if isinstance(block, TensorBlock):
            return run_tensor(block, self.memo)
        if isinstance(block, Shared):
            first, known = self.known[block.of]
            return SharedResult(result=known, scope=own_scope(self.block), first=first)
        assert isinstance(block, Layer | Sequential | Written)
        made = self.layer(block, path) if isinstance(block, Layer) else self.container(block, path)
        self.known[block.id] = (path, made)
        return made

    def flows(self, path: str) -> list[tuple[Flow, Flow | None]]:
        return [
            (self.flow(*inputs), None if output is None else self.flow(output))
            for inputs, output in self.calls.get(path, ())
        ]

    def layer(self, block: Layer, path: str) -> LayerResult:
        of, given = (block.kind, block.args), block.parametrizations
        runs = [run_layer(*of, flow, self.memo, given) for flow, _ in self.flows(path)]
        first = runs[0] if runs else run_layer(*of, None, self.memo, given)
        # Its class calls it as it wants to: what is said of it comes from the run, and no edit reaches it.
        said = tuple(one._replace(remedy=None) for one in first.findings if one.severity == "warning")
        cost = sum(run.multiply_adds for run in runs)
        return msgspec.structs.replace(
            first, multiply_adds=cost, single=summed_single(runs), findings=said, troubles=len(said)
        )

    def container(self, block: Sequential | Written, path: str) -> ContainerResult:
        flows = self.flows(path)
        return container_result(block, flows[0] if flows else (None, None), self.results(block, path), ())
