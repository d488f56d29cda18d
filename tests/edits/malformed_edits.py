"""Random edits as JSON, of every kind there is: well formed, half right, and no edit at all."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

from msgspec import inspect

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.schemes import SCHEMES
from builder.document.blocks import Document, Graph
from builder.document.graph import nodes_by_name
from builder.document.tree import walk
from builder.edits import Edit
from builder.expansion.instances import expanded

KINDS = tuple(get_args(Edit))
CLASS = "class Own(nn.Module):\n    def forward(self, x):\n        return x + 1\n"
WORDS = (
    *("Linear", "Conv2d", "LSTM", "MultiheadAttention", "torch.cat", "torch.add", "x", "y", "weight", "bias", "Cell"),
    *("width", "in_features", "out_features", "=width", "=width * 2", "=", "=1/0", "auto", "N", "{i}", "block {i}"),
    *("x:1", "mask=x", "", " ", "/", "a/b", "0", "-1", "__init__", "class", "naïve", "\x00", "\ud800", "a" * 5_000),
    CLASS,
)
LIKELY: dict[str, tuple[Any, ...]] = {
    "index": (0, 0, 1, 2, 3),
    "count": (1, 2, 3),
    "dim": (0, 1, -1),
    "batch": (1, 2),
    "shape": ([4], [2, 3], ["N", 8]),
    "args": (
        {},
        {"in_features": "auto", "out_features": 4},
        {"width": 4},
        {"in_features": "=width", "out_features": 4},
    ),
    "call": ({}, {"need_weights": False}),
    "name": (None, None, "body", "left", "0"),
    "class_name": (None, "Cell", "Block"),
    "value": (1, 4, False, 0.5, "auto", "=width"),
    "sources": (["x"], []),
    "wires": (None, {}, ["x"]),
    "names": ("{i}", "b{i}"),
    "init": (None, {"scheme": "zeros_"}, {"value": 1}, {"scheme": {}}, {"scheme": "normal_", "args": []}),
    "dtype": ("float32", "int64"),
    "role": ("parameter", "buffer"),
    "holder": ("Sequential", "ModuleList"),
}
"""Values of fields with which an edit may well be made."""
NUMBERS = (*range(-3, 6), 17, 255, 2**31, 2**63, 2**64, -(2**63), 10**40)
FLOATS = (0.0, 0.5, -1.5, 1e308, float("inf"), float("nan"))
GARBAGE: tuple[Any, ...] = (None, True, 7, 1.5, "text", [], {}, [[]], {"scheme": {}}, {"edit": "define"}, [None] * 300)


class Garbler:
    """Draws edits that name blocks of a document."""

    def __init__(self, document: Document, random: Random) -> None:
        self.random = random
        blocks = list(walk(expanded(document).root))
        self.ids = [block.id for block in blocks]
        self.sorts: dict[type, list[str]] = {}
        for block in blocks:
            self.sorts.setdefault(type(block), []).append(block.id)
        self.names = [definition.class_name for definition in document.definitions] or ["Cell"]
        graphs = [block for block in blocks if isinstance(block, Graph)]
        self.graphs = [graph.id for graph in graphs] or self.ids
        self.sources = [name for graph in graphs for name in (*graph.inputs, *nodes_by_name(graph))] or ["x"]

    def edit(self) -> Any:
        """Draw an edit, or something that is none."""
        if self.random.random() < 0.02:
            return self.random.choice(GARBAGE)
        return self.struct(inspect.type_info(self.random.choice(KINDS)), 0)

    def struct(self, info: inspect.StructType, depth: int) -> dict[str, Any]:
        """Draw all fields, or most of them."""
        made: dict[str, Any] = {} if info.tag is None else {str(info.tag_field): info.tag}
        for field in info.fields:
            if field.required or self.random.random() < 0.4:
                made[field.encode_name] = self.field(field.name, field.type, depth)
        if self.random.random() < 0.02:
            made[self.random.choice(("extra", *made))] = self.random.choice(GARBAGE)
        return made

    def field(self, name: str, info: inspect.Type, depth: int) -> Any:
        """Draw a value; where text stands, what the field's name lets one expect."""
        if self.random.random() < 0.01:
            return self.random.choice(GARBAGE)
        if name in LIKELY and self.random.random() < 0.8:
            return self.random.choice(LIKELY[name])
        match info:
            case inspect.StrType():
                return self.text(name)
            case inspect.UnionType():
                return self.field(name, self.random.choice(self._open(info.types, depth)), depth)
            case inspect.StructType():
                return self.struct(info, depth + 1)
            case _:
                return self._several(name, info, depth)

    def _several(self, name: str, info: inspect.Type, depth: int) -> Any:
        match info:
            case inspect.VarTupleType() | inspect.ListType():
                return [self.field(name, info.item_type, depth + 1) for _ in range(self.random.choice((0, 1, 1, 2, 3)))]
            case inspect.TupleType():
                return [self.field(name, item, depth + 1) for item in info.item_types]
            case inspect.DictType():
                return {self.text(name): self.field(name, info.value_type, depth + 1) for _ in range(2)}
            case _:
                return self._plain(info)

    def _open(self, types: tuple[inspect.Type, ...], depth: int) -> tuple[inspect.Type, ...]:
        """Return the alternatives, of blocks the leaves alone once there are blocks enough."""
        leaves = tuple(one for one in types if not isinstance(one, inspect.StructType) or "child" not in _fields(one))
        return types if depth < 3 else leaves

    def _plain(self, info: inspect.Type) -> Any:
        match info:
            case inspect.LiteralType():
                return self.random.choice(info.values)
            case inspect.IntType():
                return self.random.choice(NUMBERS)
            case inspect.FloatType():
                return self.random.choice(FLOATS)
            case inspect.BoolType():
                return self.random.random() < 0.5
            case inspect.NoneType() | inspect.CustomType():
                return None
            case _:
                return self.random.choice((*GARBAGE, *WORDS, *NUMBERS, *FLOATS))

    def text(self, name: str) -> str:
        """Draw an id where a block is meant, a kind where one is, or any word."""
        pools = self._pools()
        chance = self.random.random()
        return str(self.random.choice(pools.get(name, WORDS) if chance < 0.93 else (*WORDS, *self.ids)))

    def _pools(self) -> dict[str, tuple[str, ...]]:
        kinds = self.random.choice((("Linear", "ReLU", "Identity"), ("torch.add", "F.relu"), (*CATALOGUE, *FUNCTIONS)))
        sources = (*self.sources, *self.sources, CLASS)
        ids = (*self.random.choice(list(self.sorts.values())), *self.random.sample(self.ids, 1))
        return {
            "kind": kinds,
            "scheme": tuple(SCHEMES),
            "argument": ("out_features", "in_features", "bias", "p", "width", "need_weights"),
            "class_name": (*self.names, "Cell", "Block"),
            "definition": (*self.names, "Cell"),
            "new_name": ("Cell", "Block", "Unit"),
            **dict.fromkeys(("source", "sources", "wires", "outputs", "node", "positions"), sources),
            **dict.fromkeys(("id", "ids", "parent", "of", "block"), (*ids, *ids, "new1", "new2")),
            "graph": tuple(self.graphs),
        }


def _fields(info: inspect.StructType) -> str:
    return " ".join("child" for field in info.fields if field.name in ("child", "children", "nodes"))
