"""Readings of documents whose written classes are run in the test itself."""

from __future__ import annotations

from builder.document.blocks import Document
from builder.jobs.service import pool
from builder.module.local import run_here
from builder.runner import Question, RunResult
from ui.server import reading
from ui.server.trials import Trials


class Here(Trials):
    """Asks no worker."""

    def ask(self, asked: Question) -> RunResult:
        """Answer here and now."""
        return run_here(asked)


class Reading(reading.Reading):
    """A reading of a document."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, Here(pool))
