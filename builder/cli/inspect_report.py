"""`nnblocks inspect`: a sample from the words of a shell, and a report as a table."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from builder.datasets.samples import PictureFile, Random, Sample, Source, StoredFile, TypedValues
from builder.document.blocks import Document
from builder.errors import DocumentError
from builder.inspection.report import Call, Report, Settings, Statistics
from builder.inspection.side_by_side import Pair
from builder.sentences import Sentence, say

_FILES = (".png", ".jpg", ".jpeg", ".npy", ".pt")
"""Endings of what is meant as a file, also where there is none."""
_NUMBERS = re.compile(r"[-+\d.,eE\s\[\]]+")
_HEAD = 64 * 2**10
"""Bytes of a file that tell what it is."""
_WIDEST = 48


def sample_of(document: Document, given: tuple[str, ...], seed: int, target: str | None) -> Sample:
    """Return the sample that `[NAME=]VALUE` pairs say; without a name the first input is meant.

    Raises:
        DocumentError: a value is missing.
    """
    sources: dict[str, Source] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            name, value = document.inputs[0].name, one
        if not value.strip():
            raise DocumentError(say("cli.sample", sample=one))
        sources[name.strip()] = _source(value)
    return Sample(sources, Random(seed), (), None if target is None else _source(target))


def _source(value: str) -> Source:
    """Return a file by what is in it, else numbers.

    Raises:
        DocumentError: it is a file that holds no sample, or cannot be read.
    """
    from builder.file_kind import demand

    path = Path(value)
    if _NUMBERS.fullmatch(value) or not _is_file(path):
        return StoredFile(path) if path.suffix.lower() in _FILES else TypedValues(value)
    try:
        with path.open("rb") as opened:
            kind = demand(opened.read(_HEAD), value, "picture", "array", "tensors")
    except OSError as error:
        raise DocumentError(say("cli.unreadable", file=value, reason=error.strerror or error)) from None
    return PictureFile(path) if kind == "picture" else StoredFile(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # numbers that are too long for a name
        return False


def print_report(document: Document, weights: Path | None, sample: Sample, settings: Settings) -> None:
    """Run a sample here and print what was found."""
    from builder.jobs.tasks import inspect

    with made_weights(document, weights) as file:
        report = inspect(document, file, sample, settings)
    for line in lines(report):
        click.echo(line)


@contextmanager
def made_weights(document: Document, weights: Path | None) -> Iterator[Path]:
    """Give a file of weights: the one that was named, else one that is made as the document says."""
    from builder.weights.carry import materialise

    with tempfile.TemporaryDirectory() as folder:
        file = weights or Path(folder) / "weights.safetensors"
        if weights is None:
            materialise(document, file)
        yield file


def lines(report: Report) -> Iterator[str]:
    """Yield a report line by line: inputs, calls, parameters, verdicts."""
    for one in (*report.inputs, *([report.target] if report.target else [])):
        said = Sentence(" ".join(one.said))
        yield say("cli.inspect.input", name=one.name, shape=_shape(one.statistics), said=said).rstrip()
    yield ""
    yield from _table(report)
    yield ""
    if report.loss is not None:
        yield say("cli.inspect.loss", kind=report.settings.loss, value=report.loss)
    for parameter in report.parameters:
        if parameter.reason and report.settings.loss != "none":
            yield f"{parameter.name}: {parameter.reason}"
        for use in parameter.uses:
            yield say(
                "cli.inspect.use",
                name=parameter.name,
                number=use.number,
                path=use.path or say("errors.root"),
                norm=use.gradient.norm or 0.0,
            )
    for verdict in report.verdicts:
        yield say(
            "cli.inspect.verdict",
            path=verdict.path or say("cli.network"),
            problem=Sentence(verdict.problem),
            hint=Sentence(verdict.hint),
            rule=Sentence(verdict.rule),
        )
    yield from report.notes
    if report.partial:
        yield say("cli.inspect.partial", sentence=Sentence(report.partial))


def _table(report: Report) -> Iterator[str]:
    learns = report.settings.loss != "none"
    header = ["block", "kind", "shape", "mean", "std", "min", "max", "zeros", *(["gradient"] if learns else []), "ms"]
    header += ["back_ms"] if learns else []
    yield from align_rows([header, *(_row(call, learns) for call in report.calls)], words=3)


def align_rows(rows: list[list[str]], words: int) -> Iterator[str]:
    """Yield rows as lines: the first `words` columns begin below each other, numbers end there."""
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if i < words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _row(call: Call, learns: bool) -> list[str]:
    one = call.outputs[0] if call.outputs else None
    cells = [name_of(call), call.kind, _shape(one) if one else ""]
    cells += [figure(value) for value in ((one.mean, one.std, one.min, one.max) if one else (None,) * 4)]
    cells.append(f"{one.zeros:.0%}" if one else "")
    if learns:
        gradient = call.gradients[0] if call.gradients else None
        cells.append(figure(None if gradient is None else gradient.rms))
    for seconds in (call.seconds, *([call.backward_seconds] if learns else [])):
        cells.append("" if seconds is None else f"{seconds * 1000:.2f}")
    return cells


def name_of(call: Call | Pair) -> str:
    """Write the path of a call, and which one it is where the module runs again."""
    return (call.path or ".") + (f" #{call.number}" if call.number else "")


def _shape(one: Statistics) -> str:
    return "×".join(map(str, one.shape)) or "1"


def figure(value: float | None) -> str:
    """Write a number with four figures; nothing where there is none."""
    return "" if value is None else f"{value:.4g}"
