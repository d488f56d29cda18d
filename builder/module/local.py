"""The runner of a process that may run classes written as text itself: by torch, which the first of them imports."""

from __future__ import annotations

from functools import lru_cache

from builder.runner import Question, RunResult


@lru_cache(maxsize=2_000)
def run_here(asked: Question) -> RunResult:
    """Run the class in this process; what a brief question showed answers the full one, unless it failed."""
    from builder.module.trial import run_trial

    shown = None if asked.brief else run_here(asked._replace(brief=True))
    return run_trial(asked) if shown is None or shown.problem is not None else shown
