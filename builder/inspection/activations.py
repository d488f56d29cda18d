"""What is looked at of activations beside their statistics: units that never fire, values at the ends of a curve."""

from __future__ import annotations

import torch
from torch import Tensor

from builder.inspection.statistics import without_modes

RECTIFIERS = frozenset({"ReLU", "F.relu", "torch.relu", "Tensor.relu"})
ENDS = {
    **dict.fromkeys(("Sigmoid", "torch.sigmoid", "F.sigmoid", "Tensor.sigmoid"), (0.0, 1.0)),
    **dict.fromkeys(("Tanh", "torch.tanh", "F.tanh", "Tensor.tanh"), (-1.0, 1.0)),
}
"""The ends of the curves, by the kind of layer or function."""
NEAR = 0.02
"""How near to an end a value is saturated, as a share of the distance between both: there the slope of a sigmoid is
under 8 % of its greatest."""
_PICTURE_DIMS = 4


def unit_dim(tensor: Tensor) -> int:
    """Return the dim of units: the channels of a picture, the features of anything else."""
    return 1 if tensor.dim() >= _PICTURE_DIMS else tensor.dim() - 1


def idle_share(tensor: Tensor) -> float | None:
    """Return the share of units that are 0 for every sample and at every position; None where there is one of these."""
    if tensor.dim() < 2 or not tensor.numel() or tensor.is_meta:
        return None
    unit = unit_dim(tensor)
    if tensor.numel() == tensor.shape[unit]:
        return None
    with without_modes():
        others = [dim for dim in range(tensor.dim()) if dim != unit]
        fires = torch.count_nonzero(tensor.detach().amax(others))
        return 1.0 - int(fires) / tensor.shape[unit]


def share_near(tensor: Tensor, ends: tuple[float, float]) -> float | None:
    """Return the share of values that lie near either end of a curve."""
    if not tensor.numel() or tensor.is_meta or not tensor.is_floating_point():
        return None
    low, high = ends
    with without_modes():
        from_middle = (tensor.detach() - (low + high) / 2).abs()
        return float((from_middle > (0.5 - NEAR) * (high - low)).float().mean())
