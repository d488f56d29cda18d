"""Resolves a live call of a torch function to a catalogue kind, operands and arguments."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from builder.catalogue.functions.function import BATCH, FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS, canonical
from builder.catalogue.functions.validation import check_function
from builder.catalogue.layers.kind import Argument
from builder.errors import BuilderError
from builder.sentences import say
from builder.trace.arguments import SAME, Given, by_name, stored_arguments, without_defaults
from builder.trace.errors import UntraceableError
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.size_numbers import MeasuredSize, open_index, plain

Operands = list[Tensor]
Batch = Callable[[], Tensor | None]
_WHOLE = (int, MeasuredSize)
_OPERATORS = {
    "truediv": "torch.div",
    "floordiv": "torch.floor_divide",
    "and": "torch.bitwise_and",
    "or": "torch.bitwise_or",
    "xor": "torch.bitwise_xor",
    "invert": "torch.bitwise_not",
    "mod": "torch.remainder",
}


class FunctionCall(NamedTuple):
    """One call: its kind, its tensors in the order of the wires, and its arguments as a document gives them."""

    kind: str
    operands: Operands
    args: dict[str, Any]
    training: Any = None
    """What the argument that hangs on training was given."""


def function_name(function: Callable[..., Any]) -> tuple[str, bool, bool]:
    """Return the bare name of a torch function, whether it changes its input, and whether its operands are swapped.

    >>> function_name(torch.Tensor.__radd__)
    ('add', False, True)
    """
    name = getattr(function, "__name__", "")
    if name == "__get__":
        return getattr(function.__self__, "__name__", ""), False, False  # type: ignore[attr-defined]
    if name == "__getitem__":
        return name, False, False
    if name.startswith("__") and name.endswith("__"):
        bare = name[2:-2]
        if bare in ("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "iand", "ior", "ixor", "imatmul"):
            return bare[1:], True, False
        if bare[:1] == "r" and bare[1:] in ("add", "sub", "mul", "truediv", "div", "floordiv", "mod", "pow", "matmul"):
            return bare[1:], False, True
        return bare, False, False
    if name.endswith("_"):
        return name[:-1], True, False
    return name, False, False


def kind_of(name: str) -> FunctionKind | None:
    """Return the kind that a bare name stands for in torch, whichever module it was called from."""
    if name == "unfold":  # of a tensor it is another function than that of torch.nn.functional
        return None
    name = SAME.get(name, name)
    spellings = (_OPERATORS.get(name, ""), f"torch.{name}", f"F.{name}", f"Tensor.{name}")
    found = next((known for known in map(canonical, spellings) if known is not None), None)
    return None if found is None else FUNCTIONS[found]


def read_call(
    kind: FunctionKind, args: tuple[Any, ...], kwargs: dict[str, Any], swapped: bool, batch: Batch
) -> FunctionCall:
    """Sort what a call was given into operands and arguments.

    `batch` finds a tensor whose dim 0 is the batch, for sizes that hang on it.

    Raises:
        UntraceableError: it has something that the function's block does not take.
    """
    if swapped:
        args = args[::-1]
    if kind.style == "index":
        return FunctionCall(kind.name, [args[0]], {"index": _index(args[1])})
    return _call(kind, by_name(kind, args, kwargs), batch)


def _call(kind: FunctionKind, given: Given, batch: Batch) -> FunctionCall:
    known = {argument.name: argument for argument in kind.arguments}
    operands: Operands = list(given.pop("", []))
    for name in kind.inputs:
        if isinstance(given.get(name), Tensor):
            operands.append(given.pop(name))
    args: dict[str, Any] = {}
    training = given.get(kind.training) if kind.training else None
    for name, value in stored_arguments(kind, given):
        if name not in known:
            raise UntraceableError(say("trace.call.argument", name=name, value=repr(value)[:40], kind=kind.name))
        args[name] = _value(kind, known[name], value)
    if kind.reference and _takes_reference(args, operands[0]) and (reference := batch()) is not None:
        operands.append(reference)
    args = without_defaults(kind, args)
    try:
        check_function(kind.name, plain(args))
    except BuilderError as error:
        raise UntraceableError(f"{kind.name}: {error.problem}") from None
    return FunctionCall(kind.name, operands, args, training)


def _takes_reference(args: dict[str, Any], x: Tensor) -> bool:
    hangs = any(isinstance(value, list) and BATCH in value for value in args.values())
    return hangs and (not x.dim() or x.shape[0] != BATCH_SIZE)


def _value(kind: FunctionKind, argument: Argument, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Tensor):
        raise UntraceableError(say("trace.call.tensor", name=argument.name, kind=kind.name))
    if isinstance(value, torch.dtype):
        return str(value).removeprefix("torch.")
    if isinstance(value, tuple | list):
        items = [_value(kind, argument, item) for item in value]
        return _sizes(kind, argument, items)
    return _number(argument, value) if isinstance(value, int | float) else value


def _number(argument: Argument, value: float) -> Any:  # noqa: ANN401 - a number, or the word for one without bounds
    if isinstance(value, bool):
        return int(value) if argument.name == "correction" or argument.type == "float" else value
    if isinstance(value, int):
        if BATCH not in argument.words:
            _require_free_of_batch(value)
        return value if isinstance(value, MeasuredSize) else int(value)
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def _require_free_of_batch(value: int) -> None:
    if value and value % BATCH_SIZE == 0:
        raise UntraceableError(say("trace.batch-number"))


def _sizes(kind: FunctionKind, argument: Argument, items: list[Any]) -> list[Any]:
    """Put N for the batch, and -1 for a size that holds a multiple of it."""
    if BATCH not in argument.words:
        for item in items:
            if isinstance(item, int):
                _require_free_of_batch(item)
        return items
    found = [BATCH if item == BATCH_SIZE else item for item in items]
    for i, item in enumerate(found):
        if isinstance(item, int) and item and item % BATCH_SIZE == 0:
            if -1 in found:
                raise UntraceableError(say("trace.batch-sizes", kind=kind.name))
            found[i] = -1
    return found


def _as_slice(item: Any) -> Any:  # noqa: ANN401 - what stands between brackets
    """Return `i : i + 1` for `[i]`."""
    if type(item) is not list or len(item) != 1 or type(item[0]) is not int:
        return item
    # Behind the last is no 0, where the slice would end before it begins.
    return slice(item[0], item[0] + 1 if item[0] != -1 else None)


def _index(index: Any) -> str:  # noqa: ANN401 - whatever stands between brackets
    items = tuple(map(_as_slice, index if isinstance(index, tuple) else (index,)))
    for item in items:
        parts = (item.start, item.stop, item.step) if isinstance(item, slice) else (item,)
        if isinstance(item, bool) or not all(part is None or part is ... or type(part) in _WHOLE for part in parts):
            raise UntraceableError(say("trace.index"), say("trace.index.hint"))
        for part in parts:
            if isinstance(part, int):
                _require_free_of_batch(part)
    return open_index(items)
