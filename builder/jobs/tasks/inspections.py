"""Jobs that run a sample through a network and say what happens inside; the weights in the file stay as they are."""

from __future__ import annotations

from pathlib import Path

from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.report import Difference, Place, Report, Settings, View
from builder.jobs.limits import Limits, limited
from builder.sentences import later


@limited(Limits(later("jobs.title.inspect"), 600))
def inspect(document: Document, weights: Path, sample: Sample, settings: Settings, cache: Path | None = None) -> Report:
    """Run a sample and report what every block returned, and the gradients with a loss.

    With `cache`, a folder, what was found once for the same content is read from there.

    Raises:
        BuilderError: torch refuses the sample; its sentence is passed on.
    """
    raise NotImplementedError


@limited(Limits(later("jobs.title.view"), 300))
def view(document: Document, weights: Path, sample: Sample, settings: Settings, place: Place) -> View:
    """Run a sample again and draw what one call takes or returns.

    Raises:
        BuilderError: there is no such call.
    """
    raise NotImplementedError


@limited(Limits(later("jobs.title.difference"), 600))
def difference(document: Document, weights: Path, sample: Sample, changed: Sample, settings: Settings) -> Difference:
    """Run two samples and say at each call how far its output moved.

    Raises:
        BuilderError: torch refuses a sample; its sentence is passed on.
    """
    raise NotImplementedError
