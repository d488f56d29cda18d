"""Edits of a document as the canvas sends them, as JSON: every kind, at every block where it may be made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from builder.document.blocks import Block, Document, Function, Graph, Instance, Layer, Parallel, Sequential
from builder.document.graph import nodes_by_name
from builder.document.tree import Place, is_container, places
from builder.expansion.instances import expanded

_Edit = dict[str, Any]
NAMES = (None, "body", "left", "0", "1", "node_1", "branch_0", "block 7", "act")
TENSORS = ("weight", "bias")


def edits(document: Document) -> Iterator[_Edit]:
    """Yield edits of a document; some cannot be made."""
    found = places(expanded(document))
    for place in found.values():
        yield from _of_block(place)
        if is_container(place.block):
            yield from _of_container(place.block)
        if isinstance(place.block, Graph):
            yield from _of_graph(place.block)
        yield from _moves(place, found)
    yield from _of_several(found)
    yield from _of_sharing(found)
    yield from _of_document(document)


def _of_block(place: Place) -> Iterator[_Edit]:
    id = place.block.id
    yield {"edit": "remove", "ids": [id]}
    yield {"edit": "duplicate", "ids": [id]}
    yield {"edit": "unwrap", "id": id}
    yield from ({"edit": "rename", "id": id, "name": name} for name in NAMES)
    yield from ({"edit": "wrap", "ids": [id], "into": into, "id": "new"} for into in _INTO)
    yield {"edit": "define", "ids": [id], "class_name": "Unit"}
    yield from _of_arguments(place.block)
    yield from ({"edit": edit, "select": {"block": id}} for edit in ("freeze", "unfreeze"))


_INTO = ("sequential", "parallel", "repeat", "graph")


def _of_arguments(block: Block) -> Iterator[_Edit]:
    id = block.id
    for argument, value in (("out_features", 4), ("bias", False), ("width", 3), ("dim", 0), ("in_features", "auto")):
        yield {"edit": "set_argument", "id": id, "argument": argument, "value": value}
        yield {"edit": "unset_argument", "id": id, "argument": argument}
    yield from ({"edit": "set_call", "id": id, "argument": "need_weights", "value": value} for value in (True, False))
    for parametrization in ({"kind": "weight_norm", "args": {"dim": 1}}, None):
        yield {"edit": "set_parametrization", "id": id, "tensor": "weight", "parametrization": parametrization}
    for kind in ("ReLU", "Linear", "torch.add", "F.gelu") if isinstance(block, Layer | Function) else ():
        yield {"edit": "set_kind", "id": id, "kind": kind}
    yield {"edit": "set_tensor", "id": id, "shape": [4, 8], "role": "buffer"}
    yield {"edit": "set_tensor", "id": id, "dtype": "float64", "init": {"value": 1}}
    if isinstance(block, Instance):
        yield {"edit": "unpack", "id": id}


def _of_container(block: Block) -> Iterator[_Edit]:
    id = block.id
    for k, new in enumerate(_new()):
        yield {"edit": "insert", "parent": id, "index": k % 3, "block": new}
        yield {"edit": "insert", "parent": id, "index": 0, "block": new}
    yield {"edit": "set_repeat", "id": id, "count": 5}
    yield {"edit": "set_repeat", "id": id, "names": "layer{i}"}
    yield {"edit": "set_merge", "id": id, "merge": "cat", "dim": -1}
    yield {"edit": "set_merge", "id": id, "merge": "mul"}
    yield from ({"edit": "set_class_name", "id": id, "class_name": name} for name in ("Stem", None))
    yield from ({"edit": "set_holder", "id": id, "holder": one} for one in ("Sequential", "ModuleList", "ModuleDict"))
    yield from ({"edit": edit, "id": id} for edit in ("to_graph", "to_sequential", "unpack"))


def _new() -> Iterator[_Edit]:
    layer = {"block": "layer", "id": "new", "kind": "ReLU"}
    yield layer
    yield from ({**layer, "name": name} for name in ("act", "1", "left", "fc", "relu_2"))
    yield {"block": "layer", "id": "new", "kind": "Linear", "args": {"in_features": "auto", "out_features": 8}}
    inner = [{"block": "layer", "id": "new1", "kind": "ReLU"}, {"block": "layer", "id": "new2", "kind": "Tanh"}]
    yield {"block": "sequential", "id": "new", "name": "stage", "children": inner}
    yield {"block": "parallel", "id": "new", "merge": "cat", "children": inner}
    yield {"block": "repeat", "id": "new", "count": 3, "child": inner[0]}
    yield {"block": "graph", "id": "new", "nodes": [{**inner[0], "name": "relu"}], "outputs": ["x"]}
    yield {"block": "function", "id": "new", "kind": "torch.add", "name": "add_2"}
    yield {"block": "tensor", "id": "new", "shape": [8], "name": "scale"}
    yield {"block": "instance", "id": "new", "definition": "Cell", "args": {"width": 8}}
    yield {"block": "shared", "id": "new", "of": "a"}


def _of_graph(graph: Graph) -> Iterator[_Edit]:
    names = nodes_by_name(graph)
    sources = [*graph.inputs, *names, *(f"{name}:0" for name in names), *(node.id for node in names.values())]
    for node in (*names, None):
        for k, source in enumerate(sources):
            yield {"edit": "connect", "graph": graph.id, "source": source, "node": node}
            yield {"edit": "connect", "graph": graph.id, "source": source, "node": node, "index": k % 2}
        yield from _on_wires(graph, node)
    for name, node in names.items():
        yield from ({"edit": "set_wires", "graph": graph.id, "node": name, "sources": [one]} for one in sources)
        yield {"edit": "set_wires", "graph": graph.id, "node": node.id, "sources": []}
        yield {"edit": "set_positions", "graph": graph.id, "positions": {name: [3, 4.5]}}
    yield {"edit": "set_positions", "graph": graph.id, "positions": None}
    yield from ({"edit": "set_outputs", "graph": graph.id, "outputs": [one, *graph.outputs]} for one in sources)
    for inputs in (["x", "y"], ["y"], [], ["x"], ["a", "b", "c"]):
        yield {"edit": "set_graph_inputs", "graph": graph.id, "inputs": inputs}
    new = {"block": "layer", "id": "new", "kind": "ReLU", "name": "relu_9"}
    yield from ({"edit": "insert", "parent": graph.id, "index": 1, "block": new, "wires": [one]} for one in sources)


def _on_wires(graph: Graph, node: str | None) -> Iterator[_Edit]:
    count = len(graph.outputs if node is None else graph.wires.get(node, ()))
    for index in range(count):
        yield {"edit": "disconnect", "graph": graph.id, "node": node, "index": index}
        for name in ("relu_9", "fc", None):
            new = {"block": "layer", "id": "new", "kind": "ReLU", **({} if name is None else {"name": name})}
            yield {"edit": "insert_on_wire", "graph": graph.id, "node": node, "index": index, "block": new}


def _moves(place: Place, found: dict[str, Place]) -> Iterator[_Edit]:
    for parent in found.values():
        if is_container(parent.block):
            for index in range(3):
                yield {"edit": "move", "ids": [place.block.id], "parent": parent.block.id, "index": index}


def _of_several(found: dict[str, Place]) -> Iterator[_Edit]:
    by_parent: dict[str | None, list[str]] = {}
    for id, place in found.items():
        by_parent.setdefault(place.parent, []).append(id)
    for siblings in by_parent.values():
        for pair in pairwise(siblings):
            yield from ({"edit": "wrap", "ids": [*pair], "into": into, "id": "new"} for into in _INTO)
            yield from ({"edit": edit, "ids": [*pair[::-1]]} for edit in ("remove", "duplicate"))
            yield {"edit": "define", "ids": [*pair], "class_name": "Unit", "id": "new"}
            for parent, target in found.items():
                if isinstance(target.block, Sequential | Parallel | Graph):
                    yield {"edit": "move", "ids": [*pair[::-1]], "parent": parent, "index": 1}


def _of_sharing(found: dict[str, Place]) -> Iterator[_Edit]:
    layers = [id for id, place in found.items() if isinstance(place.block, Layer)]
    for one in found:
        yield {"edit": "unshare", "id": one}
        for other in layers:
            yield {"edit": "share", "id": one, "of": other}
        for tensor in TENSORS:
            yield {"edit": "untie", "tensor": {"block": one, "tensor": tensor}}
    for one, other in pairwise(layers):
        for tensor in TENSORS:
            ends = [{"block": id, "tensor": tensor} for id in (one, other)]
            yield {"edit": "tie", "tensor": ends[0], "of": ends[1]}


def _of_document(document: Document) -> Iterator[_Edit]:
    yield {"edit": "set_name", "name": "net"}
    yield {"edit": "set_seed", "seed": 3}
    yield {"edit": "set_lazy", "lazy": "keep"}
    yield {"edit": "set_inputs", "batch": 3}
    yield {"edit": "set_init", "rules": [{"select": {"kind": "Linear"}, "scheme": "zeros_"}]}
    yield {"edit": "write_scheme", "name": None, "source": "def own(w):\n    w *= 2\n"}
    for scheme in document.schemes:
        yield {"edit": "remove_scheme", "name": scheme.name}
    for own in document.definitions:
        name = own.class_name
        yield {"edit": "rename_definition", "class_name": name, "new_name": "Other"}
        yield {"edit": "remove_definition", "class_name": name}
        yield {"edit": "set_definition_args", "class_name": name, "args": {"width": 4}}
    source = "class Own(nn.Module):\n    def forward(self, x):\n        return x + 1\n"
    yield {"edit": "write_definition", "class_name": None, "source": source}
