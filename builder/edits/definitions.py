"""Edits of a user's own blocks: define one, change its arguments or name, unpack an instance, remove a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import is_not
from typing import Any, ClassVar

import msgspec

from builder.classes.as_blocks import to_blocks
from builder.classes.text_class import check_definition
from builder.classes.text_edits import rename_top_level as renamed_class
from builder.document.arithmetic import evaluate, is_expression
from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Graph,
    Instance,
    Parallel,
    Sequential,
    Shared,
)
from builder.document.tree import children, is_container, walk, with_children
from builder.edits.containers import branches_like, siblings, wrap_siblings
from builder.edits.edit import Change
from builder.edits.fresh import fresh_id
from builder.edits.references import rename_blocks
from builder.edits.tree import (
    Places,
    all_places,
    place_of,
    refuse_taken,
    replace_blocks,
    title,
    with_block,
    with_kids,
    within,
)
from builder.errors import BuilderError, EditError
from builder.expansion.definitions import definition_of, definitions_by_name, worked_out
from builder.sentences import Sentence, near, say


class Define(Change, frozen=True, tag="define"):
    """Make a container, or blocks of one parent, the user's own block, and put an instance of it in their place."""

    places: ClassVar[tuple[str, ...]] = ("ids",)
    ids: tuple[str, ...]
    class_name: str
    id: str | None = None
    """Of the instance, where several blocks or a single layer are selected; a container's instance keeps its id."""

    def apply_to(self, document: Document) -> Document:
        """Return the document with the definition.

        Raises:
            EditError: the name or the id is taken, a block is not there, the blocks cannot be put into one container,
                or a module is shared between the inside and the outside of the new block.
        """
        if self.class_name in definitions_by_name(document):
            raise EditError(
                say("edits.definition-exists", name=self.class_name), hint=say("edits.definition-exists.hint")
            )
        document, id = self._container(document)
        found = all_places(document)
        root = found[id].block
        _refuse_crossing(found, root)
        plain = msgspec.structs.replace(root, name=None, class_name=None)
        definition = Definition(class_name=self.class_name, root=plain)
        instance = Instance(id=id, name=root.name, definition=self.class_name)
        inner = {block.id: f"{id}/{block.id}" for block in walk(root) if block.id != id}
        document = with_block(document, found, instance)
        document = rename_blocks(document, {**inner, **_deeper(document, inner)})
        return msgspec.structs.replace(document, definitions=(*document.definitions, definition))

    def _container(self, document: Document) -> tuple[Document, str]:
        """Return the document with what is selected in one container, and its id."""
        found = all_places(document)
        ids = siblings(found, self.ids)
        first = found[ids[0]].block
        if len(ids) == 1 and isinstance(first, Sequential | Parallel | Graph):
            return document, ids[0]
        above = found[ids[0]].parent
        if above is None:
            raise EditError(say("edits.define-root"), "", say("edits.define-root.hint"))
        id = fresh_id() if self.id is None else self.id
        refuse_taken(found, [id])
        parent = found[above].block
        if isinstance(parent, Parallel) and len(ids) > 1:
            container = with_kids(branches_like(parent, id), [found[i].block for i in ids], set(ids))
            changes: dict[str, tuple[Block, ...]] = {**dict.fromkeys(ids, ()), ids[0]: (container,)}
            return msgspec.structs.replace(document, root=replace_blocks(document.root, found, changes)), id
        return wrap_siblings(document, ids, "graph" if isinstance(parent, Graph) else "sequential", id), id


def _refuse_crossing(found: Places, root: Block) -> None:
    """A definition shares no module with what is around it."""
    inside = within(found, [root.id])
    for place in found.values():
        block = place.block
        if not isinstance(block, Shared) or block.of == root.id:
            continue
        if (block.id in inside) != (block.of in inside):
            raise EditError(
                say("edits.shared-across", place=found[block.of].path), place.path, say("edits.shared-across.hint")
            )


def _uses(document: Document, class_name: str) -> Iterator[str]:
    """Yield where instances stand: paths in the network, or names of other definitions."""
    for place in all_places(document).values():
        if isinstance(place.block, Instance) and place.block.definition == class_name:
            yield place.path or say("edits.the-root")
    for definition in document.definitions:
        blocks = () if definition.root is None else walk(definition.root)
        if any(isinstance(block, Instance) and block.definition == class_name for block in blocks):
            yield definition.class_name


def definition_called(document: Document, class_name: str) -> Definition:
    """Return the definition of a name.

    Raises:
        EditError: there is none.
    """
    known = definitions_by_name(document)
    if class_name not in known:
        raise EditError(say("edits.no-definition", name=class_name), hint=near(class_name, known))
    return known[class_name]


def with_instances(document: Document, class_name: str, fields: Mapping[str, Any], keep: set[str] | None) -> Document:
    """Return the document with fields of all instances of a definition changed, and only some of their arguments."""

    def changed(block: Block) -> Block:
        if isinstance(block, Instance) and block.definition == class_name:
            args = {name: value for name, value in block.args.items() if keep is None or name in keep}
            return msgspec.structs.replace(block, args=args, **fields)
        if not is_container(block):
            return block
        kids = tuple(map(changed, children(block)))
        return with_children(block, kids) if any(map(is_not, kids, children(block))) else block

    def of(definition: Definition) -> Definition:
        root = None if definition.root is None else changed(definition.root)
        return definition if root is definition.root else msgspec.structs.replace(definition, root=root)

    definitions = tuple(map(of, document.definitions))
    return msgspec.structs.replace(document, root=changed(document.root), definitions=definitions)


def with_definition(document: Document, class_name: str, definition: Definition | None) -> Document:
    """Return the document with another definition in the place of the one of that name, or without it."""
    kept = ((definition if d.class_name == class_name else d) for d in document.definitions)
    return msgspec.structs.replace(document, definitions=tuple(d for d in kept if d is not None))


class SetDefinitionArgs(Change, frozen=True, tag="set_definition_args"):
    """Set the arguments of a definition with their defaults; instances lose what they give for those that are gone."""

    class_name: str
    args: dict[str, Any]

    def apply_to(self, document: Document) -> Document:
        """Return the document with the arguments."""
        definition = msgspec.structs.replace(definition_called(document, self.class_name), args=self.args)
        document = with_definition(document, self.class_name, definition)
        return with_instances(document, self.class_name, {}, _argument_names(definition))


def _argument_names(definition: Definition) -> set[str]:
    """Return the arguments that instances may give."""
    if definition.source is None:
        return set(definition.args)
    return {argument.name for argument in check_definition(definition.source).arguments}


class RenameDefinition(Change, frozen=True, tag="rename_definition"):
    """Give a definition, and all instances of it, another class name."""

    class_name: str
    new_name: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the name."""
        definition = with_class_name(definition_called(document, self.class_name), self.new_name)
        document = with_definition(document, self.class_name, definition)
        return with_instances(document, self.class_name, {"definition": self.new_name}, None)


def with_class_name(definition: Definition, name: str) -> Definition:
    """Return a definition under another name, in its text too."""
    source = None if definition.source is None else renamed_class(definition.source, definition.class_name, name)
    return msgspec.structs.replace(definition, class_name=name, source=source)


class RemoveDefinition(Change, frozen=True, tag="remove_definition"):
    """Remove a definition that nothing uses."""

    class_name: str

    def apply_to(self, document: Document) -> Document:
        """Return the document without the definition.

        Raises:
            EditError: there is no definition of that name, or it is used.
        """
        definition_called(document, self.class_name)
        users = list(_uses(document, self.class_name))
        if users:
            problem = say("edits.definition-used", name=self.class_name, count=len(users), place=users[0])
            raise EditError(problem, hint=say("edits.definition-used.hint"))
        return with_definition(document, self.class_name, None)


class Unpack(Change, frozen=True, tag="unpack"):
    """Replace one instance by the blocks of its definition, which no longer follow it."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the blocks.

        Raises:
            EditError: the block is not there, is no instance, or its forward cannot be drawn as a graph.
        """
        found = all_places(document)
        instance = place_of(found, self.id).block
        if not isinstance(instance, Instance):
            raise EditError(
                say("edits.no-instance", block=title(instance)), found[self.id].path, say("edits.no-instance.hint")
            )
        definition = definition_of(instance, definitions_by_name(document))
        if definition.root is None:
            definition = _as_graph(definition, instance)
        assert definition.root is not None
        inner = [block.id for block in walk(definition.root) if block is not definition.root]
        new_ids = {id: id if id not in found else fresh_id(id) for id in inner}
        new_ids[definition.root.id] = instance.id
        values = {**definition.args, **instance.args}
        root = msgspec.structs.replace(
            _fill(definition.root, new_ids, values),
            name=instance.name,
            class_name=definition.class_name,
        )
        document = with_block(document, found, root)
        moved = {f"{instance.id}/{old}": new for old, new in new_ids.items()}
        return rename_blocks(document, {**moved, **_deeper(document, moved)})


def _as_graph(definition: Definition, instance: Instance) -> Definition:
    """Return a written definition with the graph that its forward is."""
    try:
        return msgspec.structs.replace(definition, root=to_blocks(definition, instance.args), args={})
    except BuilderError as error:
        raise EditError(
            say("edits.no-dataflow", name=definition.class_name, reason=Sentence(error.problem)),
            error.path,
            say("edits.no-dataflow.hint"),
        ) from None


def _deeper(document: Document, moved: Mapping[str, str]) -> dict[str, str]:
    """Return the new ids of what stands in instances inside, where the document names it."""
    ends = [end.block for tie in document.ties for end in (tie.tensor, tie.of)]
    ends += [id for rule in document.init for id in (rule.select.block, rule.of) if id is not None]
    ends += [select.block for select in document.frozen if select.block is not None]
    ends += [block.of for block in walk(document.root) if isinstance(block, Shared)]
    found = {}
    for id in ends:
        old = next((above for above in above_in(id) if above in moved), None)
        if old is not None:
            found[id] = moved[old] + id[len(old) :]
    return found


def above_in(id: str) -> Iterator[str]:
    """Yield what may be the instance in which a block of this id stands, the outermost first: ids may have a "/"."""
    yield from (id[:at] for at, character in enumerate(id) if character == "/")


def _fill(block: Block, new_ids: Mapping[str, str], values: dict[str, Any]) -> Block:
    """Return a block of a definition under new ids, with the expressions worked out."""
    changes = {"id": new_ids[block.id], **worked_out(block, values)}
    if isinstance(block, Instance):
        changes["args"] = {n: evaluate(v, values) if is_expression(v) else v for n, v in block.args.items()}
    elif isinstance(block, Shared):
        changes["of"] = new_ids[block.of]
    elif is_container(block):
        block = with_children(block, tuple(_fill(kid, new_ids, values) for kid in children(block)))
    return msgspec.structs.replace(block, **changes)
