"""What a network says of examples: the share of each class, a surface over two numbers, and text it goes on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from builder.datasets.prepare import PreparedData
from builder.errors import BuilderError
from builder.inspection.png import colour_png
from builder.inspection.tensors import tensors_in
from builder.sentences import say
from builder.training.predictions import COLOURS, Surface

_GRID = 96
"""Points of a surface along each side."""
_MOST_POINTS = 1_000


def first_tensor(output: object) -> Tensor:
    """Return the first tensor that a network returns.

    Raises:
        BuilderError: there is none.
    """
    first = output if isinstance(output, Tensor) else next(iter(tensors_in(output)), None)
    if first is None:
        raise BuilderError(say("training.no-tensor"), hint=say("training.no-tensor.hint"))
    return first


def are_shares(outputs: Tensor) -> bool:
    """Tell whether rows are shares of classes, which add up to 1, and no logits."""
    return bool((outputs >= 0).all()) and torch.allclose(outputs.sum(1), torch.ones(len(outputs)), atol=1e-3)


def shares_of(outputs: Tensor) -> Tensor:
    """Return the share that each class is given, as `(examples, classes)`.

    Outputs may be logits, their logarithms, or shares already; a single one is the logit of the second of two classes.
    """
    if outputs.dim() < 2 or outputs.shape[1] < 2:
        share = outputs.reshape(-1, 1).sigmoid()
        return torch.cat([1 - share, share], 1)
    return outputs if are_shares(outputs) else outputs.softmax(1)


def surface_of(network: nn.Module, prepared: PreparedData, count: int, points: int = _MOST_POINTS) -> Surface:
    """Return what a network says of a grid around all examples of two numbers, each class in its colour.

    Args:
        network: in eval mode.
        prepared: by its statistics the grid is scaled.
        count: classes.
        points: examples that are shown on it at most.
    """
    examples = np.asarray(prepared.stored.inputs, dtype=np.float32)
    low, high = examples.min(0), examples.max(0)
    room = (high - low) * 0.08 + 1e-6
    low, high = low - room, high + room
    xs, ys = torch.linspace(float(low[0]), float(high[0]), _GRID), torch.linspace(float(high[1]), float(low[1]), _GRID)
    grid = torch.stack([xs.repeat(_GRID), ys.repeat_interleave(_GRID)], 1)
    scaled = (grid - torch.from_numpy(prepared.mean)) / torch.from_numpy(prepared.std)
    shares = shares_of(first_tensor(network(scaled)).float())
    colours = torch.tensor([_rgb(COLOURS[i % len(COLOURS)]) for i in range(count)])
    mixed = shares[:, :count] @ colours[: shares.shape[1]]
    faded = 1 - (1 - mixed) * 0.55
    png = colour_png(faded.T.reshape(3, _GRID, _GRID))
    shown = np.concatenate([prepared.training, prepared.validation])[:points]
    labels = np.asarray(prepared.stored.targets)[shown]
    told = tuple((float(x), float(y), int(label)) for (x, y), label in zip(examples[shown], labels, strict=True))
    return Surface(png, (float(low[0]), float(low[1])), (float(high[0]), float(high[1])), told)


def _rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def tokens_after(
    network: nn.Module, tokens: Tensor, length: int, temperature: float = 1.0, seed: int = 0
) -> Iterator[int]:
    """Yield what a model of tokens goes on with, one at a time, without an end.

    Args:
        network: in eval mode.
        tokens: what it goes on from, of which it sees the last `length`.
        length: tokens that it is given at most.
        temperature: what its logits are divided by before one is drawn; 0 takes the likeliest.
        seed: of what is drawn, by a generator of its own.
    """
    generator = torch.Generator().manual_seed(seed)
    while True:
        output = first_tensor(network(tokens[-length:].unsqueeze(0)))
        last = (output[0, -1] if output.dim() == 3 else output[0]).float()
        if temperature > 0:
            chosen = int(torch.multinomial((last / temperature).softmax(0), 1, generator=generator))
        else:
            chosen = int(last.argmax())
        yield chosen
        tokens = torch.cat([tokens, torch.tensor([chosen])])


def text_of(tokens: Sequence[int], classes: tuple[str, ...]) -> str:
    """Return tokens as the characters that they stand for."""
    return "".join(classes[i] if i < len(classes) else "?" for i in tokens)
