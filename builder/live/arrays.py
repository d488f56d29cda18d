"""How arrays of NumPy meet live tensors: an array holds a tensor on its memory, whose version counts its changes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from builder.interpreter.arrays.array import OPERATORS, Array, NumpyValue, root_of
from builder.interpreter.arrays.checks import look
from builder.interpreter.limits import Value
from builder.interpreter.table_host import TableHost
from builder.live.memory import count_change
from builder.live.values import from_host

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.live.guard import TensorGuard


class ArrayHost(TableHost):
    """A namespace of live tensors, beside which there are arrays."""

    tensor_guard: TensorGuard | None = None

    def reserve(self, interpreter: Interpreter, count: int, work: int) -> None:
        """Hold an array against the limits of tensors."""
        if self.tensor_guard is not None:
            self.tensor_guard.check(count, work)

    def array_source(self, interpreter: Interpreter, held: Any) -> Value:  # noqa: ANN401 - an array of NumPy
        """Return a tensor on the memory of a new array."""
        source = torch.from_numpy(held)
        self.track([source])
        return source

    def on_array_changed(self, interpreter: Interpreter, array: Array) -> None:
        """Count a change of an array as one of all tensors on its memory."""
        count_change(source_of(array))

    def with_array(
        self, interpreter: Interpreter, op: type[ast.AST], held: NumpyValue, other: Value, is_left: bool
    ) -> Value:
        """Apply an operator to a tensor and a value of NumPy, as they do it: some give a tensor, some raise."""
        if not isinstance(other, Tensor):
            return NotImplemented
        if isinstance(held, Array):  # NumPy computes it, of what the tensor says is its array
            look(interpreter, op is ast.MatMult, held.held, np.broadcast_to(np.False_, other.shape))
        return OPERATORS[op](held.held, other) if is_left else OPERATORS[op](other, held.held)

    def for_array(self, interpreter: Interpreter, value: Value) -> Value:
        """Return a tensor as an array on its memory."""
        return value.numpy() if isinstance(value, Tensor) else NotImplemented

    def from_array(self, interpreter: Interpreter, value: Value) -> Value:
        """Return a result of NumPy that is none of its own values."""
        return from_host(interpreter, value)


def source_of(array: Array) -> Tensor:
    """Return the tensor that counts the changes of an array."""
    if array.source is None:  # of a copy
        array.source = torch.from_numpy(root_of(array.held))
    assert isinstance(array.source, Tensor)
    return array.source


def of_tensor(interpreter: Interpreter, tensor: Tensor, *, force: Value = False) -> Array:
    """Return `tensor.numpy()`, on the memory of the tensor."""
    if interpreter.truth(force):
        tensor = tensor.detach().resolve_conj().resolve_neg()
    return Array(tensor.numpy(), tensor.detach())


def array_tensor(interpreter: Interpreter, array: Value) -> Tensor:
    """Do `torch.from_numpy(array)`."""
    if not isinstance(array, Array):
        kind = "Tensor" if isinstance(array, Tensor) else interpreter.kind(array)
        interpreter.raise_("TypeError", f"expected np.ndarray (got {kind})")
    return to_tensor(array)


def to_tensor(value: NumpyValue) -> Tensor:
    """Return a tensor on the memory of an array, which counts its changes as every other one on it."""
    if not isinstance(value, Array):
        return torch.tensor(value.held)
    torch.from_numpy(value.held)  # which says what it cannot take, such as a step backwards
    source, held = source_of(value), value.held
    offset = (held.__array_interface__["data"][0] - source.data_ptr()) // held.itemsize if held.size else 0
    strides = [stride // held.itemsize for stride in held.strides]
    return source.detach().as_strided(held.shape, strides, source.storage_offset() + offset)
