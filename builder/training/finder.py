"""The learning-rate finder: one step by each rate, from small to large, until the loss leaves its bounds.

From L. N. Smith, "Cyclical Learning Rates for Training Neural Networks" (2017), section 3.3; the loss is smoothed, the
end found and a rate suggested as in fastai's `LRFinder`: a tenth of that with the least loss.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import torch
from msgspec.structs import replace
from torch import nn

from builder.sentences import say
from builder.training.feed import Batches
from builder.training.folder import plan_of
from builder.training.rates import Rates
from builder.training.recipe import Recipe
from builder.training.records import Record, StepRecord
from builder.training.run import data_of, network_of
from builder.training.trainer import Trainer

LEAST, MOST = 1e-7, 10.0
STEPS = 100
_SMOOTHING = 0.9
_WORSE = 4.0
"""How many times the best loss ends the search."""
_FIRST = 20
"""Points at the start, with rates that change nothing yet, by which no rate is suggested."""


def find_rates(network: nn.Module, prepared: Batches, recipe: Recipe, report: Callable[[float], None]) -> Rates:
    """Try rates on a network, which is left with other weights.

    Raises:
        BuilderError: the recipe does not fit the network.
    """
    losses: list[float] = []

    def emit(record: Record) -> None:
        if isinstance(record, StepRecord):
            losses.append(record.loss)

    trainer = Trainer(network, prepared, replace(recipe, schedule=None, stopping=None, epochs=None, steps=STEPS), emit)
    smoothed: list[float] = []
    mean = 0.0
    with trainer.drawing():
        while len(losses) < STEPS:
            trainer.optimizing.set_rate(_rate(len(losses)))
            _one_step(trainer)
            mean = _SMOOTHING * mean + (1 - _SMOOTHING) * losses[-1]
            smoothed.append(mean / (1 - _SMOOTHING ** len(losses)))
            report(len(losses) / STEPS)
            if not math.isfinite(losses[-1]) or smoothed[-1] > _WORSE * min(smoothed):
                break
    found = [(_rate(i), loss) for i, loss in enumerate(smoothed) if math.isfinite(loss)]
    rates, values = tuple(rate for rate, _ in found), tuple(loss for _, loss in found)
    return Rates(rates, values, _suggest(rates, values))


def rates_of(folder: Path, report: Callable[[float, str], None]) -> Rates:
    """Try rates on the network and the data of a run, with its number of threads.

    Args:
        folder: of the run, which is only read.
        report: is told from 0 to 1 how much is done, with words; what it raises stops the work.

    Raises:
        BuilderError: it cannot be trained.
    """
    plan = plan_of(folder)
    threads = torch.get_num_threads()
    torch.set_num_threads(plan.recipe.threads)
    try:
        words = say("training.progress.rates")
        return find_rates(network_of(folder), data_of(plan), plan.recipe, lambda share: report(share, words))
    finally:
        torch.set_num_threads(threads)


def _rate(step: int) -> float:
    return float(LEAST * (MOST / LEAST) ** (step / (STEPS - 1)))


def _one_step(trainer: Trainer) -> None:
    before = trainer.place.step
    while trainer.place.step == before:
        if trainer.ends_epoch:
            trainer.skip_evaluation()
        else:
            trainer.advance()
    trainer.meter.read()


def _suggest(rates: tuple[float, ...], losses: tuple[float, ...]) -> float | None:
    """Return a tenth of the rate with the least loss, or None where no rate made it less than those at the start."""
    least = min(range(len(losses)), key=losses.__getitem__, default=0)
    return rates[least] / 10 if least >= _FIRST else None
