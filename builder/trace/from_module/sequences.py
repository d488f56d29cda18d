"""Checks that live recurrent and attention layers find the batch at the dim where they expect it."""

from __future__ import annotations

from typing import Any

from torch import nn

from builder.document.batch import count_misplaced
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.recorder import tensors_in

_Layer = nn.RNNBase | nn.MultiheadAttention
"""Those inside of which no other one is called: the transformers of torch are made of them."""


def tells_batch(network: nn.Module) -> bool:
    """Tell whether a layer inside declares which dim is the batch, as by `batch_first`."""
    return any(isinstance(module, _Layer) for module in network.modules())


def misplaced_in(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    """Count what a layer is given with the batch at another dim than it says."""
    if not isinstance(module, _Layer):
        return 0
    given = dict(zip(_INPUTS[isinstance(module, nn.RNNBase)], args, strict=False)) | kwargs
    states = given.pop("hx", ())
    sequences = [given[name] for name in ("input", "query", "key", "value") if name in given]
    return count_misplaced(module.batch_first, *(list(map(_marks, tensors_in(value))) for value in (sequences, states)))


def has_batch(value: Any) -> bool:  # noqa: ANN401 - what a forward returns
    """Tell whether the batch is a dim of some tensor that is returned."""
    return any(BATCH_SIZE in tensor.shape for tensor in tensors_in(value))


_INPUTS = (("query", "key", "value"), ("input", "hx"))


def _marks(tensor: Any) -> list[bool]:  # noqa: ANN401 - a tensor
    return [n == BATCH_SIZE for n in tensor.shape]
