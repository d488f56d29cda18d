"""A document as a table for the shell, in the way of `torchinfo.summary`, without torch and without a run."""

from __future__ import annotations

from typing import NamedTuple

from builder.analysis import Analysis, label
from builder.analysis.analysis import BlockAnalysis
from builder.analysis.size_words import size_sentences
from builder.catalogue.layers.argument_words import shown_size
from builder.document.blocks import BATCH, Block, Document, Function, Layer, Shared, TensorBlock, Written
from builder.document.tree import walk
from builder.sentences import say
from builder.targets.detail import detail

_HEADINGS = ("Module", "Arguments", "Output", "Parameters", "Multiply-adds")


class _Row(NamedTuple):
    module: str
    arguments: str
    output: str
    parameters: str
    multiply_adds: str


def summary(analysis: Analysis, depth: int | None = None) -> str:
    """Return the modules down to `depth` with what they return, own and cost, and the totals below.

    Parameters are counted once: a module that stands in two places shows them in the first.

    Args:
        analysis: shapes are of the whole batch, multiply-adds of one sample.
        depth: levels below the root; all when left out.
    """
    document = analysis.document
    classes = {id: name.printed for id, name in analysis.network.classes.items()}
    blocks = {block.id: block for block in walk(analysis.expanded.root)}
    shown = (seen for path, seen in analysis.blocks.items() if depth is None or _level(path) <= depth)
    rows = [_row(document, seen, classes, blocks) for seen in shown]
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    lines = [_line(_HEADINGS, widths), rule, *(_line(row, widths) for row in rows), rule, *_totals(document, analysis)]
    return "\n".join(lines)


def _row(document: Document, seen: BlockAnalysis, classes: dict[str, str], blocks: dict[str, Block]) -> _Row:
    name = seen.path.rpartition(".")[2]
    block = blocks[seen.block.of] if isinstance(seen.block, Shared) else seen.block
    kind = _kind(block, classes)
    return _Row(
        f"{'  ' * _level(seen.path)}({name}): {kind}" if seen.path else f"{document.name}: {kind}",
        _arguments(seen),
        _shapes(seen.output_shapes),
        f"{seen.parameters:,}" if seen.parameters else "",
        f"{seen.multiply_adds:,}" if seen.multiply_adds else "",
    )


def _kind(block: Block, classes: dict[str, str]) -> str:
    match block:
        case Layer(kind=kind) | Function(kind=kind):
            return kind
        case TensorBlock(role=role):
            return role
        case Written(class_name=class_name):
            return class_name
        case _:
            return classes.get(block.id, str(getattr(block, "holder", "Sequential")))


def _arguments(seen: BlockAnalysis) -> str:
    if seen.same_as is not None:
        return say("targets.summary.same", path=seen.same_as)
    block = seen.block
    shown = [detail(block.kind, block.args, seen.args or {})] if isinstance(block, Layer | Function) else []
    ties = [f"{name} is {key}" for name, key in seen.tied_to.items()]
    return ", ".join(filter(None, shown + ties))


def _level(path: str) -> int:
    return path.count(".") + 1 if path else 0


def _shapes(shapes: tuple[tuple[int, ...], ...]) -> str:
    return ", ".join(map(label, shapes)) or "?"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:3], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[3:], widths[3:], strict=True)]
    return "  ".join([*left, *right]).rstrip()


def _totals(document: Document, analysis: Analysis) -> list[str]:
    inputs = ", ".join(
        f"{entry.name} {entry.dtype} {label(shape)}"
        for entry, shape in zip(document.inputs, analysis.input_shapes, strict=True)
    )
    counts = ((analysis.errors, "error"), (analysis.warnings, "warning"), (analysis.notes, "note"))
    problems = [_count(len(found), word) for found, word in counts if found or word != "note"]
    return [
        f"Input:          {inputs}",
        *_sizes(document, analysis),
        f"Output:         {_shapes(analysis.output_shapes)}",
        f"Parameters:     {analysis.parameters:,} ({analysis.trainable:,} trainable)",
        f"Memory:         {shown_size(analysis.bytes)}",
        f"Multiply-adds:  {_costs(document, analysis)}",
        f"Problems:       {', '.join(problems)}",
    ]


def _sizes(document: Document, analysis: Analysis) -> list[str]:
    found = analysis.sizes
    said = () if found is None else size_sentences(document, found)
    return [f"{'' if i else 'Sizes:':<16}{one}" for i, one in enumerate(said)]


def _costs(document: Document, analysis: Analysis) -> str:
    if not any(BATCH in entry.shape for entry in document.inputs):
        return f"{analysis.multiply_adds:,}"
    count, whole = analysis.multiply_adds, analysis.batch_multiply_adds
    if document.batch == 1:
        return say("targets.summary.cost", count=count)
    return say("targets.summary.cost.batch", count=count, whole=whole, batch=document.batch)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
