"""Layers and functions on the meta device: what recurrent ones return has the shapes of their states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from builder.trace.from_module.meta_cache import MetaCache

_RECURRENT = frozenset(getattr(torch._VF, name) for name in ("lstm", "gru", "rnn_tanh", "rnn_relu"))
_CELLS = frozenset(getattr(torch._VF, f"{name}_cell") for name in ("lstm", "gru", "rnn_tanh", "rnn_relu"))
_BIDIRECTIONAL, _BATCH_FIRST = 7, 8
"""Their positions; `batch_first` is torch's last argument where the sequences are not packed."""


class MetaShapes(TorchFunctionMode):
    """Lets `nn.RNN`, `nn.LSTM` and `nn.GRU` return at once, and runs cells and slow functions once for each shape.

    On meta only, where torch takes a layer apart, step by step, and imports its compiler for that.
    """

    def __init__(self) -> None:
        """Begin with no cell that has run."""
        super().__init__()
        self.known: dict[Any, Any] = {}
        self.remembered = MetaCache()

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        """Run a function of torch."""
        if func in _CELLS and args[0].is_meta:
            return self._cell(func, args)
        if func not in _RECURRENT or not _is_padded(args):
            return self.remembered.returned(func, args, kwargs or {})
        return _layer(func, args)

    def _cell(self, func: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a state, or two of them
        key = (func, *map(_shape, args))
        if key not in self.known:
            self.known[key] = func(*args)
        states = self.known[key]
        return tuple(map(torch.empty_like, states)) if isinstance(states, tuple) else torch.empty_like(states)


def _layer(func: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - the output and the states
    sequence, given, weights = args[:3]
    states = given if isinstance(given, list | tuple) else (given,)
    dtypes = {one.dtype for one in (sequence, *states, *weights)}
    if len(dtypes) > 1 or 0 in sequence.shape:
        return func(*args)  # torch says what it refuses
    # The states of each direction are as wide as what it returns, `proj_size` included; `nn` has checked their shapes.
    width = states[0].shape[2] * (2 if args[_BIDIRECTIONAL] else 1)
    return sequence.new_empty((*sequence.shape[:2], width)), *map(torch.empty_like, states)


def _shape(value: Any) -> Any:  # noqa: ANN401 - an argument of a cell
    if isinstance(value, Tensor):
        return value.shape, value.dtype, value.device
    return tuple(map(_shape, value)) if isinstance(value, list | tuple) else value


def _is_padded(args: tuple[Any, ...]) -> bool:
    """Tell whether a call is that of whole sequences on meta, not of packed ones."""
    if len(args) <= _BATCH_FIRST or not isinstance(args[2], list | tuple):
        return False
    sequence = args[0]
    return isinstance(sequence, Tensor) and sequence.is_meta and sequence.dim() == 3
