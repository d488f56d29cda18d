"""What one call takes or returns, seen in a run of its own: values are kept for this call alone."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from builder.errors import BuilderError
from builder.inspection.attention import attention_of, heads_of
from builder.inspection.kept import restore_after
from builder.inspection.kernels import picture_of_parameter
from builder.inspection.losses import loss_against
from builder.inspection.pictures import draw, picture_of
from builder.inspection.report import Picture, Place, Settings, Statistics, View
from builder.inspection.run import RunInputs
from builder.inspection.running import check_ready, grad_mode, run_through, set_mode
from builder.inspection.statistics import statistics, without_modes
from builder.inspection.tensors import tensors_in
from builder.inspection.values import MOST_TENSORS
from builder.inspection.watch import Entry, RunStopped, Watch
from builder.sentences import say


def view_of(network: nn.Module, sampled: RunInputs, settings: Settings, place: Place) -> View:
    """Draw what is to be seen at a place; the network is left as it was.

    Args:
        network: in either mode.
        sampled: a tensor for each argument of `forward`, batch included.
        settings: mode, loss and seed of the run.
        place: `path` is in the module tree, `""` for the network itself; `number` counts calls of one path from 0.

    Raises:
        BuilderError: there is no such call, or it has nothing of that kind.
    """
    if place.part == "parameters":
        return _parameters(network, place)
    check_ready(network)
    catch = _Catch(network, place)
    with restore_after(network, settings.seed):
        set_mode(network, settings)
        inputs = [one.clone() if isinstance(one, Tensor) else one for one in sampled.tensors]
        mode = torch.enable_grad() if place.part == "gradient" else grad_mode(network, settings)
        with mode:
            output, ended = run_through(network, inputs, catch)
            if place.part == "gradient" and ended is None:
                _send_back(output, sampled, settings)
    if not catch.is_found:
        hint = ended if ended is not None else say("inspection.no-call.hint")
        raise BuilderError(
            say("inspection.no-call", path=place.path or say("errors.root"), number=place.number), hint=hint
        )
    if not catch.pictures:
        raise BuilderError(say("inspection.nothing-there", part=place.part, path=place.path or say("errors.root")))
    return View(place, tuple(catch.statistics), tuple(catch.pictures))


def _send_back(output: Any, sampled: RunInputs, settings: Settings) -> None:  # noqa: ANN401 - what a network returns
    kind = "sum" if settings.loss == "none" else settings.loss
    loss_against(kind, output, sampled.target, settings.seed).backward()  # type: ignore[no-untyped-call]


def _parameters(network: nn.Module, place: Place) -> View:
    modules = dict(network.named_modules(remove_duplicate=False))
    module = modules.get(place.path)
    own = list(module.named_parameters(recurse=False)) if module is not None else []
    if module is None and "." in f".{place.path}":  # a graph's own tensor stands beside its modules
        outer, _, name = place.path.rpartition(".")
        own = (
            [(n, p) for n, p in modules[outer].named_parameters(recurse=False) if n == name] if outer in modules else []
        )
    if not own:
        raise BuilderError(say("inspection.nothing-there", part=place.part, path=place.path or say("errors.root")))
    with torch.no_grad():
        pictures = tuple(picture_of_parameter(name, one) for name, one in own[:MOST_TENSORS])
        return View(place, tuple(statistics(one) for _, one in own[:MOST_TENSORS]), pictures)


class _Catch(Watch):
    """Draws what one call takes or returns at the moment it does, and ends the run as soon as no more is needed."""

    def __init__(self, network: nn.Module, place: Place) -> None:
        super().__init__(network)
        self.place = place
        self.is_found = False
        self.statistics: list[Statistics] = []
        self.pictures: list[Picture] = []
        self.given: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})

    def is_meant(self, entry: Entry) -> bool:
        """Tell whether this is the call that was asked about."""
        return (entry.path, entry.number) == (self.place.path, self.place.number)

    def begun(self, entry: Entry, inputs: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Draw what the call is given."""
        if not self.is_meant(entry):
            return
        self.is_found = True
        self.given = inputs, named
        if self.place.part == "input":
            self.draw("input", tensors_in([*inputs, *named.values()]), entered=not entry.path)
            raise RunStopped(entry.path, "")

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Draw what the call returns, or wait for the gradients of it."""
        if not self.is_meant(entry):
            return
        if self.place.part == "gradient":
            for i, tensor in enumerate(tensors_in(output)):
                if tensor.requires_grad:
                    name = f"gradient {i}" if i else "gradient"
                    tensor.register_hook(lambda gradient, name=name: self.draw(name, [gradient]))  # type: ignore[no-untyped-call]
            return
        if self.place.part == "attention":
            self.draw_attention(entry)
        else:
            self.draw("output", tensors_in(output))
        raise RunStopped(entry.path, "")

    def draw(self, name: str, tensors: list[Tensor], entered: bool = False) -> None:
        """Draw tensors."""
        with torch.no_grad():
            for i, tensor in enumerate(tensors[:MOST_TENSORS]):
                self.statistics.append(statistics(tensor))
                self.pictures.append(picture_of(f"{name} {i}" if i else name, tensor, entered))

    def draw_attention(self, entry: Entry) -> None:
        """Draw the weights of each head."""
        module = entry.module
        if not isinstance(module, nn.MultiheadAttention):
            return
        inputs, named = self.given
        weights = attention_of(module, inputs, named)
        self.statistics.append(statistics(weights))
        with without_modes():
            heads = heads_of(weights)
        self.pictures += [draw(say("inspection.head", number=i), head) for i, head in enumerate(heads)]
