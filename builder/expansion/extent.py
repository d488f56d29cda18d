"""Counts the values of blocks and definitions and the size of all instances, before any is expanded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from builder.classes.text_class import size
from builder.document.arithmetic import is_expression
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
    Shared,
    TensorBlock,
)
from builder.document.tree import walk
from builder.document.validation import MAX_BLOCKS
from builder.errors import DocumentError
from builder.expansion.definitions import DefinitionTable, definition_of, definitions_by_name
from builder.sentences import say

MAX_EXPRESSIONS = 200_000
"""Characters of expressions that are worked out, in all instances, and in all definitions together."""
MAX_DEPTH = 64
"""Definitions inside each other."""
MAX_ITEMS = 20_000
"""The largest number of numbers and texts in the values of one block, or the defaults of one definition."""
MAX_NESTING = 32
"""Lists and objects inside each other in a value."""


class Extent(NamedTuple):
    """Blocks, and the characters of the expressions in them."""

    blocks: int
    text: int

    def __add__(self, other: object) -> Extent:
        """Return both together."""
        assert isinstance(other, Extent)
        return Extent(self.blocks + other.blocks, self.text + other.text)


def values_of(block: Block) -> tuple[ArgumentValue, ...]:
    """Return the values that a block is given."""
    match block:
        case Layer():
            return (block.args, block.call)
        case Function() | Instance():
            return (block.args,)
        case Shared():
            return (block.call,)
        case TensorBlock():
            return (block.init, list(block.shape))
        case Repeat():
            return (block.count, block.names)
        case Parallel():
            return (block.dim,)
        case _:
            return ()


def text_of(values: Iterable[ArgumentValue]) -> int:
    """Count the characters of the expressions in values.

    Raises:
        DocumentError: the values are too many or nested too deep.
    """
    text = items = 0
    level = list(values)
    for _ in range(MAX_NESTING):
        if not level:
            return text
        text += sum(len(value) for value in level if is_expression(value))
        items += len(level)
        if items > MAX_ITEMS:
            raise DocumentError(
                say("expansion.arguments.values", limit=MAX_ITEMS), hint=say("expansion.arguments.values.hint")
            )
        lists = [value for value in level if isinstance(value, list | tuple)]
        objects = [value.values() for value in level if isinstance(value, dict)]
        level = [part for parts in (*lists, *objects) for part in parts]
    raise DocumentError(say("expansion.arguments.depth", limit=MAX_NESTING), hint=say("document.depth.hint"))


def extent(block: Block) -> Extent:
    """Return that of one block without what is inside it.

    Raises:
        DocumentError: its values are too many or nested too deep.
    """
    values = values_of(block)
    return Extent(1, text_of(values) if values else 0)


def check_defaults(definition: Definition) -> None:
    """Check how many arguments a definition has, and what their defaults hold.

    Raises:
        DocumentError: they are too many.
    """
    if len(definition.args) > MAX_ARGUMENTS:
        raise DocumentError(
            say(
                "expansion.definition.arguments",
                class_name=definition.class_name,
                count=len(definition.args),
                limit=MAX_ARGUMENTS,
            ),
            hint=say("document.remove-some.hint"),
        )
    text_of([definition.args])


MAX_ARGUMENTS = 256
"""Arguments of one definition."""


def check_definitions(document: Document) -> None:
    """Check that no definition contains itself and that all of it stays within the limit of blocks.

    Raises:
        DocumentError: one does, or comes to too many blocks.
    """
    known = definitions_by_name(document)
    sizes: dict[str, Extent] = {}
    for definition in document.definitions:
        check_defaults(definition)
        _size(definition.class_name, known, sizes, ())
    _check_extent(say("expansion.definitions.together"), sizes.values())
    _check_extent(say("expansion.instances.together"), (_cost(block, sizes, known) for block in walk(document.root)))


def _check_extent(what: str, extents: Iterable[Extent]) -> None:
    whole = sum(extents, Extent(0, 0))
    if whole.blocks > MAX_BLOCKS:
        raise DocumentError(
            say("expansion.definitions.blocks", what=what, limit=MAX_BLOCKS),
            hint=say("expansion.definitions.unused.hint"),
        )
    if whole.text > MAX_EXPRESSIONS:
        raise DocumentError(
            say("expansion.definitions.expressions", what=what, limit=MAX_EXPRESSIONS),
            hint=say("expansion.definitions.expressions.hint"),
        )


def _size(name: str, known: DefinitionTable, sizes: dict[str, Extent], above: tuple[str, ...]) -> Extent:
    if name in above:
        raise DocumentError(say("expansion.definition.cycle", name=name), hint=say("expansion.definition.cycle.hint"))
    if len(above) >= MAX_DEPTH:
        raise DocumentError(say("expansion.definition.depth", limit=MAX_DEPTH), hint=say("document.depth.hint"))
    if name not in sizes:
        root = known[name].root
        total = Extent(1, 0)
        for block in walk(root) if root is not None else ():
            total += extent(block)
            if isinstance(block, Instance):
                blocks = _written_size(definition_of(block, known), block.args, known)
                total += Extent(blocks, 0) if blocks else _size(block.definition, known, sizes, (*above, name))
        sizes[name] = total
    return sizes[name]


def _cost(block: Block, sizes: dict[str, Extent], known: DefinitionTable) -> Extent:
    own = extent(block)
    if not isinstance(block, Instance):
        return own
    blocks = _written_size(definition_of(block, known), block.args, known)
    return own + (Extent(blocks, 0) if blocks else sizes[block.definition])


def _written_size(definition: Definition, args: dict[str, ArgumentValue], known: DefinitionTable) -> int:
    """Return the blocks of an object of a written class; 0 of a drawn one, or where expressions are to come."""
    if definition.source is None or any(map(is_expression, args.values())):
        return 0
    known.spend(definition, args)
    return size(definition, args)
