"""The pane beside the canvas: the text of the tab that is open."""

from __future__ import annotations

from typing import Any

from builder.analysis import label
from builder.analysis.size_words import size_sentences
from builder.document.blocks import Block, Layer, Parallel, Repeat, Sequential, Shared
from builder.document.tree import children
from builder.errors import BuilderError
from builder.sentences import say
from ui.server.module_repr import module_text
from ui.server.reading import Reading

MAX_ROWS = 4_000
"""Lines of the tree that are shown."""
TEXTS = ("code", "print", "tree", "sizes")
"""The tabs that are a text, and what the inspector says of the sizes of the inputs."""


def pane(reading: Reading, tab: str) -> dict[str, Any]:
    """Return the pane's data; code also says which of its lines show which block."""
    if tab == "sizes":
        found = reading.analysis.sizes
        return {"tab": tab, "text": "" if found is None else " ".join(size_sentences(reading.document, found))}
    try:
        match tab:
            case "code":
                source = reading.source
                return {"tab": tab, "text": source.text, "lines": source.lines}
            case "print":
                return {"tab": tab, "text": module_text(reading.analysis)}
            case "tree":
                return {"tab": tab, "text": tree_text(reading)}
            case _:
                return {"tab": tab, "text": ""}
    except BuilderError as error:
        return {"tab": tab, "text": blocked_text(tab, error)}


def blocked_text(tab: str, error: BuilderError) -> str:
    """Return a comment that says why a tab has no text, and which block to fix."""
    views = {"code": say("build.pane.code"), "print": say("build.pane.print"), "tree": say("build.pane.tree")}
    block = "net" if error.path == "" else error.path
    why = " ".join(filter(None, (error.problem, error.hint)))
    if block is None:
        return f"# {say('build.pane.unavailable', view=views[tab])}\n# {why}"
    return f"# {say('build.pane.blocked', view=views[tab], block=block)}\n# {why}"


def tree_text(reading: Reading) -> str:
    """Return the blocks as a tree with output shapes and parameters, in columns."""
    rows: list[tuple[str, str, str]] = []
    _collect(reading, reading.document.root, "", "", rows)
    cut = rows[:MAX_ROWS]
    widths = [max(len(row[i]) for row in cut) for i in (0, 1)]
    lines = [f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {count:>12}".rstrip() for name, shape, count in cut]
    if len(rows) > len(cut):
        lines.append(say("build.pane.more", count=len(rows) - len(cut)))
    return "\n".join([*lines, "", say("build.pane.parameters", count=reading.analysis.parameters)])


def _collect(reading: Reading, block: Block, lead: str, branch: str, rows: list[tuple[str, str, str]]) -> None:
    place = reading.places[block.id]
    seen = reading.analysis.blocks.get(place.path)
    shape = " ".join(label(one) for one in seen.output_shapes) if seen is not None else "?"
    count = f"{seen.parameters:,}" if seen is not None and seen.parameters else ""
    rows.append((f"{branch}{place.name or 'net'}  {_title(reading, block)}", shape or "?", count))
    kids = children(block)
    for i, kid in enumerate(kids):
        last = i == len(kids) - 1
        _collect(reading, kid, lead + ("   " if last else "│  "), lead + ("└─ " if last else "├─ "), rows)


def _title(reading: Reading, block: Block) -> str:
    first = reading.same_as(block.id)
    if first is not None:
        return say("build.pane.same", path=first)
    return _kind(reading.places[block.of].block if isinstance(block, Shared) else block)


def _kind(block: Block) -> str:
    match block:
        case Layer():
            return block.kind
        case Repeat():
            return f"{'Repeat' if block.holder == 'Sequential' else block.holder} × {block.count}"
        case Sequential():
            return block.class_name or block.holder
        case Parallel():
            return block.class_name or f"Parallel ({block.merge})"
        case _:
            return getattr(block, "class_name", None) or type(block).__name__
