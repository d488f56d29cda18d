"""What a change of the sample does to one call: what it returned before and after, and the difference, as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from builder.errors import BuilderError
from builder.inspection.kept import restore_after, seed_all
from builder.inspection.pictures import picture_of
from builder.inspection.report import Place, Settings, View
from builder.inspection.running import check_ready, run_through, set_mode
from builder.inspection.statistics import statistics
from builder.inspection.tensors import tensors_in
from builder.inspection.watch import Entry, RunStopped, Watch
from builder.sentences import say


def travel_view(
    network: nn.Module, before: Sequence[Any], after: Sequence[Any], settings: Settings, place: Place
) -> View:
    """Run two samples up to a call and draw how its first output differs; the network is left as it was.

    Of a batch the sample that differs most is drawn.

    Args:
        network: in either mode.
        before: a value for each argument of `forward`, batch included.
        after: the same for the second sample.
        settings: mode and seed count; both samples run with the same seed.
        place: `path` is in the module tree, `""` for the network itself; `number` counts calls of one path from 0.

    Raises:
        BuilderError: there is no such call, it returns no tensor, or the two have different shapes.
    """
    check_ready(network)
    found = []
    with restore_after(network, settings.seed) as kept, torch.no_grad():
        set_mode(network, settings)
        for inputs in (before, after):
            kept.rewind()
            seed_all(settings.seed)
            take = _Take(network, place)
            run_through(network, [one.clone() if isinstance(one, Tensor) else one for one in inputs], take)
            found.append(take.value)
    first, second = found
    path = place.path or say("errors.root")
    if first is None or second is None:
        raise BuilderError(
            say("inspection.no-call", path=path, number=place.number), hint=say("inspection.no-call.hint")
        )
    if first.shape != second.shape:
        raise BuilderError(say("inspection.other-shape", path=path))
    apart = second - first
    number = _most(apart)
    titles = (say("inspection.apart"), say("inspection.before"), say("inspection.after"))
    tensors = (apart, first, second)
    pictures = tuple(picture_of(title, one, number=number) for title, one in zip(titles, tensors, strict=True))
    return View(place, tuple(map(statistics, tensors)), pictures)


def _most(apart: Tensor) -> int:
    """Return the number of the sample that differs most."""
    if apart.dim() <= 2 or not apart.numel():
        return 0
    return int(torch.nan_to_num(apart).abs().flatten(1).sum(1).argmax())


class _Take(Watch):
    """Takes the first tensor that one call returns, and ends the run."""

    def __init__(self, network: nn.Module, place: Place) -> None:
        super().__init__(network)
        self.place = place
        self.value: Tensor | None = None

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Take what the call returns.

        Raises:
            Stopped: it was the call that is asked about.
        """
        if (entry.path, entry.number) != (self.place.path, self.place.number):
            return
        found = next(iter(tensors_in(output)), None)
        if found is not None:
            found = found.detach()
            found = found.to_dense() if found.is_sparse else found
            exact = found.is_floating_point() or found.is_complex()
            self.value = found.clone() if exact else found.double()
        raise RunStopped(entry.path, "")
