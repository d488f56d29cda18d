"""Functions of torch that make tensors of numbers, lists and arrays beside `torch.tensor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from builder.interpreter.arrays.array import Array
from builder.interpreter.limits import Value
from builder.interpreter.values import Native
from builder.live.arrays import array_tensor, to_tensor
from builder.live.values import check_device, to_host

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def _as_tensor(interpreter: Interpreter, value: Value, dtype: Value = None, device: Value = None) -> Value:
    check_device("to", (), {"device": device})
    made = to_tensor(value) if isinstance(value, Array) else to_host(interpreter, value)
    return torch.as_tensor(made, dtype=dtype, device=device)


MAKERS: dict[str, Value] = {
    "from_numpy": Native("from_numpy", array_tensor), "as_tensor": Native("as_tensor", _as_tensor),
}  # fmt: skip
