"""Checks arguments that torch kernels do not validate, with which they would read out of bounds or divide by 0.

`CHECKS` holds a check for each such operation; it refuses before the operation runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import torch
from torch import Tensor

from builder.interpreter.failures import Refusal
from builder.live.memory import is_reinterpreted
from builder.sentences import say

_Operation: TypeAlias = Any
_Lengths: TypeAlias = "Tensor | list[int]"
_aten = torch.ops.aten
_LSTM_GATES = 4
"""Input, forget, cell and output gate, whose weights lie one below the other: the page of torch.nn.LSTM."""


def expect_shape(tensor: Tensor, name: str, expected: tuple[int, ...]) -> None:
    """Refuse a tensor of another shape.

    Raises:
        Refusal: the shape is not the expected one.
    """
    shape = tuple(tensor.shape)
    if shape != expected:
        raise Refusal(
            say("live.check.shape", name=name, shape=list(shape), expected=list(expected)),
            say("live.check.shape.hint"),
        )


def check_ctc(log_probs: Tensor, targets: Tensor, inputs: _Lengths, lengths: _Lengths, *more: object) -> None:
    """Refuse targets and lengths by which CTC would read beyond its sequences.

    Raises:
        Refusal: a target is no class, or a length is negative or longer than its sequence.
    """
    classes, steps = log_probs.shape[-1], log_probs.shape[0]
    within = not targets.numel() or (int(targets.min()) >= 0 and int(targets.max()) < classes)
    if not within:
        raise Refusal(say("live.check.ctc", classes=classes), say("live.check.ctc.hint", last=classes - 1))
    given, wanted = _whole(inputs), _whole(lengths)
    # One row for each sequence, or all targets one after another (torch.nn.CTCLoss, Shape).
    room = targets.shape[-1] if targets.dim() > 1 else targets.numel()
    needed = sum(wanted) if targets.dim() == 1 else max(wanted, default=0)
    fits = all(0 <= length <= steps for length in given) and min(wanted, default=0) >= 0 and needed <= room
    if not fits:
        raise Refusal(say("live.check.ctc-length"), say("live.check.ctc-length.hint"))


def _whole(lengths: _Lengths) -> list[int]:
    return lengths.reshape(-1).tolist() if isinstance(lengths, Tensor) else list(lengths)


def _lstm(  # noqa: PLR0913, PLR0917 - the operation's own
    inputs: Tensor, input_weight: Tensor, hidden_weight: Tensor, input_bias: Tensor, hidden_bias: Tensor,
    hidden: Tensor, cell: Tensor, reverse: bool, batch_sizes: object, mode: int, hidden_size: int, layers: int,
    has_biases: bool, *more: object,
) -> None:  # fmt: skip
    rows = _LSTM_GATES * hidden_size
    if hidden_size <= 0:
        raise Refusal(say("live.check.hidden"), say("live.check.hidden.hint"))
    expect_shape(input_weight, "LSTM.weight_ih", (rows, inputs.shape[-1]))
    expect_shape(hidden_weight, "LSTM.weight_hh", (rows, hidden_size))
    if has_biases:
        expect_shape(input_bias, "LSTM.bias_ih", (rows,))
        expect_shape(hidden_bias, "LSTM.bias_hh", (rows,))
    state = (inputs.shape[1], hidden_size)
    expect_shape(hidden, "LSTM.h_0", (*hidden.shape[:-2], *state))
    expect_shape(cell, "LSTM.c_0", (*cell.shape[:-2], *state))


def check_flash(
    query: Tensor, key: Tensor, value: Tensor, *more: object, attn_mask: Tensor | None = None, **named: object
) -> None:
    """Refuse tensors of an attention that do not fit each other.

    Raises:
        Refusal: a shape does not fit, or the number of query heads is no multiple of the number of key heads.
    """
    batch, heads, length, width = query.shape
    expect_shape(value, "attention.value", tuple(key.shape))
    expect_shape(key, "attention.key", (batch, key.shape[1], key.shape[2], width))
    if key.shape[1] <= 0 or heads % key.shape[1]:
        raise Refusal(say("live.check.heads", heads=heads, keys=key.shape[1]), say("live.check.heads.hint"))
    if attn_mask is not None:
        whole = (batch, heads, length, key.shape[2])
        fits = attn_mask.dim() <= len(whole) and all(
            size in (1, full) for size, full in zip(reversed(attn_mask.shape), reversed(whole), strict=False)
        )
        if not fits:
            raise Refusal(
                say("live.check.mask", shape=list(attn_mask.shape), whole=list(whole)),
                say("live.check.shape.hint"),
            )


def _attention(query: Tensor, key: Tensor, value: Tensor, *more: Any, **named: object) -> None:  # noqa: ANN401 - many
    expect_shape(key, "attention.key", (key.shape[0], key.shape[1], query.shape[2]))
    expect_shape(value, "attention.value", tuple(key.shape))
    _heads(query, *more)


def _heads(source: Tensor, embed_dim: int, num_heads: int, *tensors: Any) -> None:  # noqa: ANN401 - of many kinds
    fits = num_heads > 0 and embed_dim == source.shape[-1] and embed_dim % num_heads == 0
    if not fits:
        raise Refusal(
            say("live.check.embed", num_heads=num_heads, embed_dim=embed_dim, features=source.shape[-1]),
            say("live.check.embed.hint"),
        )
    wide = ((3 * embed_dim, embed_dim), (3 * embed_dim,), (embed_dim, embed_dim), (embed_dim,))
    names = ("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias")
    for tensor, name, expected in zip(tensors, names, wide, strict=False):
        expect_shape(tensor, f"attention.{name}", expected)


def _divide(left: Any, right: Any, *, rounding_mode: str | None = "trunc", **named: object) -> None:  # noqa: ANN401
    """Refuse the integer division that overflows, for which the processor stops the program."""
    dtype = torch.result_type(left, right)
    if rounding_mode is None or dtype not in (torch.int32, torch.int64):
        return
    smallest = torch.iinfo(dtype).min
    if _holds(right, -1) and _holds(left, smallest):
        raise Refusal(say("live.check.smallest", smallest=smallest), say("live.check.smallest.hint"))


def _holds(value: Any, number: int) -> bool:  # noqa: ANN401 - a tensor or number
    return bool((value == number).any()) if isinstance(value, Tensor) else value == number


def _embedding_bag(weight: Tensor, indices: Tensor, offsets: Tensor, *more: object, **named: object) -> None:
    expect_within(indices, weight.shape[0], "embedding_bag")
    starts = offsets.flatten()
    ordered = not starts.numel() or (
        int(starts[0]) == 0 and int(starts[-1]) <= indices.numel() and bool((starts[1:] >= starts[:-1]).all())
    )
    if not ordered:
        raise Refusal(say("live.check.offsets"), say("live.check.offsets.hint"))


def expect_within(indices: Tensor, size: int, name: str, besides: int | None = None) -> None:
    """Refuse indices outside of 0 to `size` - 1, save one number that stands for none.

    Raises:
        Refusal: an index is outside.
    """
    counted = indices if besides is None else indices[indices != besides]
    within = not counted.numel() or (int(counted.min()) >= 0 and int(counted.max()) < size)
    if not within:
        raise Refusal(say("live.check.index", name=name, last=size - 1), say("live.check.index.hint"))


def _fractional(tensor: Tensor, kernel: list[int], output: list[int], samples: Tensor, **named: object) -> None:
    within = bool(((samples >= 0) & (samples <= 1)).all())
    if not within:
        raise Refusal(say("live.check.fractional"), say("live.check.fractional.hint"))
    planes = tensor.shape[: -len(kernel)]
    batch = planes[0] if len(planes) > 1 else 1
    fits = samples.dim() == 3 and samples.shape[0] >= batch and samples.shape[1:] == (planes[-1], len(kernel))
    if not fits:
        raise Refusal(say("live.check.samples", shape=list(samples.shape)), say("live.check.fractional.hint"))


def _batch_norm(  # noqa: PLR0913, PLR0917 - the operation's own
    inputs: Tensor, weight: object, bias: object, mean: Tensor | None, var: Tensor | None, training: bool, *more: object
) -> None:
    """Refuse statistics that are changed, without being counted, in memory that holds whole numbers elsewhere."""
    for tensor, name in ((mean, "running_mean"), (var, "running_var")):
        if training and tensor is not None and is_reinterpreted(tensor):
            raise Refusal(say("live.check.dtype-view", name=name), say("live.check.dtype-view.hint"))


def _check_searchsorted(boundaries: Tensor, *more: object, sorter: Tensor | None = None, **named: object) -> None:
    if sorter is not None:
        expect_shape(sorter, "sorter", tuple(boundaries.shape))
        expect_within(sorter, boundaries.shape[-1], "sorter")


def _unpool(tensor: Tensor, indices: Tensor, output_size: list[int], *more: object, **named: object) -> None:
    expect_within(indices, math.prod(output_size), "unpool")


def _check_norms(v: Tensor, g: Tensor, dim: int = 0) -> None:
    """Refuse norms that are not one for each entry along the dim."""
    expect_shape(g, "weight_g", tuple(n if i == dim else 1 for i, n in enumerate(v.shape)))
    if g.dtype != v.dtype:
        raise Refusal(say("live.check.norm-dtype", norm=g.dtype, dtype=v.dtype), say("live.check.norm-dtype.hint"))


def _gamma(concentration: Tensor, *more: object, **named: object) -> None:
    """Refuse concentrations for which the kernel would draw again and again without end."""
    if not concentration.is_meta and not bool((concentration.isfinite() & (concentration >= 0)).all()):
        raise Refusal(say("live.check.concentration"), say("live.check.concentration.hint"))


def _binomial(count: Tensor, prob: Tensor, *more: object, **named: object) -> None:
    if count.is_meta or prob.is_meta:
        return
    if not bool((count.isfinite() & (count >= 0)).all() & ((prob >= 0) & (prob <= 1)).all()):
        raise Refusal(say("live.check.trials"), say("live.check.trials.hint"))


CHECKS: dict[_Operation, Callable[..., None]] = {
    _aten._ctc_loss: check_ctc,
    _aten.mkldnn_rnn_layer: _lstm,
    _aten._scaled_dot_product_flash_attention_for_cpu: check_flash,
    _aten._native_multi_head_attention: _attention,
    _aten._transformer_encoder_layer_fwd: _heads,
    _aten._embedding_bag: _embedding_bag,
    _aten._embedding_bag_forward_only: _embedding_bag,
    _aten.fractional_max_pool2d: _fractional,
    _aten.fractional_max_pool3d: _fractional,
    _aten.native_batch_norm: _batch_norm,
    _aten.searchsorted: _check_searchsorted,
    _aten._weight_norm_interface: _check_norms,
    _aten._standard_gamma: _gamma,
    _aten._sample_dirichlet: _gamma,
    _aten.binomial: _binomial,
    _aten.max_unpool2d: _unpool,
    _aten.max_unpool3d: _unpool,
    _aten.div: partial(_divide, rounding_mode=None),
    _aten.div_: partial(_divide, rounding_mode=None),
    **dict.fromkeys(
        (_aten.floor_divide, _aten.floor_divide_, _aten.remainder, _aten.remainder_, _aten.fmod, _aten.fmod_), _divide
    ),
}
"""By operation, in all of its overloads: those that write into an `out` too."""
