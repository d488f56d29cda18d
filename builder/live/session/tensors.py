"""What a tensor has at a prompt beside its members anywhere: its array, its place in the graph, where it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from torch import Tensor

from builder.interpreter.failures import Refusal
from builder.interpreter.identity import identity
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import BoundMethod, Native
from builder.live.session.values import place_of, session
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class GraphNode(TableValue):
    """A node of the graph that backward goes through."""

    attributes = ("next_functions",)
    methods = ("name",)

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a node of torch
        self.held = held
        self.cls = place_of(type(held).__name__, GraphNode)

    @property
    def next_functions(self) -> Value:
        """The nodes that come next, each with the number of its output."""
        return tuple((_node(held), number) for held, number in self.held.next_functions)

    def name(self, interpreter: Interpreter) -> str:
        """Return its name."""
        return str(self.held.name())


def _node(held: Any) -> GraphNode | None:  # noqa: ANN401 - a node of torch
    return None if held is None else GraphNode(held)


def _grad_fn(interpreter: Interpreter, value: Tensor) -> Value:
    return _node(value.grad_fn)


def _method(name: str, function: Callable[..., Value]) -> Callable[[Interpreter, Tensor], Value]:
    made = Native(name, function)
    return lambda interpreter, value: BoundMethod(value, made)


def _data_ptr(interpreter: Interpreter, value: Tensor) -> int:
    """Return a number that is the same for the same memory, instead of where it is."""
    place = value.data_ptr()
    places = session(interpreter).places
    return identity(interpreter, places.setdefault(place, object())) if place else 0


def _resize(interpreter: Interpreter, value: Tensor, *sizes: Value, **options: Value) -> Tensor:
    """Do `resize_` where the elements stay as many: torch would show what was in its memory before."""
    wanted = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], list | tuple) else sizes
    shape = [interpreter.host.index(size) for size in wanted]
    if math.prod(shape) != value.numel() or not value.is_contiguous():
        raise Refusal(say("live.resize", count=value.numel()), say("live.resize.hint"))
    return value.resize_(shape)


TENSOR_MEMBERS: dict[str, Callable[[Interpreter, Tensor], Value]] = {
    "grad_fn": _grad_fn, "data_ptr": _method("data_ptr", _data_ptr),
    "resize_": _method("resize_", _resize),
}  # fmt: skip
