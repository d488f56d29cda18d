"""What a network costs for one sample where its blocks cannot say: the same document, run once more with a batch of 1.

Each run notes what a block costs for one sample (`analysis.sample`). That holds as long as only the batch dim changes
with the batch; a written class, or a batch that goes into another dim, takes a run of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from builder.analysis.memo import Memo
from builder.analysis.problems import Finding
from builder.analysis.results import ContainerResult, Result, SharedResult
from builder.analysis.run import run
from builder.document.blocks import BATCH, Document
from builder.runner import Runner


def single_run(document: Document, result: Result, runner: Runner, memo: Memo) -> Result:
    """Return the result of the root for one sample, where `result` is that for the sample batch."""
    if document.batch == 1 or not any(BATCH in entry.shape for entry in document.inputs):
        return result
    return run(msgspec.structs.replace(document, batch=1), runner, memo)


def takes_single(single: Result, result: Result) -> bool:
    """Tell whether a network runs for one sample as it does for the batch: its code may name the batch as a number."""
    return not is_awaiting(single) and errors_in(single) <= errors_in(result)


def is_awaiting(result: Result) -> bool:
    """Tell whether the shape of a written class is still being found."""
    return _count(result, "info") > 0


def errors_in(result: Result) -> int:
    """Count the mistakes with which a block, or one below it, cannot run."""
    return _count(result, "error")


def _count(result: Result, severity: str) -> int:
    return sum(finding.severity == severity for finding in _findings(result))


def _findings(result: Result) -> Iterator[Finding]:
    """Yield the findings of a block and of all below it."""
    if not result.troubles:
        return
    yield from result.findings
    run = result.result if isinstance(result, SharedResult) and result.decides else result
    if run is not result:
        yield from run.findings
    if isinstance(run, ContainerResult):
        for child in run.children:
            yield from _findings(child)
