"""Random edits of a document: most can be made, some are to be refused."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from builder.document.blocks import (
    Document,
    Function,
    Graph,
    InitRule,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
)
from builder.document.graph import nodes_by_name
from builder.document.tree import is_container, places
from builder.edits import (
    Connect,
    Define,
    Disconnect,
    Duplicate,
    Edit,
    Freeze,
    Insert,
    InsertOnWire,
    Move,
    Remove,
    RemoveDefinition,
    Rename,
    RenameDefinition,
    SetArgument,
    SetCall,
    SetClassName,
    SetDefinitionArgs,
    SetGraphInputs,
    SetHolder,
    SetInit,
    SetInputs,
    SetKind,
    SetLazy,
    SetMerge,
    SetName,
    SetOutputs,
    SetPositions,
    SetRepeat,
    SetSeed,
    SetTensor,
    SetWires,
    Share,
    TieTensors,
    ToGraph,
    ToSequential,
    Unfreeze,
    Unpack,
    UnsetArgument,
    Unshare,
    Untie,
    Unwrap,
    Wrap,
    apply,
)
from builder.errors import EditError
from builder.expansion.instances import expanded
from tests.strategies import documents

NAMES = st.sampled_from([None, "body", "block 0", "0", "1", "left", "naïve", "branch_0", "a.b", "forward", ""])


def _one(draw: Any, ways: list[tuple[Any, ...]]) -> Edit:
    """Draw one of the edits, each a class with strategies of what it is made of.

    `st.one_of` and `st.builds` would look through all of them each time, which took most of a law's time.
    """
    make, *parts = draw(st.sampled_from(ways))
    made: Edit = make(*map(draw, parts))
    return made


def _set_batch(batch: int) -> SetInputs:
    return SetInputs(batch=batch)


def _set_tensor(id: str) -> SetTensor:
    return SetTensor(id, shape=(3,), role="buffer")


def _unused(ids: list[str]) -> str:
    return next(id for i in count() if (id := f"new{i}") not in ids and f"{id}x" not in ids)


def _new(draw: Any, ids: list[str]) -> Any:
    id = _unused(ids)
    return draw(
        st.sampled_from(
            [
                Layer(id=id, kind="Linear", args={"in_features": "auto", "out_features": 4}),
                Layer(id=id, kind="ReLU", name="body"),
                Sequential(id=id, children=(Layer(id=f"{id}x", kind="Dropout"),)),
                Parallel(id=id, name="left", children=(Layer(id=f"{id}x", kind="Identity"),)),
                Repeat(id=id, child=Layer(id=f"{id}x", kind="Tanh")),
                Shared(id=id, of=draw(st.sampled_from(ids))),
                Function(id=id, kind="torch.add"),
                TensorBlock(id=id, name="token", shape=(4,)),
                Instance(id=id, definition="Cell"),
                Graph(id=id, nodes=(Layer(id=f"{id}x", kind="ReLU"),), wires={"node_0": ("x",)}, outputs=("node_0",)),
            ]
        )
    )


@st.composite
def edits(draw: Any, document: Document) -> Edit:
    """Draw one edit that names blocks of the document."""
    found = places(expanded(document))
    ids = list(found)
    if draw(st.booleans()):
        return draw(draw(st.sampled_from([_wirings, _own_blocks]))(document, found))
    id = st.sampled_from(ids)
    some = st.lists(id, min_size=1, max_size=3).map(tuple)
    container = st.sampled_from([i for i in ids if is_container(found[i].block)] or ids)
    index = st.integers(0, 3)
    tensor = st.builds(TensorPlace, id, st.sampled_from(["weight", "bias"]))
    select = st.builds(Selector, st.sampled_from([None, *ids]), st.sampled_from([None, "Linear"]))
    rules = st.lists(st.builds(InitRule, select, st.just("zeros_")), max_size=2).map(tuple)
    parent = found[draw(id)].parent
    siblings = [i for i in ids if found[i].parent == parent]
    wrapped = st.lists(st.sampled_from(siblings), min_size=1, max_size=3).map(tuple)
    into = st.sampled_from(["sequential", "parallel", "repeat", "graph"])
    return _one(
        draw,
        [
            (Insert, container, index, st.just(_new(draw, ids))),
            (Remove, some),
            (Move, some, container, index),
            (Duplicate, some),
            (Rename, id, NAMES),
            (SetArgument, id, st.sampled_from(["out_features", "p", "bias"]), st.sampled_from([1, 0.5, False])),
            (UnsetArgument, id, st.sampled_from(["bias", "p", "in_features"])),
            (SetRepeat, container, st.integers(0, 3), st.sampled_from(["{i}", "b{i}", "same"])),
            (SetHolder, container, st.sampled_from(["Sequential", "ModuleList", "ModuleDict"])),
            (SetMerge, container, st.sampled_from(["add", "cat"]), st.integers(-1, 1)),
            (SetClassName, container, st.sampled_from([None, "Cell", "list"])),
            (Wrap, wrapped, into, st.just(_unused(ids))),
            (Unwrap, container),
            (Share, id, id),
            (Unshare, id),
            (TieTensors, tensor, tensor),
            (Untie, tensor),
            (Freeze, select),
            (Unfreeze, select),
            (_set_batch, st.integers(1, 3)),
            (SetInit, rules, st.integers(0, 3)),
            (SetLazy, st.sampled_from(["sizes", "keep"])),
            (SetSeed, st.integers(-1, 3)),
            (SetName, st.sampled_from(["net", ""])),
        ],
    )


@st.composite
def _wirings(draw: Any, document: Document, found: Any) -> Edit:
    """Draw an edit of wires."""
    ids = list(found)
    graphs = [id for id in ids if isinstance(found[id].block, Graph)] or ids
    graph = draw(st.sampled_from(graphs))
    block = found[graph].block
    known = [*nodes_by_name(block), *block.inputs] if isinstance(block, Graph) else ["x"]
    name = st.sampled_from([*known, "gone"])
    ways, names = st.sampled_from(["", ":0", ":1:0", "::"]), st.sampled_from([""] * 6 + ["attn_mask=", "src=", "="])
    text = st.tuples(names, name, ways).map("".join)
    texts = st.lists(text, max_size=3).map(tuple)
    node = st.one_of(name, st.none())
    index = st.integers(0, 2)
    new = st.just(_new(draw, ids))
    return _one(
        draw,
        [
            (Connect, st.just(graph), text, node, st.one_of(st.none(), index)),
            (Disconnect, st.just(graph), node, index),
            (SetWires, st.just(graph), name, texts),
            (SetOutputs, st.just(graph), texts),
            (SetGraphInputs, st.just(graph), st.lists(st.sampled_from(["x", "y", "z", "stem"])).map(tuple)),
            (SetPositions, st.just(graph), st.dictionaries(name, st.tuples(st.just(1.0), st.just(2.0)))),
            (InsertOnWire, st.just(graph), node, index, new),
            (Insert, st.just(graph), index, new, texts),
            (_set_tensor, st.sampled_from(ids)),
            (SetCall, st.sampled_from(ids), st.sampled_from(["need_weights", "is_causal"]), st.booleans()),
            (SetKind, st.sampled_from(ids), st.sampled_from(["torch.add", "F.relu", "ReLU", "Linear"])),
            (ToGraph, st.sampled_from(ids)),
            (ToSequential, st.sampled_from(graphs)),
        ],
    )


@st.composite
def _own_blocks(draw: Any, document: Document, found: Any) -> Edit:
    """Draw an edit of definitions."""
    ids = list(found)
    parent = found[draw(st.sampled_from(ids))].parent
    siblings = [id for id in ids if found[id].parent == parent]
    some = st.lists(st.sampled_from(siblings), min_size=1, max_size=3).map(tuple)
    instances = [place.block.id for place in places(document).values() if isinstance(place.block, Instance)] or ids
    name = st.sampled_from(["Cell", "Block", "Unit"])
    args = st.dictionaries(st.sampled_from(["width", "depth"]), st.sampled_from([1, 4, "=width"]))
    return _one(
        draw,
        [
            (Define, some, name),
            (SetDefinitionArgs, name, args),
            (RenameDefinition, name, name),
            (RemoveDefinition, name),
            (Unpack, st.sampled_from(instances)),
            (SetArgument, st.sampled_from(instances), st.just("width"), st.sampled_from([3, "=width * 2"])),
            (SetArgument, st.sampled_from(ids), st.just("out_features"), st.just("=width")),
        ],
    )


@st.composite
def versions(draw: Any, steps: int = 8) -> list[Document]:
    """Draw a document and what random edits make of it, one after another; refused ones are left out."""
    made = [draw(documents())]
    for _ in range(draw(st.integers(1, steps))):
        try:
            made.append(apply(made[-1], draw(edits(made[-1]))))
        except EditError:
            continue
    return made
