"""Runs a sample through a network once with measures, backward where a loss is asked for, and once with clocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter

from builder.document.tree import child_path
from builder.errors import BuilderError
from builder.inspection.kept import seed_all, unchanged
from builder.inspection.losses import loss_of, random_target
from builder.inspection.parameters import Gradients, parameters_of
from builder.inspection.reasons import Cuts, reasons_of
from builder.inspection.report import Call, Fed, Report, Settings
from builder.inspection.statistics import statistics
from builder.inspection.tensors import tensors_in
from builder.inspection.uses import Counted, Uses
from builder.inspection.values import Keeper
from builder.inspection.watch import Clock, Entry, Hooks, Measure, Stopped, Watch, torch_words
from builder.sentences import Sentence, say

_TORCH_SAYS = (RuntimeError, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError)
_SHORT = 0.25
"""Seconds of a run below which what is done for the first time in it, as reading weights from disk, matters."""
_FUSED = (nn.TransformerEncoder, nn.TransformerEncoderLayer, nn.MultiheadAttention)
"""Layers that evaluation without gradients runs as one kernel, in which nothing inside can be looked at."""


class Sampled(NamedTuple):
    """What enters a network: a tensor for each input, their names, and a target where a loss compares with one."""

    tensors: tuple[Any, ...]
    names: tuple[str, ...] = ()
    target: Tensor | None = None
    said: tuple[tuple[str, ...], ...] = ()
    """For each input what was done to make it of what a person gave."""
    target_said: tuple[str, ...] = ()

    def fed(self) -> tuple[Fed, ...]:
        """Describe the inputs."""
        names = self.names or tuple(f"input {i}" for i in range(len(self.tensors)))
        said = self.said or ((),) * len(names)
        return tuple(
            Fed(name, statistics(tensor), words) for name, tensor, words in zip(names, self.tensors, said, strict=True)
        )


class _Pass(NamedTuple):
    """What a run gave: its output, or a sentence about where and why it ended."""

    output: Any
    ended: str | None


def inspect_module(network: nn.Module, sampled: Sampled, settings: Settings, keeper: Keeper | None = None) -> Report:
    """Run a sample and return what was seen; the network is left as it was, bit for bit, even after an error.

    `keeper` is given what each call returns. Times are taken last, when nothing is touched for the first time; with a
    loss those of the first run stay where that took long enough for such things not to matter.

    Raises:
        BuilderError: a tensor of the network has no size yet.
    """
    check_ready(network)
    hooks = Hooks(network)
    with unchanged(network, settings.seed) as kept:
        set_mode(network, settings)
        inspection = _Inspection(network, sampled, settings, hooks)
        inspection.watch = Measure(network, hooks, keeper)

        def run(action: Callable[[], None]) -> None:
            action()
            kept.rewind()
            seed_all(settings.seed)

        with hooks.installed():
            if inspection.learns:
                run(inspection.count)
            run(inspection.measure)
            if not inspection.learns or inspection.is_short:
                run(inspection.take_times)
            if inspection.cut_off():
                run(inspection.find_reasons)
        return inspection.report()


def check_ready(network: nn.Module) -> None:
    """Refuse a network with tensors that have no size before it has seen an input.

    Raises:
        BuilderError: it has such tensors.
    """
    for path, module in network.named_modules():
        for name, tensor in (*module._parameters.items(), *module._buffers.items()):
            if isinstance(tensor, UninitializedBuffer | UninitializedParameter):
                raise BuilderError(
                    say("inspection.lazy", name=child_path(path, name)), hint=say("inspection.lazy.hint")
                )


def set_mode(network: nn.Module, settings: Settings) -> None:
    """Put a network into the mode of a run; one that is in it already is not asked, since thousands take their time."""
    training = settings.mode == "train"
    if any(module.training is not training for module in network.modules()):
        network.train(training)


def grad_mode(network: nn.Module, settings: Settings) -> torch.enable_grad | torch.no_grad:
    """Return the mode of a run: with gradients for a loss, and where torch would otherwise run layers as one kernel."""
    fuses = settings.mode == "eval" and any(isinstance(one, _FUSED) for one in network.modules())
    return torch.enable_grad() if settings.loss != "none" or fuses else torch.no_grad()


def is_same_for_all(inputs: Sequence[Any], output: Any) -> bool:  # noqa: ANN401 - what a network returns
    """Tell whether several different samples gave one and the same."""
    found = next(iter(tensors_in(output)), None)
    batches = [one for one in inputs if isinstance(one, Tensor) and one.dim() and len(one) > 1]
    if found is None or not batches or not found.dim() or len(found) != len(batches[0]):
        return False
    differ = any(not torch.equal(one[0], other) for one in batches for other in one[1:])
    return differ and all(torch.equal(found[0], other) for other in found[1:])


def run_through(network: nn.Module, inputs: Sequence[Any], watch: Any) -> _Pass:  # noqa: ANN401 - any `Watch`
    """Run a network; what torch says against it becomes a sentence with the place where it was said."""
    try:
        with watch.hooks():
            return _Pass(network(*inputs), None)
    except Stopped as stopped:
        return _Pass(None, stopped.sentence)
    except (BuilderError, *_TORCH_SAYS) as error:
        path = next((entry.path for entry in reversed(watch.open)), "")
        words = Sentence(torch_words(error).rstrip("."))
        return _Pass(None, say("inspection.stopped", path=path or say("errors.root"), reason=words))


class _Inspection:
    """The runs of one inspection, and what each of them found."""

    def __init__(self, network: nn.Module, sampled: Sampled, settings: Settings, hooks: Hooks) -> None:
        self.network = network
        self.sampled = sampled
        self.settings = settings
        self.device = next((one.device for one in network.parameters()), torch.device("cpu"))
        self.inputs = [one.to(self.device) if isinstance(one, Tensor) else one for one in sampled.tensors]
        self.fed = sampled.fed()
        self.clock = Clock(network, self.device, hooks)
        self.counted = Counted()
        self.hooks = hooks
        self.watch = Measure(network, hooks)
        self.partial: str | None = None
        self.notes: list[str] = []
        self.loss: float | None = None
        self.is_same = False
        self.target: Fed | None = None
        self.gradients: Gradients | None = None
        self.cuts: Cuts | None = None

    @property
    def learns(self) -> bool:
        """Whether there is a loss to go backward from."""
        return self.settings.loss != "none"

    def count(self) -> None:
        """Run once with clocks, and see how often each parameter is read."""
        with self.counted.counting(self.network):
            self.take_times()

    def take_times(self) -> None:
        """Run once with clocks alone."""
        self.clock = Clock(self.network, self.device, self.hooks)
        with grad_mode(self.network, self.settings):
            run_through(self.network, self._fresh(), self.clock)

    @property
    def is_short(self) -> bool:
        """Whether the run with clocks was so short that it is only a warm-up for another."""
        return sum(entry.seconds for entry in self.clock.entries[:1]) < _SHORT

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
            with gradients.collecting():
                loss.backward()  # type: ignore[no-untyped-call]
        except (BuilderError, *_TORCH_SAYS) as error:
            gradients.is_stopped = any(one.requires_grad for one in tensors_in(output))
            hint = f" {error.hint}" if isinstance(error, BuilderError) and error.hint else ""
            self.notes.append(
                say("inspection.no-backward", reason=Sentence(torch_words(error).rstrip(".") + "." + hint))
            )
        if target is not None:
            self.target = Fed(say("inspection.target-name"), statistics(target), self.sampled.target_said)

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
        times = {(entry.path, entry.number): entry.seconds for entry in self.clock.entries if entry.is_done}
        first = self.clock.entries[0] if self.clock.entries else None
        if any(isinstance(one, _FUSED) for one in self.network.modules()) and self.settings.mode == "eval":
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
            forward_seconds=first.seconds if first is not None and first.is_done else None,
            is_same_for_all=self.is_same,
        )

    def _call(self, entry: Entry, seconds: float | None) -> Call:
        first = entry.path if entry.module is None else self.watch.places.first(entry.module)
        return Call(
            entry.path,
            entry.number,
            entry.kind,
            entry.is_function,
            entry.has_inner,
            entry.outputs,
            tuple(entry.gradients) if self.learns else (),
            seconds,
            isinstance(entry.module, nn.MultiheadAttention),
            None if first == entry.path else first,
            entry.idle,
            entry.saturated,
        )
