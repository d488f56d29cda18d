"""Jobs that run a network or change a copy of it; the weights in the file stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.document.blocks import Document, Input
from builder.errors import BuilderError
from builder.jobs.limits import Limits, limited
from builder.jobs.progress import report
from builder.jobs.tasks.files import stored
from builder.jobs.tasks.looks import Look, to_look
from builder.sentences import Sentence, later, say

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn


class Proof(msgspec.Struct, frozen=True):
    """What one types for two places, whether they are one object, and their first element before and after."""

    access: str
    other_access: str
    same: bool
    before: tuple[float, float]
    after: tuple[float, float]


class Forward(msgspec.Struct, frozen=True):
    """The inputs and outputs of a run."""

    inputs: list[Look]
    outputs: list[Look]


@limited(Limits(later("jobs.title.element"), 300))
def prove(document: Document, weights: Path, key: str, other: str, value: float) -> Proof:
    """Change the first element at one place of a copy of the weights, and read both places.

    Raises:
        BuilderError: the network has no such tensor, or it is empty.
    """
    import torch

    network = stored(document, weights)
    access = _access(document)
    first, second = _parameter(network, key), _parameter(network, other)
    with torch.no_grad():
        first.data = first.detach().clone()
        before = _first(first), _first(second)
        first.view(-1)[0] = value
        after = _first(first), _first(second)
    return Proof(access[key], access[other], first is second, before, after)


@limited(Limits(later("jobs.title.run"), 600))
def forward(document: Document, weights: Path, seed: int = 0) -> Forward:
    """Run the network in evaluation mode on a random sample of its inputs.

    Raises:
        BuilderError: torch refuses; its sentence is passed on.
    """
    import torch

    from builder.weights.inspect import summarise

    report(0.1, say("jobs.progress.loading"))
    network = stored(document, weights).eval()
    generator = torch.Generator().manual_seed(seed)
    inputs = [sample(entry, document.batch, generator) for entry in document.inputs]
    report(0.3, say("jobs.progress.running"))
    try:
        with torch.no_grad():
            outputs = _flat(network(*inputs))
    except (RuntimeError, ValueError, IndexError, TypeError) as error:
        raise BuilderError(say("jobs.run", reason=Sentence(str(error).splitlines()[0][:300]))) from error
    return Forward(
        [to_look(summarise(entry.name, x)) for entry, x in zip(document.inputs, inputs, strict=True)],
        [to_look(summarise(f"output {i}" if i else "output", y)) for i, y in enumerate(outputs)],
    )


def sample(entry: Input, batch: int, generator: torch.Generator) -> Tensor:
    """Return a random sample of an input."""
    import torch

    shape = [batch if isinstance(dim, str) else dim for dim in entry.shape]
    dtype: torch.dtype = getattr(torch, entry.dtype)
    if dtype is torch.bool:
        return torch.randint(0, 2, shape, generator=generator).bool()
    if dtype.is_floating_point or dtype.is_complex:
        return torch.randn(shape, generator=generator, dtype=dtype)
    return torch.randint(entry.low, entry.high, shape, generator=generator).to(dtype)


def _flat(value: object) -> list[Tensor]:
    import torch

    if isinstance(value, torch.Tensor):
        return [value]
    return [tensor for part in value for tensor in _flat(part)] if isinstance(value, tuple | list) else []


def _access(document: Document) -> dict[str, str]:
    """Return by key what one types to reach each parameter."""
    from builder.module import to_module
    from builder.targets.tables import parameter_columns

    table = parameter_columns(to_module(document, device="meta"))
    return dict(zip(table["path"], table["access"], strict=True))


def _parameter(network: nn.Module, key: str) -> Tensor:
    parameters = dict(network.named_parameters(remove_duplicate=False))
    if key not in parameters or not parameters[key].numel():
        raise BuilderError(say("jobs.no-parameter", key=key), hint=say("jobs.no-parameter.hint"))
    return parameters[key]


def _first(tensor: Tensor) -> float:
    return float(tensor.detach().reshape(-1)[0])
