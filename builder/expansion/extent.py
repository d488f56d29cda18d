"""How much the values hold that blocks and definitions are given: counted without recursion, before anything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from builder.document.arithmetic import is_expression
from builder.document.blocks import (
    ArgumentValue,
    Block,
    Definition,
    Function,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Shared,
    TensorBlock,
)
from builder.errors import DocumentError
from builder.sentences import say

MAX_ITEMS = 20_000
"""Numbers and texts that the values of one block, or the defaults of one definition, hold."""
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
                say("document.arguments.values", limit=MAX_ITEMS), hint=say("document.arguments.values.hint")
            )
        lists = [value for value in level if isinstance(value, list | tuple)]
        objects = [value.values() for value in level if isinstance(value, dict)]
        level = [part for parts in (*lists, *objects) for part in parts]
    raise DocumentError(say("document.arguments.depth", limit=MAX_NESTING), hint=say("document.depth.hint"))


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
                "document.definition.arguments",
                class_name=definition.class_name,
                count=len(definition.args),
                limit=MAX_ARGUMENTS,
            ),
            hint=say("document.remove-some.hint"),
        )
    text_of([definition.args])


MAX_ARGUMENTS = 256
"""Arguments of one definition."""
