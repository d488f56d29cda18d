"""A job that changes one place of a copy of the weights and reads two: the weights in the file stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.jobs.limits import Limits, with_limits
from builder.jobs.stored_network import load_network
from builder.sentences import later, say

if TYPE_CHECKING:
    from torch import Tensor, nn


class Proof(msgspec.Struct, frozen=True):
    """What one types for two places, whether they are one object, and their first element before and after."""

    access: str
    other_access: str
    same: bool
    before: tuple[float, float]
    after: tuple[float, float]


@with_limits(Limits(later("jobs.title.element"), 300))
def prove(document: Document, weights: Path, key: str, other: str, value: float) -> Proof:
    """Change the first element at one place of a copy of the weights, and read both places.

    Raises:
        BuilderError: the network has no such tensor, or it is empty.
    """
    import torch

    network = load_network(document, weights)
    access = _access(document)
    first, second = _parameter(network, key), _parameter(network, other)
    with torch.no_grad():
        # The weights are mapped from the file; through `.data` each place of this one object sees the copy.
        first.data = first.detach().clone()
        before = _first(first), _first(second)
        first.view(-1)[0] = value
        after = _first(first), _first(second)
    return Proof(access[key], access[other], first is second, before, after)


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
