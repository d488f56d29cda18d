"""Counts the floating-point operations of a run, including those that torch's own counter misses on a CPU."""

from __future__ import annotations

from math import prod
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode, sdpa_flop_count

Shape = tuple[int, ...]


def flop_counter() -> FlopCounterMode:
    """Return a counter that sees attention and LSTM also where the CPU runs each in one kernel of its own."""
    aten = torch.ops.aten
    return FlopCounterMode(
        display=False,
        custom_mapping={
            aten._scaled_dot_product_flash_attention_for_cpu: _attention,
            aten.mkldnn_rnn_layer: _recurrent,
        },
    )


def _attention(query: Shape, key: Shape, value: Shape, *args: Any, **named: Any) -> int:  # noqa: ANN401 - the rest
    return int(sdpa_flop_count(query, key, value))  # type: ignore[no-untyped-call]


def _recurrent(x: Shape, entry: Shape, hidden: Shape, *args: Any, **named: Any) -> int:  # noqa: ANN401 - the rest
    """Count one direction of one layer: each step multiplies with the weights of what enters and of what is kept."""
    return 2 * prod(x[:-1]) * (prod(entry) + prod(hidden))
