"""Recurrent layers and cells on the meta device: one step shows the shapes of all that follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

_RECURRENT = frozenset(getattr(torch._VF, name) for name in ("lstm", "gru", "rnn_tanh", "rnn_relu"))
_CELLS = frozenset(getattr(torch._VF, f"{name}_cell") for name in ("lstm", "gru", "rnn_tanh", "rnn_relu"))
_BATCH_FIRST = 8
"""The position of `batch_first`, torch's last argument where the sequences are not packed."""


class OneStep(TorchFunctionMode):
    """Lets `nn.RNN`, `nn.LSTM` and `nn.GRU` run on the first step alone, and a cell once for all steps of one shape.

    On meta only; all of torch's own checks are made, since none hangs on the number of steps.
    """

    def __init__(self) -> None:
        """Begin with no cell that has run."""
        super().__init__()
        self.known: dict[Any, Any] = {}

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        """Run a function of torch."""
        if func in _CELLS:
            return self._cell(func, args)
        if func not in _RECURRENT or not _is_padded(args):
            return func(*args, **(kwargs or {}))
        return _layer(func, args)

    def _cell(self, func: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a state, or two of them
        key = (func, *map(_shape, args))
        if key not in self.known:
            self.known[key] = func(*args)
        states = self.known[key]
        return tuple(map(torch.empty_like, states)) if isinstance(states, tuple) else torch.empty_like(states)


def _layer(func: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - the output and the states
    sequence, dim = args[0], 1 if args[_BATCH_FIRST] else 0
    if sequence.shape[dim] < 2:
        return func(*args)
    output, *states = func(sequence.narrow(dim, 0, 1), *args[1:])
    shape = list(output.shape)
    shape[dim] = sequence.shape[dim]
    return output.new_empty(shape), *states


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
