"""From a click on a block of ResNet-50 to its picture, by a worker: from what the run has kept, beside a run anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from benchmarks.figure import Figure, Line
from benchmarks.samples import cpu_seconds, interleaved, wall_seconds
from builder import templates
from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.report import Click, Place, Report, Settings
from builder.jobs import tasks
from builder.jobs.pool import Pool

_Asked: TypeAlias = tuple[Document, Path, Sample, Settings]
_BAR = 0.3
_ROUNDS = 7
_SHOWN = ("conv1", "layer1.0.conv3", "layer3.0.conv3", "layer4.2.conv3", "avgpool")


def figures() -> Iterator[Line]:
    """Take the figures: wall time through the pool, and CPU time of the work alone, which others do not change."""
    document, sample, settings = templates.load("resnet50"), Sample(), Settings()
    with tempfile.TemporaryDirectory() as folder, Pool(max_workers=1) as pool:
        weights, cache = Path(folder) / "weights.safetensors", Path(folder) / "kept" / "document"
        pool.submit(tasks.make, document, weights).result()
        report = pool.submit(tasks.inspect, document, weights, sample, settings, cache).result()
        size = sum(file.stat().st_size for file in cache.rglob("*.values"))
        yield Figure("kept of one run of ResNet-50", [float(size)], unit="B", bar="256 MiB", at_most=2.0**28)
        for path in _SHOWN:
            yield _through_the_pool(pool, (document, weights, sample, settings), _place(report, path), cache)
        for path in (_SHOWN[0], *_SHOWN[-2:]):
            yield _alone((document, weights, sample, settings), _place(report, path), cache)


def _place(report: Report, path: str) -> Place:
    return next(Place(call.path, call.number) for call in report.calls if call.path == path)


def _through_the_pool(pool: Pool, asked: _Asked, place: Place, cache: Path) -> Figure:
    kept, anew = interleaved(
        _ROUNDS,
        wall_seconds(lambda: pool.submit(tasks.view, *asked, Click(place, cache)).result()),
        wall_seconds(lambda: pool.submit(tasks.view, *asked, Click(place)).result()),
    )
    words = f"click to picture, ResNet-50, {place.path}"
    return Figure(words, kept, "a run anew", anew, bar=f"{_BAR} s", at_most=_BAR)


def _alone(asked: _Asked, place: Place, cache: Path) -> Figure:
    kept, anew = interleaved(
        _ROUNDS,
        cpu_seconds(lambda: tasks.view(*asked, Click(place, cache))),
        cpu_seconds(lambda: tasks.view(*asked, Click(place))),
    )
    return Figure(f"CPU of the same, {place.path}", kept, "a run anew", anew)
