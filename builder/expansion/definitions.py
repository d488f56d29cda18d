"""The definitions of a document by name, and the expressions that stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from builder.classes.text_class import steps
from builder.document.arithmetic import evaluate, is_expression
from builder.document.blocks import (
    ArgumentValue,
    Block,
    Definition,
    Document,
    Function,
    Instance,
    Layer,
    Parallel,
    Repeat,
    TensorBlock,
)
from builder.document.numbers import holds_numbers, with_arguments
from builder.errors import DocumentError
from builder.sentences import say

MAX_STEPS = 400_000
"""Steps of interpreted code in which all objects of written classes are made, which is as many as one may take."""


class DefinitionTable(dict[str, Definition]):
    """The definitions of a document by class name, and what the objects of written ones took to be made."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        super().__init__((definition.class_name, definition) for definition in definitions)
        self._steps: dict[str, int] = {}
        self._together = 0

    def spend(self, definition: Definition, args: dict[str, ArgumentValue]) -> None:
        """Count the steps of constructing an instance of a text class; equal instances count once.

        Raises:
            DocumentError: it cannot be made, or all together take too many steps.
        """
        key, taken = steps(definition, args)
        if key in self._steps:
            return
        self._steps[key] = taken
        self._together += taken
        if self._together > MAX_STEPS:
            raise DocumentError(
                say("expansion.written.steps", limit=MAX_STEPS),
                hint=say("expansion.written.steps.hint"),
            )


def definitions_by_name(document: Document) -> DefinitionTable:
    """Return the definitions by class name."""
    return DefinitionTable(document.definitions)


def definition_of(instance: Instance, known: dict[str, Definition]) -> Definition:
    """Return the definition of an instance.

    Raises:
        DocumentError: there is none of that name.
    """
    if instance.definition not in known:
        raise DocumentError(
            say("expansion.definition.missing", definition=instance.definition),
            hint=say("expansion.definition.missing.hint"),
        )
    return known[instance.definition]


def worked_out(block: Block, names: dict[str, Any], own: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of a block that may hold expressions, each worked out; an instance's are its own affair.

    `own` are the numbers of a graph that flow into the block; expressions over them wait for what runs it.

    Raises:
        DocumentError: an expression cannot be evaluated.
    """
    if isinstance(block, Function):
        return {"args": with_arguments(block.kind, block.args, names, own)} if holds_numbers(block.args) else {}
    fields = {name: getattr(block, name) for name in _EXPRESSIVE.get(type(block), ())}
    return {name: _value(value, names) for name, value in fields.items() if holds_expression(value)}


_EXPRESSIVE: dict[type[Block], tuple[str, ...]] = {
    Layer: ("args",),
    Function: ("args",),
    TensorBlock: ("shape", "init"),
    Repeat: ("count", "names"),
    Parallel: ("dim",),
}


def expressive_fields(block: Block) -> dict[str, Any]:
    """Return the fields of a block that hold expressions, as they are written."""
    fields = {name: getattr(block, name) for name in _EXPRESSIVE.get(type(block), ())}
    return {name: value for name, value in fields.items() if holds_expression(value)}


def holds_expression(value: ArgumentValue) -> bool:
    """Tell whether a value is an expression or has one inside."""
    if isinstance(value, list | tuple):
        return any(map(holds_expression, value))
    if isinstance(value, dict):
        return any(map(holds_expression, value.values()))
    return is_expression(value)


def given_args(instance: Instance, names: dict[str, Any]) -> dict[str, ArgumentValue]:
    """Return what an instance is given, expressions over `names` worked out.

    Raises:
        DocumentError: an expression cannot be evaluated.
    """
    return {name: _value(value, names) for name, value in instance.args.items()}


def _value(value: ArgumentValue, names: dict[str, Any]) -> ArgumentValue:
    if is_expression(value):
        return evaluate(value, names)
    if isinstance(value, list | tuple):
        return type(value)(_value(item, names) for item in value)
    if isinstance(value, dict):
        return {name: _value(item, names) for name, item in value.items()}
    return value
