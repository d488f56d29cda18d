"""Jobs that run a sample through a network and say what happens inside; the weights in the file stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.datasets.samples import PictureFile, Sample, Source, StoredFile
from builder.document.blocks import Document
from builder.errors import DocumentError
from builder.inspection.depth_report import Depth
from builder.inspection.report import Click, Difference, Element, Place, Report, SampleElements, Settings, View
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.sentences import later, say

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from builder.datasets.read import InputTensor
    from builder.inspection.run import RunInputs


@with_limits(Limits(later("jobs.title.inspect"), 600, travels=True))
def inspect(document: Document, weights: Path, sample: Sample, settings: Settings, cache: Path | None = None) -> Report:
    """Run a sample and report what every block returned, and the gradients with a loss.

    With `cache`, a folder, what was found once for the same content is read from there, and what is seen of each
    block is kept there for `view`.

    Raises:
        BuilderError: the sample cannot be read, or does not fit the network.
    """
    from builder.inspection import cache as kept
    from builder.inspection import values
    from builder.inspection.run import inspect_module
    from builder.inspection.verdicts import with_verdicts

    key = None if cache is None else kept.key_of((document.to_json(), sample, settings), (weights, *files_of(sample)))
    if cache is None or key is None:
        network, sampled = _ready(document, weights, sample, settings)
        report(0.3, say("jobs.progress.running"))
        return with_verdicts(inspect_module(network, sampled, settings), document)
    found = kept.kept_report(cache, key)
    if found is not None:
        return found
    network, sampled = _ready(document, weights, sample, settings)
    report(0.3, say("jobs.progress.running"))
    with values.open_keeper(cache, key) as keeper:
        made = with_verdicts(inspect_module(network, sampled, settings, keeper), document)
    kept.keep_report(cache, key, made)
    return made


@with_limits(Limits(later("jobs.title.view"), 300))
def view(document: Document, weights: Path, sample: Sample, settings: Settings, click: Click) -> View:
    """Draw what one call takes or returns: as an inspection has kept it, else by running the sample again.

    Raises:
        BuilderError: there is no such call.
    """
    from builder.inspection import cache as kept
    from builder.inspection import values
    from builder.inspection.view import view_of

    place, cache = click.place, click.cache
    if cache is not None and place.part in values.KEPT:
        key = kept.key_of((document.to_json(), sample, settings), (weights, *files_of(sample)))
        found = None if key is None else values.kept_view(values.file_of(cache, key), place)
        if found is not None:
            return found
    network, sampled = _ready(document, weights, sample, settings)
    return view_of(network, sampled, settings, place)


@with_limits(Limits(later("jobs.title.difference"), 600))
def difference(document: Document, weights: Path, sample: Sample, changed: Sample, settings: Settings) -> Difference:
    """Run two samples and say at each call how far its output moved.

    Raises:
        BuilderError: a sample cannot be read, or does not fit the network.
    """
    from builder.inspection.difference import difference_of

    network, before = _ready(document, weights, sample, settings)
    _, after = _ready(document, weights, changed, settings, network)
    found = difference_of(network, before.tensors, after.tensors, settings)
    values = {name: both for name, *both in zip(before.names, before.tensors, after.tensors, strict=True)}
    elements = tuple(
        Element(one.input, one.index, *(_number(tensor[one.index]) for tensor in values[one.input]))
        for one in changed.changes
        if one not in sample.changes
    )
    return msgspec.structs.replace(found, elements=elements)


def _number(element: Tensor) -> float:
    return float(element.abs() if element.is_complex() else element)


@with_limits(Limits(later("jobs.title.difference"), 300))
def travel(document: Document, weights: Path, samples: tuple[Sample, Sample], settings: Settings, place: Place) -> View:
    """Run two samples up to one call and draw how what it returns differs.

    Raises:
        BuilderError: there is no such call.
    """
    from builder.inspection.travel import travel_view

    network, before = _ready(document, weights, samples[0], settings)
    _, after = _ready(document, weights, samples[1], settings, network)
    return travel_view(network, before.tensors, after.tensors, settings, place)


@with_limits(Limits(later("jobs.title.sample"), 120))
def show_sample(document: Document, sample: Sample, name: str, at: tuple[int, ...] = ()) -> SampleElements:
    """Draw one sample of the input called `name`, for a person who picks an element of it.

    Raises:
        BuilderError: the sample cannot be read.
    """
    from builder.datasets.read import prepare
    from builder.inspection.sample_view import shown_sample

    for entry, prepared in zip(document.inputs, prepare(document, sample), strict=True):
        if entry.name == name:
            return shown_sample(entry, prepared.tensor, at)
    raise DocumentError(say("datasets.no-input", name=name), hint=say("datasets.no-input.hint"))


@with_limits(Limits(later("jobs.title.depth"), 600))
def depth(document: Document, sample: Sample, seeds: tuple[int, ...]) -> tuple[Depth, ...]:
    """Draw fresh weights by the defaults and by the rules, and say how activations and gradients spread by depth.

    Raises:
        BuilderError: the sample cannot be read, or the network cannot be built.
    """
    from builder.inspection.depth import depths_of

    of = len(seeds) * (2 if document.init else 1)
    found = []
    for made in depths_of(document, sample, seeds):
        found.append(made)
        report(len(found) / of, say("jobs.progress.running"))
    return tuple(found)


def files_of(sample: Sample) -> list[Path]:
    """Return the files that a sample is made of."""
    sources = [*sample.sources.values(), sample.target]
    return [one.file for one in sources if isinstance(one, PictureFile | StoredFile)]


def _ready(
    document: Document, weights: Path, sample: Sample, settings: Settings, network: nn.Module | None = None
) -> tuple[nn.Module, RunInputs]:
    """Return the network on its device and what enters it.

    Raises:
        BuilderError: there is no such device, or the sample cannot be read.
    """
    from builder.datasets.read import prepare
    from builder.jobs.stored_network import load_network
    from builder.module.devices import device_of

    device = device_of(settings.device)
    report(0.05, say("jobs.progress.sample"))
    prepared = prepare(document, sample)
    report(0.1, say("jobs.progress.loading"))
    network = load_network(document, weights).to(device) if network is None else network
    return network, sampled_of(document, prepared, sample.target, device)


def sampled_of(
    document: Document, prepared: Sequence[InputTensor], target: Source | None, device: torch.device
) -> RunInputs:
    """Return what enters a network, on its device, with what a loss compares with.

    Raises:
        BuilderError: the target cannot be read.
    """
    from builder.datasets.read import target_of
    from builder.inspection.run import RunInputs

    compared = target_of(target)
    return RunInputs(
        tuple(one.tensor.to(device) for one in prepared),
        tuple(entry.name for entry in document.inputs),
        None if compared is None else compared.tensor.to(device),
        tuple(one.said for one in prepared),
        () if compared is None else compared.said,
    )
