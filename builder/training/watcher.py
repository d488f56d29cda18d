"""Looks at a network while it learns, seldom enough to cost a run next to nothing, and never so that it changes one.

A look takes a copy of the network and gives back what random numbers it draws: the run goes on to the same bits.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from msgspec.structs import replace
from torch import Tensor, nn

from builder.datasets.prepare import PreparedData
from builder.training.facts import doubles_softmax, examples_of, facts_of_data, is_constant, outputs_of
from builder.training.feed import Batches
from builder.training.folder import measurements
from builder.training.outputs import surface_of, text_of, tokens_after
from builder.training.randomness import drawn_state, restore_drawn
from builder.training.records import Record, TimeRecord
from builder.training.seen import BINS, MOST_TENSORS, Look, Moment, Weights, seen_of, thin_moments, write_seen
from builder.training.trainer import Trainer
from builder.training.verdicts import Facts, verdicts

_SHARE = 50
"""How many times longer than one look the run goes on until the next; twice as long after a text."""
_LEAST_SECONDS = 0.2
_SAMPLED = 2**16
"""Elements of one tensor that are looked at, evenly spread."""
_COPIED = 2**28
"""Bytes of a network up to which a copy of it is made for a look."""
_MOST_RECORDS = 40_000
_CHARACTERS = 80
_POINTS = 400


class _LearningTensor(NamedTuple):
    """One tensor that learns: where it stands in the network, and itself."""

    key: str
    path: str
    tensor: nn.Parameter


class Watcher:
    """Looks at one run while this process trains it.

    Args:
        folder: of the run, where what was seen is written.
        trainer: whose network is looked at.
        prepared: its data.
    """

    def __init__(self, folder: Path, trainer: Trainer, prepared: Batches) -> None:
        self._folder, self._trainer, self._prepared = folder, trainer, prepared
        self._facts = facts_of_data(prepared, trainer.recipe.loss)
        self._records: list[Record] = []
        self._read = 0
        self._before: tuple[int, list[Tensor]] | None = None
        self._due = self._text_due = 0.0  # the first step is looked at, so that even a short run has been
        step = trainer.place.step
        seen = seen_of(folder)
        self._seen = Look(0) if seen is None or seen.step > step else seen

    def look(self) -> None:
        """Look at the network if it is time; between two batches."""
        if self._before is None:
            if time.monotonic() >= self._due:
                self._before = (
                    self._trainer.place.step,
                    [_sample(one.tensor) for one in _learning_tensors(self._trainer.module)],
                )
        elif self._trainer.place.step > self._before[0]:
            begun = time.monotonic()
            self._look(self._before[1])
            self._before = None
            now = time.monotonic()
            self._due = now + max(_LEAST_SECONDS, _SHARE * (now - begun))

    def end(self) -> None:
        """Look a last time, after what was measured has been written."""
        self._look(None)

    def _look(self, before: list[Tensor] | None) -> None:
        trainer = self._trainer
        drawn = drawn_state()
        try:
            with torch.no_grad():
                self._seen = self._new_seen(list(_learning_tensors(trainer.module)), before)
            write_seen(self._folder, self._seen)
        except Exception:  # whatever a network does when it is tried: a run goes on without being looked at
            self._due = float("inf")
        finally:
            restore_drawn(drawn)

    def _new_seen(self, learned: list[_LearningTensor], before: list[Tensor] | None) -> Look:
        step, facts = self._trainer.place.step, self._facts
        now = [_sample(one.tensor) for one in learned]
        seen = replace(self._seen, step=step)
        if before is not None:
            updates, whole = _updates(learned, before, now)
            self._facts = facts = replace(facts, update=whole)
            seen = replace(seen, updates=updates, weights=_weights_after(seen.weights, learned, now, step))
        facts = replace(facts, learns=bool(learned))
        return self._with_trial(replace(seen, left_out=max(0, len(learned) - MOST_TENSORS)), facts)

    def _with_trial(self, seen: Look, facts: Facts) -> Look:
        """Return a look with what a copy of the network makes of some examples."""
        trainer, info = self._trainer, self._prepared.info
        network = _copy(trainer.module)
        if network is not None:
            inputs = examples_of(self._prepared, torch.device(trainer.recipe.device))
            outputs = outputs_of(network, inputs)
            facts = replace(
                facts,
                is_constant=is_constant(outputs),
                are_shares=doubles_softmax(outputs, trainer.recipe.loss),
            )
            seen = replace(seen, classes=info.classes, **self._surface_or_text(network))
        return replace(seen, verdicts=verdicts(self._all_records(), facts))

    def _surface_or_text(self, network: nn.Module) -> dict[str, object]:
        """Return a surface or a text, as the data are; a text is written less often, as it takes longer."""
        prepared, info = self._prepared, self._prepared.info
        if not isinstance(prepared, PreparedData) or self._trainer.recipe.device != "cpu":
            return {}
        if info.task == "classes" and info.shape == (2,):
            return {"surface": surface_of(network, prepared, len(info.classes), _POINTS)}
        if info.task == "tokens" and time.monotonic() >= self._text_due:
            begun = time.monotonic()
            tokens = torch.as_tensor(prepared.stored.inputs[0].astype("int64"))
            text = text_of(list(islice(tokens_after(network, tokens, info.shape[0]), _CHARACTERS)), info.classes)
            now = time.monotonic()
            self._text_due = now + 2 * _SHARE * (now - begun)
            return {"text": text}
        return {}

    def _all_records(self) -> list[Record]:
        """Return what was measured, read from where the last look has read to."""
        found, self._read = measurements(self._folder, self._read)
        self._records += [one for one in found if not isinstance(one, TimeRecord)]
        if len(self._records) > _MOST_RECORDS:
            self._records = [*self._records[:-1:2], self._records[-1]]
        return self._records


def _learning_tensors(network: nn.Module) -> Iterator[_LearningTensor]:
    """Yield the tensors that learn, a tied one once for each place that has it."""
    for key, one in network.named_parameters(remove_duplicate=False):
        if one.requires_grad:
            yield _LearningTensor(key, key.rpartition(".")[0], one)


def _sample(tensor: Tensor) -> Tensor:
    """Return elements of a tensor, evenly spread, in memory of their own."""
    flat = tensor.detach().reshape(-1)
    return flat[:: max(1, -(-len(flat) // _SAMPLED))].float().clone()


def _updates(
    learned: list[_LearningTensor], before: list[Tensor], now: list[Tensor]
) -> tuple[dict[str, float], float | None]:
    """Return by how much of their size a step has changed the weights of each module, and all of them."""
    changes: dict[str, float] = {}
    sizes: dict[str, float] = {}
    for one, first, then in zip(learned, before, now, strict=True):
        scale = one.tensor.numel() / max(1, len(then))  # a sample stands for all
        changes[one.path] = changes.get(one.path, 0.0) + float((then - first).square().sum()) * scale
        sizes[one.path] = sizes.get(one.path, 0.0) + float(first.square().sum()) * scale
    ratios = {path: (change / sizes[path]) ** 0.5 for path, change in changes.items() if sizes[path] > 0}
    total = sum(sizes.values())
    return ratios, (sum(changes.values()) / total) ** 0.5 if total > 0 else None


def _weights_after(
    known: tuple[Weights, ...], learned: list[_LearningTensor], now: list[Tensor], step: int
) -> tuple[Weights, ...]:
    """Return the values over time with those after a step."""
    before = {one.key: one.moments for one in known}
    made = []
    for one, values in zip(learned[:MOST_TENSORS], now, strict=False):
        moments = before.get(one.key, ())
        if len(values) and bool(values.isfinite().all()):
            moments = thin_moments((*moments, _moment(values, step)))
        made.append(Weights(one.key, tuple(one.tensor.shape), moments))
    return tuple(made)


def _moment(values: Tensor, step: int) -> Moment:
    low, high = float(values.min()), float(values.max())
    if low == high:
        return Moment(step, low, high, bytes([255]))
    counts = torch.histc(values.cpu(), BINS, low, high)
    return Moment(step, low, high, bytes((counts / counts.max() * 255).round().to(torch.uint8).tolist()))


def _copy(network: nn.Module) -> nn.Module | None:
    """Return a copy to try something with; None of a large network, or of one that cannot be copied."""
    tensors = (*network.parameters(), *network.buffers())
    if sum(one.numel() * one.element_size() for one in tensors) > _COPIED:
        return None
    try:
        return copy.deepcopy(network).eval()
    except (TypeError, RuntimeError, RecursionError):
        return None
