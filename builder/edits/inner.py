"""Edits inside a definition: the ids `instance/inner` of one instance stand for the definition's own blocks."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from builder.document.blocks import Block, Document, Function, Graph, Instance, TensorBlock, TensorPlace
from builder.document.tree import child_name, is_container, places, walk
from builder.edits.arguments import SetArgument, SetMerge, SetRepeat, SetTensor
from builder.edits.conversion import ToGraph, ToSequential
from builder.edits.definitions import above_in, with_definition
from builder.edits.edit import Change
from builder.edits.holder import SetHolder
from builder.edits.references import forgotten
from builder.edits.tree import all_places
from builder.errors import EditError
from builder.expansion.definitions import definitions_by_name, holds_expression
from builder.expansion.instances import expanded
from builder.sentences import say

_INTO = ("parent", "graph")
"""Fields that name a container: of an instance they mean the container that its definition is."""
_VALUED = (SetArgument, SetMerge, SetTensor, SetRepeat)
"""Edits of what an expression may stand for inside a definition."""
_OF_ROOT = (SetMerge, SetHolder, ToGraph, ToSequential)
"""Edits of a container, which an instance passes on to its definition."""


class _Inside(NamedTuple):
    """A block of a definition, or of the network where `definition` is None."""

    definition: str | None
    id: str


def changed_within(document: Document, edit: Change) -> Document:
    """Make an edit in the network, or in the definition that its ids lead into.

    Raises:
        EditError: it cannot be made, or its blocks stand in different definitions.
    """
    fields = _fields(document, edit)
    inside = {place for found in fields.values() for place in found}
    definitions = {place.definition for place in inside}
    if len(definitions) > 1:
        raise EditError(say("edits.across-definitions"), hint=say("edits.across-definitions.hint"))
    name = next(iter(definitions), None)
    if name is None:
        _refuse_expression(document, edit)
        return edit.apply_to(document)
    edit = _with_ids(edit, fields)
    definition = definitions_by_name(document)[name]
    assert definition.root is not None
    # Ties, init rules and frozen tensors are the network's: a definition has none.
    part = Document(inputs=document.inputs, root=definition.root, definitions=document.definitions)
    part = edit.apply_to(part)
    if not is_container(part.root):
        raise EditError(say("edits.definition-root"), hint=say("edits.definition-root.hint"))
    document = msgspec.structs.replace(document, definitions=part.definitions)
    return with_definition(document, name, msgspec.structs.replace(definition, root=part.root))


def _fields(document: Document, edit: Change) -> dict[str, tuple[_Inside, ...]]:
    if not document.definitions:
        return {}
    definitions = _Definitions(document)
    fields: dict[str, tuple[_Inside, ...]] = {}
    for field in edit.places:
        given = getattr(edit, field)
        ids = given if isinstance(given, tuple) else (given,)
        into = field in _INTO or isinstance(edit, _OF_ROOT)
        fields[field] = tuple(definitions.inside(id, into) for id in ids)
    return fields


class _Definitions:
    """The definitions of a document and the blocks of each, listed once for all the ids of an edit."""

    def __init__(self, document: Document) -> None:
        self._known = definitions_by_name(document)
        self._blocks: dict[str | None, dict[str, Block]] = {
            None: {id: place.block for id, place in all_places(document).items()}
        }

    def inside(self, id: str, into: bool) -> _Inside:
        """Follow an id through the instances that it names."""
        definition: str | None = None
        rest = id
        while True:
            blocks = self._blocks_of(definition)
            start = rest if rest in blocks else next((above for above in above_in(rest) if above in blocks), None)
            block = None if start is None else blocks[start]
            if start is None or not isinstance(block, Instance) or (start == rest and not into):
                return _Inside(definition, rest)
            definition, rest = block.definition, rest[len(start) + 1 :]
            root = self._root(definition)
            if not rest:
                return _Inside(definition, root.id)

    def _blocks_of(self, definition: str | None) -> dict[str, Block]:
        if definition not in self._blocks:
            assert definition is not None  # the network's own are listed from the start
            self._blocks[definition] = {block.id: block for block in walk(self._root(definition))}
        return self._blocks[definition]

    def _root(self, definition: str) -> Block:
        root = self._known[definition].root
        if root is None:
            raise EditError(
                say("edits.written-inside", name=definition), hint=say("edits.written-inside.hint", name=definition)
            )
        return root


def _with_ids(edit: Change, fields: dict[str, tuple[_Inside, ...]]) -> Change:
    changes: dict[str, Any] = {}
    for field, inside in fields.items():
        ids = tuple(place.id for place in inside)
        changes[field] = ids if isinstance(getattr(edit, field), tuple) else ids[0]
    return msgspec.structs.replace(edit, **changes)


def _refuse_expression(document: Document, edit: Change) -> None:
    """Refuse an expression in a block of the network, but for functions, which have expressions over sizes."""
    values = [getattr(edit, name) for name in edit.__struct_fields__] if isinstance(edit, _VALUED) else []
    expression = next((value for value in values if holds_expression(value)), None)
    if expression is None or (isinstance(edit, SetArgument) and _is_function(document, edit.id)):
        return
    raise EditError(say("edits.expression", text=expression), hint=say("edits.expression.hint"))


def _is_function(document: Document, id: str) -> bool:
    place = all_places(document).get(id)
    return place is not None and isinstance(place.block, Function)


def follow_tensors(before: Document, after: Document) -> Document:
    """Let ties follow tensors of graphs to their new names, and drop what names blocks inside instances that are gone.

    Raises:
        DocumentError: an instance cannot be written out.
    """
    named = bool(after.ties or after.init or after.frozen)
    if not named or (after.root is before.root and after.definitions is before.definitions):
        return after
    after = _renamed_tensors(before, after)
    if not before.definitions:
        return after  # so nothing named a block inside an instance
    known = places(expanded(after, before))
    ends = {end.block for tie in after.ties for end in (tie.tensor, tie.of)}
    ends |= {id for rule in after.init for id in (rule.select.block, rule.of) if id is not None}
    ends |= {select.block for select in after.frozen if select.block is not None}
    gone = ends - known.keys()
    return forgotten(after, gone) if gone else after


def _renamed_tensors(before: Document, after: Document) -> Document:
    """Put ties of a graph's own tensors where those are now, and drop ties of those that are gone."""
    graphs = {place.block.id: place.block for place in places(expanded(before)).values()} if after.ties else {}
    old = {id: _tensors(block) for id, block in graphs.items() if isinstance(block, Graph)}
    if not any(end.block in old for tie in after.ties for end in (tie.tensor, tie.of)):
        return after
    now: dict[str, TensorPlace] = {}
    for place in places(expanded(after, before)).values():
        if isinstance(place.block, Graph):
            now |= {id: TensorPlace(place.block.id, name) for name, id in _tensors(place.block).items()}

    def place_now(end: TensorPlace) -> TensorPlace | None:
        id = old.get(end.block, {}).get(end.tensor)
        return end if id is None else now.get(id)

    ties = []
    for tie in after.ties:
        tensor, of = place_now(tie.tensor), place_now(tie.of)
        if tensor is not None and of is not None:
            ties.append(msgspec.structs.replace(tie, tensor=tensor, of=of))
    return msgspec.structs.replace(after, ties=tuple(ties))


def _tensors(graph: Graph) -> dict[str, str]:
    return {child_name(graph, i, node): node.id for i, node in enumerate(graph.nodes) if isinstance(node, TensorBlock)}
