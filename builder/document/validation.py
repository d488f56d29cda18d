"""The rules a document obeys beyond its types: names, ids, references, kinds and limits.

`validate` raises at the first broken rule. Shapes are not looked at here: a document whose shapes do not fit is valid
and shows its problems (`builder.analysis`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import assert_never

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
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.definitions import check_definitions, default_instances, expanded
from builder.document.graph import nodes_by_name
from builder.document.graph_rules import (
    check_definition_names,
    check_graph,
    check_tensor,
    check_whole,
    listed,
)
from builder.document.holders import check_holder, name_fault
from builder.document.names import FILE_GLOBALS, attribute_fault, key_fault, printed_class_fault
from builder.document.sharing import check_runs, shared_targets
from builder.document.tree import (
    Place,
    changed_blocks,
    child_name,
    children,
    copy_name,
    is_container,
    located,
    scopes_above,
    walk,
    written_around,
)
from builder.errors import DocumentError
from builder.functions.validation import check_function
from builder.layers.catalogue import CATALOGUE
from builder.layers.schemes import check_scheme
from builder.layers.validation import check, check_call
from builder.sentences import say

MAX_BLOCKS = 20_000
"""Blocks in one document, every copy of a repeat counted."""
MAX_WIRES = 100_000
"""Wires and outputs of all graphs together, every copy of a repeat counted."""
MAX_NUMBERS = 100_000
"""Numbers that the values of all tensors list together."""
MAX_DEPTH = 64
MAX_DIM = 2**31 - 1
MAX_INPUTS = 64
MAX_RULES = 1_000
MAX_REPR = 4_000
"""Characters that a class shows of itself."""
_MAX_ID = 64


def validate(document: Document, before: Document | None = None) -> None:
    """Check every rule.

    What `before`, a valid document, holds as well is not looked at again.

    Raises:
        DocumentError: a rule is broken; the message names the place and the remedy.
    """
    changes = None if before is None else changed_blocks(document, before)
    if changes is None or not all(_counts_alike(new, old) for new, old in changes):
        _check_size(document)
    if changes is None:
        _check_ids(document.root)
    _check_document(document)
    if document.definitions or (changes is None and any(isinstance(block, Instance) for block in walk(document.root))):
        _check_definitions(document, before)
        whole = None if before is None else expanded(before)
        _check_blocks(expanded(document, before), whole, is_written_out=True)
    else:
        _check_blocks(document, before)


def _check_definitions(document: Document, before: Document | None) -> None:
    if before is not None and document.definitions is before.definitions:
        check_definitions(document)  # how much all instances come to
        return
    check_definition_names(document)
    for definition in document.definitions:
        if definition.root is not None:
            _check_ids(definition.root)
    for whole in default_instances(document):
        _check_blocks(whole, is_written_out=True)


def _check_blocks(document: Document, before: Document | None = None, is_written_out: bool = False) -> None:
    """Check the blocks of a document without instances, of which ids that are written out may be long."""
    changes = None if before is None else changed_blocks(document, before)
    if is_written_out:
        _check_size(document)
    found = located(document, before)
    if is_written_out and changes is None:
        _refuse_doubles(document, found)
    for place in _changed_places(found, before, changes):
        check_block(place)
    shared = [place for place in found.values() if place.block.__class__ is Shared]
    for place in shared:
        _check_shared(found, place)
    if shared:
        shared_targets(document, found)
        check_runs(document, found)
    _check_ties(document, found)
    _check_selectors(document, found)


def _changed_places(
    found: dict[str, Place], before: Document | None, changes: list[tuple[Block, Block]] | None
) -> Iterator[Place]:
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


def _counts_alike(new: Block, old: Block) -> bool:
    """Tell whether two blocks of one sort have as many wires, and as many numbers in a value."""
    if isinstance(new, TensorBlock) and isinstance(old, TensorBlock):
        return new.init is old.init
    if not isinstance(new, Graph) or not isinstance(old, Graph):
        return True
    return new.wires is old.wires and new.outputs is old.outputs


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
            _at(path, partial(check, block.kind, block.args))
            _at(path, partial(check_call, block.kind, block.call))
        case Function():
            _at(path, partial(check_function, block.kind, block.args))
        case TensorBlock():
            _at(path, partial(check_tensor, block))
        case Sequential() | Parallel() | Repeat() | Graph():
            _check_container(block, path)
        case Shared() | Instance() | Written():
            pass
        case _:
            assert_never(block)


def _check_container(block: Sequential | Parallel | Repeat | Graph, path: str) -> None:
    if isinstance(block, Sequential | Parallel | Graph):
        _check_keys(block, path)
        _check_class_name(block, path)
    if isinstance(block, Sequential | Repeat):
        _at(path, partial(check_holder, block))
    if isinstance(block, Graph):
        _at(path, partial(check_graph, block))
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


def _check_size(document: Document) -> None:
    """Count blocks and depth without recursion, and without making the copies."""
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
    numbers = sum(listed(block) for block in walk(document.root) if block.__class__ is TensorBlock)
    if numbers > MAX_NUMBERS:
        raise DocumentError(say("document.tensor.numbers", limit=MAX_NUMBERS), hint=say("document.tensor.numbers.hint"))


def _check_ids(root: Block) -> None:
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


def _check_document(document: Document) -> None:
    if isinstance(document.root, Shared | Function | TensorBlock):
        raise DocumentError(say("document.root"), "$.root", say("document.root.hint"))
    if document.root.name is not None:
        raise DocumentError(say("document.root.name"), "$.root", say("document.root.name.hint"))
    if not document.name.strip() or len(document.name) > 100 or not document.name.isprintable():
        raise DocumentError(say("document.title"), "$.name", say("document.title.hint"))
    if not 1 <= document.batch <= MAX_DIM:
        raise DocumentError(
            say("document.batch", batch=document.batch, limit=MAX_DIM), "$.batch", say("document.batch.hint")
        )
    if not 0 <= document.seed < 2**63:
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
        if dim != "N" and not 0 <= dim <= MAX_DIM:
            raise DocumentError(
                say("document.input.dim", dim=dim, limit=MAX_DIM), f"{place}.shape", say("document.input.dim.hint")
            )
    if entry.shape.count("N") > 1:
        raise DocumentError(say("document.input.batch"), f"{place}.shape", say("document.input.batch.hint"))
    if not entry.low < entry.high:
        raise DocumentError(
            say("document.input.range", low=entry.low, high=entry.high - 1), place, say("document.input.range.hint")
        )
    if not (entry.low >= -(2**31) and entry.high <= 2**31):
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
    fault = key_fault(copy_name(block, block.count - 1))
    if fault is not None:
        raise DocumentError(fault, path, say("document.repeat.name.hint", i="{i}"))


def _check_shared(found: dict[str, Place], place: Place) -> None:
    of = place.block.of if isinstance(place.block, Shared) else ""
    target = found.get(of)
    if target is None:
        raise DocumentError(say("document.shared.unknown", id=of), place.path, say("document.shared.unknown.hint"))
    if isinstance(target.block, Function | TensorBlock):
        raise DocumentError(
            say("document.shared.no-module", id=of),
            place.path,
            say("document.shared.no-module.hint"),
        )
    if isinstance(target.block, Shared):
        raise DocumentError(
            say("document.shared.shared", id=of), place.path, say("document.shared.shared.hint", id=target.block.of)
        )
    call = place.block.call if isinstance(place.block, Shared) else {}
    if isinstance(target.block, Layer):
        _at(place.path, partial(check_call, target.block.kind, call))
    elif call:
        raise DocumentError(say("document.shared.call"), place.path, say("document.shared.call.hint"))
    if (around := written_around(found, of)) is not None and around != written_around(found, place.block.id):
        raise DocumentError(
            say("document.shared.written", path=target.path, around=around),
            place.path,
            say("document.shared.written.hint", around=around),
        )
    if target.scope not in scopes_above(found, place.block.id):
        raise DocumentError(
            say("document.shared.copies", path=target.path),
            place.path,
            say("document.shared.copies.hint"),
        )


def _check_ties(document: Document, found: dict[str, Place]) -> None:
    if len(document.ties) > MAX_RULES:
        raise DocumentError(
            say("document.ties", count=len(document.ties), limit=MAX_RULES), "$.ties", say("document.remove-some.hint")
        )
    tied = {(tie.tensor.block, tie.tensor.tensor) for tie in document.ties}
    if len(tied) < len(document.ties):
        raise DocumentError(say("document.tie.twice"), "$.ties", say("document.tie.twice.hint"))
    for i, tie in enumerate(document.ties):
        place = f"$.ties[{i}]"
        for end in (tie.tensor, tie.of):
            if end.block not in found or not _owns(found[end.block].block, end.tensor):
                raise DocumentError(say("document.tie.layer", id=end.block), place, say("document.tie.layer.hint"))
        if (tie.of.block, tie.of.tensor) in tied:
            raise DocumentError(
                say("document.tie.tied", block=tie.of.block, tensor=tie.of.tensor), place, say("document.tie.tied.hint")
            )
        if found[tie.of.block].scope not in scopes_above(found, tie.tensor.block):
            raise DocumentError(
                say("document.tie.copies", tensor=tie.of.tensor),
                place,
                say("document.tie.copies.hint"),
            )


def _owns(block: Block, tensor: str) -> bool:
    """Tell whether a tie may name a tensor of this block: of a layer any, of a graph or written class its own."""
    if isinstance(block, Graph):
        return isinstance(nodes_by_name(block).get(tensor), TensorBlock)
    if isinstance(block, Written):
        return any(isinstance(node, TensorBlock) and node.name == tensor for node in block.nodes)
    return not is_container(block)


def _check_selectors(document: Document, found: dict[str, Place]) -> None:
    if max(len(document.init), len(document.frozen)) > MAX_RULES:
        raise DocumentError(say("document.rules", limit=MAX_RULES), "$.init", say("document.remove-some.hint"))
    for i, rule in enumerate(document.init):
        _check_selector(rule.select, found, f"$.init[{i}]")
        _at(f"$.init[{i}]", partial(check_scheme, rule.scheme, rule.args))
    for i, selector in enumerate(document.frozen):
        _check_selector(selector, found, f"$.frozen[{i}]")


def _check_selector(select: Selector, found: dict[str, Place], place: str) -> None:
    if select.block is not None and select.block not in found:
        raise DocumentError(say("document.select.block", id=select.block), place, say("document.select.block.hint"))
    if select.kind is not None and select.kind not in CATALOGUE:
        raise DocumentError(say("document.select.kind", kind=select.kind), place, say("document.select.kind.hint"))
    if select.tensor is not None and not 1 <= len(select.tensor) <= 200:
        raise DocumentError(say("document.select.tensor"), place, say("document.select.tensor.hint"))


def _at(path: str, action: Callable[[], None]) -> None:
    """Run a check and put the place before the place that its error names."""
    try:
        action()
    except DocumentError as error:
        inner = f"{path}: {error.path}" if error.path else path
        raise DocumentError(error.problem, inner, error.hint) from None
