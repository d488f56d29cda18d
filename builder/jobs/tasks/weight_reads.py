"""Jobs that read weights from a file without changing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from builder.document.blocks import Document
from builder.inspection.grid import Tiles, Window
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.jobs.stored_network import load_network
from builder.sentences import later, say
from builder.weights.tensor_summary import TensorSummary

if TYPE_CHECKING:
    from torch.nn import Parameter

MAX_COMPARED = 24
"""Tensors of a comparison that are handed back."""


class Change(msgspec.Struct, frozen=True):
    """One tensor before and after the init rules."""

    before: TensorSummary
    after: TensorSummary


class Comparison(msgspec.Struct, frozen=True):
    """How many tensors the rules change, and the first of them."""

    affected: int
    changes: list[Change]


@with_limits(Limits(later("jobs.title.parameters"), 600))
def table(document: Document, weights: Path) -> dict[str, list[Any]]:
    """Return the parameter table, column by column."""
    from builder.targets.tables import parameter_columns

    report(0.1, say("jobs.progress.tensors"))
    return parameter_columns(load_network(document, weights))


@with_limits(Limits(later("jobs.title.tensor"), 120))
def look(weights: Path, key: str) -> TensorSummary:
    """Sum up one tensor of a file.

    Raises:
        DocumentError: the file has no such tensor.
    """
    from builder.weights.inspect import summary

    return summary(weights, key)


@with_limits(Limits(later("jobs.title.tensor"), 120))
def tiles(weights: Path, key: str, window: Window) -> Tiles:
    """Return a part of one tensor of a file as cells of a picture.

    Raises:
        DocumentError: the file has no such tensor.
    """
    from builder.inspection.tiles import tiles_of
    from builder.weights.inspect import read_tensor

    return tiles_of(read_tensor(weights, key), window)


@with_limits(Limits(later("jobs.title.comparison"), 1800))
def compare(document: Document, weights: Path, earlier: Path | None = None) -> Comparison:
    """Compare the weights in a file with those of an earlier file, or else with what torch begins with."""
    from builder.weights.inspect import summarise_both

    before = _before(document, earlier)
    after = dict(load_network(document, weights).named_parameters())
    changed = [key for key, tensor in after.items() if not tensor.equal(before[key])]
    changes = []
    for i, key in enumerate(changed[:MAX_COMPARED]):
        report(0.6 + 0.4 * i / MAX_COMPARED, key)
        changes.append(Change(*summarise_both(key, before[key], after[key])))
    return Comparison(len(changed), changes)


def _before(document: Document, earlier: Path | None) -> dict[str, Parameter]:
    from builder.module import to_module

    if earlier is not None:
        return dict(load_network(document, earlier).named_parameters())
    plain = msgspec.structs.replace(document, init=())
    return dict(
        to_module(
            plain, progress=lambda fraction: report(0.6 * fraction, say("jobs.progress.drawing"))
        ).named_parameters()
    )
