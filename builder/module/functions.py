"""Functions on live tensors: what a `function` block does in a network."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, TypeAlias

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from builder.catalogue.functions.call_layout import INFINITE, CallArgument, Spelling, sort_arguments, takes_batch
from builder.catalogue.functions.function import BATCH, FunctionKind, operands_in_order
from builder.catalogue.functions.index import parse_index
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import Args
from builder.document.numbers import filled_in, holds_numbers
from builder.sentences import say

Call: TypeAlias = Callable[..., Any]
"""Takes the tensors, whether the network trains, and numbers by name: `call(a, training=True, numbers={"h": 7})`."""

_ROOTS: dict[str, Any] = {"torch": torch, "F": F, "Tensor": Tensor}
_UNARY: dict[str, Call] = {"-": operator.neg, "~": operator.invert}
_BINARY: dict[str, Call] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}


def callable_of(kind_name: str, args: Args) -> Call:
    """Return the call that a function block stands for, from its arguments as the document gives them."""
    if holds_numbers(args):
        return _with_numbers(kind_name, args)
    kind = FUNCTIONS[kind_name]
    match kind.style:
        case "size":
            return _size(args["dim"])
        case "number":
            return _number(args["value"])
        case "operator":
            return _operator(kind, args)
        case "index":
            return _index(args["index"])
        case "positions":
            return _positions(args) if kind_name == "torch.arange" else _torch_call(kind, args)
        case _:
            return _call(kind, args)


def _with_numbers(kind_name: str, args: Args) -> Call:
    """Return a call whose expressions are worked out anew for other numbers than those of the last time."""
    last: tuple[dict[str, int], Call] | None = None

    def call(*inputs: Tensor, training: bool = False, numbers: dict[str, int] | None = None) -> Any:  # noqa: ANN401
        nonlocal last
        known, given = last, numbers or {}
        if known is None or known[0] != given:
            known = last = given, callable_of(kind_name, filled_in(kind_name, args, given))
        return known[1](*inputs, training=training)

    return call


def _size(dim: int) -> Call:
    def call(x: Tensor, *, training: bool = False) -> int:
        return x.size(dim)

    return call


def _number(value: int) -> Call:
    def call(*, training: bool = False) -> int:
        return value

    return call


def _operator(kind: FunctionKind, args: Args) -> Call:
    assert kind.symbol is not None
    apply = (_UNARY if len(kind.inputs) == 1 else _BINARY)[kind.symbol]

    def call(*inputs: Tensor, training: bool = False) -> Any:  # noqa: ANN401 - what an operator of tensors returns
        return apply(*operands_in_order(kind, args, inputs))

    return call


def _index(text: str) -> Call:
    items = parse_index(text)
    index = items if len(items) > 1 else items[0]

    def call(x: Tensor, *, training: bool = False) -> Tensor:
        return x[index]

    return call


def _positions(args: Args) -> Call:
    dtype = getattr(torch, args["dtype"]) if args.get("dtype") else None

    dim, end = args.get("dim"), args.get("end")
    start, step = args.get("start", 0), args.get("step", 1)

    def call(x: Tensor, *, training: bool = False) -> Tensor:
        if (dim is None) == (end is None):
            raise TypeError(say("functions.arange.end-or-dim"))
        last: Any = x.size(dim) if end is None else end
        return torch.arange(start, last, step, dtype=dtype, device=x.device)

    return call


def _torch_call(kind: FunctionKind, args: Args) -> Call:
    function = getattr(torch, kind.name.removeprefix("torch."))
    dtype = getattr(torch, args["dtype"]) if args.get("dtype") else None
    numbers = [written.value for written in sort_arguments(kind, args).positional]

    def call(x: Tensor, *, training: bool = False) -> Tensor:
        made: Tensor = function(*numbers, dtype=dtype, device=x.device)
        return made

    return call


def _call(kind: FunctionKind, args: Args) -> Call:
    root, _, path = kind.name.partition(".")
    function = operator.attrgetter(path)(_ROOTS[root])
    written = sort_arguments(kind, args)
    # Without the batch among them the arguments are the same in each call.
    fixed = None if takes_batch(args) else _values(kind, written, None)

    def call(*inputs: Tensor, training: bool = False) -> Any:  # noqa: ANN401 - a tensor, or a tuple of them
        operands = operands_in_order(kind, args, inputs)
        reference = operands.pop() if kind.reference and len(operands) == len(kind.inputs) else None
        batch = operands[0] if reference is None else reference
        before, positional, keywords = fixed or _values(kind, written, batch)
        # Its `size` is that of the spatial dims alone, behind batch and channels.
        if kind.name == "F.interpolate" and reference is not None:
            keywords = {"size": reference.shape[2:], **keywords}
        if kind.training is not None:
            keywords = _in_training(kind.training, keywords, training)
        if kind.style == "sequence":
            return function(tuple(operands), *positional, **keywords)
        plain = len(kind.inputs) - kind.named if kind.named else len(operands)
        named = dict(zip(kind.inputs[plain:], operands[plain:], strict=False))
        return function(*before, *operands[:plain], *positional, **named, **keywords)

    return call


def _in_training(name: str, keywords: Args, training: bool) -> Args:
    if name == "training":
        return {**keywords, name: training}
    # `scaled_dot_product_attention` has no `training` and drops by `dropout_p` in evaluation too.
    return keywords if training or name not in keywords else {**keywords, name: 0.0}


def _values(
    kind: FunctionKind, written: Spelling, batch: Tensor | None
) -> tuple[tuple[Any, ...], tuple[Any, ...], dict[str, Any]]:
    """Return the arguments as torch takes them: before the operands, behind them, and by name."""
    positional = tuple(_value(entry, batch) for entry in written.positional)
    if kind.spread and positional and isinstance(positional[0], tuple):
        positional = positional[0]
    return (
        tuple(_value(entry, batch) for entry in written.before),
        positional,
        {entry.argument.name: _value(entry, batch) for entry in written.keywords},
    )


def _value(entry: CallArgument, batch: Tensor | None) -> Any:  # noqa: ANN401 - any value of an argument
    value = entry.value
    if entry.argument.type == "dtype" and value is not None:
        return getattr(torch, value)
    if entry.argument.type == "float" and value in INFINITE:
        return float(value)
    if batch is not None and isinstance(value, tuple):
        return tuple(batch.size(0) if n == BATCH else n for n in value)
    return value
