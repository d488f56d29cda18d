"""The source as a file to download, and as what the shell writes."""

from __future__ import annotations

from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import later
from builder.targets.source.emit import emit
from builder.targets.target import Target


def _write(document: Document, runner: Runner) -> str:
    """Write the network as a Python file that needs nothing but torch."""
    return emit(document, runner).text


TARGET = Target(name="source", ending=".py", title=later("targets.source"), write=_write)
