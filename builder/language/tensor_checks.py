"""What kernels of torch take on trust: arguments by which they would read or write beyond a tensor, or divide by zero.

`CHECKS` holds a check for each such operation; it refuses before the operation runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import torch
from torch import Tensor

from builder.language.failures import Refusal

_Operation: TypeAlias = Any
_Lengths: TypeAlias = "Tensor | list[int]"
_aten = torch.ops.aten
_LSTM_GATES = 4


def _demand(holds: bool, problem: str, hint: str) -> None:
    if not holds:
        raise Refusal(problem, hint)


def _shape(tensor: Tensor, name: str, expected: tuple[int, ...]) -> None:
    shape = tuple(tensor.shape)
    _demand(shape == expected, f"The {name} has the shape {list(shape)}, not {list(expected)}.", "Give it that shape.")


def _ctc(log_probs: Tensor, targets: Tensor, inputs: _Lengths, lengths: _Lengths, *more: object) -> None:
    classes, steps = log_probs.shape[-1], log_probs.shape[0]
    within = not targets.numel() or (int(targets.min()) >= 0 and int(targets.max()) < classes)
    _demand(within, f"A target of CTC is no class: there are {classes} classes.", f"Use 0 to {classes - 1}.")
    given, wanted = _whole(inputs), _whole(lengths)
    room = targets.shape[-1] if targets.dim() > 1 else targets.numel()
    needed = sum(wanted) if targets.dim() == 1 else max(wanted, default=0)
    fits = all(0 <= length <= steps for length in given) and min(wanted, default=0) >= 0 and needed <= room
    _demand(fits, "A length of CTC is longer than its sequence.", "Give the lengths that the sequences have.")


def _whole(lengths: _Lengths) -> list[int]:
    return lengths.reshape(-1).tolist() if isinstance(lengths, Tensor) else list(lengths)


def _lstm(  # noqa: PLR0913, PLR0917 - the operation's own
    inputs: Tensor, input_weight: Tensor, hidden_weight: Tensor, input_bias: Tensor, hidden_bias: Tensor,
    hidden: Tensor, cell: Tensor, reverse: bool, batch_sizes: object, mode: int, hidden_size: int, layers: int,
    has_biases: bool, *more: object,
) -> None:  # fmt: skip
    rows = _LSTM_GATES * hidden_size
    _demand(hidden_size > 0, "The hidden_size of the LSTM is 0.", "Make it 1 or more.")
    _shape(input_weight, "weight_ih of the LSTM", (rows, inputs.shape[-1]))
    _shape(hidden_weight, "weight_hh of the LSTM", (rows, hidden_size))
    if has_biases:
        _shape(input_bias, "bias_ih of the LSTM", (rows,))
        _shape(hidden_bias, "bias_hh of the LSTM", (rows,))
    state = (inputs.shape[1], hidden_size)
    _shape(hidden, "hidden state of the LSTM", (*hidden.shape[:-2], *state))
    _shape(cell, "cell state of the LSTM", (*cell.shape[:-2], *state))


def _flash(
    query: Tensor, key: Tensor, value: Tensor, *more: object, attn_mask: Tensor | None = None, **named: object
) -> None:
    batch, heads, length, width = query.shape
    _shape(value, "value of the attention", tuple(key.shape))
    _shape(key, "key of the attention", (batch, key.shape[1], key.shape[2], width))
    _demand(
        key.shape[1] > 0 and heads % key.shape[1] == 0,
        f"The attention has {heads} heads of queries and {key.shape[1]} of keys.",
        "Use the same number.",
    )
    if attn_mask is not None:
        whole = (batch, heads, length, key.shape[2])
        fits = attn_mask.dim() <= len(whole) and all(
            size in (1, full) for size, full in zip(reversed(attn_mask.shape), reversed(whole), strict=False)
        )
        _demand(fits, f"The mask has the shape {list(attn_mask.shape)}, not {list(whole)}.", "Give it that shape.")


def _attention(query: Tensor, key: Tensor, value: Tensor, *more: Any, **named: object) -> None:  # noqa: ANN401 - many
    _shape(key, "key of the attention", (key.shape[0], key.shape[1], query.shape[2]))
    _shape(value, "value of the attention", tuple(key.shape))
    _heads(query, *more)


def _heads(source: Tensor, embed_dim: int, num_heads: int, *tensors: Any) -> None:  # noqa: ANN401 - of many kinds
    fits = num_heads > 0 and embed_dim == source.shape[-1] and embed_dim % num_heads == 0
    _demand(
        fits,
        f"The attention has {num_heads} heads for embed_dim {embed_dim} and receives {source.shape[-1]} features.",
        "Make embed_dim that number, and a multiple of num_heads.",
    )
    wide = ((3 * embed_dim, embed_dim), (3 * embed_dim,), (embed_dim, embed_dim), (embed_dim,))
    names = ("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias")
    for tensor, name, expected in zip(tensors, names, wide, strict=False):
        _shape(tensor, f"{name} of the attention", expected)


def _divide(left: Tensor, right: Any, *, rounding_mode: str | None = None) -> None:  # noqa: ANN401 - a tensor or number
    """Refuse the one quotient of whole numbers that is none, for which the processor stops the program."""
    if rounding_mode != "trunc" or left.is_floating_point() or left.is_complex() or not left.numel():
        return
    negative = bool((right == -1).any()) if isinstance(right, Tensor) else right == -1
    if negative and left.dtype in (torch.int32, torch.int64):
        smallest = torch.iinfo(left.dtype).min
        _demand(int(left.min()) > smallest, f"{smallest} cannot be divided by -1.", "Use a larger number.")


CHECKS: dict[_Operation, Callable[..., None]] = {
    _aten._ctc_loss.default: _ctc,
    _aten._ctc_loss.Tensor: _ctc,
    _aten.mkldnn_rnn_layer.default: _lstm,
    _aten._scaled_dot_product_flash_attention_for_cpu.default: _flash,
    _aten._native_multi_head_attention.default: _attention,
    _aten._transformer_encoder_layer_fwd.default: _heads,
    _aten.div.Tensor_mode: _divide,
    _aten.div_.Tensor_mode: _divide,
    _aten.div.Scalar_mode: _divide,
    _aten.div_.Scalar_mode: _divide,
}
