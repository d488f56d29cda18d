"""The job that runs a second network, or the same in another way, and says how it differs from the first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.report import Settings
from builder.inspection.side_by_side import Comparison, with_times
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.jobs.stored_network import load_network
from builder.jobs.tasks.files import Previous, check_space
from builder.jobs.tasks.inspections import files_of, sampled_of
from builder.sentences import later, say

if TYPE_CHECKING:
    from torch import nn

    from builder.datasets.read import InputTensor


class Run(msgspec.Struct, frozen=True):
    """A network, its weights, and how it is run.

    Without `weights` they are made as `make` makes them: drawn as the document says, but for what `previous` keeps.
    The second of two runs without a `sample` gets that of the first where its inputs take it.
    """

    document: Document
    settings: Settings
    sample: Sample | None = None
    weights: Path | None = None
    previous: tuple[Previous, ...] = ()

    @property
    def files(self) -> list[Path]:
        """The files that it hangs on."""
        own = [] if self.weights is None else [self.weights]
        return [*own, *(one.weights for one in self.previous), *files_of(self.sample or Sample())]

    @property
    def parts(self) -> tuple[object, ...]:
        """What it hangs on beside files."""
        before = tuple(one.document.to_json() for one in self.previous)
        return self.document.to_json(), self.settings, self.sample, self.weights is None, before


@with_limits(Limits(later("jobs.title.runs"), 600))
def compare_runs(first: Run, second: Run, cache: Path | None = None) -> Comparison:
    """Report the second of two runs, and how far apart what the blocks of both return is.

    With `cache`, a folder, what was found once for the same content is read from there.

    Raises:
        BuilderError: a sample cannot be read or does not fit its network, or a network cannot be built.
    """
    from builder.inspection import cache as kept

    key = None if cache is None else kept.key_of(("compare", *first.parts, *second.parts), first.files + second.files)
    found = None if cache is None or key is None else kept.kept_comparison(cache, key)
    if found is not None:
        return found
    made = _compare(first, second)
    if cache is not None and key is not None:
        kept.keep_comparison(cache, key, made)
    return made


def _compare(first: Run, second: Run) -> Comparison:
    from builder.datasets.read import prepare
    from builder.inspection.apart import Side, apart_of, times_of
    from builder.inspection.run import inspect_module
    from builder.module.devices import device_of

    device = device_of(first.settings.device)
    sample = first.sample or Sample()
    report(0.05, say("jobs.progress.sample"))
    prepared = prepare(first.document, sample)
    others, said = _others(first, second, sample, prepared)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        report(0.1, say("jobs.progress.loading"))
        own = _network(first, Path(folder) / "first.safetensors").to(device)
        other = _network(second, Path(folder) / "second.safetensors").to(device)
        given = sampled_of(first.document, prepared, sample.target, device)
        entered = sampled_of(second.document, others, (second.sample or sample).target, device)
        report(0.4, say("jobs.progress.running"))
        found = inspect_module(other, entered, second.settings)
        report(0.7, say("jobs.progress.comparing"))
        sides = (
            Side(own, given.tensors, first.settings, given.target),
            Side(other, entered.tensors, second.settings, entered.target),
        )
        apart, partial = apart_of(*sides)
        times, others_times = times_of(*sides)  # now that both are warm
    return Comparison(with_times(found, others_times), apart, times, said, partial)


def _others(
    first: Run, second: Run, sample: Sample, prepared: tuple[InputTensor, ...]
) -> tuple[tuple[InputTensor, ...], tuple[str, ...]]:
    """Return what enters the second network: its own sample, else that of the first as far as it fits."""
    from builder.datasets.other_network import FirstSample, sample_for
    from builder.datasets.read import prepare

    if second.sample is not None:
        return prepare(second.document, second.sample), ()
    return sample_for(FirstSample(first.document.inputs, sample, prepared), second.document)


def _network(run: Run, file: Path) -> nn.Module:
    """Return the network of a run; weights that are not there are made in a file of their own."""
    from builder.weights.carry import materialise

    if run.weights is not None:
        return load_network(run.document, run.weights)
    check_space(run.document, file, 1)
    materialise(run.document, file, *((one.document, one.weights) for one in run.previous))
    return load_network(run.document, file)
