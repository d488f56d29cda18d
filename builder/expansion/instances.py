"""Expands instances of definitions to the blocks that they stand for.

The compilers see only blocks: an instance becomes the definition's root under the definition's class name, with its
arguments put into the expressions. An inner block's id is `<instance id>/<its id in the definition>`. An instance of a
class written as text becomes a `Written` block: the text is interpreted by `builder.classes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import is_not
from typing import Any, NamedTuple

import msgspec

from builder.classes.text_class import text_class_block
from builder.document.blocks import (
    Block,
    Document,
    Graph,
    Instance,
    Repeat,
    Selector,
    Shared,
    Tie,
    Written,
)
from builder.document.graph import numbers_into
from builder.document.once import once
from builder.document.tree import children, is_container, walk, with_children
from builder.errors import DocumentError
from builder.expansion.definitions import DefinitionTable, definition_of, definitions_by_name, given_args, worked_out
from builder.expansion.extent import check_definitions
from builder.sentences import say


class _Expansion(NamedTuple):
    """What came of a document: `whole`, None where it has no instance, and the block that each of its instances became.

    The latter by the `id` of the instance, each with the instance itself.
    """

    whole: Document | None
    made: dict[int, tuple[Instance, Block]]


def expanded(document: Document, before: Document | None = None) -> Document:
    """Return the document with every instance written out; itself where it has none.

    The answer is kept with the document. What stands as it stood in `before`, of which the document was made, is the
    same object again.

    Raises:
        DocumentError: an instance names no definition, or an expression cannot be evaluated.
    """
    expansion = once(document, _KEPT, lambda: _expansion(document, before))
    return document if expansion.whole is None else expansion.whole


_KEPT = "expansion"


def _expansion(document: Document, before: Document | None) -> _Expansion:
    if not any(block.__class__ is Instance for block in walk(document.root)):
        return _Expansion(None, {})
    check_definitions(document)
    writer = _Writer(document, before)
    return _Expansion(_with_root(document, writer.written_out(document.root)), writer.made)


class _Writer:
    """Writes out the instances of a network."""

    def __init__(self, document: Document, before: Document | None) -> None:
        self.made: dict[int, tuple[Instance, Block]] = {}
        self._known = definitions_by_name(document)
        kept = None if before is None else before.__dict__.get(_KEPT)
        self._before: dict[int, tuple[Instance, Block]] = {} if kept is None else kept.made
        was = {} if before is None else definitions_by_name(before)
        self._changed = {name for name in self._known | was if self._known.get(name) is not was.get(name)}
        self._alike: dict[str, bool] = {}

    def written_out(self, block: Block) -> Block:
        """Return a block with its instances written out; the very block where it has none."""
        if isinstance(block, Instance):
            made = self._instance(block)
            self.made[id(block)] = block, made
            return made
        if not is_container(block):
            return block
        kids = children(block)
        new = tuple([self.written_out(kid) for kid in kids])
        return with_children(block, new) if any(map(is_not, new, kids)) else block

    def _instance(self, block: Instance) -> Block:
        # By address, which no other block has: the instance is kept with what it became.
        found = self._before.get(id(block))
        if found is not None and self._is_alike(block.definition):
            return found[1]
        return _instance(block, self._known, "", {})

    def _is_alike(self, name: str) -> bool:
        """Tell whether a definition and all inside it are as they were before."""
        if name not in self._alike:
            self._alike[name] = not self._changed or self._changed.isdisjoint(_made_of(name, self._known))
        return self._alike[name]


def _made_of(name: str, known: DefinitionTable) -> set[str]:
    """Return the names of a definition and of those inside it, where there are such."""
    found, waiting = {name}, [name]
    while waiting:
        definition = known.get(waiting.pop())
        for block in walk(definition.root) if definition is not None and definition.root is not None else ():
            if isinstance(block, Instance) and block.definition not in found:
                found.add(block.definition)
                waiting.append(block.definition)
    return found


def _with_root(document: Document, root: Block) -> Document:
    ties, frozen = _of_written(root)
    return msgspec.structs.replace(
        document, root=root, definitions=(), ties=(*document.ties, *ties), frozen=(*document.frozen, *frozen)
    )


def default_instances(document: Document) -> Iterator[Document]:
    """Yield, for each definition of a checked document, the network that is one instance of it with its defaults.

    Raises:
        DocumentError: an expression cannot be evaluated.
    """
    known = definitions_by_name(document)
    for name in known:
        root = _instance(Instance(id=name, definition=name), known, "", {})
        yield _with_root(Document(root=root), root)


def _of_written(root: Block) -> tuple[list[Tie], list[Selector]]:
    """Return what written classes tie and freeze themselves, which a live network has without the document's doing."""
    found = written_blocks(root)
    return [tie for one in found for tie in one.ties], [select for one in found for select in one.frozen]


def written_blocks(root: Block) -> list[Written]:
    """Return the objects of written classes, without those that others make."""
    return [block for block in walk(root) if isinstance(block, Written) and block.source]


def _written_out(
    block: Block, known: DefinitionTable, prefix: str, names: dict[str, Any], own: Collection[str] = ()
) -> Block:
    """Return a block with ids under `prefix`, expressions over `names` worked out and instances written out.

    Numbers of a graph that flow into it, by the names `own`, are no arguments of the definition.
    """
    if isinstance(block, Instance):
        return _instance(block, known, prefix, names)
    if is_container(block):
        numbers = numbers_into(block) if isinstance(block, Graph) else {}
        kids = [_written_out(kid, known, prefix, names, numbers.get(kid.id, ())) for kid in children(block)]
        block = with_children(block, tuple(kids))
    changes = {"id": prefix + block.id, **worked_out(block, names, own)}
    if isinstance(block, Shared):
        changes["of"] = prefix + block.of
    return msgspec.structs.replace(block, **changes)


def _instance(block: Instance, known: DefinitionTable, prefix: str, names: dict[str, Any]) -> Block:
    definition = definition_of(block, known)
    if definition.source is not None:
        args = given_args(block, names)
        known.spend(definition, args)
        return text_class_block(definition, args, prefix + block.id, block.name)
    if definition.root is None or not is_container(definition.root) or isinstance(definition.root, Repeat):
        raise DocumentError(say("expansion.definition.root", class_name=definition.class_name))
    given = given_args(block, names)
    for name in given:
        if name not in definition.args:
            raise DocumentError(
                say("expansion.definition.no-argument", class_name=definition.class_name, name=name),
                hint=say("document.remove-it.hint"),
            )
    id = prefix + block.id
    root = _written_out(definition.root, known, f"{id}/", {**definition.args, **given})
    return msgspec.structs.replace(root, id=id, name=block.name, class_name=definition.class_name)
