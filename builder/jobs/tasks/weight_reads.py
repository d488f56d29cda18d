"""Jobs that read weights from a file without changing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from builder.document.blocks import Document
from builder.inspection.grid import Tiles, Window
from builder.jobs.limits import Limits, limited
from builder.jobs.progress import report
from builder.jobs.stored_network import stored
from builder.sentences import later, say

if TYPE_CHECKING:
    from torch.nn import Parameter

    from builder.weights import TensorSummary

MAX_COMPARED = 24
"""Tensors of a comparison that are handed back."""


class Look(msgspec.Struct, frozen=True):
    """What is shown of one tensor: `builder.weights.TensorSummary`, which cannot be read without torch."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    mean: float | None
    std: float | None
    min: float | None
    max: float | None
    not_finite: int
    excerpt: tuple[tuple[float, ...], ...]
    counts: tuple[int, ...]
    edges: tuple[float, ...]


class Change(msgspec.Struct, frozen=True):
    """One tensor before and after the init rules."""

    before: Look
    after: Look


class Comparison(msgspec.Struct, frozen=True):
    """How many tensors the rules change, and the first of them."""

    affected: int
    changes: list[Change]


@limited(Limits(later("jobs.title.parameters"), 600))
def table(document: Document, weights: Path) -> dict[str, list[Any]]:
    """Return the parameter table, column by column."""
    from builder.targets.tables import parameter_columns

    report(0.1, say("jobs.progress.tensors"))
    return parameter_columns(stored(document, weights))


@limited(Limits(later("jobs.title.tensor"), 120))
def look(weights: Path, key: str) -> Look:
    """Sum up one tensor of a file.

    Raises:
        DocumentError: the file has no such tensor.
    """
    from builder.weights import summary

    return to_look(summary(weights, key))


@limited(Limits(later("jobs.title.tensor"), 120))
def tiles(weights: Path, key: str, window: Window) -> Tiles:
    """Return a part of one tensor of a file as cells of a picture.

    Raises:
        DocumentError: the file has no such tensor.
    """
    from builder.inspection.tiles import tiles_of
    from builder.weights.inspect import read_tensor

    return tiles_of(read_tensor(weights, key), window)


@limited(Limits(later("jobs.title.comparison"), 1800))
def compare(document: Document, weights: Path, earlier: Path | None = None) -> Comparison:
    """Compare the weights in a file with those of an earlier file, or else with what torch begins with."""
    from builder.weights.inspect import summarise_both

    before = _before(document, earlier)
    after = dict(stored(document, weights).named_parameters())
    changed = [key for key, tensor in after.items() if not tensor.equal(before[key])]
    changes = []
    for i, key in enumerate(changed[:MAX_COMPARED]):
        report(0.6 + 0.4 * i / MAX_COMPARED, key)
        changes.append(Change(*map(to_look, summarise_both(key, before[key], after[key]))))
    return Comparison(len(changed), changes)


def _before(document: Document, earlier: Path | None) -> dict[str, Parameter]:
    from builder.module import to_module

    if earlier is not None:
        return dict(stored(document, earlier).named_parameters())
    plain = msgspec.structs.replace(document, init=())
    return dict(
        to_module(
            plain, progress=lambda fraction: report(0.6 * fraction, say("jobs.progress.drawing"))
        ).named_parameters()
    )


def to_look(summary: TensorSummary) -> Look:
    """Convert a summary to plain data that can be read without torch."""
    return Look(**summary._asdict())
