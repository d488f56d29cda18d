"""Asks a trained network what it makes of an example of a person's own, prepared as those it has learned from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from builder.datasets.prepare import PreparedData, prepare
from builder.datasets.preview import ends_of
from builder.datasets.read import read
from builder.datasets.samples import TypedValues
from builder.datasets.stored import DataSet, open_stored
from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError, LimitError
from builder.inspection.png import colour_png, grey_png
from builder.sentences import say
from builder.training.asked import MOST_CHARACTERS, Answer, Asked, Drawing, Picture, Prompt
from builder.training.losses import LOSSES
from builder.training.outputs import first_tensor, shares_of, text_of, tokens_after
from builder.training.predict import trained_network
from builder.training.recipe import Loss


def try_it(folder: Path, which: str, asked: Asked) -> Answer:
    """Return what a run's network, with its "last" or its "best" weights, says of one example.

    Args:
        folder: of the run.
        which: "last" or "best", as for `predict`.
        asked: numbers and pictures are scaled by the statistics of the run's own training part.

    Raises:
        BuilderError: it cannot be read, or does not fit the data.
        StorageError: the run, its weights or its data are not there.
    """
    plan, network = trained_network(folder, which)
    prepared = prepare(open_stored(plan.data), plan.preparation)
    with torch.no_grad():
        if isinstance(asked, Prompt):
            return _continue_text(network, prepared.info, asked, prepared)
        example, said = _example(prepared, asked)
        output = first_tensor(network(prepared.scaled(example))).float()
    found = _answer(output, prepared, plan.recipe.loss)
    return Answer(*found, picture=_picture(example[0], prepared), said=said)


def _example(prepared: PreparedData, asked: Drawing | Picture | TypedValues) -> tuple[Tensor, tuple[str, ...]]:
    """Return a batch of one example in the units of the data."""
    info = prepared.info
    entry = Input(name="example", shape=(BATCH, *info.shape), dtype=info.dtype)
    if isinstance(asked, TypedValues):
        tensor, _ = read(entry, asked)
        if len(tensor) != 1:
            raise BuilderError(say("training.try.rows", count=len(tensor)), hint=say("training.try.rows.hint"))
        return tensor, ()
    if isinstance(asked, Drawing):
        return _in_units(_drawing_light(asked, info), prepared), ()
    tensor, said = read(entry, asked.file)
    return _in_units(1 - tensor if asked.swapped else tensor, prepared), said


def _in_units(light: Tensor, prepared: PreparedData) -> Tensor:
    """Return numbers from 0, black, to 1, white, as the data have them."""
    low, high = ends_of(prepared.stored)
    return low + light * (high - low)


def _drawing_light(asked: Drawing, info: DataSet) -> Tensor:
    """Return how light each pixel of a drawing is, from 0 to 1; each channel is the same."""
    ink = torch.tensor(list(asked.ink), dtype=torch.float32) / 255
    if ink.numel() != int(np.prod(info.shape[-2:])):
        raise BuilderError(say("training.try.drawing", count=ink.numel()), hint=say("training.try.drawing.hint"))
    light = (1 - ink if asked.on_light else ink).reshape(info.shape[-2:])
    return light.expand(info.shape).unsqueeze(0).contiguous()


def _picture(example: Tensor, prepared: PreparedData) -> bytes | None:
    """Return what the network was given as a picture, before it was scaled; None where it is none."""
    if example.dim() < 2:
        return None
    low, high = ends_of(prepared.stored)
    light = (example - low) / ((high - low) or 1.0)
    if light.dim() == 2 or light.shape[0] == 1:
        return grey_png(light.reshape(light.shape[-2:]))
    return colour_png(light) if light.shape[0] == 3 else None


def _answer(
    output: Tensor, prepared: PreparedData, loss: Loss
) -> tuple[tuple[tuple[str, float], ...], tuple[float, ...], bool]:
    """Return shares of classes, or numbers in the units of the targets, and whether these are shares."""
    info = prepared.info
    if info.task == "classes":
        shares = shares_of(output.reshape(1, -1))[0].tolist()
        names = (*info.classes, *(str(i) for i in range(len(info.classes), len(shares))))
        return tuple(zip(names, shares, strict=False)), (), False
    kind = LOSSES[loss.kind]
    if kind.yes_no:
        output = output.sigmoid() if kind.expects == "logits" else output
    elif loss.kind == "PoissonNLLLoss" and loss.args.get("log_input", True):
        output = output.exp()
    if prepared.scales_targets:
        mean, std = (torch.from_numpy(one.reshape(-1)) for one in (prepared.target_mean, prepared.target_std))
        output = output.reshape(-1) * std + mean
    return (), tuple(output.reshape(-1).tolist()), kind.yes_no


def _continue_text(network: nn.Module, info: DataSet, asked: Prompt, prepared: PreparedData) -> Answer:
    """Let a model of characters go on from a text."""
    if info.task != "tokens":
        raise BuilderError(say("training.try.no-text"), hint=say("training.try.no-text.hint"))
    if not 1 <= asked.count <= MOST_CHARACTERS:
        raise LimitError(say("training.try.count", count=asked.count, most=MOST_CHARACTERS))
    length = info.shape[0]
    tokens = _tokens(asked.text, info.classes)
    begins = torch.from_numpy(np.array(prepared.stored.inputs[0], dtype=np.int64))
    said: tuple[str, ...] = ()
    if not len(tokens) or (len(tokens) < length and not _takes(network, tokens)):
        tokens = torch.cat([begins[: length - len(tokens)], tokens])
        said = (say("training.try.filled", length=length),)
    going_on = tokens_after(network, tokens, length, asked.temperature, asked.seed)
    return Answer(text=text_of(list(islice(going_on, asked.count)), info.classes), said=said)


def _tokens(text: str, classes: tuple[str, ...]) -> Tensor:
    known = {character: at for at, character in enumerate(classes)}
    odd = next((one for one in text if one not in known), None)
    if odd is not None:
        raise BuilderError(say("training.try.character", character=odd), hint=say("training.try.character.hint"))
    return torch.tensor([known[one] for one in text], dtype=torch.int64)


def _takes(network: nn.Module, tokens: Tensor) -> bool:
    """Tell whether a network takes fewer tokens than it has learned from."""
    try:
        network(tokens.unsqueeze(0))
    except (RuntimeError, ValueError, IndexError):
        return False
    return True
