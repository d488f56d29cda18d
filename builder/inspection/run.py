"""Runs a sample through a network with measures, and with clocks alone; backward as well where a loss is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from builder.errors import BuilderError
from builder.inspection.clock import Clock, Stopwatch, WayBack, note_least
from builder.inspection.kept import restore_after, seed_all
from builder.inspection.losses import loss_of, random_target
from builder.inspection.measure import Measure
from builder.inspection.parameters import Gradients, parameters_of
from builder.inspection.reasons import Cuts, reasons_of
from builder.inspection.report import Call, InputSample, Report, Settings, Timing
from builder.inspection.running import FUSED, TORCH_SAYS, check_ready, grad_mode, run_through, set_mode
from builder.inspection.side_by_side import CallTime
from builder.inspection.statistics import statistics
from builder.inspection.tensors import tensors_in
from builder.inspection.uses import ReadCounter, Uses
from builder.inspection.values import Keeper
from builder.inspection.watch import Entry, Hooks, Watch, torch_words
from builder.sentences import Sentence, say

_SHORT = 0.25
"""Seconds of a forward below which times are taken in a run of their own even with a loss: beside so little, looking
at everything would matter."""
_CLOCK_RUNS = 5
_CLOCK_SECONDS = 0.03
"""After which no further run takes the time."""
_LONG = 10.0
"""Seconds of a forward without a loss after which no other run follows for the times alone."""


class RunInputs(NamedTuple):
    """What enters a network: a tensor for each input, their names, and a target where a loss compares with one."""

    tensors: tuple[Any, ...]
    names: tuple[str, ...] = ()
    target: Tensor | None = None
    said: tuple[tuple[str, ...], ...] = ()
    """For each input what was done to make it of what a person gave."""
    target_said: tuple[str, ...] = ()

    def fed(self) -> tuple[InputSample, ...]:
        """Describe the inputs."""
        names = self.names or tuple(f"input {i}" for i in range(len(self.tensors)))
        said = self.said or ((),) * len(names)
        return tuple(
            InputSample(name, statistics(tensor), words)
            for name, tensor, words in zip(names, self.tensors, said, strict=True)
        )


def inspect_module(network: nn.Module, sampled: RunInputs, settings: Settings, keeper: Keeper | None = None) -> Report:
    """Run a sample and return what was seen; the network is left as it was, bit for bit, even after an error.

    Times are not those of a first run, in which weights are read from disk, but of one behind it with clocks alone.
    Where that would take long they are of the run with measures, without what the measures take: see `Timing`.

    Args:
        network: in either mode; every parameter has a shape.
        sampled: a tensor for each argument of `forward`, batch included.
        settings: mode, loss and seed of the run.
        keeper: is given what each call returns, to keep it for later views.

    Raises:
        BuilderError: a tensor of the network has no size yet.
    """
    check_ready(network)
    hooks = Hooks(network)
    with restore_after(network, settings.seed) as kept:
        set_mode(network, settings)
        inspection = _Inspection(network, sampled, settings, hooks)
        inspection.watch = Measure(network, inspection.device, hooks, keeper)

        def run(action: Callable[[], None]) -> None:
            action()
            kept.rewind()
            seed_all(settings.seed)

        if inspection.learns:
            run(inspection.count)  # without hooks: nothing is asked of its calls
        with hooks.installed():
            run(inspection.measure)
            if inspection.timing == "alone":
                for _ in inspection.clock_runs():
                    run(inspection.take_times)
            if inspection.cut_off():
                run(inspection.find_reasons)
        return inspection.report()


def is_same_for_all(inputs: Sequence[Any], output: Any) -> bool:  # noqa: ANN401 - what a network returns
    """Tell whether several different samples gave one and the same."""
    found = next(iter(tensors_in(output)), None)
    batches = [one for one in inputs if isinstance(one, Tensor) and one.dim() and len(one) > 1]
    if found is None or not batches or not found.dim() or len(found) != len(batches[0]):
        return False
    differ = any(not torch.equal(one[0], other) for one in batches for other in one[1:])
    return differ and all(torch.equal(found[0], other) for other in found[1:])


class _Inspection:
    """The runs of one inspection, and what each of them found."""

    def __init__(self, network: nn.Module, sampled: RunInputs, settings: Settings, hooks: Hooks) -> None:
        self.network = network
        self.sampled = sampled
        self.settings = settings
        self.device = next((one.device for one in network.parameters()), torch.device("cpu"))
        self.inputs = [one.to(self.device) if isinstance(one, Tensor) else one for one in sampled.tensors]
        self.fed = sampled.fed()
        self.first_seconds = 0.0
        self.times: dict[tuple[str, int], CallTime] = {}
        self.counted = ReadCounter()
        self.hooks = hooks
        self.watch = Measure(network, self.device, hooks)
        self.partial: str | None = None
        self.notes: list[str] = []
        self.loss: float | None = None
        self.is_same = False
        self.target: InputSample | None = None
        self.gradients: Gradients | None = None
        self.cuts: Cuts | None = None

    @property
    def learns(self) -> bool:
        """Whether there is a loss to go backward from."""
        return self.settings.loss != "none"

    def count(self) -> None:
        """Run once, and see how often each parameter is read."""
        stopwatch = Stopwatch(self.device)
        with self.counted.counting(self.network), grad_mode(self.network, self.settings):
            start = stopwatch.now()
            with suppress(BuilderError, *TORCH_SAYS):  # the run with measures says what went wrong, and where
                self.network(*self._fresh())
                self.first_seconds = stopwatch.now() - start

    @property
    def timing(self) -> Timing:
        """The run that times are of, known when the network has run once."""
        if self.learns:
            return "alone" if self.first_seconds < _SHORT else "beside"
        seconds = sum(entry.seconds for entry in self.watch.entries[:1] if entry.is_done)
        return "alone" if seconds < _LONG else "first"

    def take_times(self) -> None:
        """Run once with clocks alone, and backward."""
        clock = Clock(self.network, self.device, self.hooks)
        clock.run(self._fresh(), self.settings, self.sampled.target)
        note_least(self.times, clock.entries)

    @staticmethod
    def clock_runs() -> Iterator[int]:
        """Yield for each run with clocks: several of a small network, since one alone may have had to wait.

        What counts is the time of this process, not that in which others had the machine.
        """
        end = time.process_time() + _CLOCK_SECONDS
        for i in range(_CLOCK_RUNS):
            if i and time.process_time() > end:
                return
            yield i

    def measure(self) -> None:
        """Run with measures, and backward."""
        uses = Uses(self.watch, self.counted.reads)
        try:
            with grad_mode(self.network, self.settings):
                with uses.watching(self.network) if self.learns else nullcontext():
                    output, self.partial = run_through(self.network, self._fresh(), self.watch)
                self.is_same = is_same_for_all(self.inputs, output)
                if self.learns:
                    self.gradients = Gradients(self.network, uses)
                    self.gradients.is_stopped = self.partial is not None
                    if self.partial is None:
                        self.go_back(output, self.gradients)
        finally:
            self.watch.forget()

    def _fresh(self) -> list[Any]:
        """Return the inputs anew: a layer may change them in place."""
        return [one.clone() if isinstance(one, Tensor) else one for one in self.inputs]

    def go_back(self, output: Any, gradients: Gradients) -> None:  # noqa: ANN401 - what a network returns
        """Work out the loss and send it backward."""
        kind, target = self.settings.loss, self.sampled.target
        try:
            if target is None and kind in ("cross_entropy", "mse"):
                target = self._drawn(output)
            target = None if target is None else target.to(self.device)
            loss = loss_of(kind, output, target)
            self.loss = float(loss.detach())
            with gradients.collecting(), self._timing(loss):
                loss.backward()  # type: ignore[no-untyped-call]
        except (BuilderError, *TORCH_SAYS) as error:
            gradients.is_stopped = any(one.requires_grad for one in tensors_in(output))
            hint = f" {error.hint}" if isinstance(error, BuilderError) and error.hint else ""
            self.notes.append(
                say("inspection.no-backward", reason=Sentence(torch_words(error).rstrip(".") + "." + hint))
            )
        if target is not None:
            self.target = InputSample(say("inspection.target-name"), statistics(target), self.sampled.target_said)

    @contextmanager
    def _timing(self, loss: Tensor) -> Iterator[None]:
        """Take the times of the way back inside, where no run of their own follows."""
        if self.timing == "alone":
            yield
            return
        back = WayBack(self.watch.stopwatch)
        with back.timing(loss):
            yield
        back.give(self.watch.entries)

    def _drawn(self, output: Any) -> Tensor | None:  # noqa: ANN401 - what a network returns
        first = next(iter(tensors_in(output)), None)
        if first is None:
            return None
        self.notes.append(say("inspection.random-target", seed=self.settings.seed))
        return random_target(self.settings.loss, first, torch.Generator().manual_seed(self.settings.seed))

    def cut_off(self) -> bool:
        """Tell whether a parameter that could learn was read and no gradient reached it."""
        found = self.gradients
        return (
            found is not None
            and not found.is_stopped
            and bool(found.found or self.loss is None)
            and any(
                one.requires_grad and id(one) not in found.found and self.counted.reads[id(one)]
                for one in self.network.parameters()
            )
        )

    def find_reasons(self) -> None:
        """Run once more and see where the way back of those parameters ends."""
        assert self.gradients is not None
        waiting = [
            one for one in self.network.parameters() if one.requires_grad and id(one) not in self.gradients.found
        ]
        self.cuts = reasons_of(Watch(self.network, self.hooks), self._fresh(), waiting)

    def report(self) -> Report:
        """Put together what was found."""
        timing = self.timing
        if timing != "alone":
            note_least(self.times, self.watch.entries)
        times = self.times
        whole = times.get(("", 0))
        if self.settings.mode == "eval" and any(isinstance(one, FUSED) for one in self.network.modules()):
            self.notes.append(say("inspection.fused"))
        return Report(
            self.settings,
            self.fed,
            tuple(self._call(entry, times.get((entry.path, entry.number))) for entry in self.watch.entries),
            parameters_of(self.network, self.gradients, self.counted.reads, self.cuts),
            self.target,
            self.loss,
            partial=self.partial,
            notes=tuple(dict.fromkeys(self.notes)),
            forward_seconds=None if whole is None else whole.seconds,
            is_same_for_all=self.is_same,
            backward_seconds=None if whole is None else whole.backward_seconds,
            timing=timing,
        )

    def _call(self, entry: Entry, timed: CallTime | None) -> Call:
        first = entry.path if entry.module is None else self.watch.places.first(entry.module)
        return Call(
            entry.path,
            entry.number,
            entry.kind,
            entry.is_function,
            entry.has_inner,
            tuple(one for one in entry.outputs if one is not None),
            tuple(entry.gradients) if self.learns else (),
            None if timed is None else timed.seconds,
            isinstance(entry.module, nn.MultiheadAttention),
            None if first == entry.path else first,
            entry.idle,
            entry.saturated,
            None if timed is None else timed.backward_seconds,
        )
