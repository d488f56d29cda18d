"""Names, ways and calls inside graphs, and what a written class holds."""

from __future__ import annotations

from typing import Any

import pytest

from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
    Written,
)
from builder.document.graph import call_of, called_with, nodes_by_name, numbers_into
from builder.document.graph_rules import count_listed
from builder.document.holders import is_counted, is_holder, name_fault
from builder.document.tree import (
    blocks_on_the_way,
    callee,
    child_name,
    children,
    is_call,
    is_container,
    is_module,
    paths,
    places,
    walk,
    ways,
    with_children,
    written_around,
)
from builder.expansion.instances import expanded
from builder.expansion.validation import validate
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential

HELD = sequential("s", relu("a"), parallel("p", relu("b", name="left"), relu("c")), name="stack")
INNER = Graph(id="i", nodes=(relu("d", name="act"), Shared(id="again", of="d")))
TENSOR = TensorBlock(id="t", name="t")
FUNCTION = Function(id="f", kind="F.relu")
LOOP = repeat("r", relu("e"))
CALL = Shared(id="call", of="b")
NAMED = Shared(id="named", of="b", name="other")
FAR = Shared(id="far", of="elsewhere")
GRAPH = Graph(id="g", nodes=(HELD, INNER, TENSOR, FUNCTION, LOOP, CALL, NAMED, FAR))
WAYS = {
    **{"s": ("stack",), "a": ("stack", "0"), "p": ("stack", "1"), "b": ("stack", "1", "left")},
    **{"c": ("stack", "1", "branch_1"), "i": ("node_1",), "d": ("node_1", "act"), "again": ("node_1", "node_1")},
    **{"t": ("t",), "f": ("node_3",), "r": ("node_4",), "call": ("node_5",), "named": ("other",), "far": ("node_7",)},
}


def test_the_way_to_each_block_of_a_graph() -> None:
    """By the names on it; the copies of a repeat have none."""
    assert ways(GRAPH) == WAYS
    assert (callee(GRAPH, "b"), callee(GRAPH, "e"), callee(GRAPH, "g")) == (WAYS["b"], None, None)


def test_the_blocks_on_a_way() -> None:
    """From the node of the graph to the block itself."""
    assert blocks_on_the_way(GRAPH, ("stack", "1", "left")) == (HELD, HELD.children[1], relu("b", name="left"))


def test_nodes_are_found_by_their_names() -> None:
    """Their own, or those by position, in order."""
    names = ["stack", "node_1", "t", "node_3", "node_4", "node_5", "other", "node_7"]
    assert [*nodes_by_name(GRAPH).items()] == [*zip(names, GRAPH.nodes, strict=True)]


def test_the_numbers_that_are_wired_to_functions() -> None:
    """By the names that they are given to, though other wires have none."""
    nodes = (*(Function(id=id, name=id, kind="torch.add") for id in "fg"), relu("r", name="r"))
    wires = {"f": ("x", "n=h", "m=w"), "g": ("x", "x"), "r": ("x=x",)}
    assert numbers_into(Graph(id="g0", nodes=nodes, wires=wires)) == {"f": {"n", "m"}}
    assert numbers_into(Graph(id="g0", nodes=nodes, wires={"g": ("x", "x")})) == {}


SUBMODULES = {"s": True, "i": True, "t": False, "f": False, "r": True, "call": False, "named": True, "far": True}


@pytest.mark.parametrize("node", GRAPH.nodes, ids=lambda node: node.id)
def test_what_is_a_module_of_a_graph(node: Block) -> None:
    """No function, no tensor, no second call."""
    assert is_module(GRAPH, node) is SUBMODULES[node.id]


@pytest.mark.parametrize("node", GRAPH.nodes, ids=lambda node: node.id)
def test_what_is_a_second_call(node: Block) -> None:
    """A place without a name that shares what stands in the same graph."""
    assert is_call(GRAPH, node) is (node is CALL)


def test_a_place_in_a_sequential_is_a_module() -> None:
    """Torch gives it a key of its own, whatever it shares."""
    assert is_module(sequential("q"), CALL)


def test_paths_of_a_graph_leave_out_what_is_no_module() -> None:
    """In the order in which torch meets them."""
    assert [path for path, _ in paths(Document(root=GRAPH))] == [
        *("", "stack", "stack.0", "stack.1", "stack.1.left", "stack.1.branch_1"),
        *("node_1", "node_1.act", "node_4", "node_4.0", "node_4.1", "other", "node_7"),
    ]


MHA = Layer(id="m", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2}, call={"need_weights": False})
OTHER = {"average_attn_weights": False}
CALLED: dict[str, tuple[Block, dict[str, Any], dict[str, Any]]] = {
    "a layer": (MHA, {"need_weights": False}, OTHER),
    "a second call": (Shared(id="s", of="m", call={"is_causal": True}), {"is_causal": True}, OTHER),
    "a function": (FUNCTION, {}, {}),
    "a container": (HELD, {}, {}),
}


@pytest.mark.parametrize("case", CALLED)
def test_what_a_node_is_called_with(case: str) -> None:
    """A layer or a place that shares one; another node is left as it is."""
    node, call, later = CALLED[case]
    assert (call_of(node), call_of(called_with(node, OTHER))) == (call, later)
    assert called_with(node, call) is node


OWN = Written(
    id="w",
    class_name="Own",
    nodes=(TensorBlock(id="w/t", name="scale"), relu("w/a", name="act"), relu("w/b"), TensorBlock(id="w/u", name="u")),
)


def test_a_written_class_holds_its_nodes() -> None:
    """Each by its name, or by its position where the class counts it."""
    assert (is_container(OWN), children(OWN)) == (True, OWN.nodes)
    assert [child_name(OWN, i, kid) for i, kid in enumerate(OWN.nodes)] == ["scale", "act", "2", "u"]
    assert with_children(OWN, ()) == Written(id="w", class_name="Own")


@pytest.mark.parametrize("block", [relu("a"), TENSOR, FUNCTION, CALL, Instance(id="o", definition="D")])
def test_a_leaf_holds_nothing(block: Block) -> None:
    """And takes nothing in."""
    assert (children(block), is_container(block), [*walk(block)]) == ((), False, [block])
    with pytest.raises(TypeError, match="holds no blocks"):
        with_children(block, ())


def test_a_repeat_takes_one_child() -> None:
    """No more and no less."""
    assert with_children(LOOP, (relu("z"),)) == repeat("r", relu("z"))
    with pytest.raises(ValueError, match="unpack"):
        with_children(LOOP, (relu("y"), relu("z")))


def test_a_written_class_has_paths() -> None:
    """Its tensors are none of its modules."""
    document = Document(root=Sequential(id="root", children=(OWN,)))
    assert [path for path, _ in paths(document)] == ["", "0", "0.act", "0.2"]
    assert [(place.path, place.depth) for place in places(document).values()][2:] == [
        *(("0.scale", 2), ("0.act", 2), ("0.2", 2), ("0.u", 2))
    ]


def test_the_outermost_class_is_the_one_around() -> None:
    """What it makes may be an object of another class."""
    inner = Written(id="v", class_name="In", nodes=(sequential("q", relu("x")),))
    outer = Written(id="w", class_name="Out", nodes=(inner,))
    found = places(Document(root=Sequential(id="root", children=(sequential("s", outer), relu("y")))))
    assert [written_around(found, id) for id in ("x", "v", "w", "s", "y")] == ["w", "w", None, None, None]


SOURCE = """class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(8, 8)
        self.a, self.b = nn.Parameter(torch.ones(8)), nn.Parameter(torch.ones(8))

    def forward(self, x):
        return self.l(x) * self.a + self.b
"""


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_tensor_of_a_written_class_is_tied(name: str) -> None:
    """Any of its own, by the object that makes it."""
    tie = Tie(TensorPlace("k", "bias"), TensorPlace("i", name))
    own = Definition("Own", source=SOURCE)
    validate(design(Instance(id="i", definition="Own"), linear("k"), ties=(tie,), definitions=(own,)))


def test_what_a_written_class_makes_is_selected() -> None:
    """Inside its object as well."""
    document = design(Instance(id="i", definition="Own"), definitions=(Definition("Own", source=SOURCE),))
    validate(design(*document.root.children, frozen=(Selector(block="i/l"),), definitions=document.definitions))
    assert [place.path for place in places(expanded(document)).values()][2:] == ["0.a", "0.b", "0.l"]


NUMBERS: dict[str, tuple[Any, int]] = {
    "a number": (3, 1),
    "a list": ([1, 2, 3], 3),
    "lists": ([[1, 2], [3, [4]]], 4),
    "an empty list": ([[], []], 0),
    "more than may be, and no deeper": ([0] * 10_001 + [[0]], 10_001),
    "as many as may be, and one deeper": ([0] * 10_000 + [[0]], 10_001),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_the_numbers_of_a_value(case: str) -> None:
    """Those that it lists, not the lists; beyond what one may have nothing is counted."""
    value, count = NUMBERS[case]
    assert count_listed(TensorBlock(id="t", init={"value": value})) == count


@pytest.mark.parametrize("value", [[0] * 10_000, [[0] * 100] * 100, [[0]] * 10_000], ids=["a row", "square", "column"])
def test_as_many_numbers_as_a_value_may_list_are_taken(value: list[Any]) -> None:
    """However they are arranged: what is read from text or a module has as many."""
    validate(design(Graph(id="g", nodes=(TensorBlock(id="t", role="buffer", init={"value": value}),))))


LIST, DICT = sequential("s", holder="ModuleList"), sequential("s", holder="ModuleDict")
FAULTS: dict[str, tuple[Block, Block, int, str, str | None]] = {
    "a number in a graph": (GRAPH, relu("z"), 0, "12345", None),
    "a larger number": (GRAPH, relu("z"), 0, "123456", "not a Python identifier"),
    "a number in other letters": (GRAPH, relu("z"), 0, "\u0663", "not a Python identifier"),
    "a tensor's number": (GRAPH, TENSOR, 0, "1", "not a Python identifier"),
    "a branch's number": (parallel("p"), relu("z"), 0, "1", "not a Python identifier"),
    "a place in a list": (LIST, relu("z"), 3, "3", None),
    "another place in a list": (LIST, relu("z"), 3, "4", "numbers its children"),
    "a member of a dict": (DICT, relu("z"), 0, "items", "member of nn.ModuleDict"),
    "a member of a dict elsewhere": (sequential("s"), relu("z"), 0, "items", None),
    "a key of a dict": (DICT, relu("z"), 0, "a b", None),
    "a member of modules in a dict": (DICT, relu("z"), 0, "train", "member of nn.Module"),
    "a key": (sequential("s"), relu("z"), 0, "a b", None),
    "an attribute": (parallel("p"), relu("z"), 0, "a b", "not a Python identifier"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_a_child_can_be_called(case: str) -> None:
    """In a graph, a list, a dict, or any other container."""
    parent, child, index, name, words = FAULTS[case]
    fault = name_fault(parent, child, index, name)
    assert fault is None if words is None else fault is not None and words in fault


@pytest.mark.parametrize(("name", "counts"), [("0", True), ("00012", True), ("", False), ("-1", False), ("1a", False)])
def test_what_is_a_number(name: str, counts: bool) -> None:
    """Digits alone."""
    assert is_counted(name) is counts


@pytest.mark.parametrize("block", [relu("a"), Parallel(id="p"), GRAPH, Repeat(id="r", child=relu("a"))])
def test_what_is_no_list_has_a_forward(block: Block) -> None:
    """A layer has no holder at all."""
    assert not is_holder(block)
