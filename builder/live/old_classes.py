"""Old classes of tensors, as `torch.LongTensor`, which make tensors and stand for dtypes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from builder.interpreter.limits import Value
from builder.interpreter.values import Native
from builder.live.values import to_host

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

OLD_CLASSES = {
    "IntTensor": torch.int32, "LongTensor": torch.int64, "DoubleTensor": torch.float64, "HalfTensor": torch.float16,
    "ByteTensor": torch.uint8, "BoolTensor": torch.bool, "ShortTensor": torch.int16,
}  # fmt: skip


def old_tensor(interpreter: Interpreter, args: tuple[Value, ...], dtype: torch.dtype) -> Tensor:
    """Return what an old class makes of sizes, of a `torch.Size`, or of values; what torch leaves unset is 0."""
    if args and all(isinstance(arg, int) for arg in args):
        return torch.zeros(*args, dtype=dtype)
    if args and isinstance(args[0], torch.Size):
        return torch.zeros(args[0], dtype=dtype)
    return torch.tensor(to_host(interpreter, args[0] if args else []), dtype=dtype)


def old_class(name: str) -> Native:
    """Return what makes a tensor of its dtype."""
    return Native(name, lambda interpreter, *args: old_tensor(interpreter, args, OLD_CLASSES[name]))
