"""The numbers of one tensor, fast enough to be taken inside a hook: few operations, no copy of the whole."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import _disable_current_modes

from builder.inspection.parts import EXPONENT_BITS, SIGN, Moments, histogram_of, numbers_of, statistics_of
from builder.inspection.report import Histogram, Statistics

CHUNK = 2**16
"""Elements that are looked at together on a CPU, so that they stay in its cache."""
SMALL = 2**13
"""Elements of a small tensor; a histogram counts all of them."""
COUNTED = 2**14
"""Elements that a histogram counts at most: counting takes longer than all else."""
_NOTHING = nullcontext()


def statistics(tensor: Tensor) -> Statistics:
    """Return what is so of a tensor at this moment.

    Its values are read and nothing else: no graph grows, and no mode that watches operations sees one.
    """
    with without_modes():
        if is_small(tensor):
            (found,) = numbers_of(tensor.detach().numpy().reshape(-1), [tuple(tensor.shape)])
            return found or by_chunks(tensor.detach())
        return by_chunks(tensor.detach())


def is_small(tensor: Tensor) -> bool:
    """Tell whether the numbers of a tensor are worked out by NumPy, as those of many such tensors can be together."""
    return (
        0 < tensor.numel() <= SMALL
        and tensor.dtype is torch.float32
        and tensor.is_cpu
        and tensor.layout is torch.strided
        and tensor.is_contiguous()
        and not tensor.is_neg()
    )


def describe(tensor: Tensor) -> Statistics:
    """Return what is known of a tensor without looking at its values."""
    dtype = str(tensor.dtype).removeprefix("torch.")
    return Statistics(tuple(tensor.shape), dtype, tensor.numel() * tensor.element_size())


def without_modes() -> AbstractContextManager[object]:
    """Return what keeps operations from the modes that watch them, such as the guard of a text class."""
    return _disable_current_modes() if torch._C._len_torch_dispatch_stack() else _NOTHING


def by_chunks(tensor: Tensor) -> Statistics:
    """Return the statistics of a tensor of any size and dtype, of its finite elements."""
    shape, dtype = tuple(tensor.shape), str(tensor.dtype).removeprefix("torch.")
    count = tensor.numel()
    size = count * tensor.element_size()
    if not count or tensor.is_meta:
        return Statistics(shape, dtype, size)
    flat = _flat(tensor)
    moments = _moments(flat)
    if not moments.finite:
        return Statistics(shape, dtype, size, not_finite=count, histogram=_histogram(flat))
    return statistics_of(shape, dtype, size, moments, _histogram(flat))


def _flat(tensor: Tensor) -> Tensor:
    """Return the elements in one dim, in the order of memory where that saves a copy: no number here hangs on it."""
    if tensor.is_sparse or tensor.layout is not torch.strided:
        tensor = tensor.to_dense()
    tensor = tensor.abs() if tensor.is_complex() else tensor.resolve_neg()
    if tensor.is_contiguous():
        return tensor.view(-1)
    if torch.ops.aten.is_non_overlapping_and_dense(tensor):
        return tensor.as_strided((tensor.numel(),), (1,))
    return tensor.reshape(-1)


def _moments(flat: Tensor) -> Moments:
    step = CHUNK if flat.is_cpu else flat.numel()
    if flat.numel() <= step:
        return _chunk(flat)
    found = _chunk(flat[:step])
    for start in range(step, flat.numel(), step):
        found = _join(found, _chunk(flat[start : start + step]))
    return found


def _chunk(part: Tensor) -> Moments:
    part = _as_float(part)
    least, most = torch.aminmax(part)
    low, high = least.item(), most.item()
    if not (math.isfinite(low) and math.isfinite(high)):
        part = part[torch.isfinite(part)]
        if not part.numel():
            return Moments(0, 0.0, 0.0, math.inf, -math.inf, 0.0, 0.0)
        low, high = (float(bound) for bound in torch.aminmax(part))
    count = part.numel()
    mean = part.sum().item() / count
    squares = _squares(part, mean)
    if not (math.isfinite(mean) and math.isfinite(squares)) and part.dtype is torch.float32:
        return _chunk(part.double())  # sums of numbers near the largest have no float32
    magnitude, nonzero = abs(mean) * count, float(count)
    if low <= 0.0 <= high:
        nonzero = float(_nonzero(part))
    if low < 0.0 < high:
        magnitude = part.abs().sum().item()
    return Moments(count, mean, squares, low, high, magnitude, nonzero)


def _squares(part: Tensor, mean: float) -> float:
    """Return the sum of the squares of the distances from the mean, by two sums where little of them is lost so."""
    around_zero = torch.dot(part, part).item()
    of_mean = part.numel() * mean * mean
    if of_mean < 0.25 * around_zero:
        return around_zero - of_mean
    apart = part - mean
    return torch.dot(apart, apart).item()


def _nonzero(part: Tensor) -> int:
    """Count what is not 0; torch's own way takes five times as long on a CPU."""
    return int(np.count_nonzero(part.numpy() != 0) if part.is_cpu else torch.count_nonzero(part))


def _as_float(part: Tensor) -> Tensor:
    if part.dtype in (torch.float32, torch.float64):
        return part
    return part.float() if part.is_floating_point() or part.dtype is torch.bool else part.double()


def _join(one: Moments, other: Moments) -> Moments:
    """Join the moments of two parts (Chan et al. 1979)."""
    if not one.finite or not other.finite:
        return one if one.finite else other
    count = one.finite + other.finite
    apart = other.mean - one.mean
    return Moments(
        count,
        one.mean + apart * other.finite / count,
        one.squares + other.squares + apart * apart * one.finite * other.finite / count,
        min(one.low, other.low),
        max(one.high, other.high),
        one.magnitude + other.magnitude,
        one.nonzero + other.nonzero,
    )


def _histogram(flat: Tensor) -> Histogram:
    """Count by sign and exponent, which are the uppermost bits of a float32."""
    seen = flat if flat.numel() <= COUNTED else flat[:: -(-flat.numel() // COUNTED)]
    if seen.dtype is not torch.float32 or not seen.is_cpu or not seen.is_contiguous():
        seen = seen.to("cpu", torch.float32).contiguous()
    bits = seen.numpy().view(np.uint32) >> EXPONENT_BITS
    return histogram_of(np.bincount(bits, minlength=2 * SIGN), len(bits))
