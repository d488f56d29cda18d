"""The rules of graphs, tensors and definitions, beside those of `builder.document.validation`."""

from __future__ import annotations

import math

from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.schemes import check_scheme
from builder.document.arithmetic import is_expression
from builder.document.blocks import ArgumentValue, Graph, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.names import FILE_GLOBALS, attribute_fault
from builder.errors import DocumentError
from builder.network.wire import parse_wire, wire_of
from builder.sentences import say

MAX_WIRES = 256
"""Wires into one node, and outputs of one graph."""
MAX_VALUES = 10_000
"""Numbers that a tensor's value may list."""


def check_graph(graph: Graph) -> None:
    """Check the names of a graph's wires and inputs; wires from unknown sources are reported as problems.

    Raises:
        DocumentError: a name or a source is not written as one.
    """
    _check_graph_inputs(graph.inputs)
    nodes = nodes_by_name(graph)
    for name, sources in graph.wires.items():
        if name not in nodes:
            raise DocumentError(say("document.graph.wires-to", name=name), "wires", say("document.graph.wires-to.hint"))
        _check_sources(sources, f"wires.{name}")
    _check_sources(graph.outputs, "outputs")
    for text in graph.outputs:
        if wire_of(text).keyword is not None:
            raise DocumentError(
                say("document.graph.output-name", text=text),
                "outputs",
                say("document.graph.output-name.hint", source=str(wire_of(text).plain)),
            )
    for name, position in graph.positions.items():
        if name not in nodes or not all(math.isfinite(number) for number in position):
            raise DocumentError(say("document.graph.position", name=name), "positions", say("document.remove-it.hint"))


def _check_graph_inputs(inputs: tuple[str, ...]) -> None:
    if not 1 <= len(inputs) <= MAX_WIRES or len(set(inputs)) < len(inputs):
        raise DocumentError(say("document.graph.inputs", limit=MAX_WIRES), "inputs", say("document.graph.inputs.hint"))
    for name in inputs:
        fault = attribute_fault(name)
        if fault is None and name in FILE_GLOBALS:
            fault = say("document.input.reserved", name=name)
        if fault is not None:
            raise DocumentError(fault, "inputs", say("document.graph.input-name.hint"))


def _check_sources(sources: tuple[str, ...], place: str) -> None:
    if len(sources) > MAX_WIRES:
        raise DocumentError(
            say("document.graph.wires", count=len(sources), limit=MAX_WIRES), place, say("document.remove-some.hint")
        )
    for text in sources:
        if parse_wire(text) is None:
            raise DocumentError(say("document.graph.source", text=text), place, say("document.graph.source.hint"))


def check_whole(what: str, number: object, place: str | None = None) -> None:
    """Refuse an expression where none is allowed, and a result that is not a whole number.

    Raises:
        DocumentError: it is no whole number.
    """
    if is_expression(number):
        raise DocumentError(
            say("document.whole.expression", what=what, number=str(number)[:64]),
            place,
            say("document.whole.hint"),
        )
    if isinstance(number, bool) or not isinstance(number, int):
        raise DocumentError(
            say("document.whole", what=what, number=str(number)[:64]),
            place,
            say("document.whole.divide.hint"),
        )


def check_tensor(block: TensorBlock) -> None:
    """Check a tensor's shape and initial value.

    Raises:
        DocumentError: a dim is out of bounds, or it begins as nothing known.
    """
    for n in block.shape:
        check_whole("dim", n, "shape")
    if len(block.shape) > 16 or any(not 0 <= n <= MAX_SIZE for n in block.shape):
        raise DocumentError(say("document.tensor.shape", limit=MAX_SIZE), "shape", say("document.tensor.shape.hint"))
    if block.role == "parameter" and not block.dtype.startswith(("float", "bfloat", "complex")):
        raise DocumentError(say("document.tensor.dtype", dtype=block.dtype), "dtype", say("document.tensor.dtype.hint"))
    if block.role == "parameter" and not block.persistent:
        raise DocumentError(say("document.tensor.persistent"), "persistent", say("document.tensor.dtype.hint"))
    if block.init is None:
        return
    if set(block.init) == {"value"}:
        _check_value(block, block.init["value"])
    elif set(block.init) <= {"scheme", "args"} and isinstance(block.init.get("args", {}), dict):
        check_scheme(block.init.get("scheme", ""), block.init.get("args", {}))
    else:
        raise DocumentError(say("document.tensor.init"), "init", say("document.tensor.init.hint"))


def _check_value(block: TensorBlock, value: ArgumentValue) -> None:
    if count_listed(block) > MAX_VALUES:
        raise DocumentError(
            say("document.tensor.values", limit=MAX_VALUES), "init.value", say("document.tensor.values.hint")
        )
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif not isinstance(item, bool | int | float):
            raise DocumentError(
                say("document.tensor.value", item=item), "init.value", say("document.tensor.value.hint")
            )


def count_listed(block: TensorBlock) -> int:
    """Count the numbers that a tensor's value lists, as far as one may have them."""
    count, level = 0, [None if block.init is None else block.init.get("value")]
    while level and count <= MAX_VALUES:
        lists = [item for item in level if isinstance(item, list)]
        count += len(level) - len(lists)
        level = [part for item in lists for part in item]
    return count
