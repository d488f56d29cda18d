"""Tries a scheme on one tensor as torch has drawn it, so that both distributions can be held against each other."""

from __future__ import annotations

import torch
from torch import Tensor

from builder.catalogue.layers.default_init import Distribution
from builder.document.blocks import InitRule, OwnScheme
from builder.live.scheme import Schemes
from builder.module.initialise import fill
from builder.module.rng import quiet_rng
from builder.weights.inspect import summarise_both
from builder.weights.tensor_summary import TensorSummary


def try_scheme(
    rule: InitRule, schemes: tuple[OwnScheme, ...], named: tuple[str, tuple[int, ...]], by: Distribution, seed: int
) -> tuple[TensorSummary, TensorSummary]:
    """Return a tensor of a name and shape as torch draws it by default, and as the scheme of a rule then fills it.

    Args:
        rule: only its scheme, arguments and rows are looked at.
        schemes: own ones that it may name.
        named: the name of the tensor and its shape, which has no batch.
        by: what torch draws by default.
        seed: of the numbers of both.

    Raises:
        DocumentError: an own scheme cannot be run on it; with the line.
    """
    name, shape = named
    with quiet_rng(seed):
        before = _draw(shape, by)
        after = before.clone()
        part = after if rule.rows is None else after[slice(*rule.rows)]
        fill(rule, Schemes(schemes), part, name)
    return summarise_both(name, before, after)


def _draw(shape: tuple[int, ...], by: Distribution) -> Tensor:
    tensor = torch.empty(shape)
    if by.kind == "uniform":
        return tensor.uniform_(-by.scale, by.scale)
    return tensor.normal_(0, by.scale) if by.kind == "normal" else tensor.fill_(by.scale)
