"""What a module of several places says where it does not take what flows into a later one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.analysis.problems import Finding, Part
from builder.analysis.results import ContainerResult, Result
from builder.sentences import say


def errors_in(result: Result) -> Iterator[Finding]:
    """Yield the errors in a block and below it."""
    if result.troubles:
        yield from (finding for finding in result.findings if finding.severity == "error")
        if isinstance(result, ContainerResult):
            for child in result.children:
                yield from errors_in(child)


def misfit(result: Result, first: str, alone: Callable[[], Result]) -> tuple[Finding, ...]:
    """Return the first error of a module in a later run as a problem of that run.

    Args:
        result: of that run, with the arguments that the first one has decided.
        first: the path of the first run.
        alone: runs there what a module of its own would be, which may decide its arguments otherwise.
    """
    error = next(errors_in(result), None)
    if error is None:
        return ()
    if next(errors_in(alone()), None) is not None:
        return (Finding("error", error.problem, say("analysis.shared-input.hint", first=first)),)
    return (Finding("error", error.problem, say("analysis.shared-misfit.hint", first=first), Part()),)
