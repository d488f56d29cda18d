"""The document itself, as nnblocks opens it again."""

from __future__ import annotations

from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import later
from builder.targets.target import Target


def _write(document: Document, runner: Runner) -> str:
    """Write the document, which nnblocks opens again."""
    return document.to_json()


TARGET = Target(name="document", ending=".json", title=later("targets.document"), write=_write)
