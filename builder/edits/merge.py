"""Definitions that come with a block from another document: an equal one is used, another gets a free name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

import msgspec

from builder.document.blocks import Block, Definition, Document, Instance
from builder.document.tree import children, is_container, walk, with_children
from builder.edits.definitions import with_class_name
from builder.errors import BuilderError, EditError
from builder.expansion.definitions import definitions_by_name


def merge_definitions(document: Document, block: Block, brought: Sequence[Definition]) -> tuple[Document, Block]:
    """Return the document with the definitions that a block needs, and the block naming them as they are called there.

    Only what the document lacks is added: a definition of the same name and content is the document's own, one of the
    same name and other content comes under the next free name.

    Raises:
        EditError: a class cannot be renamed.
    """
    given = {definition.class_name: definition for definition in brought}
    names: dict[str, str] = {}
    for name in _needs(block, given):
        document, names[name] = _place(document, given[name], names)
    return document, _rename(block, names)


def _needs(block: Block, given: Mapping[str, Definition]) -> list[str]:
    """Return the names of all that a block needs, each after those it needs itself."""
    done: dict[str, None] = {}
    opened: set[str] = set()
    stack = list(_used_classes(block, given))
    while stack:
        name = stack.pop()
        if name in opened:
            done[name] = None
        else:
            opened.add(name)
            stack += [name, *(one for one in _used_classes(given[name].root, given) if one not in opened)]
    return list(done)


def _used_classes(block: Block | None, given: Mapping[str, Definition]) -> Iterator[str]:
    for one in () if block is None else walk(block):
        if isinstance(one, Instance) and one.definition in given:
            yield one.definition


def _place(document: Document, definition: Definition, names: Mapping[str, str]) -> tuple[Document, str]:
    known = definitions_by_name(document)
    root = None if definition.root is None else _rename(definition.root, names)
    definition = msgspec.structs.replace(definition, root=root)
    word = definition.class_name
    for name in chain((word,), (f"{word}{number}" for number in count(2))):
        try:
            wanted = definition if name == word else with_class_name(definition, name)
        except BuilderError as error:
            raise EditError(error.problem, error.path, error.hint) from None
        if name not in known:
            definitions = (*document.definitions, wanted)
            return msgspec.structs.replace(document, definitions=definitions), name
        if known[name] == wanted:
            return document, name
    raise AssertionError  # numbers do not end


def _rename(block: Block, names: Mapping[str, str]) -> Block:
    """Return a block whose instances go by other names."""
    if isinstance(block, Instance):
        name = names.get(block.definition, block.definition)
        return block if name == block.definition else msgspec.structs.replace(block, definition=name)
    if not is_container(block):
        return block
    return with_children(block, tuple(_rename(kid, names) for kid in children(block)))
