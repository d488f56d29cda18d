"""Counts the floating-point operations of a run, including those that torch's own counter misses on a CPU."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode, sdpa_flop_count

Shape = tuple[int, ...]
_ASKS = frozenset({
    "dim", "is_contiguous", "is_non_overlapping_and_dense", "is_strides_like_format", "layout", "numel", "size",
    "stride", "storage_offset", "sym_is_contiguous", "sym_numel", "sym_size", "sym_storage_offset", "sym_stride",
})  # fmt: skip
"""Questions about a tensor, which compute nothing."""


class FlopCounter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts as `torch.utils.flop_counter.FlopCounterMode` does, the total alone."""

    def __init__(self) -> None:
        """Start at zero."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.total = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Save seconds at the first operation: torch's counter imports the compiler, which nothing here needs."""
        return False

    def __torch_dispatch__(
        self,
        func: Any,  # noqa: ANN401 - also an operation that takes functions
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - an operation returns anything
        """Run an operation, taken apart where torch can; count what is left."""
        kwargs = kwargs or {}
        if not isinstance(func, torch._ops.OpOverload) or func._overloadpacket.__name__ in _ASKS:
            return NotImplemented
        with self:
            parts = func.decompose(*args, **kwargs)
        if parts is not NotImplemented:
            return parts
        out = func(*args, **kwargs)
        formula = _formulas().get(func._overloadpacket)
        if formula is not None:
            self.total += formula(*args, **kwargs, out_val=out)
        return out


@cache
def _formulas() -> dict[Any, Any]:
    """Return torch's formulas, with those of attention and LSTM where the CPU runs each in one kernel of its own."""
    aten = torch.ops.aten
    own = {aten._scaled_dot_product_flash_attention_for_cpu: _attention, aten.mkldnn_rnn_layer: _recurrent}
    return FlopCounterMode(display=False, custom_mapping=own).flop_registry


def _attention(query: Shape, key: Shape, value: Shape, *args: Any, **named: Any) -> int:  # noqa: ANN401 - the rest
    return int(sdpa_flop_count(query, key, value))  # type: ignore[no-untyped-call]


def _recurrent(x: Shape, entry: Shape, hidden: Shape, *args: Any, **named: Any) -> int:  # noqa: ANN401 - the rest
    """Count one direction of one layer: each step multiplies with the weights of what enters and of what is kept."""
    return 2 * prod(x[:-1]) * (prod(entry) + prod(hidden))
