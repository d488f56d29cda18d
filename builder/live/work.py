"""Operations that take more than what they read and write is large: a formula each, in multiply-adds of a product.

A formula is given the result as it would be and the arguments of the operation, all on the meta device.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import torch
from torch import Tensor
from torch.utils.flop_counter import flop_registry

_Argument: TypeAlias = Any
_Formula: TypeAlias = Callable[..., int]
LIGHT, HEAVY = 8, 64
"""Of an element that is moved or added, and of one that takes a function."""
_WINDOW = 32
"""Of an element of a window, or of a point that is interpolated from."""
_COMPARISON, _LOOKUP, _PAIR = 160, 512, 64
_POWER, STATE = 384, 1024
_DRAWN = 4096
"""Of a number that is drawn by trying until one fits, and of a gradient through it."""
_SERIES = 50_000
"""Of a number that is summed up until nothing changes any more."""
_SHUFFLE = 6000
"""Of an element of a large permutation, each far from the last in memory."""
_SINGULAR_VALUE = 48
_SPEEDS = dict(zip((torch.float32, torch.float64, torch.complex64, torch.complex128), (1, 2, 4, 8), strict=True))
_SPEEDS |= dict.fromkeys((torch.float16, torch.bfloat16), 24)
_WHOLE_NUMBERS = 80
_FEW_CHANNELS = 16
"""Channels up to which a convolution is no product of large matrices."""


def _window(result: Tensor, tensor: Tensor, kernel: Sequence[int], *more: object, **named: object) -> int:
    return _WINDOW * result.numel() * math.prod(kernel)


def _window_backward(
    result: Tensor, grad: Tensor, tensor: Tensor, kernel: Sequence[int], *more: object, **named: object
) -> int:
    return _WINDOW * grad.numel() * math.prod(kernel)


def _adaptive(result: Tensor, tensor: Tensor, *more: object, **named: object) -> int:
    """Each element reads the window between its two borders, at most in / out + 2 along each dim."""
    return _between(tensor, result)


def _adaptive_backward(result: Tensor, grad: Tensor, tensor: Tensor, *more: object, **named: object) -> int:
    return _between(result, grad)


def _between(source: Tensor, target: Tensor) -> int:
    """Return the reads by which one size of an image comes from another: in every dim, all of it and the borders."""
    dims = max(source.dim() - 2, 1)
    reads = math.prod(a + 2 * b for a, b in zip(source.shape[-dims:], target.shape[-dims:], strict=True))
    return _WINDOW * math.prod(source.shape[:-dims]) * reads


def _taps(result: Tensor, tensor: Tensor, *more: object, **named: object) -> int:
    return 8 * HEAVY * max(result.numel(), tensor.numel())


def _grid_sample(result: Tensor, tensor: Tensor, grid: Tensor, mode: int, *more: object, **named: object) -> int:
    return _grid(tensor, grid, mode)


def _sampled_backward(
    result: _Argument, grad: Tensor, tensor: Tensor, grid: Tensor, mode: int, *more: object, **named: object
) -> int:
    return 2 * _grid(tensor, grid, mode)


def _grid(tensor: Tensor, grid: Tensor, mode: int) -> int:
    taps = (2, 1, 4)[mode] ** grid.shape[-1]
    return int(_WINDOW * taps * tensor.shape[1] * grid[..., 0].numel())


def _each(steps: int) -> _Formula:
    return lambda result, *more, **named: steps * result.numel()


def _distances(result: Tensor, left: Tensor, *more: _Argument, **named: object) -> int:
    return _POWER * result.numel() * left.shape[-1]


def _cdist_backward(result: Tensor, grad: Tensor, left: Tensor, *more: object, **named: object) -> int:
    return _POWER * grad.numel() * left.shape[-1]


def _sort(result: _Argument, tensor: Tensor, *more: object, **named: object) -> int:
    return _COMPARISON * tensor.numel() * max(1, tensor.numel().bit_length())


def _search(result: Tensor, *tensors: _Argument, **named: object) -> int:
    longest = max((one.shape[-1] for one in tensors if isinstance(one, Tensor) and one.dim()), default=1)
    return _LOOKUP * result.numel() * longest.bit_length()


def _multinomial(result: Tensor, tensor: Tensor, *more: object, **named: object) -> int:
    return _LOOKUP * result.numel() * tensor.shape[-1].bit_length() + _sort(result, tensor)


def _isin(result: Tensor, elements: _Argument, tests: _Argument, **named: object) -> int:
    """Few are compared with each other; many are sorted (aten/src/ATen/native/TensorCompare.cpp)."""
    many = tests.numel() if isinstance(tests, Tensor) else 1
    few = int(10 * result.numel() ** 0.145)
    together = result.numel() + many
    return _PAIR * result.numel() * many if many < few else _COMPARISON * together * together.bit_length()


def _factors(result: _Argument, tensor: Tensor, *more: object, **named: object) -> int:
    return tensor.numel() * min(tensor.shape[-2:])


def _singular(result: _Argument, tensor: Tensor, *more: object, **named: object) -> int:
    return _SINGULAR_VALUE * _factors(result, tensor)


def _fft(result: Tensor, tensor: Tensor, dims: Sequence[int], *more: object, **named: object) -> int:
    larger = max(tensor, result, key=Tensor.numel)
    points = math.prod(larger.shape[dim] for dim in dims)
    return _WINDOW * larger.numel() * max(1, points.bit_length())


def _lstm(
    result: _Argument, inputs: Tensor, weight: Tensor, hidden_weight: Tensor, *more: object, **named: object
) -> int:
    return inputs[..., :1].numel() * (weight.numel() + hidden_weight.numel())


def _attention(result: _Argument, source: Tensor, *more: object, **named: object) -> int:
    batch, length, width = source.shape
    return batch * length * width * (2 * length + 12 * width)


def _flash(result: _Argument, query: Tensor, key: Tensor, *more: object, **named: object) -> int:
    # Two products: queries with keys, and what comes of that with values.
    return 2 * query.numel() * key.shape[-2]


def _flash_backward(result: _Argument, grad: Tensor, query: Tensor, key: Tensor, *more: object, **named: object) -> int:
    # Five products, as torch/utils/flop_counter.py has them: the scores once more, then the gradients.
    return 5 * query.numel() * key.shape[-2]


def broadcast_numel(*shapes: Sequence[int]) -> int:
    """Return the elements of what these shapes give together.

    Raises:
        RuntimeError: they do not fit.
    """
    return math.prod(torch.broadcast_shapes(*shapes))  # type: ignore[no-untyped-call]


def _trilinear(
    result: Tensor, left: Tensor, middle: Tensor, right: Tensor, *expanded: _Argument, **named: object
) -> int:
    """All dims of the three, expanded to each other, are gone through."""
    shapes = []
    for tensor, dims in zip((left, middle, right), expanded, strict=False):
        shape = list(tensor.shape)
        for dim in dims:
            shape.insert(dim, 1)
        shapes.append(shape)
    return 4 * broadcast_numel(*shapes)


def _all_pairs(result: _Argument, tensor: Tensor, *more: object, **named: object) -> int:
    return LIGHT * tensor.numel() * tensor.shape[-1]


def _bags(result: _Argument, table: Tensor, indices: Tensor, *more: object, **named: object) -> int:
    return LIGHT * indices.numel() * table.shape[-1]


def _index_fill(result: Tensor, tensor: Tensor, dim: int, index: Tensor, *more: object, **named: object) -> int:
    return LIGHT * index.numel() * (tensor.numel() // max(tensor.shape[dim], 1) if tensor.dim() else 1)


def _ctc_backward(result: _Argument, grad: Tensor, *args: _Argument, **named: object) -> int:
    return int(2 * STATE * args[5].numel())


def products(func: _Argument, result: _Argument, args: Sequence[_Argument], kwargs: dict[str, _Argument]) -> int | None:
    """Return the multiply-adds that torch's own counter knows of, by how fast their dtype and their sizes are."""
    formula = flop_registry.get(func._overloadpacket)
    if formula is None:
        return None
    matrix = [one for one in args if isinstance(one, Tensor) and one.dim() > 1][-1]
    # torch counts a multiply-add as two operations.
    work = int(formula(*args, **kwargs, out_val=result)) // 2 * _SPEEDS.get(matrix.dtype, _WHOLE_NUMBERS)
    if "convolution" not in func._overloadpacket.__name__:
        return work
    return work * int(_FEW_CHANNELS // max(min(*matrix.shape[:2], _FEW_CHANNELS), 1))


_POOLS = [f"{kind}_pool{dims}d" for kind in ("avg", "max") for dims in (1, 2, 3)]
WORK: dict[str, _Formula] = {
    **dict.fromkeys(_POOLS, _window),
    **{f"{name}_with_indices": _window for name in _POOLS},
    "avg_pool2d_backward": _window_backward,
    "avg_pool3d_backward": _window_backward,
    "fractional_max_pool2d": _window,
    "fractional_max_pool3d": _window,
    "_adaptive_avg_pool2d": _adaptive,
    "_adaptive_avg_pool3d": _adaptive,
    "_adaptive_avg_pool2d_backward": _adaptive_backward,
    "_adaptive_avg_pool3d_backward": _adaptive_backward,
    "adaptive_max_pool2d": lambda result, tensor, *more, **named: _between(tensor, result),
    "adaptive_max_pool3d": lambda result, tensor, *more, **named: _between(tensor, result),
    "_upsample_bilinear2d_aa": lambda result, tensor, *more, **named: 2 * _between(tensor, result),
    "_upsample_bicubic2d_aa": lambda result, tensor, *more, **named: 4 * _between(tensor, result),
    "_upsample_bilinear2d_aa_backward": lambda result, grad, *more, **named: 2 * _between(result, grad),
    "_upsample_bicubic2d_aa_backward": lambda result, grad, *more, **named: 4 * _between(result, grad),
    "upsample_bicubic2d": _taps,
    "upsample_bicubic2d_backward": _taps,
    "grid_sampler_2d": _grid_sample,
    "grid_sampler_3d": _grid_sample,
    "grid_sampler_2d_backward": _sampled_backward,
    "grid_sampler_3d_backward": _sampled_backward,
    "_cdist_forward": _distances,
    "_euclidean_dist": lambda result, left, *more, **named: result.numel() * (left.shape[-1] + 2),
    "_pdist_forward": _distances,
    "_cdist_backward": _cdist_backward,
    "_pdist_backward": _cdist_backward,
    **dict.fromkeys(("sort", "argsort", "topk", "_unique2", "unique_dim", "mode"), _sort),
    "unique_consecutive": _sort,
    "bucketize": _search,
    "searchsorted": _search,
    "multinomial": _multinomial,
    "randperm": lambda result, *more, **named: _SHUFFLE * result.numel(),
    "isin": _isin,
    "linalg_qr": lambda result, tensor, *more, **named: 4 * _factors(result, tensor),
    "geqrf": lambda result, tensor, *more, **named: 4 * _factors(result, tensor),
    "linalg_householder_product": lambda result, tensor, *more, **named: 4 * _factors(result, tensor),
    "linalg_matrix_exp": lambda result, tensor, *more, **named: 32 * _factors(result, tensor),
    "linalg_lu_solve": lambda result, left, pivots, right, **named: (
        4 * _factors(result, left) + _factors(result, right)
    ),
    "_linalg_solve_ex": lambda result, left, right, *more, **named: (
        4 * _factors(result, left) + _factors(result, right)
    ),
    "linalg_inv_ex": lambda result, tensor, *more, **named: 4 * _factors(result, tensor),
    "_linalg_svd": _singular,
    "linalg_svdvals": _singular,
    "_fft_c2c": _fft,
    "_fft_r2c": _fft,
    "_fft_c2r": _fft,
    "linalg_cholesky_ex": _factors,
    "cholesky_inverse": lambda result, tensor, *more, **named: 2 * _factors(result, tensor),
    "linalg_solve_triangular": lambda result, triangle, *more, **named: result.numel() * triangle.shape[-1],
    **dict.fromkeys(("_standard_gamma", "_standard_gamma_grad", "_sample_dirichlet", "_dirichlet_grad"), _each(_DRAWN)),
    **dict.fromkeys(("poisson", "binomial", "polygamma"), _each(_DRAWN)),
    "igamma": _each(_SERIES),
    "addbmm": lambda result, bias, left, right, **named: left.numel() * right.shape[-1],
    "addmm_": lambda result, bias, left, right, **named: left.numel() * right.shape[-1],
    "baddbmm_": lambda result, bias, left, right, **named: left.numel() * right.shape[-1],
    "mkldnn_rnn_layer": _lstm,
    "mkldnn_rnn_layer_backward": lambda *args, **named: 2 * _lstm(*args),
    "_native_multi_head_attention": _attention,
    "_transformer_encoder_layer_fwd": _attention,
    "_scaled_dot_product_flash_attention_for_cpu": _flash,
    "_scaled_dot_product_flash_attention_for_cpu_backward": _flash_backward,
    "_trilinear": _trilinear,
    "multilabel_margin_loss_forward": _all_pairs,
    "multilabel_margin_loss_backward": lambda result, grad, tensor, *more, **named: _all_pairs(result, tensor),
    "_embedding_bag": _bags,
    "_embedding_bag_forward_only": _bags,
    "_embedding_bag_dense_backward": lambda result, grad, indices, *more, **named: _bags(result, grad, indices),
    "_embedding_bag_per_sample_weights_backward": lambda result, grad, table, indices, *more, **named: _bags(
        result, table, indices
    ),
    "index_fill": _index_fill,
    "index_fill_": _index_fill,
    "_ctc_loss_backward": _ctc_backward,
}
"""Multiply-adds of operations that cost more than what they read and write is large."""
