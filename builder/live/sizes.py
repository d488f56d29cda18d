"""Operations whose result is as large as the values say: its elements, and the multiply-adds that it takes.

Each is given the arguments themselves; it raises what torch raises where they do not fit, or have no values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from builder.live.work import HEAVY, STATE, broadcast_numel


def _index_cost(tensor: Tensor, indices: Sequence[Tensor | None], *more: object, **named: object) -> tuple[int, int]:
    """Return the elements that indices reach: a mask stands for as many as it has true elements."""
    shapes: list[Sequence[int]] = []
    kept, dim = 1, 0
    for index in indices:
        if index is None:
            kept *= tensor.shape[dim]
            dim += 1
        elif index.dtype in (torch.bool, torch.uint8):
            shapes.append((int(index.count_nonzero()),))
            dim += index.dim()
        else:
            shapes.append(index.shape)
            dim += 1
    reached = broadcast_numel(*shapes) * kept * math.prod(tensor.shape[dim:])
    return reached, HEAVY * reached


def _ctc(
    log_probs: Tensor, targets: Tensor, inputs: object, lengths: Tensor | Sequence[int], *more: object, **named: object
) -> tuple[int, int]:
    longest = max(lengths.reshape(-1).tolist() if isinstance(lengths, Tensor) else lengths, default=0)
    states = log_probs[..., 0].numel() * (2 * longest + 1)
    return states, STATE * states


def _nonzero(tensor: Tensor, **named: object) -> tuple[int, int]:
    elements = int(tensor.count_nonzero()) * tensor.dim()
    return elements, HEAVY * (elements + tensor.numel())


def _mask_cost(tensor: Tensor, mask: Tensor, **named: object) -> tuple[int, int]:
    elements = broadcast_numel(tensor.shape, mask.shape)
    return elements, HEAVY * elements


def _bincount_cost(tensor: Tensor, weights: object = None, minlength: int = 0, **named: object) -> tuple[int, int]:
    elements = max(int(tensor.max()) + 1, minlength) if tensor.numel() else minlength
    return elements, HEAVY * (elements + tensor.numel())


BY_VALUE: dict[str, Callable[..., tuple[int, int]]] = {
    "index": _index_cost,
    "index_put": _index_cost,
    "index_put_": _index_cost,
    "_index_put_impl_": _index_cost,
    "_ctc_loss": _ctc,
    "nonzero": _nonzero,
    "masked_select": _mask_cost,
    "bincount": _bincount_cost,
    "repeat_interleave": lambda repeats, **named: (int(repeats.sum()), HEAVY * int(repeats.sum())),
}
"""Elements and multiply-adds of operations whose result is as large as the values say."""
