"""A graph's own tensors as its class makes them: parameters and buffers, each as its block says it begins."""

from __future__ import annotations

from math import copysign
from typing import Any

from builder.catalogue.layers.schemes import SCHEMES
from builder.document.blocks import ArgumentValue, Graph, TensorBlock
from builder.document.graph import nodes_by_name
from builder.network.classes import Classed
from builder.targets.literals import plain, string
from builder.targets.source.layout import Expression, Page, call, columns, keyword, sequence, text
from builder.targets.source.nodes import Own

LONG = 40
"""Columns of an attribute's name from which on it is not written beside something else."""
_FIXED = frozenset({"zeros_", "ones_", "constant_", "eye_", "dirac_"})
"""Schemes that draw nothing."""


def own_tensors(block: Classed) -> dict[str, TensorBlock]:
    """Return the tensors of a class by name, in the order in which they come to be."""
    if not isinstance(block, Graph):
        return {}
    return {name: node for name, node in nodes_by_name(block).items() if isinstance(node, TensorBlock)}


def is_drawn(node: TensorBlock) -> bool:
    """Tell whether a tensor takes numbers from torch's generator."""
    return _scheme(node) not in (None, *_FIXED)


def put_tensors(
    page: Page, tensors: tuple[Own, ...], sizes: dict[str, list[Expression]], given: dict[str, str]
) -> None:
    """Write the tensors in a constructor; `given` names the arguments that hold some of them."""
    for own in tensors:
        name, node = own.name, own.block
        if name in given:
            _put_tensor(page, name, node, text(given[name]))
        elif _scheme(node) is None or columns(name) > LONG:
            _put_tensor(page, name, node, initial_value(own, sizes[name]))
        else:
            _put_tensor(page, name, node, _empty(node, sizes[name]))
            page.put(_fill_call(node, text(f"self.{name}")), 8)


def initial_value(own: Own, sizes: list[Expression]) -> Expression:
    """Write the tensor as it begins, as one expression."""
    node = own.block
    return _values(node, sizes) if _scheme(node) is None else _fill_call(node, _empty(node, sizes))


def scheme_arguments(scheme: str, args: dict[str, ArgumentValue]) -> list[Expression]:
    """Write what a function of `nn.init` takes beside the tensor."""
    return [
        text(plain(args[argument.name]))
        if i == 0 and argument.name == "val"
        else keyword(argument.name, text(plain(args[argument.name])))
        for i, argument in enumerate(SCHEMES[scheme].arguments)
        if argument.name in args
    ]


def _put_tensor(page: Page, name: str, node: TensorBlock, value: Expression) -> None:
    if node.role == "buffer":
        kept = [] if node.persistent else [keyword("persistent", text("False"))]
        page.put(call("self.register_buffer", [text(string(name)), value, *kept]), 8)
        return
    parameter = call("nn.Parameter", [value])
    if columns(name) > LONG:
        page.put(call("self.register_parameter", [text(string(name)), parameter]), 8)
    else:
        page.put(parameter, 8, f"self.{name} = ")


def _scheme(node: TensorBlock) -> str | None:
    return (node.init or {}).get("scheme")


def _fill_call(node: TensorBlock, tensor: Expression) -> Expression:
    init: dict[str, Any] = node.init or {}
    return call(f"nn.init.{init['scheme']}", [tensor, *scheme_arguments(init["scheme"], init.get("args", {}))])


def _empty(node: TensorBlock, sizes: list[Expression]) -> Expression:
    return call("torch.empty", [*(sizes or [text("()")]), *_dtype(node, "float32")])


def _values(node: TensorBlock, sizes: list[Expression]) -> Expression:
    init: dict[str, Any] = node.init or {"value": 0}
    value = init["value"]
    if isinstance(value, list):
        made = call("torch.tensor", [_list_text(value), *_dtype(node, None)])
        if _shape(value) == node.shape:
            return made
        # Broken over lines it could not take a call behind it.
        return call("torch.reshape", [made, _tuple(sizes)])
    if value in (0, 1) and copysign(1, value) > 0:  # -0.0 is equal to 0, and torch.zeros gives no such zeros
        return call("torch.ones" if value else "torch.zeros", [*(sizes or [text("()")]), *_dtype(node, "float32")])
    written = text(f'float("{value}")' if value in (float("inf"), -float("inf")) else plain(value))
    return call("torch.full", [_tuple(sizes), written, *_dtype(node, "float32" if isinstance(value, float) else None)])


def _tuple(sizes: list[Expression]) -> Expression:
    return sequence("(", sizes, ")") if sizes else text("()")


def _dtype(node: TensorBlock, default: str | None) -> list[Expression]:
    return [] if node.dtype == default else [keyword("dtype", text(f"torch.{node.dtype}"))]


def _list_text(value: ArgumentValue) -> Expression:
    if not isinstance(value, list):
        return text(plain(value))
    return sequence("[", list(map(_list_text, value)), "]") if value else text("[]")


def _shape(value: ArgumentValue) -> tuple[int, ...]:
    return (len(value), *(_shape(value[0]) if value else ())) if isinstance(value, list) else ()
