"""Runs a trained network on the examples that it has not learned from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from builder.datasets.prepare import PreparedData, prepare
from builder.datasets.stored import open_stored
from builder.errors import StorageError
from builder.inspection.png import colour_png, grey_png
from builder.sentences import say
from builder.training.folder import WEIGHTS, Plan, plan_of
from builder.training.objective import Objective
from builder.training.outputs import shares_of, surface_of, text_of, tokens_after
from builder.training.predictions import Mistake, Predictions
from builder.training.run import network_of

_BATCH = 256
_MOST_ROWS = 20_000
"""Examples that are looked at: of more, the first in their order."""
_MOST_MISTAKES = 48
_MOST_PAIRS = 1_000
_CHARACTERS = 300


def predict(folder: Path, which: str = "last") -> Predictions:
    """Return what a run's network, with its "last" or its "best" weights, makes of the validation part.

    Args:
        folder: of the run.
        which: "last", the weights as the run was left, or "best", those after the epoch with the best measure.

    Raises:
        StorageError: the run, its weights or its data are not there.
    """
    plan, network = trained_network(folder, which)
    prepared = prepare(open_stored(plan.data), plan.preparation)
    kept_apart = bool(len(prepared.validation))
    rows = (prepared.validation if kept_apart else prepared.training)[:_MOST_ROWS]
    info = prepared.info
    objective = Objective(plan.recipe.loss, info.task == "tokens")
    with torch.no_grad():
        outputs, targets, loss = _outputs(network, prepared, rows, objective)
        found = Predictions(len(rows), loss, kept_apart, info.classes)
        if info.task == "numbers":
            return _numbers(found, prepared, rows, outputs, targets)
        if info.task == "tokens":
            return _text(found, network, prepared)
        return _classes(found, network, prepared, rows, (outputs, targets))


def trained_network(folder: Path, which: str) -> tuple[Plan, nn.Module]:
    """Return the plan of a run and its network in eval mode, with its "last" or its "best" weights.

    Raises:
        StorageError: the run or its weights are not there.
    """
    plan = plan_of(folder)
    file = folder / WEIGHTS / f"{which}.safetensors"
    if not file.is_file():
        raise StorageError(say("training.no-weights"), hint=say("training.no-weights.hint"))
    return plan, network_of(folder, file).eval()


def _outputs(
    network: nn.Module, prepared: PreparedData, rows: np.ndarray, objective: Objective
) -> tuple[Tensor, Tensor, float]:
    """Return what the network returns for all examples, their targets, and the mean loss."""
    outputs, targets, loss = [], [], 0.0
    for start in range(0, len(rows), _BATCH):
        inputs, wanted = prepared.batch(rows[start : start + _BATCH])
        output, paired = objective.paired(network(inputs), wanted)
        loss += float(objective.module(output, paired)) * len(inputs)
        if prepared.info.task != "tokens":
            outputs.append(output.float())
            targets.append(paired)
    empty = torch.empty(0)
    together = [torch.cat(parts) if parts else empty for parts in (outputs, targets)]
    return together[0], together[1], loss / max(1, len(rows))


def _classes(
    found: Predictions, network: nn.Module, prepared: PreparedData, rows: np.ndarray, seen: tuple[Tensor, Tensor]
) -> Predictions:
    outputs, targets = seen
    shares = shares_of(outputs)
    count = max(len(found.classes), shares.shape[1])
    target, predicted = targets.reshape(-1).long(), shares.argmax(1)
    matrix = torch.bincount(target * count + predicted, minlength=count * count).reshape(count, count)
    classes = (*found.classes, *(str(i) for i in range(len(found.classes), count)))
    wrong = (predicted != target).nonzero().flatten()
    sure = shares.max(1).values
    order = wrong[sure[wrong].argsort(descending=True)][:_MOST_MISTAKES].tolist()
    mistakes = [_mistake(prepared, int(rows[i]), int(target[i]), int(predicted[i]), float(sure[i])) for i in order]
    surface = surface_of(network, prepared, count) if prepared.info.shape == (2,) else None
    matrix_rows = tuple(tuple(map(int, row)) for row in matrix.tolist())
    return Predictions(
        found.rows, found.loss, found.is_validation, classes, matrix_rows, tuple(mistakes), surface=surface
    )


def _mistake(prepared: PreparedData, row: int, target: int, predicted: int, share: float) -> Mistake:
    values = torch.from_numpy(np.array(prepared.stored.inputs[row], dtype=np.float32))
    if values.dim() == 1:
        return Mistake(row, target, predicted, share, values=tuple(values[:8].tolist()))
    return Mistake(row, target, predicted, share, picture=_picture(values))


def _picture(values: Tensor) -> bytes | None:
    """Return an input as a small PNG; None where it is no picture."""
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) / ((high - low) or 1.0)
    if values.dim() == 2:
        return grey_png(scaled)
    if values.dim() == 3 and values.shape[0] in (1, 3):
        return grey_png(scaled[0]) if values.shape[0] == 1 else colour_png(scaled)
    return None


def _numbers(
    found: Predictions, prepared: PreparedData, rows: np.ndarray, outputs: Tensor, targets: Tensor
) -> Predictions:
    mean, std = (float(one.reshape(-1)[0]) for one in (prepared.target_mean, prepared.target_std))
    first, wanted = ((one.reshape(len(rows), -1)[:, 0] * std + mean).tolist() for one in (outputs, targets))
    pairs = tuple(zip(wanted, first, strict=True))[:_MOST_PAIRS]
    curve: tuple[tuple[float, float, float], ...] = ()
    if prepared.info.shape in ((), (1,)):
        inputs = np.asarray(prepared.stored.inputs, dtype=np.float32)[rows].reshape(-1).tolist()
        curve = tuple(sorted(zip(inputs, wanted, first, strict=True))[:_MOST_PAIRS])
    units = (mean, std) if prepared.scales_targets else None
    return Predictions(found.rows, found.loss, found.is_validation, pairs=pairs, curve=curve, units=units)


def _text(found: Predictions, network: nn.Module, prepared: PreparedData) -> Predictions:
    """Let a model of characters go on from the beginning of the text, one character at a time, by a seed of its own."""
    length = prepared.info.shape[0]
    tokens = torch.from_numpy(np.array(prepared.stored.inputs[0], dtype=np.int64))
    written = list(islice(tokens_after(network, tokens, length), _CHARACTERS))
    return Predictions(found.rows, found.loss, found.is_validation, text=text_of(written, found.classes))
