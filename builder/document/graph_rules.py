"""The rules of graphs, tensors and definitions, beside those of `builder.document.validation`."""

from __future__ import annotations

import math
from importlib import import_module

from builder.document.arithmetic import is_expression
from builder.document.blocks import ArgumentValue, Definition, Document, Graph, Repeat, TensorBlock
from builder.document.definitions import check_definitions
from builder.document.graph import keyword_of, nodes_by_name, parse_source, unnamed_source
from builder.document.names import FILE_GLOBALS, attribute_fault, class_name_fault
from builder.document.tree import is_container
from builder.errors import DocumentError
from builder.layers.schemes import check_scheme

MAX_DIM = 2**31 - 1
MAX_WIRES = 256
"""Wires into one node, and outputs of one graph."""
MAX_WRITTEN = 200
"""Written classes in one document."""
MAX_WRITTEN_TEXT = 500_000
"""Characters of all written classes together."""
MAX_VALUES = 10_000
"""Numbers that a tensor's value may list."""


def check_graph(graph: Graph) -> None:
    """Check what a graph's wires and inputs are called; whether they lead anywhere is shown as a problem.

    Raises:
        DocumentError: a name or a source is not written as one.
    """
    _check_graph_inputs(graph.inputs)
    nodes = nodes_by_name(graph)
    for name, sources in graph.wires.items():
        if name not in nodes:
            raise DocumentError(f"Wires go to {name!r}, which is not a node.", "wires", "Remove them.")
        _check_sources(sources, f"wires.{name}")
    _check_sources(graph.outputs, "outputs")
    for text in graph.outputs:
        if keyword_of(text) is not None:
            raise DocumentError(
                f"The output {text!r} must not start with a name.", "outputs", f"Write {unnamed_source(text)!r}."
            )
    for name, position in graph.positions.items():
        if name not in nodes or not all(math.isfinite(number) for number in position):
            raise DocumentError(f"There is a position for {name!r}, which is not a node.", "positions", "Remove it.")


def _check_graph_inputs(inputs: tuple[str, ...]) -> None:
    if not 1 <= len(inputs) <= MAX_WIRES or len(set(inputs)) < len(inputs):
        raise DocumentError("A graph needs 1 to 256 inputs with different names.", "inputs", "Add an input named x.")
    for name in inputs:
        fault = attribute_fault(name)
        if fault is None and name in FILE_GLOBALS:
            fault = f"The input name {name!r} is reserved in the generated code."
        if fault is not None:
            raise DocumentError(fault, "inputs", "Choose a name such as x.")


def _check_sources(sources: tuple[str, ...], place: str) -> None:
    if len(sources) > MAX_WIRES:
        raise DocumentError(f"There are {len(sources)} wires; at most {MAX_WIRES} are allowed.", place, "Remove some.")
    for text in sources:
        if parse_source(text) is None:
            raise DocumentError(f"{text!r} is not a source.", place, "Use a node's name, or lstm:1 for its output 1.")


def check_whole(what: str, number: object, place: str | None = None) -> None:
    """Refuse an expression where none may stand, and what one came to where that is no whole number.

    Raises:
        DocumentError: it is no whole number.
    """
    if is_expression(number):
        raise DocumentError(
            f"{what} is {str(number)[:64]!r}, an expression; expressions work only inside your own blocks.",
            place,
            "Enter a whole number.",
        )
    if isinstance(number, bool) or not isinstance(number, int):
        raise DocumentError(
            f"{what} is {str(number)[:64]!r}, which is not a whole number.",
            place,
            "Use a whole number; // divides without a remainder.",
        )


def check_tensor(block: TensorBlock) -> None:
    """Check a tensor's shape and how it begins.

    Raises:
        DocumentError: a dim is out of bounds, or it begins as nothing known.
    """
    for n in block.shape:
        check_whole("A dimension of the shape", n, "shape")
    if len(block.shape) > 16 or any(not 0 <= n <= MAX_DIM for n in block.shape):
        raise DocumentError(f"A shape has at most 16 dimensions, each 0 to {MAX_DIM}.", "shape", "Set it to [1].")
    if block.role == "parameter" and not block.dtype.startswith(("float", "bfloat", "complex")):
        raise DocumentError(f"A parameter cannot have dtype {block.dtype}.", "dtype", "Make it a buffer.")
    if block.init is None:
        return
    if set(block.init) == {"value"}:
        _check_value(block.init["value"])
    elif set(block.init) <= {"scheme", "args"} and isinstance(block.init.get("args", {}), dict):
        check_scheme(block.init.get("scheme", ""), block.init.get("args", {}))
    else:
        raise DocumentError("A tensor is initialised by a scheme with args, or by a value.", "init", "Set one of them.")


def _check_value(value: ArgumentValue) -> None:
    stack, count = [value], 0
    while stack:
        item = stack.pop()
        count += 1
        if count > MAX_VALUES:
            raise DocumentError(f"A value can list at most {MAX_VALUES:,} numbers.", "init.value", "Use a scheme.")
        if isinstance(item, list):
            stack.extend(item)
        elif not isinstance(item, bool | int | float):
            raise DocumentError(f"A value contains {item!r}, which is not a number.", "init.value", "Use numbers.")


def listed(block: TensorBlock) -> int:
    """Count the numbers that a tensor's value lists, as far as one may have them."""
    count, level = 0, [None if block.init is None else block.init.get("value")]
    while level and count <= MAX_VALUES:
        lists = [item for item in level if isinstance(item, list)]
        count += len(level) - len(lists)
        level = [part for item in lists for part in item]
    return count


def check_definition_names(document: Document) -> None:
    """Check the definitions by themselves: names, arguments, and that none contains itself.

    Raises:
        DocumentError: one of them is not valid.
    """
    if sum(len(definition.source or "") for definition in document.definitions) > MAX_WRITTEN_TEXT:
        problem = f"The written classes have more than {MAX_WRITTEN_TEXT:,} characters together."
        raise DocumentError(problem, "$.definitions", "Remove unused definitions.")
    seen: set[str] = set()
    for i, definition in enumerate(document.definitions):
        place = f"$.definitions[{i}]"
        fault = class_name_fault(definition.class_name)
        if fault is None and definition.class_name in seen:
            fault = f"Two definitions are named {definition.class_name!r}."
        if fault is not None:
            raise DocumentError(fault, f"{place}.class_name", "Choose another class name.")
        seen.add(definition.class_name)
        if definition.source is not None:
            _check_written(definition, place)
        else:
            _check_definition(definition, place)
    _check_written_together(document)
    check_definitions(document)


def _check_written(definition: Definition, place: str) -> None:
    if definition.root is not None:
        raise DocumentError(
            "A definition has a root or source code, not both.", place, "Remove its root or its source."
        )
    try:
        import_module("builder.language.written").check_written(definition)
    except DocumentError as error:
        raise DocumentError(error.problem, f"{place}.source", error.hint) from None


def _check_written_together(document: Document) -> None:
    """Check that no two texts give a name to different things: they come to stand in one file."""
    if sum(definition.source is not None for definition in document.definitions) > MAX_WRITTEN:
        raise DocumentError(f"There are more than {MAX_WRITTEN} written classes.", "$.definitions", "Remove some.")
    drawn = {definition.class_name for definition in document.definitions if definition.source is None}
    known: dict[str, tuple[str, str]] = {}
    for i, definition in enumerate(document.definitions):
        if definition.source is None:
            continue
        for statement in import_module("builder.language.written_text").read_text(definition.source).statements:
            for name in statement.binds:
                owner, text = known.setdefault(name, (definition.class_name, statement.text))
                if text != statement.text or name in drawn:
                    raise DocumentError(
                        f"{definition.class_name} and {name if name in drawn else owner} define {name!r} differently.",
                        f"$.definitions[{i}].source",
                        "Rename it in one of them.",
                    )


def _check_definition(definition: Definition, place: str) -> None:
    if definition.root is None or isinstance(definition.root, Repeat) or not is_container(definition.root):
        raise DocumentError(
            "The root of a definition must be a Sequential, parallel or graph.", f"{place}.root", "Wrap it."
        )
    for name, value in definition.args.items():
        fault = attribute_fault(name)
        if fault is None and is_expression(value):
            fault = f"The default of {name!r} is an expression."
        if fault is not None:
            raise DocumentError(fault, f"{place}.args", "Use a plain name and a plain default.")
