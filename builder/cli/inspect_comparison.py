"""`nnblocks inspect --against`: two runs beside each other as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from builder.cli.inspect_report import align_rows, figure, made_weights, name_of
from builder.datasets.samples import Sample
from builder.inspection.report import Report
from builder.inspection.side_by_side import Comparison, Pair, only_in, pairs_of, parameter_pairs, ratio
from builder.sentences import Sentence, say

if TYPE_CHECKING:
    from builder.jobs.tasks import Run

_SIDES = ("A", "B", "B/A")
_SHORT = {"time": "ms", "backward": "back_ms"}


def print_comparison(first: Run, weights: Path | None, second: Run) -> None:
    """Run a sample through two networks here and print how they differ."""
    from builder.jobs.tasks import compare_runs, inspect

    with made_weights(first.document, weights) as file:
        report = inspect(first.document, file, first.sample or Sample(), first.settings)
        found = compare_runs(msgspec.structs.replace(first, weights=file), second)
    for line in lines(report, found):
        click.echo(line)


def lines(report: Report, found: Comparison) -> Iterator[str]:
    """Yield a comparison line by line: what is not shared, the blocks, the parameters' gradients."""
    yield from found.said
    pairs = pairs_of(report, found)
    learns = report.settings.loss != "none"
    quantities = ["std", "zeros", *(["gradient"] if learns else []), "time", *(["backward"] if learns else [])]
    sides = [f"{_SHORT.get(name, name)} {side}" for name in quantities for side in _SIDES]
    rows = [["block", "kind", *sides, "max|B-A|"], *(_row(pair, quantities) for pair in pairs)]
    yield from align_rows(rows, words=2)
    if learns:
        yield ""
        norms = [
            [one.name, *map(figure, (*one.norms, ratio(one.norms)))] for one in parameter_pairs(report, found.second)
        ]
        yield from align_rows([["parameter", *(f"norm {side}" for side in _SIDES)], *norms], words=1)
    yield from _remarks(report, found, pairs)


def _remarks(report: Report, found: Comparison, pairs: tuple[Pair, ...]) -> Iterator[str]:
    first, second = (Sentence(", ".join(map(name_of, side))) for side in only_in(pairs))
    if first:
        yield say("cli.inspect.only", side="A", paths=first)
    if second:
        yield say("cli.inspect.only", side="B", paths=second)
    for side, one in (("A", report), ("B", found.second)):
        if one.partial is not None:
            yield f"{side}: {say('cli.inspect.partial', sentence=Sentence(one.partial))}"
    if found.partial is not None:
        yield found.partial


def _row(pair: Pair, quantities: list[str]) -> list[str]:
    cells = [name_of(pair), pair.kind]
    for name in quantities:
        values = pair.values(name)
        cells += map(figure, (*values, ratio(values)))
    return [*cells, figure(None if pair.apart is None else pair.apart.largest)]
