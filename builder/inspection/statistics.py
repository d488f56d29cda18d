"""The numbers of one tensor, fast enough to be taken inside a hook: few operations, no copy of the whole."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import _disable_current_modes

from builder.inspection.report import Histogram, Statistics

CHUNK = 2**16
"""Elements that are looked at together on a CPU, so that they stay in its cache."""
COUNTED = 2**14
"""Elements that a histogram counts at most: counting takes longer than all else."""
_EXPONENT_BITS = 23
"""The bits of a float32 behind its exponent."""
_BIAS = 127
_SIGN = 256
"""How far the shifted bits of negative numbers lie below those of positive ones."""


_NOTHING = nullcontext()


class _Moments(NamedTuple):
    """The sums of finite elements; `squares` are of the distances from their mean."""

    finite: int
    mean: float
    squares: float
    low: float
    high: float
    magnitude: float
    nonzero: float


def statistics(tensor: Tensor) -> Statistics:
    """Return what is so of a tensor at this moment.

    Its values are read and nothing else: no graph grows, and no mode that watches operations sees one.
    """
    with unwatched():
        return _statistics(tensor.detach())


def described(tensor: Tensor) -> Statistics:
    """Return what is known of a tensor without looking at its values."""
    dtype = str(tensor.dtype).removeprefix("torch.")
    return Statistics(tuple(tensor.shape), dtype, tensor.numel() * tensor.element_size())


def unwatched() -> AbstractContextManager[object]:
    """Return what keeps operations from the modes that watch them, such as the guard of a text class."""
    return _disable_current_modes() if torch._C._len_torch_dispatch_stack() else _NOTHING


def _statistics(tensor: Tensor) -> Statistics:
    shape, dtype = tuple(tensor.shape), str(tensor.dtype).removeprefix("torch.")
    count = tensor.numel()
    size = count * tensor.element_size()
    if not count or tensor.is_meta:
        return Statistics(shape, dtype, size)
    flat = _flat(tensor)
    moments = _moments(flat)
    finite = moments.finite
    if not finite:
        return Statistics(shape, dtype, size, not_finite=count, histogram=_histogram(flat))
    std = math.sqrt(moments.squares / (finite - 1)) if finite > 1 else None
    return Statistics(
        shape,
        dtype,
        size,
        moments.mean,
        std,
        moments.low,
        moments.high,
        moments.magnitude / finite,
        (finite - moments.nonzero) / count,
        count - finite,
        _histogram(flat),
    )


def _flat(tensor: Tensor) -> Tensor:
    """Return the elements in one dim, in the order of memory where that saves a copy: no number here hangs on it."""
    if tensor.is_sparse or tensor.layout is not torch.strided:
        tensor = tensor.to_dense()
    if tensor.is_complex():
        tensor = tensor.abs()
    if tensor.is_contiguous():
        return tensor.view(-1)
    if torch.ops.aten.is_non_overlapping_and_dense(tensor):
        return tensor.as_strided((tensor.numel(),), (1,))
    return tensor.reshape(-1)


def _moments(flat: Tensor) -> _Moments:
    step = CHUNK if flat.is_cpu else flat.numel()
    if flat.numel() <= step:
        return _chunk(flat)
    found = _chunk(flat[:step])
    for start in range(step, flat.numel(), step):
        found = _joined(found, _chunk(flat[start : start + step]))
    return found


def _chunk(part: Tensor) -> _Moments:
    part = _as_float(part)
    least, most = torch.aminmax(part)
    low, high = least.item(), most.item()
    if not (math.isfinite(low) and math.isfinite(high)):
        part = part[torch.isfinite(part)]
        if not part.numel():
            return _Moments(0, 0.0, 0.0, math.inf, -math.inf, 0.0, 0.0)
        low, high = (float(bound) for bound in torch.aminmax(part))
    count = part.numel()
    mean = part.sum().item() / count
    apart = part - mean
    squares = torch.dot(apart, apart).item()
    if not (math.isfinite(mean) and math.isfinite(squares)) and part.dtype is torch.float32:
        return _chunk(part.double())  # sums of numbers near the largest have no float32
    magnitude, nonzero = abs(mean) * count, float(count)
    if low <= 0.0 <= high:
        nonzero = float(torch.count_nonzero(part).item())
    if low < 0.0 < high:
        magnitude = part.abs().sum().item()
    return _Moments(count, mean, squares, low, high, magnitude, nonzero)


def _as_float(part: Tensor) -> Tensor:
    if part.dtype in (torch.float32, torch.float64):
        return part
    return part.float() if part.is_floating_point() or part.dtype is torch.bool else part.double()


def _joined(one: _Moments, other: _Moments) -> _Moments:
    """Join the moments of two parts (Chan et al. 1979)."""
    if not one.finite or not other.finite:
        return one if one.finite else other
    count = one.finite + other.finite
    apart = other.mean - one.mean
    return _Moments(
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
    bits = seen.numpy().view(np.uint32) >> _EXPONENT_BITS
    counts = np.bincount(bits, minlength=2 * _SIGN)
    # The last exponent of each sign is that of infinities and NaN, the first that of zeros and subnormal numbers.
    both = counts[1 : _SIGN - 1] + counts[_SIGN + 1 : 2 * _SIGN - 1]
    found = both.nonzero()[0]
    first, last = (int(found[0]) + 1, int(found[-1]) + 2) if len(found) else (_BIAS, _BIAS)
    return Histogram(
        first - _BIAS,
        tuple(counts[_SIGN + first : _SIGN + last].tolist()),
        tuple(counts[first:last].tolist()),
        int(counts[0] + counts[_SIGN]),
        len(bits),
    )
