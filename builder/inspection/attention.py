"""The weights of attention by head, from a pass of their own, which nothing that is measured hangs on."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from builder.inspection.pictures import PictureValues, matrix
from builder.inspection.statistics import without_modes

MOST_HEADS = 16


def attention_of(module: nn.MultiheadAttention, inputs: tuple[Any, ...], named: dict[str, Any]) -> Tensor:
    """Return the weights of what a layer was given: `(batch, heads, queries, keys)`, or without a batch.

    They are those before dropout, as in evaluation.
    """
    options = {**_by_name(inputs[3:], named), "need_weights": True, "average_attn_weights": False}
    training, module.training = module.training, False
    try:
        with without_modes(), torch.no_grad():
            weights = nn.MultiheadAttention.forward(module, *inputs[:3], **options)[1]
    finally:
        module.training = training
    assert weights is not None
    return weights


def _by_name(rest: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """Name what was given by place behind query, key and value."""
    places = ("key_padding_mask", "need_weights", "attn_mask", "average_attn_weights", "is_causal")
    return {**dict(zip(places, rest, strict=False)), **named}


def heads_of(weights: Tensor) -> list[PictureValues]:
    """Return what is seen of each head, for the first sample of a batch."""
    heads = weights if weights.dim() == 3 else weights[0]
    return [matrix(head.float().cpu(), tuple(heads.shape[1:])) for head in heads[:MOST_HEADS]]
