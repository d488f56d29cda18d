"""What every struct of a document is, and what its fields are where nothing is said."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from builder.document import blocks, tree
from builder.document.blocks import (
    Block,
    Document,
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

STRUCTS = [
    value
    for value in vars(blocks).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == blocks.__name__
]
BLOCKS: list[type[msgspec.Struct]] = [*get_args(Block), Written]
NAMES = [*("layer", "sequential", "parallel", "graph", "function", "tensor", "repeat", "shared", "instance", "written")]


@pytest.mark.parametrize("struct", STRUCTS)
def test_what_a_document_is_made_of_cannot_change(struct: type[msgspec.Struct]) -> None:
    """It has no fields but its own, and those at their default are left out of JSON."""
    config = struct.__struct_config__
    assert (config.frozen, config.forbid_unknown_fields, config.omit_defaults) == (True, True, True)


def test_a_place_cannot_change() -> None:
    """All who look at a document share its places."""
    assert tree.Place.__struct_config__.frozen


@pytest.mark.parametrize(("struct", "name"), [*zip(BLOCKS, NAMES, strict=True)])
def test_a_block_is_told_by_its_name_in_json(struct: type[msgspec.Struct], name: str) -> None:
    """The field `block` says which one it is."""
    assert (struct.__struct_config__.tag_field, struct.__struct_config__.tag) == ("block", name)


@pytest.mark.parametrize("struct", [*BLOCKS, Document])
def test_fields_are_given_by_name(struct: Any) -> None:
    """By their order nobody could read them."""
    with pytest.raises(TypeError, match=r"[Pp]ositional"):
        struct("a")


@pytest.mark.parametrize("struct", BLOCKS)
def test_only_what_keeps_something_has_a_dict(struct: type[msgspec.Struct]) -> None:
    """A graph keeps what is worked out of it, and may so be part of a cycle."""
    config = struct.__struct_config__
    assert (config.dict, config.gc) == (struct is Graph, struct is Graph)


RELU = Layer(id="a", kind="ReLU")
LEAST: dict[str, tuple[Any, dict[str, Any]]] = {
    "layer": (RELU, {"id": "a", "name": None, "kind": "ReLU", "args": {}, "call": {}, "parametrizations": {}}),
    "sequential": (
        Sequential(id="a"),
        {"id": "a", "name": None, "children": (), "class_name": None, "holder": "Sequential", "extra_repr": ""},
    ),
    "parallel": (
        Parallel(id="a"),
        {"id": "a", "name": None, "children": (), "merge": "add", "dim": 1, "class_name": None, "extra_repr": ""},
    ),
    "graph": (
        Graph(id="a"),
        {
            **{"id": "a", "name": None, "inputs": ("x",), "nodes": (), "wires": {}, "outputs": (), "class_name": None},
            **{"extra_repr": "", "positions": {}},
        },
    ),
    "tensor": (
        TensorBlock(id="a"),
        {
            **{"id": "a", "name": None, "shape": (), "dtype": "float32", "role": "parameter", "init": None},
            "persistent": True,
        },
    ),
    "repeat": (
        Repeat(id="a", child=RELU),
        {"id": "a", "name": None, "child": RELU, "count": 2, "names": "{i}", "holder": "Sequential"},
    ),
    "shared": (Shared(id="a", of="b"), {"id": "a", "name": None, "of": "b", "call": {}}),
    "instance": (Instance(id="a", definition="D"), {"id": "a", "name": None, "definition": "D", "args": {}}),
    "input": (
        Input("x", ("N",)),
        {"name": "x", "shape": ("N",), "dtype": "float32", "low": 0, "high": 10},
    ),
    "selector": (Selector(), {"block": None, "kind": None, "tensor": None}),
    "document": (
        Document(root=RELU),
        {
            **{"format": 1, "name": "network", "inputs": (Input("X", ("N", 20)),), "batch": 2, "root": RELU},
            **{"definitions": (), "ties": (), "init": (), "schemes": (), "frozen": (), "seed": 0, "lazy": "sizes"},
        },
    ),
}


@pytest.mark.parametrize("case", LEAST)
def test_what_nothing_is_said_of(case: str) -> None:
    """Files rely on it: what is at its default is not written."""
    made, fields = LEAST[case]
    assert msgspec.structs.asdict(made) == fields


def test_a_document_is_written_with_its_format_and_no_defaults() -> None:
    """Two spaces a level, so that a person can read it."""
    text = '{\n  "format": 1,\n  "root": {\n    "block": "layer",\n    "id": "a",\n    "kind": "ReLU"\n  }\n}'
    assert Document(root=RELU).to_json() == text


def test_a_document_keeps_what_is_worked_out_of_it() -> None:
    """As no part of it: an equal one has other things kept."""
    document = Document(root=RELU)
    document.__dict__["kept"] = 1
    assert (document == Document(root=RELU), msgspec.structs.replace(document).__dict__) == (True, {})
