"""The data that the canvas shows of graphs, functions, tensors and definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.analysis import BlockAnalysis, label
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.document.blocks import Block, Definition, Document, Function, Graph, Instance, TensorBlock
from builder.document.numbers import holds_numbers
from builder.document.tree import walk
from builder.expansion.definitions import definitions_by_name, expressive_fields, given_args
from builder.network.wire import Wire
from builder.sentences import say
from builder.targets.detail import detail
from ui.server.class_check import signature


def graph(block: Graph, seen: BlockAnalysis | None) -> dict[str, Any]:
    """Return the wiring of a graph."""
    return {
        "title": block.class_name or say("build.title.graph"),
        "class_name": block.class_name,
        "inputs": block.inputs,
        "wires": block.wires,
        "outputs": block.outputs,
        "positions": block.positions,
        "wire_shapes": {} if seen is None else _input_shapes(block, seen),
    }


def _input_shapes(block: Graph, seen: BlockAnalysis) -> dict[str, str]:
    shapes: dict[str, str] = {}
    for name, value in zip(block.inputs, seen.inputs, strict=False):
        shapes.update(parts(Wire(name), value))
    return shapes


def parts(wire: Wire, value: Value | None) -> dict[str, str]:
    """Return the shape of each tensor in a value, by what a wire from there is called.

    >>> parts(Wire("lstm"), (TensorSpec((2, 5)), (TensorSpec((1, 5)),)))
    {'lstm:0': '[2, 5]', 'lstm:1:0': '[1, 5]'}
    """
    if isinstance(value, TensorSpec):
        return {str(wire): label(value.shape)}
    if isinstance(value, SizeSpec):
        return {str(wire): str(value.value)}
    if value is None:
        return {}
    found: dict[str, str] = {}
    for i, part in enumerate(value):
        found.update(parts(wire.part(i), part))
    return found


def tuples(name: str, seen: BlockAnalysis | None) -> dict[str, str]:
    """Return the parts of what a node returns, where that is no single tensor."""
    if seen is None or seen.output is None or isinstance(seen.output, TensorSpec):
        return {}
    return parts(Wire(name), seen.output)


def labels(*values: Value | None) -> list[str]:
    """Return the shapes of the tensors in values, and the numbers."""
    return [text for value in values for text in parts(Wire("x"), value).values()]


def function(block: Function, seen: BlockAnalysis | None) -> dict[str, Any]:
    """Return the data of a function node; where sizes decide arguments, with what these come to."""
    told = {
        "kind": block.kind,
        "title": block.kind.rpartition(".")[2].strip("_"),
        "detail": detail(block.kind, block.args, {}),
        "category": FUNCTIONS[block.kind].category,
        "args": block.args,
    }
    worked_out = None if seen is None else seen.args
    if not worked_out or not holds_numbers(block.args):
        return told
    hanging = [name for name, value in block.args.items() if holds_numbers({name: value}) and name in worked_out]
    return {**told, "resolved": {name: worked_out[name] for name in hanging}}


def tensor(block: TensorBlock, name: str) -> dict[str, Any]:
    """Return the data of a tensor of a graph."""
    return {
        "title": name,
        "detail": f"{[*block.shape]} {block.role}",
        "category": "shape",
        "shape": block.shape,
        "dtype": block.dtype,
        "role": block.role,
        "init": block.init,
    }


def definitions(document: Document) -> list[dict[str, Any]]:
    """Return the person's own blocks, and how often each is used."""
    roots = [document.root, *(one.root for one in document.definitions if one.root is not None)]
    uses: dict[str, int] = {}
    for root in roots if document.definitions else ():
        for block in walk(root):
            if isinstance(block, Instance):
                uses[block.definition] = uses.get(block.definition, 0) + 1
    return [_definition(one, uses.get(one.class_name, 0)) for one in document.definitions]


def _definition(one: Definition, uses: int) -> dict[str, Any]:
    told = {"class_name": one.class_name, "args": one.args, "uses": uses}
    return told if one.source is None else {**told, "signature": signature(one.source)}


def instances(document: Document) -> dict[str, tuple[Instance, dict[str, Any]]]:
    """Return every instance, and what its arguments come to, by the id its root has once it is written out."""
    found = {}
    for id, block, names in _blocks_as_saved(document):
        if isinstance(block, Instance):
            found[id] = (block, given_args(block, names))
    return found


def instance(block: Instance, given: dict[str, Any]) -> dict[str, Any]:
    """Return what an instance is of and is given, as written, and as worked out where that is something else."""
    told = {"instance_of": block.definition, "definition_args": block.args}
    return told if given == block.args else {**told, "definition_resolved": given}


def expressions(document: Document) -> dict[str, dict[str, Any]]:
    """Return the fields of blocks in instances that hold expressions, as the definition writes them."""
    return {id: fields for id, block, _ in _blocks_as_saved(document) if (fields := expressive_fields(block))}


def _blocks_as_saved(document: Document) -> Iterator[tuple[str, Block, dict[str, Any]]]:
    """Yield blocks as they are written, with the arguments that their expressions are over."""
    if not document.definitions:
        return
    known = definitions_by_name(document)
    stack: list[tuple[str, Block, dict[str, Any]]] = [("", document.root, {})]
    while stack:
        prefix, root, names = stack.pop()
        for block in walk(root):
            id = prefix + block.id
            yield id, block, names
            if isinstance(block, Instance):
                definition = known[block.definition]
                if definition.root is not None:
                    stack.append((f"{id}/", definition.root, {**definition.args, **given_args(block, names)}))
