"""The job that runs an object of a written class on a sample, so that its shapes are known."""

from __future__ import annotations

from builder.jobs.limits import Limits, with_limits
from builder.sentences import later

SECONDS = 60.0
"""Wall time after which a worker is ended: the interpreter itself stops sooner, and names the line."""


@with_limits(Limits(later("jobs.title.trial"), SECONDS, memory=3 * 2**30))
def try_class(asked: str) -> str:
    """Answer a question of `builder.runner`; both are its JSON."""
    from builder.module.trial import run_trial
    from builder.runner import asked_from_json, shown_to_json

    return shown_to_json(run_trial(asked_from_json(asked)))
