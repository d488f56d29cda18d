"""Checks arguments that backward kernels do not validate, against the tensors as they are when backward reads them.

Whatever changed since the forward, an index that lies outside of its tensor is refused before a kernel follows it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import torch
from torch import Tensor

from builder.live.forward_checks import check_ctc, check_flash, expect_shape, expect_within

_Operation: TypeAlias = Any
_aten = torch.ops.aten
_LSTM_GATES = 4
_MAX = 2
"""The mode of an embedding bag that takes the largest."""


def _max_pool(grad: Tensor, inputs: Tensor, kernel: Sequence[int], *more: Any) -> None:  # noqa: ANN401 - sizes, indices
    indices = more[-1]
    expect_shape(grad, "pool.gradient", tuple(indices.shape))
    expect_within(indices, math.prod(inputs.shape[-len(kernel) :]), "pool")


def _max_pool2d(grad: Tensor, inputs: Tensor, *more: Tensor) -> None:
    _max_pool(grad, inputs, (0, 0), *more)


def _max_pool3d(grad: Tensor, inputs: Tensor, *more: Tensor) -> None:
    _max_pool(grad, inputs, (0, 0, 0), *more)


def _embedding(grad: Tensor, indices: Tensor, rows: int, *more: object) -> None:
    expect_within(indices, rows, "embedding")


def _embedding_bag(  # noqa: PLR0913, PLR0917 - the operation's own
    grad: Tensor, indices: Tensor, bag_of_index: Tensor, sizes: object, largest: Tensor, rows: int,
    by_frequency: bool, mode: int, *more: object,
) -> None:  # fmt: skip
    expect_within(indices, rows, "embedding_bag")
    expect_within(bag_of_index, grad.shape[0], "embedding_bag")
    if mode == _MAX:
        expect_within(largest, rows, "embedding_bag", besides=-1)


def _nll(  # noqa: PLR0913, PLR0917 - the operation's own
    grad: Tensor, inputs: Tensor, target: Tensor, weight: object, reduction: int, ignored: int, *more: object
) -> None:
    expect_within(target, inputs.shape[1 if inputs.dim() > 1 else 0], "loss", besides=ignored)


def _margin(grad: Tensor, inputs: Tensor, target: Tensor, *more: object) -> None:
    expect_within(target, inputs.shape[-1], "loss", besides=-1)


def _lstm(  # noqa: PLR0913, PLR0917 - the operation's own
    inputs: Tensor, input_weight: Tensor, hidden_weight: Tensor, input_bias: Tensor, hidden_bias: Tensor,
    hidden: Tensor, cell: Tensor, output: Tensor, *more: object,
) -> None:  # fmt: skip
    size = hidden.shape[-1]
    expect_shape(input_weight, "LSTM.weight_ih", (_LSTM_GATES * size, inputs.shape[-1]))
    expect_shape(hidden_weight, "LSTM.weight_hh", (_LSTM_GATES * size, size))
    expect_shape(output, "LSTM.output", (*inputs.shape[:-1], size))


def _flash(  # noqa: PLR0913 - the operation's own
    grad: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, *more: object,
    attn_mask: Tensor | None = None, **named: object,
) -> None:  # fmt: skip
    check_flash(query, key, value, attn_mask=attn_mask)
    expect_shape(out, "attention.output", tuple(query.shape))
    expect_shape(grad, "attention.gradient", tuple(query.shape))


def _cdist(grad: Tensor, left: Tensor, right: Tensor, p: float, distances: Tensor) -> None:
    expect_shape(grad, "cdist.gradient", tuple(distances.shape))
    expect_shape(right, "cdist.x2", (*right.shape[:-1], left.shape[-1]))


def _pdist(grad: Tensor, inputs: Tensor, p: float, distances: Tensor) -> None:
    rows = inputs.shape[0]
    expect_shape(grad, "pdist.gradient", (rows * (rows - 1) // 2,))


BACKWARD_CHECKS: dict[_Operation, Callable[..., None]] = {
    _aten.max_pool2d_with_indices_backward: _max_pool,
    _aten.max_pool3d_with_indices_backward: _max_pool,
    _aten.fractional_max_pool2d_backward: _max_pool,
    _aten.fractional_max_pool3d_backward: _max_pool,
    _aten.adaptive_max_pool2d_backward: _max_pool2d,
    _aten.adaptive_max_pool3d_backward: _max_pool3d,
    _aten.embedding_dense_backward: _embedding,
    _aten._embedding_bag_dense_backward: _embedding_bag,
    _aten.nll_loss_backward: _nll,
    _aten.nll_loss2d_backward: _nll,
    _aten.multi_margin_loss_backward: _margin,
    _aten.multilabel_margin_loss_backward: _margin,
    _aten._ctc_loss_backward: lambda grad, *args: check_ctc(*args),
    _aten.mkldnn_rnn_layer_backward: _lstm,
    _aten._scaled_dot_product_flash_attention_for_cpu_backward: _flash,
    _aten._cdist_backward: _cdist,
    _aten._pdist_backward: _pdist,
}
"""By operation, in all of its overloads."""
