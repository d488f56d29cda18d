"""Jobs about the devices of the machine on which the workers run."""

from __future__ import annotations

from pathlib import Path

from builder.datasets.samples import Sample
from builder.document.blocks import Document
from builder.inspection.device_report import Devices, Timing
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.sentences import later, say


@with_limits(Limits(later("jobs.title.devices"), 120))
def devices(document: Document, weights: Path) -> Devices:
    """Look at the devices, and at where the network's tensors are.

    Raises:
        BuilderError: the weights cannot be read.
    """
    from builder.inspection.devices import devices_of
    from builder.jobs.stored_network import load_network

    return devices_of(load_network(document, weights))


@with_limits(Limits(later("jobs.title.timing"), 600))
def time_devices(document: Document, weights: Path, size: int) -> tuple[Timing, ...]:
    """Time a product of matrices and the network on every device.

    Raises:
        BuilderError: the weights cannot be read.
    """
    from builder.datasets.read import prepare
    from builder.inspection.devices import timings
    from builder.jobs.stored_network import load_network

    network = load_network(document, weights)
    report(0.2, say("jobs.progress.running"))
    return timings(network, [one.tensor for one in prepare(document, Sample())], size)
