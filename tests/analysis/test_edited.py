"""After a change of some blocks the result is that of an analysis from nothing, and most of it is taken over."""

import pytest
from msgspec.structs import replace

from builder import analyse, from_json
from builder.document.blocks import Document, Function, Graph, Input, Layer, Shared
from builder.network.network import take_over
from tests.analysis.told import told
from tests.call_counts import calls
from tests.edits.designs import design, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add

WIDE = {"in_features": 9, "out_features": 8}
INPUTS = (Input(name="X", shape=("N", 8)),)


def lazy(name, width=8, **args):
    """Return a layer of a graph that takes its features from its input."""
    return Layer(id=name, name=name, kind="LazyLinear", args={"out_features": width, **args})


def soft(name):
    """Return an activation of a graph."""
    return Layer(id=name, name=name, kind="ReLU")


def joined(name):
    """Return a concatenation of a graph."""
    return Function(id=name, name=name, kind="torch.cat", args={"dim": 1})


GRAPH = Graph(
    id="root",
    inputs=("x",),
    nodes=(lazy("a"), soft("b"), lazy("c"), soft("d"), joined("e"), lazy("f", 3)),
    wires={"a": ("x",), "b": ("a",), "c": ("b",), "d": ("x",), "e": ("c", "d"), "f": ("e",)},
    outputs=("f",),
)
LESS = {name: sources for name, sources in GRAPH.wires.items() if name != "f"}
CHAIN = sequential("root", relu("r"), lazy("a"), lazy("b"), soft("c"), sequential("s", lazy("d"), soft("e")), lazy("f"))
INSIDE = sequential("root", relu("r"), relu("t"), lazy("a"), sequential("s", Layer(id="q", kind="Dropout"), lazy("b")))
HELD = sequential("root", relu("r"), sequential("h", sequential("k", relu("z"), holder="ModuleList")))


def at(block, i, new):
    """Return a graph or sequential with another block at an index."""
    field = "nodes" if isinstance(block, Graph) else "children"
    kids = getattr(block, field)
    return replace(block, **{field: (*kids[:i], new, *kids[i + 1 :])})


def with_nodes(graph, *nodes, **fields):
    """Return a graph with further nodes."""
    return replace(graph, nodes=(*graph.nodes, *nodes), **fields)


WIRED = replace(at(GRAPH, 3, lazy("d")), wires={**GRAPH.wires, "b": ("a:1",)})
CHANGES = {
    "the first wider": (GRAPH, at(GRAPH, 0, lazy("a", 5))),
    "one without a bias": (GRAPH, at(GRAPH, 0, lazy("a", bias=False))),
    "one in the middle wider": (GRAPH, at(GRAPH, 2, lazy("c", 4))),
    "an activation that is none": (GRAPH, at(GRAPH, 1, replace(GRAPH.nodes[1], kind="Identity"))),
    "one that is refused": (GRAPH, at(GRAPH, 2, Layer(id="c", name="c", kind="Linear", args=WIDE))),
    "one that returns nothing known": (GRAPH, at(GRAPH, 2, parallel("c", name="c"))),
    "another wider beside a mistake on a wire": (WIRED, at(WIRED, 3, lazy("d", 5))),
    "another without a bias beside a mistake on a wire": (WIRED, at(WIRED, 3, lazy("d", bias=False))),
    "two at once": (GRAPH, at(at(GRAPH, 0, lazy("a", 5)), 5, lazy("f", 4))),
    "another input": (GRAPH, replace(GRAPH, inputs=("y",))),
    "one more input": (GRAPH, replace(GRAPH, inputs=("x", "y"))),
    "another output": (GRAPH, replace(GRAPH, outputs=("e",))),
    "no output": (GRAPH, replace(GRAPH, outputs=())),
    "another wire": (GRAPH, replace(GRAPH, wires={**GRAPH.wires, "d": ("a",)})),
    "names the other way round": (
        GRAPH,
        at(at(GRAPH, 1, replace(GRAPH.nodes[1], name="d")), 3, replace(GRAPH.nodes[3], name="b")),
    ),
    "one more node": (GRAPH, with_nodes(GRAPH, soft("g"))),
    "one more node at the end": (
        GRAPH,
        with_nodes(GRAPH, lazy("g"), wires={**GRAPH.wires, "g": ("f",)}, outputs=("g",)),
    ),
    "one node less": (
        GRAPH,
        replace(GRAPH, nodes=GRAPH.nodes[:5], wires=dict([*GRAPH.wires.items()][:5]), outputs=("e",)),
    ),
    "the nodes the other way round": (GRAPH, replace(GRAPH, nodes=GRAPH.nodes[::-1])),
    "a sequential in its place": (GRAPH, CHAIN),
    "a graph in its place": (CHAIN, GRAPH),
    "a repeat in its place": (CHAIN, repeat("root", lazy("a"))),
    "an empty one in its place": (CHAIN, sequential("root")),
    "out of an empty one": (sequential("root"), CHAIN),
    "the first of a chain wider": (CHAIN, at(CHAIN, 1, lazy("a", 5))),
    "the second without a bias": (CHAIN, at(CHAIN, 2, lazy("b", bias=False))),
    "a chain that is refused": (CHAIN, at(CHAIN, 3, Layer(id="c", kind="Linear", args=WIDE))),
    "a chain of which nothing is known": (CHAIN, at(CHAIN, 2, parallel("b"))),
    "an inner chain": (CHAIN, at(CHAIN, 4, sequential("s", lazy("d", 6), soft("e")))),
    "an inner chain that ends otherwise": (CHAIN, at(CHAIN, 4, sequential("s", lazy("d")))),
    "an inner chain that hands on": (CHAIN, at(CHAIN, 4, sequential("s"))),
    "the last gone": (CHAIN, replace(CHAIN, children=CHAIN.children[:-1])),
    "in front of a pair inside": (INSIDE, replace(INSIDE, children=(soft("n"), *INSIDE.children))),
    "a list": (HELD, at(HELD, 1, replace(HELD.children[1], holder="ModuleList"))),
    "no list": (at(HELD, 1, replace(HELD.children[1], holder="ModuleList")), HELD),
    "no list inside": (HELD, at(HELD, 1, sequential("h", sequential("k", relu("z"))))),
}


def facts(document):
    """Return all that an analysis says."""
    analysis = analyse(document)
    figures = (analysis.parameters, analysis.bytes, analysis.multiply_adds, analysis.batch_multiply_adds)
    return told(document), figures, {path: analysis.blocks[path] for path in analysis.blocks}


def changed(before, after):
    """Return the document after a change, with the memory of the one before, which has been analysed."""
    first, second = (Document(inputs=INPUTS, root=root) for root in (before, after))
    facts(first)
    take_over(second, first)
    return first, second


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_is_analysed_as_from_nothing(case):
    """Whatever is taken over: shapes, counts, costs and problems, there and back again."""
    for document in changed(*CHANGES[case])[::-1]:
        again = from_json(document.to_json())
        known = facts(document)
        assert (known[1:], sorted(known[0])) == (facts(again)[1:], sorted(facts(again)[0]))


def test_problems_keep_their_order_after_a_change():
    """Those of neighbours too."""
    _, after = changed(CHAIN, at(CHAIN, 0, lazy("r")))
    assert told(after) == told(from_json(after.to_json()))
    assert [line.split(" | ")[0] for line in told(after)] == ["warning a a", "warning b b"]


def long(count, kind):
    """Return a graph or a sequential of blocks one after another, each some layers of its own."""
    blocks = [sequential(f"s{i}", lazy(f"a{i}"), soft(f"b{i}"), name=f"n{i}") for i in range(count)]
    if kind == "sequential":
        return sequential("root", *blocks)
    wires = {f"n{i}": (f"n{i - 1}" if i else "x",) for i in range(count)}
    return Graph(id="root", nodes=tuple(blocks), wires=wires, outputs=(f"n{count - 1}",))


@pytest.mark.parametrize("kind", ["sequential", "graph"])
@pytest.mark.parametrize("i", [0, 30, 59])
def test_a_change_costs_little_whatever_stands_around_it(kind, i):
    """Less than a fifth of an analysis from nothing, though one block in the middle is another."""
    root = long(60, kind)
    _, after = changed(root, at(root, i, sequential(f"s{i}", lazy(f"a{i}", bias=False), soft(f"b{i}"), name=f"n{i}")))
    again = from_json(after.to_json())
    assert calls(lambda: analyse(after)) < calls(lambda: analyse(again)) / 5


def test_an_unchanged_block_is_the_same_result():
    """Only what is new, and what takes something else from it, is looked at."""
    root = long(6, "graph")
    first, second = changed(root, at(root, 3, sequential("s3", lazy("a3", 5), soft("b3"), name="n3")))
    one, other = (analyse(document).root.result.children for document in (first, second))
    assert [a is b for a, b in zip(one, other, strict=True)] == [True, True, True, False, False, True]


def test_a_shared_module_is_run_anew():
    """What it hands on hangs on what ran before it."""
    before = design(lazy("a"), relu("r"), Shared(id="s", of="a"))
    after = replace(before, root=at(before.root, 0, lazy("a", 4)))
    analyse(before).problems  # noqa: B018
    take_over(after, before)
    (line,) = told(after)
    assert line.startswith("error 2 s | Linear takes 8 features and receives 4. | It shares its module with 'a'")


def test_wires_of_two_inputs_are_followed_after_a_change():
    """Both ends of a sum."""
    graph = Graph(id="root", nodes=(lazy("a"), lazy("b"), add("c")), wires=SUM, outputs=("c",))
    _, after = changed(graph, at(graph, 1, lazy("b", 1)))
    assert analyse(after).output_shapes == ((2, 8),)
    assert analyse(after).blocks["c"].input_shapes == ((2, 8), (2, 1))


SUM = {"a": ("x",), "b": ("x",), "c": ("a", "b")}
