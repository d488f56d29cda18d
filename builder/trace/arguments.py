"""Binds the arguments of a torch call to the names of the catalogue, for pasted code and live networks alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.kind import Argument
from builder.sentences import say
from builder.trace.errors import UntraceableError

Given = dict[str, Any]
SAME = {"mm": "matmul", "spmm": "matmul", "mv": "matmul", "dot": "matmul"}
"""Functions that do what another does, for what both take."""
_ORDERS = {
    "torch.gather": ("input", "dim", "index"),
    "torch.index_select": ("input", "dim", "index"),
    "F.layer_norm": ("input", "normalized_shape", "weight", "bias", "eps"),
    "F.embedding": ("input", "weight", "padding_idx"),
    "Tensor.masked_fill": ("input", "mask", "value"),
    "torch.where": ("condition", "input", "other"),
}
"""Parameters of functions whose inputs do not all come first in torch."""
_RENAMED = {
    "split_size_or_sections": "split_size", "tensor": "input", "self": "input", "x": "input", "unbiased": "correction",
    "axis": "dim", "start_axis": "start_dim", "keepdims": "keepdim", "x1": "input", "x2": "other",
}  # fmt: skip
"""Other names that torch takes for a parameter."""
_IGNORED = frozenset({
    "_stacklevel", "inplace", "training", "memory_format", "non_blocking", "copy", "device", "layout",
})  # fmt: skip
_ALLOWED: Given = {"alpha": 1, "sparse": False, "scale_grad_by_freq": False, "norm_type": 2.0, "antialias": False}
"""Values of parameters that the catalogue leaves out, at which they change nothing."""
_NEW = ("Tensor.new_zeros", "Tensor.new_ones")


def by_name(kind: FunctionKind, args: tuple[Any, ...], kwargs: Given) -> Given:
    """Return what a function was given by the names of its kind; operands without a name of their own under `""`.

    Args:
        kind: of the function that was called.
        args: given by position, the operands among them.
        kwargs: given by name, in torch's own words: `axis` is read as `dim`.

    Raises:
        UntraceableError: it is more than the kind takes.
    """
    named = {_name(name, kind): value for name, value in kwargs.items()}
    if kind.style == "sequence":
        parts = args[0] if args else named.pop("tensors", named.pop("input", ()))
        rest = dict(zip((a.name for a in kind.arguments), args[1:], strict=False))
        return {"": parts, **rest, **named}
    if kind.unbounded:
        operands = args[kind.before :]
        parts = operands[0] if len(operands) == 1 and isinstance(operands[0], list | tuple) else operands
        return {a.name: v for a, v in zip(kind.arguments, args[: kind.before], strict=False)} | {"": parts} | named
    return _bind(kind, args) | named


def with_inplace_named(kind: FunctionKind, args: tuple[Any, ...], kwargs: Given) -> tuple[tuple[Any, ...], Given]:
    """Return the values of a call of `torch.nn.functional` with `inplace` by name, where it was given by position."""
    last = len(_order(kind))
    if not kind.inplace or len(args) != last + 1:
        return args, kwargs
    return args[:last], {**kwargs, "inplace": args[last]}


def _name(name: str, kind: FunctionKind) -> str:
    known = {*kind.inputs, *(argument.name for argument in kind.arguments)}
    return name if name in known else _RENAMED.get(name, name)


def _bind(kind: FunctionKind, args: tuple[Any, ...]) -> Given:
    names = _order(kind)
    if kind.name in _NEW and len(args) > 1 and isinstance(args[1], int):
        args = (args[0], args[1:])
    if kind.spread and len(args) > 1 and not (len(args) == 2 and isinstance(args[1], list | tuple)):
        args = (args[0], args[1:])
    if len(args) > len(names):
        raise UntraceableError(say("trace.call.values", name=kind.name, count=len(args)), say("trace.remove-some.hint"))
    return dict(zip(names, args, strict=False))


def _order(kind: FunctionKind) -> tuple[str, ...]:
    """Return the names of what a function takes by position."""
    inputs = kind.inputs[:-1] if kind.reference else kind.inputs
    names = _ORDERS.get(kind.name) or tuple(dict.fromkeys((*inputs, *(a.name for a in kind.arguments))))
    return (*names, "training") if kind.training == "training" else names


def stored_arguments(kind: FunctionKind, given: Given) -> Iterator[tuple[str, Any]]:
    """Yield the arguments that a block has to store: neither None nor values that have no effect."""
    for name, value in given.items():
        if name not in _IGNORED and value is not None and not (name in _ALLOWED and value == _ALLOWED[name]):
            yield name, value


def without_defaults(kind: FunctionKind, args: Given) -> Given:
    """Return the arguments that a document keeps.

    Args:
        kind: of the function; its constants stay whatever they are.
        args: by the names of the kind.
    """
    known = {argument.name: argument for argument in kind.arguments}
    return {name: v for name, v in args.items() if name in kind.constants or not _is_default(known[name], v)}


def _is_default(argument: Argument, value: Any) -> bool:  # noqa: ANN401 - any argument
    default = list(argument.default) if isinstance(argument.default, tuple) else argument.default
    return type(value) is type(default) and bool(value == default)
