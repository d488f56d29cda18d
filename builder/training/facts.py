"""What verdicts need beside the curves: what guessing would reach, and what a network returns for some examples."""

from __future__ import annotations

from math import log

import numpy as np
import torch
from msgspec.structs import replace
from torch import Tensor, nn

from builder.training.feed import Batches
from builder.training.losses import LOSSES
from builder.training.objective import Objective
from builder.training.outputs import are_shares, first_tensor
from builder.training.recipe import Loss
from builder.training.verdicts import Facts

_MOST_TARGETS = 20_000
_EXAMPLES = 32
"""Examples whose outputs are compared."""
_EQUAL = 1e-6
_DISTANCES = frozenset({"MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"})
"""Losses whose targets may have any unit, so that these can be scaled."""


def facts_of_data(prepared: Batches, loss: Loss) -> Facts:
    """Return what guessing would reach on the validation part, and how large a loss and targets usually are.

    Args:
        prepared: its validation part may be empty; what is usual is then told by the training part.
        loss: of the recipe; a mean squared error is compared with that of always answering the mean.
    """
    is_kept = len(prepared.validation) > 0
    rows = (prepared.validation if is_kept else prepared.training)[:_MOST_TARGETS]
    if not len(rows):
        return Facts()
    targets = torch.cat([prepared.batch(rows[at : at + 512])[1] for at in range(0, len(rows), 512)])
    facts = _guess_facts(targets, loss) if is_kept else Facts()
    usual = _usual(targets, loss, len(prepared.info.classes))
    if usual is not None:
        usual = max(1.0, usual) * max(1.0, _mean_square(prepared.batch(rows[:512])[0]))
    rms = _mean_square(targets) ** 0.5 if loss.kind in _DISTANCES and prepared.info.task == "numbers" else None
    return replace(facts, usual=usual, targets_rms=rms)


def _guess_facts(targets: Tensor, loss: Loss) -> Facts:
    if LOSSES[loss.kind].targets == "classes":
        counts = torch.bincount(targets.reshape(-1))
        return Facts(chance=float(counts.max()) / targets.numel(), targets=targets.numel())
    if loss.kind == "MSELoss" and loss.args.get("reduction", "mean") == "mean":
        return Facts(guess=float(targets.float().var(0, correction=0).mean()))
    return Facts()


def _usual(targets: Tensor, loss: Loss, classes: int) -> float | None:
    """Return the loss of answering 0, or that each class is as likely as another; None where batches are summed up."""
    kind = LOSSES[loss.kind]
    if loss.args.get("reduction", "mean") != "mean":
        return None
    if kind.targets == "classes" or kind.yes_no:
        return log(max(2, classes))
    return float(Objective(loss).module(torch.zeros_like(targets.float()), targets.float()))


def _mean_square(values: Tensor) -> float:
    """Return the mean square of numbers with a decimal point, of the feature where it is greatest; else 0."""
    if not values.is_floating_point() or not values.numel():
        return 0.0
    return float(values.double().reshape(len(values), -1).square().mean(0).max())


def examples_of(prepared: Batches, device: torch.device) -> Tensor:
    """Return the inputs of a few examples, kept apart where there are such."""
    rows = prepared.validation if len(prepared.validation) else prepared.training
    return prepared.batch(np.asarray(rows[:_EXAMPLES]))[0].to(device)


def outputs_of(network: nn.Module, inputs: Tensor) -> Tensor:
    """Return what a network in eval mode returns for examples, as rows of floats on the CPU."""
    output = first_tensor(network(inputs)).float().cpu()
    return output.flatten(0, -2) if output.dim() > 2 else output.reshape(len(inputs), -1)


def is_constant(outputs: Tensor) -> bool | None:
    """Tell whether all rows are the same; None where there is one alone, or numbers that are none."""
    if len(outputs) < 2 or not bool(outputs.isfinite().all()):
        return None
    spread = (outputs.max(0).values - outputs.min(0).values).max()
    return bool(spread <= _EQUAL * outputs.abs().max())


def doubles_softmax(outputs: Tensor, loss: Loss) -> bool:
    """Tell whether outputs are shares, where the loss makes shares of them itself."""
    return loss.kind == "CrossEntropyLoss" and outputs.shape[1] > 1 and are_shares(outputs)
