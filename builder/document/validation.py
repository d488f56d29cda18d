"""Checks the rules of blocks beyond their types: names, ids, kinds and limits; the first violation is raised.

Instances are not looked into, and a definition is opaque here: `builder.expansion.validation` checks all of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import assert_never

from builder.catalogue.functions.validation import check_function
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.kind import Args
from builder.catalogue.layers.parametrized import check_parametrizations
from builder.catalogue.layers.validation import MAX_INT, check, check_call
from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    Input,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.graph_rules import (
    check_graph,
    check_tensor,
    check_whole,
    count_listed,
)
from builder.document.holders import check_holder, name_fault
from builder.document.names import FILE_GLOBALS, attribute_fault, key_fault, printed_class_fault
from builder.document.numbers import check_numbers, holds_numbers, trial
from builder.document.references import check_references
from builder.document.tree import (
    Changes,
    Place,
    all_places,
    changed_blocks,
    child_name,
    children,
    copy_name,
    is_container,
    walk,
)
from builder.errors import DocumentError, at
from builder.sentences import say

MAX_BLOCKS = 20_000
"""Blocks in one document, every copy of a repeat counted."""
MAX_WIRES = 100_000
"""Wires and outputs of all graphs together, every copy of a repeat counted."""
MAX_NUMBERS = 100_000
"""Numbers that the values of all tensors list together."""
MAX_DEPTH = 64
MAX_INPUTS = 64
MAX_REPR = 4_000
"""The largest `extra_repr` in characters."""
_MAX_ID = 64


def check_written_out(document: Document, before: Document | None = None) -> None:
    """Check the blocks of a document whose instances are written out, their ids, which may be long, included.

    What `before`, a valid document, holds as well is not looked at again.

    Raises:
        DocumentError: one of them breaks a rule.
    """
    changes = None if before is None else changed_blocks(document, before)
    check_size(document)
    if changes is None:
        _refuse_doubles(document, all_places(document))
    check_blocks(document, before, changes)


def check_blocks(document: Document, before: Document | None = None, changes: Changes | None = None) -> None:
    """Check the blocks of a document without instances, each by itself, and what they name.

    What `before`, a valid document, holds as well is not looked at again: of `changes`, where they are known, alone.

    Raises:
        DocumentError: one of them breaks a rule.
    """
    found = all_places(document, before, changes)
    for place in _changed_places(found, before, changes):
        check_block(place)
    check_references(document, found, None if changes is None else before)


def _changed_places(found: dict[str, Place], before: Document | None, changes: Changes | None) -> Iterator[Place]:
    """Yield the places of the blocks that are to be checked by themselves."""
    if changes is not None:
        yield from (found[new.id] for new, old in changes if not _is_same_around(new, old))
        return
    known = set() if before is None else set(map(id, walk(before.root)))
    yield from (place for place in found.values() if id(place.block) not in known)


def _is_same_around(new: Block, old: Block) -> bool:
    """Tell whether a block differs in what is inside its children alone, which have the names and places they had."""
    return is_container(new) and all(
        getattr(new, field) is getattr(old, field) for field in new.__struct_fields__ if field not in _INSIDE
    )


_INSIDE = ("children", "nodes", "child")


def counts_alike(new: Block, old: Block) -> bool:
    """Tell whether two blocks of one sort have as many wires, and as many numbers in a value."""
    match new, old:
        case TensorBlock(), TensorBlock():
            return new.init is old.init
        case Graph(), Graph():
            return new.wires is old.wires and new.outputs is old.outputs
    return True


def _refuse_doubles(document: Document, found: dict[str, Place]) -> None:
    """Refuse an id such as `cell/a` beside an instance `cell` whose definition has a block `a`."""
    for block in walk(document.root):
        if found[block.id].block is not block:
            raise DocumentError(say("document.id.twice", id=block.id), hint=say("document.id.twice.hint"))


def check_block(place: Place) -> None:
    """Check one block by itself: its kind, arguments and the names of its children."""
    block, path = place.block, place.path
    match block:
        case Layer():
            at(path, partial(check, block.kind, block.args))
            at(path, partial(check_call, block.kind, block.call))
            if block.parametrizations:
                at(path, partial(check_parametrizations, block.parametrizations))
        case Function():
            at(path, partial(_check_function, block.kind, block.args))
        case TensorBlock():
            at(path, partial(check_tensor, block))
        case Sequential() | Parallel() | Repeat() | Graph():
            _check_container(block, path)
        case Shared() | Instance() | Written():
            pass
        case _:
            assert_never(block)


def _check_function(kind: str, args: Args) -> None:
    if holds_numbers(args):
        check_numbers(kind, args)
        args = trial(kind, args)
    check_function(kind, args)


def _check_container(block: Sequential | Parallel | Repeat | Graph, path: str) -> None:
    if isinstance(block, Sequential | Parallel | Graph):
        _check_keys(block, path)
        _check_class_name(block, path)
    if isinstance(block, Sequential | Repeat):
        at(path, partial(check_holder, block))
    if isinstance(block, Graph):
        at(path, partial(check_graph, block))
    else:
        _check_members(block, path)
    if isinstance(block, Parallel):
        check_whole("dim", block.dim, path)
    if isinstance(block, Parallel) and not -16 <= block.dim <= 15:
        raise DocumentError(say("document.parallel.dim", dim=block.dim), path, say("document.parallel.dim.hint"))
    if isinstance(block, Repeat):
        _check_repeat(block, path)


def _check_members(block: Block, path: str) -> None:
    for child in children(block):
        if isinstance(child, Function | TensorBlock):
            raise DocumentError(
                say("document.outside-graph", id=child.id),
                path,
                say("document.outside-graph.hint"),
            )


def _check_class_name(block: Sequential | Parallel | Graph, path: str) -> None:
    fault = printed_class_fault(block.class_name) if block.class_name is not None else None
    if fault is not None:
        raise DocumentError(fault, path, say("document.class-name.hint"))
    if len(block.extra_repr) > MAX_REPR:
        raise DocumentError(say("document.extra-repr.long", limit=MAX_REPR), path, say("document.extra-repr.long.hint"))


def check_size(document: Document) -> None:
    """Count blocks and depth without recursion, and without making the copies.

    Raises:
        DocumentError: they are too many.
    """
    stack, total, wires = [(document.root, 1, 1)], 0, 0
    while stack:
        block, copies, depth = stack.pop()
        total += copies
        if depth > MAX_DEPTH:
            raise DocumentError(say("document.depth", limit=MAX_DEPTH), hint=say("document.depth.hint"))
        if isinstance(block, Repeat):
            check_whole("count", block.count)
            if block.count < 1:
                raise DocumentError(
                    say("document.repeat.count", count=block.count), hint=say("document.repeat.count.hint")
                )
            copies *= block.count
        if isinstance(block, Graph):
            wires += copies * (sum(map(len, block.wires.values())) + len(block.outputs))
        if wires > MAX_WIRES:
            raise DocumentError(
                say("document.wires", limit=MAX_WIRES),
                hint=say("document.wires.hint"),
            )
        if total > MAX_BLOCKS or copies > MAX_BLOCKS:
            raise DocumentError(
                say("document.blocks", limit=MAX_BLOCKS),
                hint=say("document.blocks.hint"),
            )
        stack.extend((child, copies, depth + 1) for child in children(block))
    _check_numbers(document)


def _check_numbers(document: Document) -> None:
    numbers = sum(count_listed(block) for block in walk(document.root) if block.__class__ is TensorBlock)
    if numbers > MAX_NUMBERS:
        raise DocumentError(say("document.tensor.numbers", limit=MAX_NUMBERS), hint=say("document.tensor.numbers.hint"))


def check_ids(root: Block) -> None:
    """Check the ids of a block and of all below it.

    Raises:
        DocumentError: one is no id, or there twice.
    """
    seen: set[str] = set()
    stack: list[Block] = [root]
    while stack:
        block = stack.pop()
        if not block.id or len(block.id) > _MAX_ID or not block.id.isprintable():
            raise DocumentError(say("document.id", id=block.id, limit=_MAX_ID), hint=say("document.id.hint"))
        if block.id in seen:
            raise DocumentError(say("document.id.twice", id=block.id), hint=say("document.id.twice.hint"))
        seen.add(block.id)
        stack.extend(children(block))


def check_settings(document: Document) -> None:
    """Check the settings of a document: its name, inputs, batch and seed.

    Raises:
        DocumentError: one of them is not valid.
    """
    if isinstance(document.root, Shared | Function | TensorBlock):
        raise DocumentError(say("document.root"), "$.root", say("document.root.hint"))
    if document.root.name is not None:
        raise DocumentError(say("document.root.name"), "$.root", say("document.root.name.hint"))
    if not document.name.strip() or len(document.name) > 100 or not document.name.isprintable():
        raise DocumentError(say("document.title"), "$.name", say("document.title.hint"))
    if not 1 <= document.batch <= MAX_SIZE:
        raise DocumentError(
            say("document.batch", batch=document.batch, limit=MAX_SIZE), "$.batch", say("document.batch.hint")
        )
    if not 0 <= document.seed <= MAX_INT:
        raise DocumentError(say("document.seed", seed=document.seed), "$.seed", say("document.seed.hint"))
    check_inputs(document.inputs)


def check_inputs(inputs: tuple[Input, ...]) -> None:
    """Check the inputs of a network.

    Raises:
        DocumentError: there is none, or a name or a shape is not valid.
    """
    if not 1 <= len(inputs) <= MAX_INPUTS:
        raise DocumentError(
            say("document.inputs", limit=MAX_INPUTS, count=len(inputs)), "$.inputs", say("document.inputs.hint")
        )
    names: set[str] = set()
    for i, entry in enumerate(inputs):
        place = f"$.inputs[{i}]"
        fault = attribute_fault(entry.name)
        if fault is None and entry.name in FILE_GLOBALS:
            fault = say("document.input.reserved", name=entry.name)
        if fault is None and entry.name in names:
            fault = say("document.input.twice", name=entry.name)
        if fault is not None:
            raise DocumentError(fault, f"{place}.name", say("document.input.name.hint"))
        names.add(entry.name)
        _check_input_shape(entry, place)


def _check_input_shape(entry: Input, place: str) -> None:
    if len(entry.shape) > 16:
        raise DocumentError(say("document.input.dims", count=len(entry.shape)), f"{place}.shape")
    for dim in entry.shape:
        if dim != "N" and not 0 <= dim <= MAX_SIZE:
            raise DocumentError(
                say("document.input.dim", dim=dim, limit=MAX_SIZE), f"{place}.shape", say("document.input.dim.hint")
            )
    if entry.shape.count("N") > 1:
        raise DocumentError(say("document.input.batch"), f"{place}.shape", say("document.input.batch.hint"))
    if not entry.low < entry.high:
        raise DocumentError(
            say("document.input.range", low=entry.low, high=entry.high - 1), place, say("document.input.range.hint")
        )
    if not (entry.low >= -MAX_SIZE - 1 and entry.high - 1 <= MAX_SIZE):  # int32, which ids may be of
        raise DocumentError(say("document.input.bounds"), place, say("document.input.bounds.hint"))


def _check_keys(block: Sequential | Parallel | Graph, path: str) -> None:
    seen: set[str] = set(block.inputs) if isinstance(block, Graph) else set()
    for i, child in enumerate(children(block)):
        name = child_name(block, i, child)
        fault = name_fault(block, child, i, name) if child.name is not None else None
        if fault is None and name in seen:
            fault = say("document.name.twice", name=name)
        if fault is not None:
            raise DocumentError(fault, path, say("document.name.twice.hint"))
        seen.add(name)


def _check_repeat(block: Repeat, path: str) -> None:
    if "{i}" not in block.names and block.count > 1:
        raise DocumentError(
            say("document.repeat.names", count=block.count, names=block.names),
            path,
            say("document.repeat.names.hint", i="{i}"),
        )
    # The last copy has the longest number.
    fault = key_fault(copy_name(block, block.count - 1))
    if fault is not None:
        raise DocumentError(fault, path, say("document.repeat.name.hint", i="{i}"))
