"""Names the steps of the undo list: a phrase made from the edits of a step and the document before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import singledispatch

from msgspec import UNSET

from builder.catalogue.layers.kind import REQUIRED
from builder.document.blocks import Document
from builder.edits.apply import Edit
from builder.edits.arguments import (
    SetArgument,
    SetCall,
    SetClassName,
    SetKind,
    SetMerge,
    SetParametrization,
    SetRepeat,
    SetTensor,
    UnsetArgument,
)
from builder.edits.containers import Unwrap, Wrap
from builder.edits.conversion import ToGraph, ToSequential
from builder.edits.definitions import Define, RemoveDefinition, RenameDefinition, SetDefinitionArgs, Unpack
from builder.edits.edit import Change
from builder.edits.holder import SetHolder
from builder.edits.schemes import RemoveScheme, WriteScheme
from builder.edits.settings import Freeze, SetInit, SetInputs, SetLazy, SetName, SetSeed, Unfreeze
from builder.edits.sharing import Share, TieTensors, Unshare, Untie
from builder.edits.step_words import block_words, former, node, selector_words, tensor, title, value_words
from builder.edits.structure import Duplicate, Insert, Move, Remove, Rename
from builder.edits.text_class import WriteDefinition
from builder.edits.wiring import (
    Connect,
    Disconnect,
    InsertOnWire,
    SetGraphInputs,
    SetOutputs,
    SetPositions,
    SetWires,
)
from builder.sentences import say
from builder.sentences.short import short

LONGEST = 79
"""Characters of a name."""
_FIRST = (Insert, InsertOnWire, Duplicate, Move, Remove)
"""Edits that say what a step is for, whatever comes with them."""
_LAST = (Connect, SetWires, SetOutputs, SetPositions)
"""Edits that come with others."""
_CLASS = re.compile(r"^class +(\w+)", re.MULTILINE)
_FUNCTION = re.compile(r"^def +(\w+)", re.MULTILINE)
_MANY: dict[type[Change], Callable[[int], str]] = {
    Insert: lambda count: say("edits.step.insert.many", count=count),
    Remove: lambda count: say("edits.step.remove.many", count=count),
    Move: lambda count: say("edits.step.move.many", count=count),
    Duplicate: lambda count: say("edits.step.duplicate.many", count=count),
}


def step_name(edits: Sequence[Edit], document: Document) -> str:
    """Name the step that makes these edits, of which there is one at least, to a document.

    >>> from builder.document.blocks import Sequential
    >>> step_name([SetName("lenet")], Document(root=Sequential(id="root")))
    'Rename the network to lenet'
    """
    # One that says what the step is for, else any, else one that only comes with others.
    main = min(edits, key=lambda edit: isinstance(edit, _LAST) - isinstance(edit, _FIRST))
    alike = [edit for edit in edits if type(edit) is type(main)]
    count = sum(len(getattr(edit, "ids", ("one",))) for edit in alike)
    many = _MANY.get(type(main))
    return short(many(count) if count > 1 and many is not None else name(main, document), LONGEST)


@singledispatch
def name(edit: Change, document: Document) -> str:
    """Name one edit; each kind has a function of its own below.

    Raises:
        NotImplementedError: the kind of edit has no function of its own.
    """
    raise NotImplementedError(type(edit))


@name.register(Insert)
@name.register(InsertOnWire)
def _(edit: Insert | InsertOnWire, document: Document) -> str:
    return say("edits.step.insert", block=title(edit.block, document))


@name.register
def _(edit: Remove, document: Document) -> str:
    return say("edits.step.remove", block=block_words(document, next(iter(edit.ids), None)))


@name.register
def _(edit: Move, document: Document) -> str:
    return say("edits.step.move", block=block_words(document, next(iter(edit.ids), None)))


@name.register
def _(edit: Duplicate, document: Document) -> str:
    return say("edits.step.duplicate", block=block_words(document, next(iter(edit.ids), None)))


@name.register
def _(edit: Rename, document: Document) -> str:
    if edit.name is None:
        return say("edits.step.rename.none", block=block_words(document, edit.id))
    return say("edits.step.rename", block=block_words(document, edit.id), name=short(edit.name, 24))


@name.register
def _(edit: SetArgument, document: Document) -> str:
    before, now = former(document, edit.id, edit.argument), value_words(edit.value)
    block, argument = block_words(document, edit.id), short(edit.argument, 24)
    if before is REQUIRED:
        return say("edits.step.set-argument.new", argument=argument, value=now, block=block)
    return say("edits.step.set-argument", argument=argument, before=value_words(before), value=now, block=block)


@name.register
def _(edit: UnsetArgument, document: Document) -> str:
    return say("edits.step.unset-argument", argument=short(edit.argument, 24), block=block_words(document, edit.id))


@name.register
def _(edit: SetCall, document: Document) -> str:
    return say(
        "edits.step.set-call",
        block=block_words(document, edit.id),
        argument=short(edit.argument, 24),
        value=value_words(edit.value),
    )


@name.register
def _(edit: SetParametrization, document: Document) -> str:
    block, tensor = block_words(document, edit.id), short(edit.tensor, 24)
    if edit.parametrization is None:
        return say("edits.step.set-parametrization.none", block=block, tensor=tensor)
    kind = short(edit.parametrization.kind, 24)
    return say("edits.step.set-parametrization", kind=kind, block=block, tensor=tensor)


@name.register
def _(edit: SetKind, document: Document) -> str:
    return say("edits.step.set-kind", block=block_words(document, edit.id), kind=short(edit.kind, 24))


@name.register
def _(edit: SetRepeat, document: Document) -> str:
    block = block_words(document, edit.id)
    if edit.count is UNSET:
        return say("edits.step.set-repeat.names", block=block)
    return say("edits.step.set-repeat", block=block, count=value_words(edit.count))


@name.register
def _(edit: SetMerge, document: Document) -> str:
    block = block_words(document, edit.id)
    if edit.merge is UNSET:
        return say("edits.step.set-merge.dim", block=block, dim=value_words(edit.dim))
    return say("edits.step.set-merge", block=block, merge=edit.merge)


@name.register
def _(edit: SetClassName, document: Document) -> str:
    block = block_words(document, edit.id)
    if edit.class_name is None:
        return say("edits.step.set-class-name.none", block=block)
    return say("edits.step.set-class-name", block=block, name=short(edit.class_name, 24))


@name.register
def _(edit: SetHolder, document: Document) -> str:
    return say("edits.step.set-holder", block=block_words(document, edit.id), holder=edit.holder)


@name.register
def _(edit: Connect, document: Document) -> str:
    return say("edits.step.connect", source=short(edit.source, 24), node=node(document, edit.graph, edit.node))


@name.register
def _(edit: Disconnect, document: Document) -> str:
    return say("edits.step.disconnect", node=node(document, edit.graph, edit.node))


@name.register
def _(edit: SetWires, document: Document) -> str:
    return say("edits.step.set-wires", node=node(document, edit.graph, edit.node))


@name.register
def _(edit: SetOutputs, document: Document) -> str:
    return say("edits.step.set-outputs", block=block_words(document, edit.graph))


@name.register
def _(edit: SetGraphInputs, document: Document) -> str:
    return say("edits.step.set-graph-inputs", block=block_words(document, edit.graph))


@name.register
def _(edit: SetPositions, document: Document) -> str:
    return say("edits.step.set-positions", block=block_words(document, edit.graph))


@name.register
def _(edit: SetTensor, document: Document) -> str:
    return say("edits.step.set-tensor", block=block_words(document, edit.id))


@name.register
def _(edit: ToGraph, document: Document) -> str:
    return say("edits.step.to-graph", block=block_words(document, edit.id))


@name.register
def _(edit: ToSequential, document: Document) -> str:
    return say("edits.step.to-sequential", block=block_words(document, edit.id))


@name.register
def _(edit: Define, document: Document) -> str:
    return say("edits.step.define", name=short(edit.class_name, 24))


@name.register
def _(edit: WriteDefinition, document: Document) -> str:
    found = _CLASS.findall(edit.source)
    written = short(edit.class_name or (found[-1] if found else ""), 24)
    if edit.class_name is None:
        return say("edits.step.write-definition.new", name=written)
    return say("edits.step.write-definition", name=written)


@name.register
def _(edit: SetDefinitionArgs, document: Document) -> str:
    return say("edits.step.set-definition-args", name=short(edit.class_name, 24))


@name.register
def _(edit: RenameDefinition, document: Document) -> str:
    return say("edits.step.rename-definition", name=short(edit.class_name, 24), new=short(edit.new_name, 24))


@name.register
def _(edit: RemoveDefinition, document: Document) -> str:
    return say("edits.step.remove-definition", name=short(edit.class_name, 24))


@name.register
def _(edit: Unpack, document: Document) -> str:
    return say("edits.step.unpack", block=block_words(document, edit.id))


@name.register
def _(edit: Wrap, document: Document) -> str:
    return say("edits.step.wrap", container=edit.into.capitalize())


@name.register
def _(edit: Unwrap, document: Document) -> str:
    return say("edits.step.unwrap", block=block_words(document, edit.id))


@name.register
def _(edit: Share, document: Document) -> str:
    return say("edits.step.share", block=block_words(document, edit.of))


@name.register
def _(edit: Unshare, document: Document) -> str:
    return say("edits.step.unshare", block=block_words(document, edit.id))


@name.register
def _(edit: TieTensors, document: Document) -> str:
    return say("edits.step.tie", tensor=tensor(document, edit.tensor), of=tensor(document, edit.of))


@name.register
def _(edit: Untie, document: Document) -> str:
    return say("edits.step.untie", tensor=tensor(document, edit.tensor))


@name.register
def _(edit: Freeze, document: Document) -> str:
    return say("edits.step.freeze", what=selector_words(document, edit.select))


@name.register
def _(edit: Unfreeze, document: Document) -> str:
    return say("edits.step.unfreeze", what=selector_words(document, edit.select))


@name.register
def _(edit: SetInputs, document: Document) -> str:
    if edit.inputs is UNSET:
        return say("edits.step.set-inputs.batch", batch=value_words(edit.batch))
    return say("edits.step.set-inputs")


@name.register
def _(edit: SetInit, document: Document) -> str:
    return say("edits.step.set-init")


@name.register
def _(edit: WriteScheme, document: Document) -> str:
    written = short(edit.name or "".join(_FUNCTION.findall(edit.source)[:1]), 24)
    if edit.name is None:
        return say("edits.step.write-scheme.new", name=written)
    return say("edits.step.write-scheme", name=written)


@name.register
def _(edit: RemoveScheme, document: Document) -> str:
    return say("edits.step.remove-scheme", name=short(edit.name, 24))


@name.register
def _(edit: SetSeed, document: Document) -> str:
    return say("edits.step.set-seed", before=document.seed, seed=edit.seed)


@name.register
def _(edit: SetLazy, document: Document) -> str:
    return say("edits.step.set-lazy.keep") if edit.lazy == "keep" else say("edits.step.set-lazy.sizes")


@name.register
def _(edit: SetName, document: Document) -> str:
    return say("edits.step.set-name", name=short(edit.name, 40))
