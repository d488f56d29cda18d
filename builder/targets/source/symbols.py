"""A definition's arguments in the emitted file: expressions over them as Python writes them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, NamedTuple

from builder.catalogue.layers.kind import Argument
from builder.document.arithmetic import evaluate, is_expression
from builder.document.blocks import ArgumentValue, Block, Document, Instance
from builder.document.tree import walk
from builder.expansion.definitions import definitions_by_name
from builder.syntax import parsed_expression
from builder.targets.literals import plain
from builder.targets.source.nodes import BracketedValue, Symbol, Value

_LONGEST = 40
"""Characters of an expression that is still written out."""
_TYPES = frozenset({"int", "float", "bool", "choice", "ints"})


class Unwritable(Exception):  # noqa: N818 - it is no error: the class just gets arguments of another kind
    """Raised where a definition's arguments cannot stand in the file as they are."""


class TextClassInstance(NamedTuple):
    """An instance where it stands once those around it are written out.

    `args` are worked out; `inside` are the blocks of its definition by the ids that they get, their arguments as the
    definition has them: expressions over its own.
    """

    definition: str
    args: dict[str, Any]
    inside: dict[str, Block]


def text_class_instances(document: Document) -> dict[str, TextClassInstance]:
    """Return every instance by its id, those inside others too."""
    known = definitions_by_name(document)
    found: dict[str, TextClassInstance] = {}
    waiting: list[tuple[str, Instance, dict[str, Any]]] = [
        (block.id, block, {}) for block in walk(document.root) if isinstance(block, Instance)
    ]
    while waiting:
        id, instance, names = waiting.pop()
        definition = known[instance.definition]
        if definition.root is None:  # its class is written as text and called as it is
            continue
        inside = {f"{id}/{block.id}": block for block in walk(definition.root)}
        args = {name: _worked_out(value, names) for name, value in instance.args.items()}
        found[id] = TextClassInstance(instance.definition, args, inside)
        own = {**definition.args, **args}
        waiting.extend((below, block, own) for below, block in inside.items() if isinstance(block, Instance))
    return found


def _worked_out(value: Any, names: dict[str, Any]) -> Any:  # noqa: ANN401 - any value of an argument
    if isinstance(value, list | tuple):
        return [_worked_out(item, names) for item in value]
    return evaluate(value, names) if is_expression(value) else value


def symbolic(argument: Argument | None, value: ArgumentValue, names: Mapping[str, str]) -> Value | None:
    """Write a value that holds an expression; None for one that holds none. `names` are those of the arguments.

    Raises:
        Unwritable: it is too long, or of a type that is not written as it is.
    """
    if not _holds_expression(value):
        return None
    if isinstance(value, dict) or (argument is not None and not _takes(argument)):
        raise Unwritable
    if isinstance(value, list | tuple):
        items = tuple(_item(item, names) for item in value)
        return Symbol(f"({', '.join(items)}{',' if len(items) == 1 else ''})")
    return Symbol(_item(value, names))


def literal(value: ArgumentValue) -> Value:
    """Write the value of a definition's argument.

    Raises:
        Unwritable: it is a layer.
    """
    if isinstance(value, dict) or _holds_expression(value):
        raise Unwritable
    if isinstance(value, list | tuple):
        if any(isinstance(item, list | tuple | dict) for item in value):
            raise Unwritable
        return BracketedValue("(", tuple(map(plain, value)), ")")
    return plain(value)


def _takes(argument: Argument) -> bool:
    return argument.type in _TYPES and not argument.words


def _holds_expression(value: Any) -> bool:  # noqa: ANN401 - any value of an argument
    if isinstance(value, list | tuple):
        return any(map(_holds_expression, value))
    if isinstance(value, dict):
        return any(map(_holds_expression, value.values()))
    return is_expression(value)


def _item(value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - any value of an argument
    if isinstance(value, list | tuple | dict):
        raise Unwritable
    if not is_expression(value):
        return plain(value)
    tree = parsed_expression(value[1:].strip())
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]
    text = ast.unparse(tree)
    if len(text) > _LONGEST:
        raise Unwritable
    return text


def names_in(value: Any) -> set[str]:  # noqa: ANN401 - any value of an argument
    """Return the names that the expressions in a value use."""
    if isinstance(value, list | tuple):
        return set().union(*map(names_in, value))
    if isinstance(value, dict):
        return names_in(list(value.values()))
    if not is_expression(value):
        return set()
    return {node.id for node in ast.walk(parsed_expression(value[1:].strip())) if isinstance(node, ast.Name)}
