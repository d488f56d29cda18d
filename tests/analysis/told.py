"""What an analysis tells a person, a line for each problem, as the tables beside the tests write it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.analysis.analysis import analyse
from builder.document.blocks import Block, Document
from builder.edits import Edit
from builder.module.local import run_here
from builder.runner import Runner


def told(document: Document, runner: Runner = run_here) -> list[str]:
    """Return a line for each problem: severity, path and id; problem; hint; the words on the button; the edit."""
    lines = []
    for one in analyse(document, runner).problems:
        fix = [] if one.fix is None else [one.fix.label, _written(one.fix.edit)]
        lines.append(" | ".join([f"{one.severity} {one.path or '-'} {one.id}", one.problem, one.hint or "-", *fix]))
    return lines


def _written(edit: Edit) -> str:
    """Write an edit with its fields in order; of a new block, whose id is drawn, its kind."""
    fields = msgspec.structs.astuple(edit)
    shown = [getattr(field, "kind", "?") if isinstance(field, Block) else field for field in fields]
    return f"{type(edit).__name__}({', '.join(map(str, shown))})"


def table(name: str) -> dict[str, list[str]]:
    """Read a table beside the tests: a title after a `#`, then a line for each problem."""
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = found.setdefault(line[2:], [])
        elif line:
            lines.append(line)
    return found
