"""Functions of torch that make tensors of numbers, lists and arrays beside `torch.tensor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from builder.interpreter.arrays.array import Array
from builder.interpreter.limits import Value
from builder.interpreter.values import Native
from builder.live.arrays import array_tensor, to_tensor
from builder.live.values import check_device, to_host

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

LEGACY = {
    "IntTensor": torch.int32, "LongTensor": torch.int64, "DoubleTensor": torch.float64, "HalfTensor": torch.float16,
    "ByteTensor": torch.uint8, "BoolTensor": torch.bool, "ShortTensor": torch.int16,
}  # fmt: skip
"""Classes of tensors as they were called before there were dtypes."""


def _as_tensor(interpreter: Interpreter, value: Value, dtype: Value = None, device: Value = None) -> Value:
    check_device("to", (), {"device": device})
    made = to_tensor(value) if isinstance(value, Array) else to_host(interpreter, value)
    return torch.as_tensor(made, dtype=dtype, device=device)


def _legacy(name: str) -> Native:
    def call(interpreter: Interpreter, *args: Value) -> Tensor:
        if args and all(isinstance(arg, int) for arg in args):
            return torch.zeros(*args, dtype=LEGACY[name])
        return torch.tensor(to_host(interpreter, args[0] if args else []), dtype=LEGACY[name])

    return Native(name, call)


MAKERS: dict[str, Value] = {
    "from_numpy": Native("from_numpy", array_tensor), "as_tensor": Native("as_tensor", _as_tensor),
    **{name: _legacy(name) for name in LEGACY},
}  # fmt: skip
