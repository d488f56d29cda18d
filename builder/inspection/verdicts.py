"""What is worth knowing of a report, in words: each by a rule of its own, with an edit where one mends it."""

from __future__ import annotations

from builder.document.blocks import Document
from builder.inspection.report import Report


def judged(report: Report, document: Document) -> Report:
    """Return a report with its verdicts."""
    return report
