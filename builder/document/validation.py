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
        _check_blocks(expanded(document), None if before is None else expanded(before), is_written_out=True)
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
            raise DocumentError(f"Two blocks have the id {block.id[:_MAX_ID]!r}.", hint="Change one of the ids.")


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
        raise DocumentError(f"dim is {block.dim} and must be -16 to 15.", path, "Set dim to 1.")
    if isinstance(block, Repeat):
        _check_repeat(block, path)


def _check_members(block: Block, path: str) -> None:
    for child in children(block):
        if isinstance(child, Function | TensorBlock):
            raise DocumentError(
                f"The block {child.id!r} is a {'function' if isinstance(child, Function) else 'tensor'} outside "
                "a graph.",
                path,
                "Put it into a graph.",
            )


def _check_class_name(block: Sequential | Parallel | Graph, path: str) -> None:
    fault = printed_class_fault(block.class_name) if block.class_name is not None else None
    if fault is not None:
        raise DocumentError(fault, path, "Choose another class name.")
    if len(block.extra_repr) > MAX_REPR:
        raise DocumentError(f"The extra_repr is longer than {MAX_REPR:,} characters.", path, "Shorten it.")


def _check_size(document: Document) -> None:
    """Count blocks and depth without recursion, and without making the copies."""
    stack, total, wires = [(document.root, 1, 1)], 0, 0
    while stack:
        block, copies, depth = stack.pop()
        total += copies
        if depth > MAX_DEPTH:
            raise DocumentError(f"The blocks are nested deeper than {MAX_DEPTH} levels.", hint="Reduce the nesting.")
        if isinstance(block, Repeat):
            check_whole("The count of a repeat", block.count)
            if block.count < 1:
                raise DocumentError(f"A repeat has {block.count} copies and needs at least 1.", hint="Set count to 1.")
            copies *= block.count
        if isinstance(block, Graph):
            wires += copies * (sum(map(len, block.wires.values())) + len(block.outputs))
        if wires > MAX_WIRES:
            raise DocumentError(
                f"The graphs have more than {MAX_WIRES:,} wires, copies of a repeat counted.",
                hint="Lower the count of a repeat or join fewer sources at once.",
            )
        if total > MAX_BLOCKS or copies > MAX_BLOCKS:
            raise DocumentError(
                f"The document has more than {MAX_BLOCKS:,} blocks, copies of a repeat counted.",
                hint="Lower the count of a repeat or split the network.",
            )
        stack.extend((child, copies, depth + 1) for child in children(block))
    _check_numbers(document)


def _check_numbers(document: Document) -> None:
    numbers = sum(listed(block) for block in walk(document.root) if block.__class__ is TensorBlock)
    if numbers > MAX_NUMBERS:
        raise DocumentError(
            f"The values of all tensors list more than {MAX_NUMBERS:,} numbers together.",
            hint="Let some of them begin by a scheme.",
        )


def _check_ids(root: Block) -> None:
    seen: set[str] = set()
    stack: list[Block] = [root]
    while stack:
        block = stack.pop()
        if not block.id or len(block.id) > _MAX_ID or not block.id.isprintable():
            raise DocumentError(
                f"The id {block.id[:_MAX_ID]!r} is not 1 to {_MAX_ID} printable characters.", hint="Use a shorter id."
            )
        if block.id in seen:
            raise DocumentError(f"Two blocks have the id {block.id!r}.", hint="Change one of the ids.")
        seen.add(block.id)
        stack.extend(children(block))


def _check_document(document: Document) -> None:
    if isinstance(document.root, Shared | Function | TensorBlock):
        raise DocumentError(
            "The root cannot be a shared block, function or tensor.", "$.root", "Put it into a container."
        )
    if document.root.name is not None:
        raise DocumentError("The root block cannot have a name.", "$.root", "Remove its name.")
    if not document.name.strip() or len(document.name) > 100 or not document.name.isprintable():
        raise DocumentError(
            "The document's name must be 1 to 100 printable characters.", "$.name", "Choose a shorter name."
        )
    if not 1 <= document.batch <= MAX_DIM:
        raise DocumentError(f"The batch is {document.batch} and must be 1 to {MAX_DIM}.", "$.batch", "Set it to 2.")
    if not 0 <= document.seed < 2**63:
        raise DocumentError(f"The seed is {document.seed} and must be 0 to 2^63 - 1.", "$.seed", "Set it to 0.")
    check_inputs(document.inputs)


def check_inputs(inputs: tuple[Input, ...]) -> None:
    """Check the inputs of a network.

    Raises:
        DocumentError: there is none, or a name or a shape is not valid.
    """
    if not 1 <= len(inputs) <= MAX_INPUTS:
        raise DocumentError(
            f"A network needs 1 to {MAX_INPUTS} inputs; this one has {len(inputs)}.", "$.inputs", "Add an input."
        )
    names: set[str] = set()
    for i, entry in enumerate(inputs):
        place = f"$.inputs[{i}]"
        fault = attribute_fault(entry.name)
        if fault is None and entry.name in FILE_GLOBALS:
            fault = f"The input name {entry.name!r} is reserved in the generated code."
        if fault is None and entry.name in names:
            fault = f"Two inputs are named {entry.name!r}."
        if fault is not None:
            raise DocumentError(fault, f"{place}.name", "Choose a name such as X.")
        names.add(entry.name)
        _check_input_shape(entry, place)


def _check_input_shape(entry: Input, place: str) -> None:
    if len(entry.shape) > 16:
        raise DocumentError(f"An input has at most 16 dimensions; this one has {len(entry.shape)}.", f"{place}.shape")
    for dim in entry.shape:
        if dim != "N" and not 0 <= dim <= MAX_DIM:
            raise DocumentError(f"A dimension is {dim}; it must be 0 to {MAX_DIM}.", f"{place}.shape", "Set it to 1.")
    if entry.shape.count("N") > 1:
        raise DocumentError("The batch dimension N appears twice in one shape.", f"{place}.shape", "Keep one of them.")
    if not entry.low < entry.high:
        raise DocumentError(f"The sample range from {entry.low} to {entry.high - 1} is empty.", place, "Raise high.")
    if not (entry.low >= -(2**31) and entry.high <= 2**31):
        raise DocumentError("low and high are beyond 32 bits.", place, "Choose smaller bounds.")


def _check_keys(block: Sequential | Parallel | Graph, path: str) -> None:
    seen: set[str] = set(block.inputs) if isinstance(block, Graph) else set()
    for i, child in enumerate(children(block)):
        name = child_name(block, i, child)
        fault = name_fault(block, child, i, name) if child.name is not None else None
        if fault is None and name in seen:
            fault = f"Two blocks here are named {name!r}."
        if fault is not None:
            raise DocumentError(fault, path, "Rename it.")
        seen.add(name)


def _check_repeat(block: Repeat, path: str) -> None:
    if "{i}" not in block.names and block.count > 1:
        raise DocumentError(
            f"All {block.count} copies would be named {block.names!r}.", path, "Put {i} into names, as in 'block {i}'."
        )
    fault = key_fault(copy_name(block, block.count - 1))
    if fault is not None:
        raise DocumentError(fault, path, "Choose other names, such as 'block {i}'.")


def _check_shared(found: dict[str, Place], place: Place) -> None:
    of = place.block.of if isinstance(place.block, Shared) else ""
    target = found.get(of)
    if target is None:
        raise DocumentError(
            f"A shared block points to {of!r}, which is not a block.", place.path, "Point it to a block."
        )
    if isinstance(target.block, Function | TensorBlock):
        raise DocumentError(
            f"A shared block points to {of!r}, which is not a module.",
            place.path,
            "Point it to a layer or a container.",
        )
    if isinstance(target.block, Shared):
        raise DocumentError(
            f"A shared block points to the shared block {of!r}.", place.path, f"Point it to {target.block.of!r}."
        )
    call = place.block.call if isinstance(place.block, Shared) else {}
    if isinstance(target.block, Layer):
        _at(place.path, partial(check_call, target.block.kind, call))
    elif call:
        raise DocumentError("Only the call of a layer can take more than tensors.", place.path, "Remove call.")
    if (around := written_around(found, of)) is not None and around != written_around(found, place.block.id):
        raise DocumentError(
            f"A shared block points to {target.path!r}, which the class of {around!r} creates and calls itself.",
            place.path,
            f"Share {around!r} as a whole.",
        )
    if target.scope not in scopes_above(found, place.block.id):
        raise DocumentError(
            f"A shared block points to {target.path!r}, which is separate in each copy of a repeat.",
            place.path,
            "Move it into that repeat, or share the whole repeat.",
        )


def _check_ties(document: Document, found: dict[str, Place]) -> None:
    if len(document.ties) > MAX_RULES:
        raise DocumentError(
            f"There are {len(document.ties)} ties; at most {MAX_RULES} are allowed.", "$.ties", "Remove some."
        )
    tied = {(tie.tensor.block, tie.tensor.tensor) for tie in document.ties}
    if len(tied) < len(document.ties):
        raise DocumentError("One tensor is tied twice.", "$.ties", "Remove one of the two ties.")
    for i, tie in enumerate(document.ties):
        place = f"$.ties[{i}]"
        for end in (tie.tensor, tie.of):
            if end.block not in found or not _owns(found[end.block].block, end.tensor):
                raise DocumentError(f"A tie uses {end.block!r}, which is not a layer.", place, "Use the id of a layer.")
        if (tie.of.block, tie.of.tensor) in tied:
            raise DocumentError(
                f"{tie.of.block!r}.{tie.of.tensor} is itself tied to another tensor.", place, "Tie to that tensor."
            )
        if found[tie.of.block].scope not in scopes_above(found, tie.tensor.block):
            raise DocumentError(
                f"A tie points into a repeat, whose copies each have their own tensor {tie.of.tensor!r}.",
                place,
                "Tie to a tensor outside the repeat, or within one copy.",
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
        raise DocumentError(f"There are more than {MAX_RULES} init rules or frozen tensors.", "$.init", "Remove some.")
    for i, rule in enumerate(document.init):
        _check_selector(rule.select, found, f"$.init[{i}]")
        _at(f"$.init[{i}]", partial(check_scheme, rule.scheme, rule.args))
    for i, selector in enumerate(document.frozen):
        _check_selector(selector, found, f"$.frozen[{i}]")


def _check_selector(select: Selector, found: dict[str, Place], place: str) -> None:
    if select.block is not None and select.block not in found:
        raise DocumentError(f"This selects the block {select.block!r}, which does not exist.", place, "Select another.")
    if select.kind is not None and select.kind not in CATALOGUE:
        raise DocumentError(
            f"This selects the kind {select.kind!r}, which torch.nn does not have.", place, "Choose another kind."
        )
    if select.tensor is not None and not 1 <= len(select.tensor) <= 200:
        raise DocumentError("A tensor pattern must have 1 to 200 characters.", place, "Use a pattern such as *.bias.")


def _at(path: str, action: Callable[[], None]) -> None:
    """Run a check and put the place before the place that its error names."""
    try:
        action()
    except DocumentError as error:
        inner = f"{path}: {error.path}" if error.path else path
        raise DocumentError(error.problem, inner, error.hint) from None
