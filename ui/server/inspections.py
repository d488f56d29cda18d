"""Samples that run through a network: what workers are asked, and the files that a person gave for it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec

from builder.atomic_write import write_whole
from builder.datasets.samples import Sample
from builder.errors import StorageError
from builder.inspection.report import Click, Difference, Place, Report, SampleElements, Settings, View
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.sentences import say
from ui.server.live import Live
from ui.server.readable import file_name
from ui.server.service import service

MOST_FILES = 20
"""Files that are kept for the samples of one document; the oldest goes first."""


class RunRequest(msgspec.Struct, frozen=True):
    """A sample and how it is run: what stays while the network is edited."""

    sample: Sample
    settings: Settings

    def for_inputs(self, names: set[str]) -> RunRequest:
        """Return the same without what was given for inputs that are gone."""
        sources = {name: source for name, source in self.sample.sources.items() if name in names}
        changes = tuple(change for change in self.sample.changes if change.input in names)
        return RunRequest(msgspec.structs.replace(self.sample, sources=sources, changes=changes), self.settings)

    @property
    def key(self) -> bytes:
        """What tells one question from another."""
        return msgspec.json.encode(self, enc_hook=str)


def keep_file(live: Live, name: str, content: bytes) -> Path:
    """Keep a file that a person gave for a sample, and return where; the same content is kept once.

    Raises:
        StorageError: it cannot be written.
    """
    folder = service().library.inspections(live.id) / "samples"
    own = folder / hashlib.sha256(content).hexdigest()[:16]  # a folder each: sentences name the file as the person does
    file = own / file_name(name)[-80:]
    if not file.is_file():
        try:
            _make_room(folder)
            write_whole(file, content)
        except OSError:
            raise StorageError(say("run.unwritable", name=name), hint=say("jobs.disk.hint")) from None
    return file


def _make_room(folder: Path) -> None:
    """Remove the oldest files beyond those that are kept, with one more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)[: -MOST_FILES + 1]:
        shutil.rmtree(old, ignore_errors=True)


def inspect_sample(live: Live, weights: Path, asked: RunRequest) -> JobFuture[Report]:
    """Return the work that runs a sample and reports what every block returned."""
    cache = service().library.inspections(live.id)
    return service().pool.submit(tasks.inspect, live.document, weights, asked.sample, asked.settings, cache)


def view_call(live: Live, weights: Path, asked: RunRequest, place: Place) -> JobFuture[View]:
    """Return the work that draws what one call takes or returns."""
    click = Click(place, service().library.inspections(live.id))
    return service().pool.submit(tasks.view, live.document, weights, asked.sample, asked.settings, click)


def compare_samples(live: Live, weights: Path, asked: RunRequest, changed: Sample) -> JobFuture[Difference]:
    """Return the work that runs two samples and says at each call how far its output moved."""
    return service().pool.submit(tasks.difference, live.document, weights, asked.sample, changed, asked.settings)


def view_difference(live: Live, weights: Path, asked: RunRequest, changed: Sample, place: Place) -> JobFuture[View]:
    """Return the work that draws how what one call returns differs between two samples."""
    samples = (asked.sample, changed)
    return service().pool.submit(tasks.travel, live.document, weights, samples, asked.settings, place)


def show_sample(live: Live, asked: RunRequest, name: str, at: tuple[int, ...]) -> JobFuture[SampleElements]:
    """Return the work that draws one sample of an input."""
    return service().pool.submit(tasks.show_sample, live.document, asked.sample, name, at)
